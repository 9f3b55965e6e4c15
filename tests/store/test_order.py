"""Which copy is the newest and which stay, whatever the clock says and whatever cannot be read."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from numbjournal.core.entry import Draft
from numbjournal.store.backup import (
    KEPT_BEFORE,
    backups_in_order,
    make_backup_before,
    make_daily_backup,
)
from numbjournal.store.backup_order import Position, begin_generation, position_of
from numbjournal.store.daily import backup_folder, daily_path
from numbjournal.store.driver import connect
from numbjournal.store.engine import no_key
from numbjournal.store.journal import Journal
from tests.store.test_journal import DAY, NOON, journal

__all__ = ["journal"]


def names(journal: Journal) -> list[str]:
    return [backup.path.name for backup in backups_in_order(journal.path)]


def days(journal: Journal) -> set[str]:
    return {path.stem for path in backup_folder(journal.path).glob("????-??-??.db")}


# The order


def test_steps_order_the_copies_and_no_date_does(journal: Journal) -> None:
    for day in (date(2099, 1, 1), DAY, date(2000, 1, 1), DAY + timedelta(days=1)):
        journal.log(Draft(DAY, mood=1))
        make_daily_backup(journal.connection, journal.path, day)
    assert names(journal) == ["2026-11-23.db", "2000-01-01.db", "2026-11-22.db", "2099-01-01.db"]


def test_a_generation_comes_before_the_steps(journal: Journal) -> None:
    for number in range(3):
        journal.log(Draft(DAY, mood=1))
        make_daily_backup(journal.connection, journal.path, DAY - timedelta(days=number))
    first = daily_path(journal.path, DAY)
    begin_generation(first, None, 1)
    assert position_of(first, no_key) == Position(1, 1)
    assert names(journal) == ["2026-11-22.db", "2026-11-20.db", "2026-11-21.db"]


def test_what_cannot_be_read_comes_last_and_by_its_name(journal: Journal) -> None:
    make_daily_backup(journal.connection, journal.path, DAY)
    for name in ("2026-11-24.db", "2026-11-23.db", "2026-11-25-120000-before-merge.db"):
        (backup_folder(journal.path) / name).write_bytes(b"no database")
    assert names(journal) == [
        "2026-11-22.db", "2026-11-25-120000-before-merge.db", "2026-11-24.db", "2026-11-23.db",
    ]  # fmt: skip


@pytest.mark.parametrize("value", ["'three'", "2.5", "x'00'"])
def test_a_generation_that_another_program_wrote_is_none(journal: Journal, value: str) -> None:
    copy = make_daily_backup(journal.connection, journal.path, DAY)
    with closing(connect(str(copy), isolation_level=None)) as other:
        other.execute(f"INSERT INTO state VALUES ('generation', {value})")
    assert position_of(copy, no_key) == Position(0, 0)


def test_another_programs_database_has_no_position(tmp_path: Path) -> None:
    with closing(connect(str(tmp_path / "other.db"), isolation_level=None)) as other:
        other.execute("CREATE TABLE step (number TEXT)")
    assert position_of(tmp_path / "other.db", no_key) is None


# What stays


def test_copies_from_the_future_push_nothing_out(journal: Journal) -> None:
    ahead = [date(2099, 1, 1) + timedelta(days=day) for day in range(30)]
    for day in ahead:
        make_daily_backup(journal.connection, journal.path, day)
    assert len(days(journal)) <= 7 + 4 + 12
    lived = [DAY + timedelta(days=day) for day in range(7)]
    for day in lived:
        journal.log(Draft(DAY, mood=1))
        make_daily_backup(journal.connection, journal.path, day)
    assert {str(day) for day in lived} <= days(journal)
    assert str(ahead[-1]) in days(journal)


@pytest.mark.full
def test_the_copy_just_made_stays_under_a_clock_that_is_far_behind(journal: Journal) -> None:
    before = [DAY - timedelta(days=days) for days in range(400, 0, -5)]
    for day in before:
        journal.log(Draft(DAY, mood=1))
        make_daily_backup(journal.connection, journal.path, day)
    full = days(journal)
    for day in range(1, 30):
        journal.log(Draft(DAY, mood=1))
        assert make_daily_backup(journal.connection, journal.path, date(2000, 1, day)).exists()
    assert full <= days(journal)


def test_one_kind_of_change_does_not_push_out_the_copies_of_another(journal: Journal) -> None:
    make_backup_before("encrypt", journal.connection, journal.path, NOON)
    for number in range(KEPT_BEFORE + 4):
        journal.log(Draft(DAY, mood=1))
        make_backup_before("merge", journal.connection, journal.path, NOON + timedelta(days=number))
    kept = [backup for backup in backups_in_order(journal.path) if backup.reason == "before-merge"]
    assert [backup.position for backup in kept] == [
        Position(0, KEPT_BEFORE + 4 - number) for number in range(KEPT_BEFORE)
    ]
    assert names(journal)[-1] == "2026-11-22-120000-before-encrypt.db"


def test_what_cannot_be_read_is_not_pushed_out_by_what_can(journal: Journal) -> None:
    folder = backup_folder(journal.path)
    folder.mkdir()
    unreadable = [folder / f"{DAY - timedelta(days=days)}.db" for days in range(10, 15)]
    for path in unreadable:
        path.write_bytes(b"no database")
    for number in range(20):
        journal.log(Draft(DAY, mood=1))
        make_daily_backup(journal.connection, journal.path, DAY + timedelta(days=number))
    assert all(path.exists() for path in unreadable)


def test_the_days_copy_that_the_journal_does_not_hold_is_kept(journal: Journal) -> None:
    """After a restore of an older copy, today's may be the only one that has what it has."""
    journal.log(Draft(DAY, mood=1))
    journal.log(Draft(DAY, mood=2))
    copy = make_daily_backup(journal.connection, journal.path, DAY)
    journal.connection.execute("INSERT INTO state VALUES ('generation', 1)")
    assert make_daily_backup(journal.connection, journal.path, DAY) == copy
    newest, earlier = backups_in_order(journal.path)
    assert (newest.path, newest.position) == (copy, Position(1, 2))
    assert (earlier.reason, earlier.day, earlier.position) == ("earlier", DAY, Position(0, 2))
    journal.log(Draft(DAY, mood=3))
    make_daily_backup(journal.connection, journal.path, DAY)
    assert len(backups_in_order(journal.path)) == 2


def test_a_days_copy_that_cannot_be_read_is_kept(journal: Journal) -> None:
    copy = make_daily_backup(journal.connection, journal.path, DAY)
    copy.write_bytes(b"no database")
    make_daily_backup(journal.connection, journal.path, DAY)
    assert [backup.reason for backup in backups_in_order(journal.path)] == ["", "earlier"]
