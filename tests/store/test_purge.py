"""Erasing for good: what goes, what stays, and that nothing brings it back."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from numbjournal.core.entry import Draft, Entry, Tagging
from numbjournal.core.query import Query
from numbjournal.core.tag import Tag
from numbjournal.errors import NotFound, Refused
from numbjournal.store import backup, rows
from numbjournal.store.backup import make_daily_backup
from numbjournal.store.daily import backup_folder
from numbjournal.store.driver import Connection, DatabaseError
from numbjournal.store.engine import write_transaction
from numbjournal.store.journal import Journal
from numbjournal.store.purge import purge
from numbjournal.store.schema import create_journal
from numbjournal.store.tags import add_tag
from tests.conftest import Home
from tests.faults.canary import where_found
from tests.store.test_journal import DAY, NOON, journal

__all__ = ["journal"]

CANARY = "kingfisher-by-the-weir"


def test_an_entry_its_history_and_its_copies_go(journal: Journal) -> None:
    journal.log(Draft(DAY, mood=1, note=CANARY))
    journal.log(Draft(DAY, mood=2, note="stays"))
    journal.edit(1, lambda draft: draft._replace(note=f"{CANARY} twice"))
    for days in range(3):
        make_daily_backup(journal.connection, journal.path, DAY - timedelta(days=days))
    purged = purge(journal, 1, NOON)
    assert (purged.number, purged.backups, purged.unreached) == (1, 3, ())
    assert [entry.number for entry in journal.list(Query())] == [2]
    with pytest.raises(NotFound):
        journal.history(1)
    assert where_found(journal.path.parent, CANARY) == set()
    assert len(list(backup_folder(journal.path).glob("*.db"))) == 3


def test_a_deleted_entry_can_be_erased(journal: Journal) -> None:
    journal.log(Draft(DAY, mood=1, note=CANARY))
    journal.delete([1])
    purge(journal, 1, NOON)
    assert where_found(journal.path.parent, CANARY) == set()


def test_many_large_notes_leave_nothing_in_the_gaps(journal: Journal) -> None:
    """Rows that move between pages leave their bytes behind, if nobody writes the pages again."""
    for number in range(40):
        journal.log(Draft(DAY, mood=1, note=(CANARY if number % 3 else "stays ") * (1 + number * 7)))
        journal.edit(number + 1, lambda draft: draft._replace(note=draft.note + " more"))
    for number in range(40):
        if number % 3:
            purge(journal, number + 1, NOON)
    assert where_found(journal.path.parent, CANARY) == set()
    assert len(journal.list(Query())) == 14


@pytest.mark.parametrize("word", ["xyloquartzite", "鯨骨生物群集", "żółwikowaty"])
def test_no_word_stays_in_the_index_of_the_journal_or_of_a_copy(journal: Journal, word: str) -> None:
    """The index marks what is deleted and keeps it until its segments are merged."""
    for number in range(30):
        journal.log(Draft(DAY, mood=1, note=f"a quiet day {number}"))
    journal.log(Draft(DAY, mood=1, note=f"heard {word} there"))
    journal.edit(31, lambda draft: draft._replace(note=f"heard {word} twice"))
    for number in range(30):
        journal.edit(number + 1, lambda draft: draft._replace(note=draft.note + " more"))
    make_daily_backup(journal.connection, journal.path, DAY)
    # Of a word that begins like the one before it in the index, only the rest is stored.
    rest = word[2:]
    assert len(where_found(journal.path.parent, rest)) == 2
    purge(journal, 31, NOON)
    assert where_found(journal.path.parent, rest) == set()


def test_undo_passes_over_what_was_erased(journal: Journal) -> None:
    journal.log(Draft(DAY, mood=1))
    journal.log(Draft(DAY, mood=2))
    journal.log(Draft(DAY, mood=3))
    journal.delete([2, 3])
    purge(journal, 3, NOON)
    assert journal.undo()[0].back == (2,)
    assert journal.undo()[0].gone == (2,)
    assert journal.undo()[0].gone == (1,)
    with pytest.raises(Refused):
        journal.undo()
    assert [step.back for step in journal.redo(2)] == [(1,), (2,)]


def test_words_that_came_with_it_go_and_others_stay(journal: Journal) -> None:
    words = [Tag(word, "own", word, own=True) for word in ("alone", "shared", "once")]
    add_tag(journal, Tag("made", "own", "made", own=True))
    tags = (*(Tagging(word.id) for word in words), Tagging("made"))
    journal.log(Draft(DAY, mood=1, tags=tags), words)
    journal.log(Draft(DAY, mood=1, tags=(Tagging("shared"), Tagging("once")), note='"alone"'))
    journal.edit(2, lambda draft: draft._replace(tags=draft.tags[:1]))
    assert purge(journal, 1, NOON).words == ("alone",)
    assert {"made", "shared", "once"} <= set(journal.vocabulary().tags)
    assert "alone" not in journal.vocabulary().tags
    assert journal.undo(9)


def test_nothing_brings_it_back(journal: Journal) -> None:
    entry = journal.log(Draft(DAY, mood=1))
    purge(journal, 1, NOON)
    (stone,) = journal.connection.execute("SELECT * FROM purged").fetchall()
    assert tuple(stone) == (entry.id, "2026-11-22T06:15:00.000Z")
    with pytest.raises(DatabaseError, match="purged"):
        rows.insert_entry(journal.connection, entry)
    assert journal.log(Draft(DAY, mood=1)).number == 2


def test_the_guard_of_the_history_is_back(journal: Journal) -> None:
    journal.log(Draft(DAY, mood=1))
    journal.log(Draft(DAY, mood=1))
    purge(journal, 1, NOON)
    for statement in ("DELETE FROM history", "UPDATE history SET key = 'x'"):
        with pytest.raises(DatabaseError, match="append-only"):
            journal.connection.execute(statement)


def test_a_backup_that_cannot_be_read_is_named(journal: Journal) -> None:
    journal.log(Draft(DAY, mood=1))
    folder = backup_folder(journal.path)
    folder.mkdir()
    unreadable = folder / "2026-11-20.db"
    unreadable.write_bytes(b"not a journal at all")
    assert purge(journal, 1, NOON).unreached == (str(unreadable),)


def test_a_backup_that_cannot_be_rewritten_stops_it(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.log(Draft(DAY, mood=1, note="stays"))
    make_daily_backup(journal.connection, journal.path, DAY)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numbjournal.store.backup.flush_file", full)
    with pytest.raises(Refused, match=r"The backup 2026-11-22.db was not rewritten: No space"):
        purge(journal, 1, NOON)
    assert journal.show(1).draft.note == "stays"


def test_a_second_backup_that_cannot_be_rewritten_is_said_with_the_first(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.run(f"log 2 --note {CANARY}")
    home.later(days=1)
    home.run("log 3")
    newest, oldest = sorted(backup_folder(home.journal_path).glob("*.db"), reverse=True)
    real, before = backup.flush_file, newest.stat().st_ino

    def full_at_the_second(path: Path) -> None:
        real(path)
        if newest.stat().st_ino != before:
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(backup, "flush_file", full_at_the_second)
        said = home.run("purge 1 --yes", code=1).silent().err
    assert said == (
        f"The backup {oldest.name} was not rewritten: No space left on device."
        " 1 backup no longer holds what is to be erased. Nothing else was changed."
        " To finish: numbjournal purge 1 --yes\n"
    )
    home.run("show 1").says(CANARY)
    home.run("purge 1 --yes").says("Entry 1 is erased from the journal, its history and 1 backup.")
    assert where_found(home.path, CANARY) == set()


def test_pages_that_cannot_be_rewritten_are_said_and_tried_again(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.run(f"log 2 --note {CANARY}")

    def full(connection: Connection) -> None:
        raise Refused("The disk is full.", is_midway=True)

    shutil.rmtree(backup_folder(home.journal_path))
    with monkeypatch.context() as patch:
        patch.setattr("numbjournal.store.purge.sweep_pages", full)
        said = home.run("purge 1 --yes", code=1).silent().err
    assert said == (
        "The disk is full. The entry was erased from the journal. Nothing else was changed. Traces of it may"
        " still be in the file; the next command that opens the journal removes them.\n"
    )
    assert home.journal.is_half_purged
    home.run("list").says("No entries")
    assert not home.journal.is_half_purged


@pytest.mark.needs("a mount")
def test_a_full_disk(home: Home, tmp_path: Path) -> None:
    """A file system of 4 MB, first too full to rewrite a backup, then to rewrite the journal's pages."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)], check=True)
    try:
        path = disk / "journal.db"
        create_journal(path)
        held = Journal(path, lambda: NOON)
        for _ in range(60):
            held.log(Draft(DAY, mood=3, note=f"{CANARY} {'x' * 4000}"))
        make_daily_backup(held.connection, path, DAY)
        held.close()
        journal = ["--journal", str(path)]
        with filled(disk, but=100_000):
            said = home.run([*journal, "purge", "1", "--yes"], code=1).silent().err
            assert (
                said == "The backup 2026-11-22.db was not rewritten. The disk is full. Nothing was changed.\n"
            )
            home.run([*journal, "show", "1"]).says(CANARY)
            shutil.rmtree(backup_folder(path))
        with filled(disk, but=500_000):
            said = home.run([*journal, "purge", "1", "--yes"], code=1).silent().err
            assert said.startswith("The disk is full. The entry was erased from the journal. Nothing else")
            home.run([*journal, "show", "1"], code=3)
        home.run([*journal, "list"])
        assert not Journal(path, lambda: NOON).is_half_purged
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@contextmanager
def filled(disk: Path, *, but: int) -> Iterator[None]:
    """A disk with so many bytes left."""
    found = os.statvfs(disk)
    fill = disk / "fill"
    fill.write_bytes(b"x" * (found.f_bavail * found.f_frsize - but))
    yield
    fill.unlink()


