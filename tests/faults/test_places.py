"""Every command with every wrong place: one clear sentence, the right exit code, and nothing lost."""

import json
import os
import random
import signal
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from numbjournal.commands import COMMANDS as EVERY_COMMAND
from numbjournal.store.driver import DatabaseError, connect
from tests.conftest import SUNDAY, Home, Result, few, home_at
from tests.faults.places import COMMANDS, FAULTS, WORD, Fault, moved_template, whole_home
from tests.faults.powers import ReachedOut, confined_to, without_powers
from tests.faults.table import Tried

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
        for module in ("output.editor", "store.unsaved"):
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
    """What a journal holds; None where it is none, or closed to whoever runs the tests."""
    if not journal.is_file():
        return None
    try:
        with closing(connect(f"{journal.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            return [text for (text,) in connection.execute("SELECT record FROM entry_record ORDER BY number")]
    except DatabaseError:
        return None


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


@pytest.mark.parametrize("fault", few(map(needing, FAULTS), 3))
def test_every_command_with_a_fault(
    fault: Fault,
    template: Home,
    place: Callable[[str], Home],
    sized: Callable[..., int],
    tried: Tried,
) -> None:
    chance = random.Random(fault.name)
    lines = chance.sample(COMMANDS, sized(3, full=len(COMMANDS)))
    tried("places", len(lines))
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
