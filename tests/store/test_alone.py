"""A journal that is rewritten while another program has it open: nothing is lost, nothing stays behind."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from numbjournal.core.entry import Draft
from numbjournal.core.query import Query
from numbjournal.errors import Busy, NotFound, Replaced
from numbjournal.store import rewrite_lock as module
from numbjournal.store.backup import backup_folder, make_daily_backup
from numbjournal.store.encryption import rewrite_journal
from numbjournal.store.journal import Journal
from numbjournal.store.key import Key
from numbjournal.store.rewrite_lock import alone, wait_for_others
from tests.conftest import few
from tests.store.test_journal import DAY, NOON, make_journal

pytestmark = [pytest.mark.needs("flock"), pytest.mark.usefixtures("beside_others")]

KEY = Key(bytes(range(32)), bytes(range(16)))

HOLDER = """
import sys
from pathlib import Path
from numbjournal.store.rewrite_lock import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def clock() -> datetime:
    return NOON


@pytest.fixture
def path(tmp_path: Path) -> Path:
    journal = make_journal(tmp_path)
    journal.log(Draft(DAY, note="a day"))
    journal.close()
    return journal.path


def following(path: Path, key: Callable[[], Key | None]) -> Journal:
    return Journal(path, clock, key=key(), again=lambda: following(path, key))


def notes(path: Path, key: Key | None) -> list[str]:
    with closing(Journal(path, clock, key=key)) as journal:
        return [entry.draft.note for entry in journal.list(Query())]


@pytest.mark.parametrize(
    ("before", "after"), few([(None, KEY), (KEY, None), (KEY, Key(bytes(32), bytes(16)))], 3)
)
def test_an_entry_goes_into_the_file_that_has_the_name(
    path: Path, before: Key | None, after: Key | None
) -> None:
    if before:
        rewrite_journal(path, None, before)
    keys = [before]
    with closing(following(path, lambda: keys[-1])) as journal:
        rewrite_journal(path, before, after)
        keys.append(after)
        entry = journal.log(Draft(DAY, note="while it was rewritten"))
        assert journal.show(entry.number).draft.note == "while it was rewritten"
        assert journal.is_current
    assert notes(path, after) == ["while it was rewritten", "a day"]


def test_nothing_is_written_to_a_file_that_lost_its_name(path: Path) -> None:
    with closing(Journal(path, clock)) as journal:
        rewrite_journal(path, None, KEY)
        with pytest.raises(Replaced):
            journal.log(Draft(DAY, note="in plain"))
    assert notes(path, KEY) == ["a day"]
    assert not list(path.parent.glob("*-journal"))


def test_another_journal_is_not_followed(path: Path, tmp_path: Path) -> None:
    """A restore brings an older one: what was typed with the newer one in view is not written into it."""
    (tmp_path / "other").mkdir()
    other = make_journal(tmp_path / "other")
    other.close()
    with closing(following(path, lambda: None)) as journal:
        other.path.replace(path)
        with pytest.raises(Replaced, match="replaced by another file"):
            journal.log(Draft(DAY, note="a day"))
    assert notes(path, None) == []


def test_a_copy_that_comes_too_late_is_not_kept(path: Path) -> None:
    with closing(Journal(path, clock)) as journal:
        connection = journal.connection
        rewrite_journal(path, None, KEY)
        with pytest.raises(Replaced, match="the copy was not kept"):
            make_daily_backup(connection, path, DAY)
    assert list(backup_folder(path).iterdir()) == []


@pytest.fixture
def holder(path: Path) -> "subprocess.Popen[str]":
    """Another program that holds the folder until it is told to end."""
    backup_folder(path).mkdir()
    running = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert running.stdout
    assert running.stdout.readline() == "held\n"
    return running


def test_one_program_at_a_time(
    path: Path, holder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SECONDS", 0.05)
    with pytest.raises(Busy, match="rewriting the backups"), alone(path):
        pytest.fail("two at a time")
    assert not wait_for_others(path)
    monkeypatch.setattr(module, "SECONDS", 30.0)
    holder.communicate("\n")
    with alone(path), alone(path):
        assert not wait_for_others(path)
    assert not wait_for_others(path)


def test_what_is_killed_holds_nothing(path: Path, holder: "subprocess.Popen[str]") -> None:
    holder.kill()
    holder.communicate()
    with alone(path):
        pass


def test_a_journal_that_is_being_written_anew_is_waited_for(
    path: Path, holder: "subprocess.Popen[str]", monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(following(path, lambda: None)) as journal, closing(Journal(path, clock)) as other:
        journal.connection.execute("PRAGMA busy_timeout = 1")
        other.connection.execute("BEGIN IMMEDIATE")
        waited = list[int]()

        def let_go(handle: int, seconds: float) -> bool:
            if not seconds:
                return False
            other.connection.execute("ROLLBACK")
            waited.append(handle)
            return True

        with monkeypatch.context() as patch:
            patch.setattr(module, "_locked", let_go)
            journal.log(Draft(DAY, note="a day"))
        assert len(waited) == 1
        other.connection.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(module, "SECONDS", 0.0)
        with pytest.raises(Busy):
            journal.log(Draft(DAY, note="a day"))
    holder.communicate("\n")


def test_without_a_folder_there_is_nobody_to_wait_for(path: Path) -> None:
    with alone(path):
        assert not backup_folder(path).exists()
    assert not wait_for_others(path)
    with pytest.raises(NotFound), alone(path):
        raise NotFound("what goes wrong inside is not hidden")