def test_a_backup_of_the_first_form_is_rewritten_too(journal: Journal) -> None:
    folder = backup_folder(journal.path)
    folder.mkdir()
    old = folder / "2026-11-10.db"
    shutil.copy(Path(__file__).parent / "forms/1.db", old)
    ours = Journal(old, lambda: NOON)
    id = ours.connection.execute("SELECT id FROM entry WHERE number = 1").fetchone()[0]
    ours.close()
    with write_transaction(journal.connection):
        rows.insert_entry(journal.connection, Entry(id, 7, NOON, Draft(DAY, mood=1)))
    assert purge(journal, 7, NOON).backups == 1
    assert where_found(folder, "a grey day") == set()


def test_on_the_command_line_it_asks(home: Home) -> None:
    home.run("log 2 flat")
    home.run("purge 1", code=2).remarks("numbjournal purge 1 --yes")
    home.run("purge 2 --yes", code=3).remarks("There is no entry 2, nor a deleted one of that number.")
    said = home.run("purge 1 --yes").says("Entry 1 is erased from the journal, its history and 1 backup.")
    said.says("Not reached: exports, and copies elsewhere")
    home.run("list").says("No entries")
    home.run("undo", code=1).remarks("nothing to undo")
    home.run("purge 1 --yes", code=3).remarks("There is no entry 1, nor a deleted one of that number.")
