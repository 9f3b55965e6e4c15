"""A file that is there whole or not at all, for its owner alone."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from numbjournal import files
from numbjournal.errors import Refused
from numbjournal.files import check_target, write_whole
from tests.conftest import Home
from tests.faults.canary import where_found
from tests.needs import without_power

CANARY = "kingfisher-by-the-weir"


@pytest.fixture
def out(home: Home) -> Path:
    """A folder beside the journal, and an entry to write."""
    home.run(["log", "2", f"a note, {CANARY}"])
    folder = home.path / "out"
    folder.mkdir()
    return folder


def program(*words: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [*without_power(), sys.executable, "-m", "numbjournal", *words]
    return subprocess.run(command, stderr=subprocess.PIPE, text=True, stdin=subprocess.DEVNULL, **options)


def test_it_is_for_its_owner_alone(home: Home, out: Path) -> None:
    os.umask(0o022)
    home.run(f"export {out}/j.jsonl").says(f"Wrote 1 entry to {out}/j.jsonl")
    assert stat.S_IMODE((out / "j.jsonl").stat().st_mode) == 0o600
    assert [path.name for path in out.iterdir()] == ["j.jsonl"]


def test_nothing_is_written_over_without_a_word(home: Home, out: Path) -> None:
    (out / "j.json").write_text("mine")
    home.run(f"export {out}/j.json", code=1).silent().remarks("--force")
    assert (out / "j.json").read_text() == "mine"
    home.run(f"export {out}/j.json --force").says("Wrote 1 entry")
    assert (out / "j.json").read_text().startswith("{")
    assert stat.S_IMODE((out / "j.json").stat().st_mode) == 0o600


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_is_never_written_through(home: Home, out: Path, is_there: bool) -> None:
    elsewhere = home.path / "elsewhere"
    if is_there:
        elsewhere.write_text("mine")
    (out / "j.csv").symlink_to(elsewhere)
    home.run(f"export {out}/j.csv", code=1).silent()
    home.run(f"export {out}/j.csv --force").says("Wrote")
    assert not (out / "j.csv").is_symlink()
    assert CANARY in (out / "j.csv").read_text()
    assert elsewhere.exists() == is_there
    assert not is_there or elsewhere.read_text() == "mine"


@pytest.mark.parametrize("file", ["/dev/null", "/dev/full", "{home}/pipe", "{journal}", "{backup}"])
def test_what_is_no_place_for_it(home: Home, out: Path, file: str) -> None:
    os.mkfifo(home.path / "pipe")
    backup = next(home.journal_path.with_name("journal.db-backups").glob("*.db"))
    path = file.format(home=home.path, journal=home.journal_path, backup=backup)
    before = home.journal_path.read_bytes()
    said = home.run(f"export {path} --format jsonl --force", code=1).silent().err
    assert said.count("\n") == 1
    assert "Try: numbjournal export handout.html" in said
    assert home.journal_path.read_bytes() == before
    home.run("doctor").says("The journal is whole")


def test_a_folder_that_is_not_there(home: Home, out: Path) -> None:
    said = home.run(["export", f"{out}/a b/j.jsonl"], code=1).silent().err
    assert said == f"There is no such folder. Try: mkdir -p '{out}/a b'\n"
    home.run(["export", str(out), "--format", "json"], code=2).silent().remarks("That is a folder.")
    home.run(["export", f"{out}/{'x' * 300}.json"], code=1).silent().remarks("File name too long")
    (out / "file").write_text("")
    assert home.run(["export", f"{out}/file/j.json"], code=1).silent().err.count("\n") == 1
    assert where_found(out, CANARY) == set()


@pytest.mark.needs("permissions")
def test_a_folder_that_takes_nothing(home: Home, out: Path) -> None:
    out.chmod(0o500)
    ended = program("export", f"{out}/j.json", stdout=subprocess.PIPE)
    out.chmod(0o700)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.endswith("It could not be written there: Permission denied. Nothing was changed.\n")


@pytest.mark.parametrize(
    "stopped", [OSError(28, "No space left on device"), KeyboardInterrupt(), ValueError("x")]
)
@pytest.mark.parametrize("options", ["", "--force"])
def test_what_cannot_be_finished_leaves_nothing(
    home: Home, out: Path, monkeypatch: pytest.MonkeyPatch, stopped: BaseException, options: str
) -> None:
    """A disk that fills up, Ctrl-C, a mistake of the program: in the middle, and at the very end."""

    def fails(*_: object) -> None:
        raise stopped

    if options:
        (out / "j.json").write_text("mine")
    before = sorted(path.name for path in out.iterdir())
    for place in ("os.fsync", "numbjournal.exports.json.to_json"):
        with monkeypatch.context() as patch:
            patch.setattr(place, fails)
            said = home.run(f"export {out}/j.json {options}", code=None)
        assert said.code in (1, 130)
        assert CANARY not in said.err
        assert sorted(path.name for path in out.iterdir()) == before
    assert where_found(out, CANARY) == set()


@pytest.mark.full
@pytest.mark.needs("permissions")
def test_a_full_disk_behind_a_pipe(home: Home, out: Path) -> None:
    with Path("/dev/full").open("w") as full:
        for format in ("json", "jsonl", "csv"):
            ended = program("export", "-", "--format", format, stdout=full)
            assert ended.returncode == 1
            assert ended.stderr == "The output could not be written: No space left on device.\n"


@pytest.mark.needs("permissions")
def test_a_reader_that_has_heard_enough(home: Home, out: Path) -> None:
    home.run(["log", "2", "x" * 300_000])
    for format in ("json", "jsonl", "csv"):
        reading, writing = os.pipe()
        os.close(reading)
        ended = program("export", "-", "--format", format, stdout=writing)
        os.close(writing)
        assert (ended.returncode, ended.stderr) == (0, "")


STOPPED_WHILE_WRITING = """
import os, sys
import numbjournal.exports.json as writer
from numbjournal.__main__ import run

