"""The journal brought back: which copy, what it says first, and what it never replaces."""

import json
import os
import re
import shlex
import shutil
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from numbjournal.core.query import Query
from numbjournal.store.backup_order import Position, position_of
from numbjournal.store.driver import connect
from numbjournal.store.engine import no_key
from tests.conftest import SUNDAY, Home, few
from tests.stories.test_encrypting import quick, secretly
from tests.terminal import ended, terminal

__all__ = ["quick"]


@pytest.fixture
def week(home: Home) -> Home:
    """A day under a clock that is far ahead, then five days as they are: six copies, six entries."""
    home.now = datetime(2099, 1, 1, 12, tzinfo=SUNDAY.tzinfo)
    home.run("log 3")
    home.now = SUNDAY
    for _ in range(5):
        home.run("log 2 flat")
        home.later(days=1)
    return home


def folder(home: Home) -> Path:
    return home.journal_path.with_name("journal.db-backups")


def damage(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096 * 20)


def test_a_clock_that_was_wrong_for_a_day_does_not_cost_the_week(week: Home) -> None:
    damage(week.journal_path)
    week.run("restore --yes").says("The journal is restored, with 6 entries, from ").says("2026-11-26.db")
    week.run("list").says("6 entries")


def test_a_copy_from_the_future_is_named(week: Home) -> None:
    week.run("--plain backup list").says("2099-01-01.db: 1 entry, 0.2 MB, dated after today.")
    rows = {row["name"]: row["is_ahead"] for row in json.loads(week.run("backup list --json").out)["data"]}
    assert rows.pop("2099-01-01.db") is True
    assert set(rows.values()) == {False}
    said = week.run("doctor").says("6 backups are whole; the newest, of yesterday, holds 6 entries.")
    said.says("1 backup is dated after today, 2026-11-27; a clock was or is wrong. The last: 2099-01-01.db.")
    for words, chosen in (("restore 2099-01-01", "2099-01-01.db"), ("restore", "2026-11-26.db")):
        said = week.run(words, code=2).remarks(f"The copy: {chosen}")
        said.remarks("Dated after today, by a clock that was or is wrong: 2099-01-01.db.")
    assert "Dated after" not in week.run("restore 2026-11-26", code=2).err


def test_a_day_that_starts_late_is_not_ahead(home: Home) -> None:
    home.run("config set day_starts_at 04:00")
    home.run("log 2")
    other = home.path / "other.db"
    home.run(["--journal", str(other), "log", "4"])
    home.later(hours=5)
    home.run(["merge", str(other)])
    assert "2026-11-23-020400-before-merge.db" in home.run("backup list").out
    assert "dated after" not in home.run("--plain backup list").out
    assert "dated after" not in home.run("doctor").out


def test_without_a_terminal_the_exact_command_is_said(home: Home) -> None:
    home.run("log 2 flat")
    home.later(days=1)
    home.run("log 4 --on yesterday")
    home.run("log 5")
    home.run("edit 1 --feel 3")
    before = home.journal_path.read_bytes()
    said = home.run("restore 2026-11-22", code=2).silent()
    said.remarks(
        "The copy: 2026-11-22.db, made on Sunday 22 November, with 1 entry, last changed on Sunday"
    ).remarks("In the journal and not in the copy: 2 entries, the last for Monday 23 November; 3 changes in")
    assert home.journal_path.read_bytes() == before
    command = re.search(r"numbjournal (restore .*)", said.err)
    assert command
    assert command[1] == "restore 2026-11-22.db --yes"
    home.run(command[1]).says("with 1 entry")


def test_data_is_asked_for_in_the_same_way(home: Home) -> None:
    home.run("log 2 flat")
    home.run("restore --json", code=2).silent().remarks("numbjournal restore 2026-11-22.db --yes")
    assert json.loads(home.run("restore --json --yes").out)["data"]["entries"] == 1


@pytest.mark.parametrize("words", ["restore --salvage", "restore --salvage 2026-11-22"])
def test_salvaging_asks_as_well(home: Home, words: str) -> None:
    home.run("log 2 flat")
    before = home.journal_path.read_bytes()
    said = home.run(words, code=2).remarks("To be read, as far as that is possible: ").err
    assert home.journal_path.read_bytes() == before
    home.run(said.rpartition("numbjournal ")[2].strip()).says("with 1 entry")


@pytest.mark.parametrize(("answer", "code"), few([("yes", 0), ("no", 130), ("", 130)], 3))
def test_it_asks_first(home: Home, answer: str, code: int) -> None:
    home.run("log 2")
    home.run(["log", "5", "since then"])
    with terminal(home, "restore") as child:
        child.expect("1 entry")
        child.expect("In the journal and not in the copy: 1 entry")
        child.expect("The file that is there is kept")
        child.sendline(answer)
        child.expect("is restored" if not code else "was not replaced")
        assert ended(child) == code
    assert len(home.journal.list(Query())) == (1 if not code else 2)


def test_a_journal_that_is_not_there_or_damaged_is_said(home: Home) -> None:
    home.run("log 2")
    damage(home.journal_path)
    home.run("restore", code=2).remarks("The journal file there now is damaged")
    home.journal_path.unlink()
    home.run("restore", code=2).remarks("There is no journal in its place now.")


def test_the_same_again_is_said(home: Home) -> None:
    home.run("log 2")
    home.run("restore", code=2).remarks("The journal has nothing that the copy has not.")


