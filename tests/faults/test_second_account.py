"""What another account of the same computer can read of a journal: nothing.

Everything around is as open as it gets: the home and the folders in it may be read by everybody, and so may
what a program makes without saying otherwise (a umask of 0).
"""

import json
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from numbjournal.store import engine
from numbjournal.store.driver import connect
from numbjournal.store.engine import file_salt
from numbjournal.vault import kernel
from tests.conftest import Home, home_at
from tests.needs import NOBODY
from tests.stories.test_encrypting import PASSPHRASE, quick, secretly
from tests.terminal import wait_until

__all__ = ["quick"]

pytestmark = pytest.mark.needs("another account")

ROOT = Path(__file__).parents[2]
CANARY = "kingfisher-by-the-weir"
EDITOR = """
import pathlib, sys, time
here = pathlib.Path(__file__).parent
with open(sys.argv[1], "a") as draft:
    draft.write("king" + "fisher-by-the-weir")
(here / "opened").write_text(sys.argv[1])
while not (here / "close").exists():
    time.sleep(0.02)
"""


@pytest.fixture
def around() -> Iterator[Path]:
    """A folder that every account can reach."""
    # What pytest makes is closed to others by itself.
    folder = Path(tempfile.mkdtemp(prefix="numbjournal-test-", dir="/tmp"))
    folder.chmod(0o755)
    before = os.umask(0)
    yield folder
    os.umask(before)
    shutil.rmtree(folder)


