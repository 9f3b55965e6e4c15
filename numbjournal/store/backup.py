"""Backups: verified copies in a folder beside the journal, and the journal brought back from one.

A copy is made by `VACUUM INTO` on a connection, verified, flushed to the disk, and only then given its name.
Copies are encrypted as the journal is, with its key and its salt; the backup interface of SQLite would make
up another salt, and the copy would not open with the passphrase.
Once a day, after the answer is on the screen, one is made by itself; the newest 7 days are kept, one a week
for 4 weeks, and one a month for 12 months. Before a great change (a new form, a restore) one more is made.
"""

import os
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from numbjournal.core.keeping import Kept
from numbjournal.errors import Damaged, NumbjournalError, Refused
from numbjournal.store.daily import backup_folder, daily_path
from numbjournal.store.driver import Connection
from numbjournal.store.engine import (
    FileKind,
    check_identity,
    connect_raw,
    database_name,
    errors_in_words,
    file_kind,
    flush_file,
    flush_folder,
    make_private_folder,
    no_key,
    real_path,
)
from numbjournal.store.key import Key, KeyOf

DAYS, WEEKS, MONTHS = 7, 4, 12

KEPT_BEFORE = 6
"""So many copies made before great changes are kept. Files that a restore replaced are never let go."""

UNFINISHED_AFTER = timedelta(hours=1)
"""A copy that has had no name for so long was given up: the program that made it was stopped."""

REPLACED = "replaced"

_NAME = re.compile(r"(\d{4}-\d{2}-\d{2})(?:-(\d{6})-([a-z0-9-]+))?\.db")


class Backup(NamedTuple):
    """A file of the backup folder; `reason` is empty for daily ones, `replaced` for what a restore kept."""

    path: Path
    day: date
    reason: str = ""

    @property
    def is_copy(self) -> bool:
        """Whether it was made and verified as a copy; a replaced file is whatever it was."""
        return self.reason != REPLACED


def backups(journal: Path) -> list[Backup]:
    """Every backup there is, the newest first.

    Raises Refused when the folder cannot be read.
    """
    folder = backup_folder(journal)
    try:
        paths = folder.iterdir() if folder.is_dir() else ()
        # A pipe that has such a name would be waited for, and a link that leads nowhere is no copy.
        found = [backup for path in paths if (backup := _backup(path)) and path.is_file()]
        return sorted(found, key=lambda backup: (backup.day, backup.path.stat().st_mtime), reverse=True)
    except OSError as error:
        raise Refused(f"The backups cannot be read: {error.strerror}.") from error


def strange_files(journal: Path) -> list[Path]:
    """What else lies among the backups, under no name that this program gives: a copy by hand, or by a
    program that synchronises folders. Nothing here rewrites it.

    Raises Refused when the folder cannot be read.
    """
    folder = backup_folder(journal)
    try:
        return sorted(path for path in folder.iterdir() if _is_strange(path)) if folder.is_dir() else []
    except OSError as error:
        raise Refused(f"The backups cannot be read: {error.strerror}.") from error


def make_daily_backup(connection: Connection, journal: Path, today: date) -> Path:
    """Copy, verify, name, and let the oldest ones go; returns the new file.

    Raises Damaged, with nothing rotated out, when the journal or the copy does not pass its check; Refused
    when the copy cannot be written.
    """
    return _make_backup(connection, journal, daily_path(journal, today))


def make_backup_before(change: str, connection: Connection, journal: Path, now: datetime) -> Path:
    """A copy of its own before a great change (`restore`, `form-2`); errors as for the daily one."""
    return _make_backup(connection, journal, special_path(journal, now, f"before-{change}"))


def special_path(journal: Path, now: datetime, reason: str) -> Path:
    """Where a copy that is not the daily one gets its name; never one that is taken."""
    # In a closed folder no name is seen to be taken, and making the copy says why it cannot be made.
    while os.path.lexists(path := backup_folder(journal) / f"{now:%Y-%m-%d-%H%M%S}-{reason}.db"):
        now += timedelta(seconds=1)
    return path