real, (folder, number) = writer.to_json, sys.argv[1:]

def stopped(*things):
    assert [name for name in os.listdir(folder) if name.endswith(".part")]
    os.kill(os.getpid(), int(number))
    return real(*things)

writer.to_json = stopped
sys.argv[1:] = ["export", f"{folder}/j.json"]
run()
"""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_window_leaves_no_text_behind(home: Home, out: Path, number: signal.Signals) -> None:
    # Whoever runs the tests may be ignoring it.
    as_usual = f"import signal; signal.signal({int(number)}, signal.SIG_DFL)"
    script = as_usual + STOPPED_WHILE_WRITING
    command = [sys.executable, "-c", script, str(out), str(int(number))]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == -number
    assert list(out.iterdir()) == []
    assert ended.stderr == "Stopped. Nothing was changed.\n"


def test_who_ignores_a_signal_goes_on(home: Home, out: Path) -> None:
    """`nohup numbjournal export ...` in a window that is closed."""
    command = ["nohup", sys.executable, "-c", STOPPED_WHILE_WRITING, str(out), str(int(signal.SIGHUP))]
    ended = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert ended.returncode == 0
    assert [path.name for path in out.iterdir()] == ["j.json"]


def test_what_a_killed_program_left_is_swept_up(home: Home, out: Path) -> None:
    old, new, other = (out / name for name in (".numbjournal-0.part", ".numbjournal-1.part", "mine.part"))
    for path in (old, new, other):
        path.write_text(CANARY)
    for path in (old, other):
        os.utime(path, (0, 0))
    home.run(f"export {out}/j.json").says("Wrote")
    assert {path.name for path in out.iterdir()} == {"j.json", new.name, other.name}


def test_the_unfinished_file_is_ones_own(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = out / "elsewhere"
    monkeypatch.setattr(files.os, "urandom", bytes)
    planted = out / f".numbjournal-{'00' * 8}.part"
    planted.symlink_to(elsewhere)
    with pytest.raises(Refused):
        write_whole(out / "j", [b"mine"], replace=True)
    assert not elsewhere.exists()
    assert planted.is_symlink()


def test_a_link_that_leads_nowhere_is_a_file_that_is_there(out: Path) -> None:
    (out / "j").symlink_to(out / "nowhere")
    with pytest.raises(Refused, match="There is a file of that name"):
        check_target(out / "j", replace=False)
    check_target(out / "j", replace=True)


@pytest.mark.parametrize("has_links", [True, False])
@pytest.mark.parametrize("leads_nowhere", [True, False])
def test_a_file_that_came_meanwhile_stays(
    out: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool, leads_nowhere: bool
) -> None:
    def refuses(*_: object) -> None:
        raise OSError(1, "Operation not permitted")

    if not has_links:
        monkeypatch.setattr(files.os, "link", refuses)
    path = out / "j"
    if leads_nowhere:
        path.symlink_to(out / "nowhere")
    else:
        path.write_bytes(b"theirs")
    with pytest.raises(Refused, match="There is a file of that name"):
        write_whole(path, [b"mine"], replace=False)
    assert path.is_symlink() == leads_nowhere
    assert leads_nowhere or path.read_bytes() == b"theirs"
    assert [found.name for found in out.iterdir()] == ["j"]
    write_whole(out / "other", [b"mine"], replace=False)
    assert (out / "other").read_bytes() == b"mine"
