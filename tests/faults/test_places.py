"""Every command with every wrong place: one clear sentence, the right exit code, and nothing lost."""

import io
import json
import os
import random
import shlex
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from numbjournal.commands import COMMANDS as EVERY_COMMAND
from numbjournal.store.driver import DatabaseError, connect
from tests.conftest import SUNDAY, Home, Result, home_at
from tests.faults.canary import where_found
from tests.faults.places import COMMANDS, FAULTS, LATIN, WORD, Fault, moved_template, whole_home
from tests.faults.powers import ReachedOut, confined_to, without_powers
from tests.stories.test_encrypting import quick, secretly

__all__ = ["quick"]

CODES = {0, 1, 2, 3, 4, 5, 6, 130}
LONGEST = 60
"""Seconds after which a command counts as hanging; none comes near it."""


class Hung(BaseException):
    """No ordinary handler catches this."""


@contextmanager
def ending() -> Iterator[None]:
    def stop(_: int, __: FrameType | None) -> None:
        raise Hung

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        for home in home_at(tmp_path_factory.mktemp("template"), monkeypatch):
            whole_home(home)
            yield home


@pytest.fixture
def place(template: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Home]:
    """Makes whole homes, each in a folder of its own."""

    def make(name: str) -> Home:
        path = tmp_path / name / "home"
        path.mkdir(parents=True)
        temporary, of_the_system = path.with_name("tmp"), path.with_name("system-tmp")
        temporary.mkdir()
        of_the_system.mkdir()
        monkeypatch.setenv("TMPDIR", str(temporary))
        monkeypatch.setattr(tempfile, "tempdir", None)
        for module in ("screen.editor", "store.unsaved"):
            monkeypatch.setattr(f"numbjournal.{module}.SYSTEM_TEMPORARY", str(of_the_system))
        home = Home(path, monkeypatch, template.system, SUNDAY)
        moved_template(template.path, home)
        return home

    return make


def opened_again(folder: Path) -> None:
    """Let what comes afterwards look inside."""
    for path, folders, _ in os.walk(folder):
        Path(path).chmod(0o700)
        for name in folders:
            if not (Path(path) / name).is_symlink():
                (Path(path) / name).chmod(0o700)