def copy_verified(
    connection: Connection, finished: Path, change: Callable[[Connection], None] | None = None
) -> None:
    """A whole copy of an open file under its final name, or an error and nothing.

    `change` is made in the copy before it is verified. Raises Damaged when the file or the copy does not pass
    its check; OSError when it cannot be written.
    """
    # Where the name is a link, what is behind it is replaced.
    finished = real_path(finished)
    unfinished = finished.with_name(f".{os.urandom(4).hex()}.new")
    os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        with errors_in_words():
            check(connection, "quick_check")
            connection.execute("VACUUM INTO ?", (database_name(unfinished),))
            entries = count_entries(connection)
        if change:
            entries = _changed(unfinished, connection.key, change)
        _verify(unfinished, connection.key, entries)
        flush_file(unfinished)
        unfinished.replace(finished)
        flush_folder(finished.parent)
    finally:
        unfinished.unlink(missing_ok=True)


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


def entries_in(path: Path, key_of: KeyOf = no_key) -> int:
    """How many entries a file holds, once it is found to be a journal and whole.

    Raises Damaged, Locked, or Refused where it cannot be opened.
    """
    connection = connect_raw(path, key_of(path))
    try:
        with errors_in_words():
            check_identity(connection)
            check(connection, "integrity_check")
            return count_entries(connection)
    finally:
        connection.close()


def described(backup: Backup, key_of: KeyOf = no_key) -> Kept:
    """A file among the backups, for showing; its contents are counted and not checked."""
    entries: int | None = None
    is_encrypted = file_kind(backup.path) is FileKind.ENCRYPTED
    with suppress(NumbjournalError):
        connection = connect_raw(backup.path, key_of(backup.path), untouched=True)
        try:
            with errors_in_words():
                entries = count_entries(connection)
        finally:
            connection.close()
    size = backup.path.stat().st_size
    return Kept(backup.path.name, backup.day, backup.reason, entries, size, is_encrypted)


def check(connection: Connection, pragma: str) -> None:
    """`quick_check` or `integrity_check`; of an encrypted file also the checksum of each page.

    Raises Damaged unless SQLite finds the file in order.
    """
    (answer,) = connection.execute(f"PRAGMA {pragma}(1)").fetchone()
    if answer != "ok" or (connection.key and connection.execute("PRAGMA cipher_integrity_check").fetchone()):
        raise Damaged("The journal file is damaged; the backups are kept as they are.", "numbjournal doctor")


def count_entries(connection: Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM entry").fetchone()[0])


def unfinished_files(journal: Path) -> list[Path]:
    """What programs that were stopped left behind, in the journal's folder and among the backups."""
    candidates = [
        *(
            path
            for file in {journal, real_path(journal)}
            for path in file.parent.glob(f".{file.name}.*.new*")
        ),
        *backup_folder(journal).glob(".*.new*"),
    ]
    return [path for path in candidates if path.is_file()]


def _make_backup(connection: Connection, journal: Path, finished: Path) -> Path:
    try:
        make_private_folder(backup_folder(journal))
        copy_verified(connection, finished)
        for old in _outlived(journal):
            old.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(f"The backup could not be written: {error.strerror}.", "numbjournal doctor") from error
    return finished


def _outlived(journal: Path) -> list[Path]:
    found = backups(journal)
    kept = kept_days(backup.day for backup in found if not backup.reason)
    before = [backup for backup in found if backup.reason and backup.is_copy]
    given_up = datetime.now().timestamp() - UNFINISHED_AFTER.total_seconds()  # noqa: DTZ005  (a file's own clock)
    return [
        *(backup.path for backup in found if not backup.reason and backup.day not in kept),
        *(backup.path for backup in before[KEPT_BEFORE:]),
        *(path for path in unfinished_files(journal) if path.stat().st_mtime < given_up),
    ]


def _backup(path: Path) -> Backup | None:
    found = _NAME.fullmatch(path.name)
    try:
        return Backup(path, date.fromisoformat(found[1]), found[3] or "") if found else None
    except ValueError:
        return None


def _is_strange(path: Path) -> bool:
    # What a crash left beside a file has that one's name.
    name = path.name.removesuffix("-journal")
    is_own = _NAME.fullmatch(name) or (name.startswith(".") and ".new" in name)
    return not is_own and path.is_file() and path.stat().st_size > 0


def _changed(copy: Path, key: Key | None, change: Callable[[Connection], None]) -> int:
    """The number of entries in the copy once the change is made."""
    connection = connect_raw(copy, key)
    try:
        change(connection)
        with errors_in_words():
            return count_entries(connection)
    finally:
        connection.close()


def _verify(copy: Path, key: Key | None, entries: int) -> None:
    connection = connect_raw(copy, key)
    try:
        with errors_in_words():
            check(connection, "integrity_check")
            if count_entries(connection) != entries:
                raise Damaged("The backup does not hold every entry, and was not kept.")
    finally:
        connection.close()