@pytest.fixture
def open_home(around: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A home as some systems make it, with the usual folders in it, all of which everybody can read."""
    path = around / "home"
    for name in (".local/share", ".config", "documents"):
        (path / name).mkdir(parents=True)
    for folder in (path, *path.rglob("*")):
        folder.chmod(0o755)
    for home in home_at(path, monkeypatch):
        runtime = around / "runtime"
        runtime.mkdir()
        runtime.chmod(0o755)
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
        (around / "home-tmp").chmod(0o1777)
        yield home


def read_by_another(*wanted: object) -> set[str]:
    """Which of the paths (folders with everything in them) and kernel keys another account can read."""
    command = [sys.executable, "-m", "tests.faults.another_account", *map(str, wanted)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return set(json.loads(ended.stdout))


def places(home: Home) -> list[str]:
    return [str(home.path), os.environ["TMPDIR"], os.environ["XDG_RUNTIME_DIR"]]


def files_read(home: Home) -> set[str]:
    return {path for path in read_by_another(*places(home)) if Path(path).is_file()}


def leave_everything(home: Home, monkeypatch: pytest.MonkeyPatch, *journal: str) -> None:
    """A journal, its backup, settings, a reminder, exports, a calendar file, and an entry that waits."""
    home.run([*journal, "log", "2", "flat", CANARY])
    home.run([*journal, "backup"])
    home.run([*journal, "config", "set", "country", "DE"])
    home.run([*journal, "remind", "at", "21:00"])
    for name in ("all.json", "all.jsonl", "all.csv", "page.html", "page.md", "page.pdf"):
        home.run([*journal, "export", str(home.path / name), "--yes"])
    path = Path(journal[1]) if journal else home.journal_path
    with monkeypatch.context() as patch:
        patch.setattr(engine, "SETTINGS", (*engine.SETTINGS, "busy_timeout=20"))
        with closing(connect(str(path), isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            home.run([*journal, "log", "3", CANARY], code=1).remarks("What you wrote is kept")


@pytest.mark.full
@pytest.mark.parametrize("folder", [None, "documents"], ids=["usual-folder", "open-folder"])
def test_another_account_reads_no_file(
    open_home: Home, monkeypatch: pytest.MonkeyPatch, folder: str | None
) -> None:
    home = open_home
    leave_everything(
        home, monkeypatch, *(["--journal", str(home.path / folder / "journal.db")] if folder else [])
    )
    written = {path.name for path in home.path.rglob("*") if path.is_file()}
    assert {"journal.db", "2026-11-22.db", "config.toml", "all.jsonl", "page.pdf"} <= written
    assert any(path.parent.name == "journal.db-unsaved" for path in home.path.rglob("*.json"))
    assert len(list((home.path / ".config/systemd/user").glob("numbjournal*"))) >= 2
    assert files_read(home) == set()


def test_what_everybody_may_read_is_read(open_home: Home) -> None:
    """The walk reaches into the places, and finds there what is open."""
    found = set()
    for place in places(open_home):
        inside = Path(place) / "folder"
        inside.mkdir()
        inside.chmod(0o755)
        (inside / "open").write_text(CANARY)
        (inside / "open").chmod(0o644)
        (inside / "closed").write_text(CANARY)
        (inside / "closed").chmod(0o600)
        found.add(str(inside / "open"))
    assert files_read(open_home) == found


@pytest.mark.full
def test_a_folder_of_the_program_shows_no_names(open_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    leave_everything(open_home, monkeypatch)
    folders = {path for path in read_by_another(*places(open_home)) if "numbjournal" in Path(path).name}
    assert folders == set()
    assert str(open_home.path / ".local/share") in read_by_another(*places(open_home))


@pytest.mark.full
@pytest.mark.needs("Linux")  # Running programs are looked at in /proc.
def test_a_draft_and_the_programs_around_it_stay_closed(open_home: Home, around: Path) -> None:
    home = open_home
    home.run(["log", "2", CANARY])
    script = around / "editor.py"
    script.write_text(EDITOR)
    environment = {
        **os.environ,
        "EDITOR": shlex.join([sys.executable, str(script)]),
        "NUMBJOURNAL_FILE": str(home.journal_path),
        "NUMBJOURNAL_PASSPHRASE": PASSPHRASE,
    }
    command = [sys.executable, "-m", "numbjournal", "edit", "1", "--edit"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as program:
        try:
            draft = _opened(around)
            assert CANARY in draft.read_text()
            tasks = Path(f"/proc/{program.pid}/task/{program.pid}/children").read_text().split()
            running = [Path("/proc") / str(each) for each in (program.pid, *tasks)]
            assert len(running) == 2
            closed = [process / name for process in running for name in ("environ", "maps", "fd")]
            assert files_read(home) == set()
            assert read_by_another(*closed) == set()
            assert b"NUMBJOURNAL" in (running[0] / "environ").read_bytes()
            # What a program was started with is for everybody to see, on most systems.
            told = [(process / "cmdline").read_bytes().decode() for process in running]
            assert str(draft) in told[1]
            assert not [line for line in told if CANARY in line or PASSPHRASE in line]
            assert b"NUMBJOURNAL" not in (running[1] / "environ").read_bytes()
        finally:
            (around / "close").touch()
    assert program.returncode == 0
    assert not draft.exists()


@pytest.mark.needs("Linux")  # Running programs are looked at in /proc.
def test_the_environment_of_its_own_program_is_read(open_home: Home) -> None:
    with subprocess.Popen(["sleep", "60"], user=NOBODY, group=NOBODY, extra_groups=[]) as program:
        try:
            environ = f"/proc/{program.pid}/environ"
            assert read_by_another(environ) == {environ}
        finally:
            program.kill()


@pytest.mark.full
@pytest.mark.needs("kept keys")
def test_an_unlocked_key_is_for_one_account(open_home: Home, quick: None) -> None:
    home = open_home
    home.run(["log", "2", CANARY])
    secretly(home, "encrypt")
    secretly(home, "unlock")
    name = file_salt(home.journal_path).hex()
    try:
        home.run("list").says("1 entry")
        assert kernel.find(name) is not None
        serial = _serial(name)
        assert read_by_another(serial) == set()
        # For everybody (its possessor and other accounts too), as a key that is not looked after could be.
        assert kernel._keyctl(kernel._SET_PERMISSIONS, serial, 0x3F3F003F) == 0
        assert read_by_another(serial) == {str(serial)}
    finally:
        kernel.forget(name)
    assert files_read(home) == set()


def _serial(name: str) -> int:
    """The number of a key."""
    return kernel._keyctl(kernel._SEARCH, kernel._USER_KEYRING, kernel._KIND, kernel._described(name), 0)


def _opened(around: Path) -> Path:
    """The draft, once the editor has written to it."""
    opened = around / "opened"
    wait_until(lambda: opened.exists() and bool(opened.read_text()), "the editor is open")
    return Path(opened.read_text())