def entries(journal: Path) -> list[str] | None:
    """What a journal holds; None where it is none."""
    if not journal.is_file():
        return None
    connection = connect(f"{journal.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        return [record for (record,) in connection.execute("SELECT record FROM entry_record ORDER BY number")]
    except DatabaseError:
        return None
    finally:
        connection.close()


def needing(fault: Fault) -> Any:
    """The fault as a parameter that says what it needs of the machine."""
    marks = [pytest.mark.needs("gifts")] if fault.needs_root else []
    return pytest.param(fault, id=fault.name, marks=marks)


def run(home: Home, line: str) -> Result:
    with ending(), without_powers(), confined_to(home.path.parent):
        return home.run(line.format(home=home.path), stdin=b"a note of mine", code=None)


def test_every_command_is_driven() -> None:
    assert {line.split()[0] for line in COMMANDS if line and not line.startswith("--")} == {
        row.name for row in EVERY_COMMAND
    }


@pytest.mark.parametrize("fault", [needing(fault) for fault in FAULTS])
def test_every_command_with_a_fault(
    fault: Fault, template: Home, place: Callable[[str], Home], sized: Callable[..., int]
) -> None:
    chance = random.Random(fault.name)
    lines = chance.sample(COMMANDS, sized(3, full=len(COMMANDS)))
    whole = entries(template.journal_path)
    for number, line in enumerate(lines):
        home = place(str(number))
        with pytest.MonkeyPatch.context() as patch:
            home.monkeypatch = patch
            fault.spoil(home)
            before = entries(home.journal_path)
            result = run(home, line)
            said = f"{line}\n{result.code}\n{result.out}\n{result.err}"
            assert result.code in CODES, said
            assert "went wrong inside" not in result.err, said
            assert "Traceback" not in result.err, said
            assert WORD not in result.err, said
            assert (result.code == 0) or result.err or line.startswith("doctor"), said
            if line.startswith("log 3") and result.code == 0:
                assert '"feel": 3' in run(home, "list --json").out, said
            opened_again(home.path.parent)
            if before == whole and result.code != 0 and not line.startswith("erase"):
                assert entries(home.journal_path) == whole, said


@pytest.mark.parametrize(
    "fault",
    [
        needing(fault)
        for fault in FAULTS
        if fault.kind in ("kind of file", "settings") and "settings" in fault.name
    ],
)
def test_people_to_talk_to_are_shown_whatever_the_settings_are(
    fault: Fault, place: Callable[[str], Home]
) -> None:
    home = place("home")
    fault.spoil(home)
    assert "112" in run(home, "crisis DE").out


def test_the_tests_reach_nothing_else(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    for folder in (inside, outside):
        folder.mkdir()
        (folder / "file").write_text("kept")
    (inside / "link").symlink_to(outside / "file")
    with confined_to(inside):
        (inside / "file").unlink()
        for reach in (
            lambda: (outside / "file").unlink(),
            lambda: (inside / "link").write_text("through"),
            lambda: (inside / "link").rename(outside / "file"),
            lambda: (inside / "../outside/new").mkdir(),
        ):
            with pytest.raises(ReachedOut):
                reach()
    assert (outside / "file").read_text() == "kept"
    assert [path.name for path in outside.iterdir()] == ["file"]


@pytest.mark.needs("dropped powers")
def test_permissions_count_in_the_tests(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.write_text("x")
    closed.chmod(0)
    with without_powers() as they_count:
        assert they_count
        with pytest.raises(PermissionError):
            closed.read_text()


# What doctor says


@pytest.mark.needs("gifts")
def test_doctor_names_the_account_that_a_journal_belongs_to(place: Callable[[str], Home]) -> None:
    home = place("home")
    os.chown(home.journal_path, 65534, 65534)
    home.journal_path.chmod(0o600)
    result = run(home, "doctor")
    assert result.code == 1
    result.says("belongs to the account").says(f"Next: sudo chown 0 {home.journal_path}")
    assert "Something is damaged" not in result.out


@pytest.mark.needs("gifts")
def test_doctor_never_says_to_take_a_folder_of_others(place: Callable[[str], Home]) -> None:
    home = place("home")
    shared = home.path / "shared"
    shared.mkdir()
    home.monkeypatch.setenv("NUMBJOURNAL_FILE", str(shared / "journal.db"))
    os.chown(shared, 65534, 65534)
    shared.chmod(0o700)
    result = run(home, "doctor")
    result.says("belongs to the account").says(f"Next: ls -ld {shared}")
    assert "chown" not in result.out


def test_doctor_does_not_call_a_closed_backup_damaged(place: Callable[[str], Home]) -> None:
    home = place("home")
    backup = home.journal_path.with_name("journal.db-backups") / "2026-11-21.db"
    backup.chmod(0)
    result = run(home, "doctor")
    result.says(f"The backup {backup} is closed").says(f"Next: chmod u+rw {backup}")
    assert "damaged" not in result.out
    assert "rm " not in result.out


def test_a_link_that_leads_nowhere_among_the_backups_is_no_hindrance(place: Callable[[str], Home]) -> None:
    home = place("home")
    folder = home.journal_path.with_name("journal.db-backups")
    (folder / "2026-11-20.db").symlink_to("nowhere")
    run(home, "backup list").says("2026-11-21.db")
    run(home, "backup")
    run(home, "purge 2 --yes").says("Entry 2 is erased")


# Names that are not UTF-8


def names_in(folder: Path) -> set[bytes]:
    return {os.fsencode(path.name) for path in folder.iterdir()}


@pytest.mark.parametrize("form", ["--journal {}", "--journal={}"])
def test_a_name_keeps_its_bytes(home: Home, form: str) -> None:
    name = str(home.path / f"{LATIN}.db")
    option = form.format(name).split()
    home.run([*option, "log", "3", f"a note with {LATIN}"])
    assert b"caf\xe9.db" in names_in(home.path)
    assert "café.db".encode() not in names_in(home.path)
    assert b"2026-11-22.db" in names_in(home.path / f"{LATIN}.db-backups")
    home.run([*option, "show", "1"]).says("a note with café")
    home.run([*option, "backup"])
    home.run([*option, "doctor"]).says("The journal is whole: 1 entry.")
    home.run([*option, "show", "9"], code=3).remarks(f"--journal $'{home.path}/caf\\xe9.db' list")
    # The settings are UTF-8 and cannot name it.
    assert not home.settings_path.exists() or "caf" not in home.settings_path.read_text()


def test_other_files_keep_their_bytes_too(home: Home) -> None:
    home.run("log 3")
    there = str(home.path / LATIN)
    home.run(["export", f"{there}.jsonl"])
    home.run(["demo", f"{there}.db"])
    home.run(["import", f"{there}.jsonl"])
    home.run(["merge", f"{there}.db", "--dry-run"])
    assert {b"caf\xe9.jsonl", b"caf\xe9.db"} <= names_in(home.path)
    assert not any("é".encode() in name for name in names_in(home.path))


def test_two_names_that_are_one_as_text_are_not_confused(home: Home) -> None:
    home.run(["--journal", f"{home.path}/café.db", "log", "3"])
    home.run(["--journal", f"{home.path}/café.db", "export", f"{home.path}/{LATIN}.json"])
    home.run(["--journal", f"{home.path}/café.db", "export", f"{home.path}/{LATIN}.db"], code=2).remarks(
        "differ only in bytes"
    )


def test_the_settings_refuse_a_name_that_is_not_text(home: Home) -> None:
    home.run(["config", "set", "journal", f"{home.path}/{LATIN}.db"], code=2).remarks("NUMBJOURNAL_FILE")
    assert not home.settings_path.exists()


@pytest.mark.parametrize("name", ["/", "~nobody-here/journal.db", "a\0b"])
def test_what_cannot_be_a_path_is_refused(home: Home, name: str) -> None:
    home.run(["--journal", name, "log", "3"], code=2)
    home.run(["config", "set", "journal", name], code=2)
    assert names_in(home.path) <= {b".config"}


# The settings file


def test_a_setting_is_written_through_a_link(home: Home) -> None:
    dotfiles = home.path / "dotfiles"
    dotfiles.mkdir()
    target = dotfiles / "numbjournal.toml"
    target.write_text("# mine\ncountry = 'AT'\n")
    home.settings_path.parent.mkdir(parents=True)
    home.settings_path.symlink_to("../../dotfiles/numbjournal.toml")
    home.run("config set country DE")
    assert home.settings_path.is_symlink()
    assert target.read_text() == '# mine\ncountry = "DE"\n'
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert names_in(dotfiles) == {b"numbjournal.toml"}
    # A file that is not there yet is made where the link leads to; a folder is not.
    target.unlink()
    home.run("config set country FR")
    assert target.is_file()
    target.unlink()
    dotfiles.rmdir()
    home.run("config set country FR", code=1).remarks("cannot be written")
    assert home.settings_path.is_symlink()


@pytest.mark.parametrize("content", [b'country = "DE\n[', b"country = '\xff'\n", b"a = 1\na = 2\n"])
@pytest.mark.parametrize("line", ["config set country DE", "config unset country", "pause 14d"])
def test_settings_that_cannot_be_read_are_kept(home: Home, content: bytes, line: str) -> None:
    home.settings_path.parent.mkdir(parents=True)
    home.settings_path.write_bytes(content)
    home.run(line, code=1).remarks("cannot be read as TOML").remarks("numbjournal config edit")
    assert home.settings_path.read_bytes() == content


def test_the_place_of_settings_that_cannot_be_read_is_said(home: Home) -> None:
    home.settings_path.parent.mkdir(parents=True)
    os.mkfifo(home.settings_path)
    with ending():
        home.run("list", code=1).remarks("Try: numbjournal config path")
        home.run("config path").says(str(home.settings_path))


def test_the_null_device_is_no_settings(home: Home) -> None:
    home.settings_path.parent.mkdir(parents=True)
    home.settings_path.symlink_to(os.devnull)
    home.run("log 3").says("Saved 1")
    assert home.settings_path.is_symlink()
    with confined_to(home.path):
        home.run("config set country DE", code=1).remarks("not an ordinary file")


# Editors


def test_an_editor_that_is_a_blank_is_not_set(home: Home) -> None:
    home.monkeypatch.setenv("VISUAL", " ")
    home.run("log 3 --edit", code=1).remarks("No editor is set.")
    home.monkeypatch.setenv("EDITOR", "true")
    home.run("log 3 --edit").says("Saved 1")


def test_an_open_quote_is_named(home: Home) -> None:
    home.monkeypatch.setenv("EDITOR", "vi '")
    home.run("log 3 --edit", code=1).remarks("A quote in EDITOR is not closed.")


# Drafts


def kept_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*.json") if json.loads(path.read_text())["journal"]]


@pytest.mark.needs("dropped powers")
def test_where_what_could_not_be_saved_goes(place: Callable[[str], Home]) -> None:
    """Beside the journal, else with the state of programs, else where it lasts until the next start."""
    home = place("home")
    beside = home.journal_path.with_name("journal.db-unsaved")
    home.journal_path.chmod(0o400)
    with without_powers() as they_count:
        assert they_count
    folders = [
        beside,
        home.path / "state",
        home.path / "runtime",
        home.path.parent / "tmp",
        home.path.parent / "system-tmp",
    ]
    for at, folder in enumerate(folders):
        result = run(home, f"log 3 --note {WORD}")
        assert len(kept_in(folder)) == 1, folder
        assert ("until this computer restarts" in result.err) == (at > 1)
        assert stat.S_IMODE(kept_in(folder)[0].stat().st_mode) == 0o600
        if folder == beside:
            opened_again(folder)
            folder.chmod(0)
        else:
            folder.chmod(0o500)
            for inside in folder.rglob("*"):
                if inside.is_dir():
                    inside.chmod(0o500)
    run(home, f"log 3 --note {WORD}").remarks("It could not be kept elsewhere either.")
    home.journal_path.chmod(0o600)
    opened_again(home.path.parent)
    assert run(home, "log --unsaved").out.count("Saved") == len(folders)
    assert [kept_in(folder) for folder in folders] == [[]] * len(folders)


@pytest.mark.needs("dropped powers")
def test_the_usual_place_of_states(home: Home) -> None:
    home.run("log 2")
    home.monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    home.journal_path.with_name("journal.db-unsaved").write_text("in the way")
    home.journal_path.chmod(0o400)
    with without_powers() as they_count:
        assert they_count
        home.run("log 3", code=1).remarks("What you wrote is kept; to save it")
    assert len(kept_in(home.path / ".local/state/numbjournal/unsaved")) == 1


# A passphrase that nobody gives


def test_a_pipe_without_a_passphrase_is_waited_for_only_so_long(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("numbjournal.vault.sources.SECONDS", 0.05)
    home.run("log 3")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE_FILE", str(pipe))
    with ending():
        home.run("encrypt", code=4).remarks("NUMBJOURNAL_PASSPHRASE_FILE")
        held = os.open(pipe, os.O_RDWR)
        home.run(f"--passphrase-fd {held} encrypt", code=4).remarks("No passphrase came")
        os.close(held)
    home.run("list").says("1 entry")


# What an encrypted journal could not take


class Screen(io.TextIOWrapper):
    """Standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def locked_up(home: Home, quick: None) -> Home:
    """An encrypted journal that this account may read and not write."""
    home.run("log 2 flat")
    secretly(home, "encrypt")
    home.journal_path.chmod(0o400)
    with without_powers() as they_count:
        assert they_count
    return home


def on_a_screen(home: Home, words: list[str], monkeypatch: pytest.MonkeyPatch, stdin: bytes = b"") -> str:
    with monkeypatch.context() as patch, without_powers():
        patch.setattr(
            "tests.conftest._stream", lambda content=b"": Screen(io.BytesIO(content), "utf-8", newline="")
        )
        patch.setattr("shutil.get_terminal_size", lambda *_: os.terminal_size((40, 24)))
        return secretly(home, words, stdin=stdin, code=1).err


@pytest.mark.needs("dropped powers")
def test_the_command_is_repeated_on_the_screen_it_was_typed_on(
    locked_up: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one piece, however narrow the screen is, and nothing of it is in any file."""
    words = ["log", "3", "newword", f"it's a {WORD} and more of it than a line has"]
    err = on_a_screen(locked_up, words, monkeypatch)
    assert f"\n{shlex.join(['numbjournal', *words])}\n" in err
    assert where_found(locked_up.path, WORD) == set()
    assert where_found(Path(os.environ["TMPDIR"]), WORD) == set()
    assert not list(locked_up.path.rglob("*-unsaved"))


@pytest.mark.needs("dropped powers")
def test_what_came_from_standard_input_is_named(locked_up: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    err = on_a_screen(locked_up, ["log", "3", "--note", "-"], monkeypatch, stdin=WORD.encode())
    assert "with what came from standard input" in " ".join(err.split())
    assert WORD not in err


@pytest.mark.parametrize("closed", [0o400, 0o000])
@pytest.mark.needs("dropped powers")
def test_an_error_that_goes_into_a_file_holds_nothing_of_it(locked_up: Home, closed: int) -> None:
    locked_up.journal_path.chmod(closed)
    with without_powers():
        result = secretly(locked_up, ["log", "3", WORD], code=1)
    result.remarks("The journal is encrypted, so what you wrote is kept nowhere else")
    result.remarks("still in the shell")
    assert WORD not in result.err
    assert where_found(locked_up.path, WORD) == set()
