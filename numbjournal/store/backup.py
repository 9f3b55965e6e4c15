"""The daily backup: a verified copy beside the journal, made after the answer is on the screen.

A copy is made by `VACUUM INTO` on the one connection that is held, verified, flushed to the disk, and only
then given its name. Kept are the newest 7 days, one a week for 4 weeks, and one a month for 12 months.
"""

import os
import re
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from numbjournal.errors import Damaged, Refused
from numbjournal.store.driver import Connection
from numbjournal.store.engine import (
    connect_raw,
    errors_in_words,
    flush_folder,
    make_private_folder,
)

DAYS, WEEKS, MONTHS = 7, 4, 12

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})\.db")


def backup_folder(journal: Path) -> Path:
    """`journal.db-backups` beside `journal.db`."""
    return journal.with_name(f"{journal.name}-backups")


def backup_is_due(journal: Path, today: date) -> bool:
    return not _backup_path(journal, today).exists()


def make_daily_backup(connection: Connection, journal: Path, today: date) -> Path:
    """Copy, verify, name, and let the oldest ones go; returns the new file.

    Raises Damaged, with nothing rotated out, when the journal or the copy does not pass its check; Refused
    when the copy cannot be written.
    """
    folder = backup_folder(journal)
    unfinished = folder / f".{os.urandom(4).hex()}.new"
    try:
        make_private_folder(folder)
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            with errors_in_words():
                _check(connection, "quick_check")
                connection.execute("VACUUM INTO ?", (str(unfinished),))
                entries = _count(connection)
            _verify(unfinished, entries)
            _flush(unfinished)
            finished = _backup_path(journal, today)
            unfinished.replace(finished)
            flush_folder(folder)
        finally:
            unfinished.unlink(missing_ok=True)
        for old in _outlived(folder):
            old.unlink()
    except OSError as error:
        raise Refused(f"The backup could not be written: {error.strerror}.") from error
    return finished


def kept_days(days: Iterable[date]) -> set[date]:
    """Of the days that have a backup, those that stay."""
    newest_first = sorted(days, reverse=True)
    weeks = {day.isocalendar()[:2]: day for day in reversed(newest_first)}
    months = {(day.year, day.month): day for day in reversed(newest_first)}
    newest_weeks = sorted(weeks, reverse=True)[:WEEKS]
    newest_months = sorted(months, reverse=True)[:MONTHS]
    return {
        *newest_first[:DAYS],
        *(weeks[week] for week in newest_weeks),
        *(months[month] for month in newest_months),
    }


def _outlived(folder: Path) -> list[Path]:
    by_day = {
        date.fromisoformat(found[1]): path
        for path in folder.iterdir()
        if (found := _NAME.fullmatch(path.name))
    }
    kept = kept_days(by_day)
    return [path for day, path in by_day.items() if day not in kept]


def _backup_path(journal: Path, day: date) -> Path:
    return backup_folder(journal) / f"{day.isoformat()}.db"


def _verify(copy: Path, entries: int) -> None:
    connection = connect_raw(copy)
    try:
        with errors_in_words():
            _check(connection, "integrity_check")
            if _count(connection) != entries:
                raise Damaged("The backup does not hold every entry, and was not kept.")
    finally:
        connection.close()


def _check(connection: Connection, pragma: str) -> None:
    """Raises Damaged unless SQLite finds the file in order."""
    (answer,) = connection.execute(f"PRAGMA {pragma}(1)").fetchone()
    if answer != "ok":
        raise Damaged("The journal file is damaged; the older backups are kept as they are.")


def _count(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