def test_what_cannot_be_read_is_passed_over_and_named(home: Home) -> None:
    for _ in range(3):
        home.run("log 2")
        home.later(days=1)
    damage(folder(home) / "2026-11-24.db")
    said = home.run("restore", code=2).remarks("The copy: 2026-11-23.db")
    said.remarks("Passed over, as it cannot be read; it may be newer: 2026-11-24.db.")
    for name in ("2026-11-25.db", "2026-11-26.db", "2026-11-27.db"):
        (folder(home) / name).write_bytes(b"no database")
    home.run("restore", code=2).remarks("and 1 more.")


def test_each_restore_begins_a_generation_and_its_copies_come_first(home: Home) -> None:
    for _ in range(3):
        home.run("log 2")
        home.later(days=1)
    home.run("restore 2026-11-22 --yes").says("with 1 entry")
    assert position_of(home.journal_path, no_key) == Position(1, 1)
    home.run("log 5")
    home.run("restore", code=2).remarks("The copy: 2026-11-25.db").remarks("with 2 entries")
    home.run("restore 2026-11-24 --yes").says("with 3 entries")
    assert position_of(home.journal_path, no_key) == Position(2, 3)


def test_a_generation_is_greater_than_that_of_any_file_that_was_seen(home: Home) -> None:
    home.run("log 2")
    home.run("restore --yes")
    home.run("restore --yes")
    # The journal is lost, and its copies are of the beginning; a file that was replaced is of generation 1.
    home.journal_path.unlink()
    home.run("restore --yes")
    assert position_of(home.journal_path, no_key) == Position(2, 1)


def test_todays_copy_stays_where_the_restored_journal_does_not_hold_it(home: Home) -> None:
    home.run("log 2")
    home.later(days=1)
    home.run(["log", "3", "only in today's copy"])
    home.run("restore 2026-11-22 --yes")
    home.run("backup").says("1 entry")
    home.run("--plain backup list").says("-earlier.db: 2 entries")


@pytest.mark.usefixtures("quick")
def test_encrypted_copies_have_their_order_and_those_of_another_passphrase_come_last(home: Home) -> None:
    home.run("log 2")
    secretly(home, "encrypt")
    for _ in range(3):
        home.later(days=1)
        secretly(home, "log 3")
    strange = folder(home) / "2026-11-30.db"
    strange.write_bytes(os.urandom(9000))
    secretly(home, "restore", code=2).remarks("The copy: 2026-11-25.db").remarks("be newer: 2026-11-30.db")
    secretly(home, "restore --yes").says("with 4 entries")
    assert strange.exists()
    secretly(home, "log 4")
    home.later(days=1)
    secretly(home, "log 4")
    secretly(home, "restore", code=2).remarks("The copy: 2026-11-26.db").remarks("with 6 entries")
    home.run("restore", code=4)


OTHERS = {
    "a picture": b"\xff\xd8\xff\xe0" + bytes(range(256)) * 40,
    "noise": None,
    "a text": b"Dear Ann,\n",
    "another program's database": None,
}


def someone_elses(path: Path, what: str) -> bytes:
    if what == "noise":
        path.write_bytes(os.urandom(9000))
    elif what == "another program's database":
        with closing(connect(str(path), isolation_level=None)) as other:
            other.execute("CREATE TABLE bookmarks (url TEXT)")
    else:
        path.write_bytes(OTHERS[what] or b"")
    return path.read_bytes()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("what", OTHERS)
@pytest.mark.parametrize("words", [["--yes"], []])
def test_a_file_that_is_no_journal_is_not_replaced(home: Home, what: str, words: list[str]) -> None:
    home.run("log 2")
    copy = folder(home) / "2026-11-22.db"
    other = home.path / "mine"
    before = someone_elses(other, what)
    line = shlex.join(["--journal", str(other), "restore", str(copy), *words])
    secretly(home, line, code=5).remarks("is not a journal, so it is not replaced").remarks(f"mv {other} ")
    assert other.read_bytes() == before
    assert not (home.path / "mine-backups").exists()


@pytest.mark.parametrize("left", [b"", b"\0" * 9000])
def test_what_a_crash_leaves_of_a_file_is_replaced(home: Home, left: bytes) -> None:
    home.run("log 2")
    copy = home.path / "copy.db"
    shutil.move(folder(home) / "2026-11-22.db", copy)
    folder(home).rmdir()
    home.journal_path.write_bytes(left)
    home.run(f"restore '{copy}' --yes").says("with 1 entry")


def test_beside_its_own_backups_whatever_is_left_was_a_journal(home: Home) -> None:
    home.run("log 2")
    home.journal_path.write_bytes(b"PK\x03\x04 something else entirely")
    home.run("restore --yes").says("with 1 entry")
    (kept,) = folder(home).glob("*-replaced.db")
    assert kept.read_bytes() == b"PK\x03\x04 something else entirely"


@pytest.mark.full
def test_the_clock_far_behind_and_every_place_taken(home: Home) -> None:
    for day in range(90, 0, -3):
        home.now = SUNDAY - timedelta(days=day)
        home.run("log 2")
    home.now = datetime(2000, 1, 1, 12, tzinfo=SUNDAY.tzinfo)
    home.run("backup").says("It is the file 2000-01-01.db")
    home.now += timedelta(days=1)
    home.run("log 3 --on yesterday")
    assert (folder(home) / "2000-01-02.db").exists()
