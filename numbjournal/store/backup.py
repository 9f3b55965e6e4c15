"""Backups: verified copies in a folder beside the journal, and the journal brought back from one.

A copy is made by `VACUUM INTO` on a connection, verified, flushed to the disk, and only then given its name.
Copies are encrypted as the journal is, with its key and its salt; the backup interface of SQLite would make
up another salt, and the copy would not open with the passphrase.
Once a day, after the answer is on the screen, one is made by itself; the newest 7 days are kept, one a week
for 4 weeks, and one a month for 12 months. Before a great change (a new form, a merge) one more is made, and
the last few of each kind are kept.

`order` says which copy is the newest. A copy dated after today was made under a wrong clock, and one that
cannot be read has no known place in the order; neither counts against the others.
"""

import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from numbjournal.core.maintenance import Kept
from numbjournal.effects import Effect, made
from numbjournal.errors import Damaged, NumbjournalError, Refused, Replaced
from numbjournal.files import flush_file, flush_folder, make_private_folder, new_file, real_path
from numbjournal.store.backup_order import Position, keys_at_hand, position_in, position_of
from numbjournal.store.daily import backup_folder, daily_path
from numbjournal.store.driver import Connection, DatabaseError, database_name
from numbjournal.store.engine import (
    FileKind,
    check_identity,
    connect_raw,
    errors_in_words,
    file_identity,
    file_kind,
    missing_locks_in_words,
    no_key,
)
from numbjournal.store.key import Key, KeyOf
from numbjournal.store.rewrite_lock import alone

DAYS, WEEKS, MONTHS = 7, 4, 12

KEPT_BEFORE = 3
"""How many copies are kept of those made before one kind of change: 3 before a merge, 3 before an import.
Files that a restore replaced are never removed."""

UNFINISHED_AFTER = timedelta(hours=1)
"""A copy that has had no name for so long was given up: the program that made it was stopped."""

REPLACED = "replaced"

EARLIER = "earlier"
"""The reason in the name of a day's copy that the next one of that day would have replaced, though it is no
later state of the same."""
LATE = "The journal was replaced by another file meanwhile; the copy was not kept."
MADE = Effect("A backup was made.", "{} backups were made.")

_REASON = r"replaced|earlier|before-(?:merge|import|encrypt|decrypt|passphrase|form-\d+)"
_UNFINISHED = re.compile(r"\.(?:.+\.)?[0-9a-f]{8}\.new(?:-journal)?")
_NAME = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})(?:-(\d{{6}})-({_REASON}))?\.db")


class Backup(NamedTuple):
    """A file of the backup folder; `reason` is empty for daily ones, `replaced` for what a restore kept.

    `position` is None where the file was not read, or cannot be.
    """

    path: Path
    day: date
    reason: str = ""
    position: Position | None = None

    @property
    def is_copy(self) -> bool:
        """Whether it was made and verified as a copy; a replaced file is whatever it was."""
        return self.reason != REPLACED

    def is_ahead(self, today: date) -> bool:
        """Whether it is dated after today. A day more may be another time zone, or a day that starts late."""
        return self.day > today + timedelta(days=1)


def backups(journal: Path) -> list[Backup]:
    """Every backup there is, by name from the last to the first. None is opened.

    Raises Refused when the folder cannot be read.
    """
    folder = backup_folder(journal)
    try:
        paths = folder.iterdir() if folder.is_dir() else ()
        # A pipe that has such a name would be waited for, and behind a link is somebody's own file.
        found = [backup for path in paths if (backup := _backup(path)) and _is_ordinary(path)]
    except OSError as error:
        raise Refused(f"The backups cannot be read: {error.strerror}.") from error
    return sorted(found, key=lambda backup: backup.path.name, reverse=True)


def backups_in_order(journal: Path, key_of: KeyOf = no_key) -> list[Backup]:
    """Every backup, read, the newest first. Those that cannot be read come last.

    Raises Refused when the folder cannot be read.
    """
    found = [backup._replace(position=position_of(backup.path, key_of)) for backup in backups(journal)]
    # By name where two are of the same moment, and hold the same; sorting keeps that order.
    return sorted(found, key=lambda backup: backup.position or Position(-1, -1), reverse=True)


def is_copy_name(name: str) -> bool:
    """Whether this program gives such a name to a file among the backups."""
    return _backup(Path(name)) is not None


def unknown_files(journal: Path) -> list[Path]:
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
    """Copy, verify, name, and let the oldest ones go; returns the new file, which is never one of them.

    Raises Damaged, with nothing rotated out, when the journal or the copy does not pass its check; Refused
    when the copy cannot be written.
    """
    return _make_backup(connection, journal, daily_path(journal, today), today)


def make_backup_before(change: str, connection: Connection, journal: Path, now: datetime) -> Path:
    """A copy of its own before a great change (`merge`, `form-2`); errors as for the daily one."""
    finished = special_path(journal, now, f"before-{change}")
    return _make_backup(connection, journal, finished, now.date())


def special_path(journal: Path, now: datetime, reason: str) -> Path:
    """Where a copy that is not the daily one gets its name; never one that is taken."""
    # In a closed folder no name is seen to be taken, and making the copy says why it cannot be made.
    while os.path.lexists(path := backup_folder(journal) / f"{now:%Y-%m-%d-%H%M%S}-{reason}.db"):
        now += timedelta(seconds=1)
    return path


def copy_verified(
    connection: Connection,
    finished: Path,
    change: Callable[[Connection], None] | None = None,
    naming: AbstractContextManager[None] | None = None,
    effect: Effect | None = None,
) -> None:
    """A whole copy of an open file under its final name, or an error and nothing.

    `change` is made in the copy before it is verified; within `naming` it gets its name, and `effect` is
    recorded.

    Raises Damaged when the file or the copy does not pass its check; OSError when it cannot be written.
    """
    # Where the name is a link, what is behind it is replaced.
    finished = real_path(finished)
    unfinished = finished.with_name(f".{os.urandom(4).hex()}.new")
    with new_file(unfinished):
        with errors_in_words():
            check(connection, "quick_check")
            with _writers_waiting(connection):
                entries = count_entries(connection)
                connection.execute("VACUUM INTO ?", (database_name(unfinished),))
        if change:
            entries = _changed(unfinished, connection.key, change)
        _verify(unfinished, connection.key, entries)
        flush_file(unfinished)
        with naming or nullcontext():
            with made(effect):
                unfinished.replace(finished)
            flush_folder(finished.parent)


def kept_days(newest_first: Sequence[date]) -> set[date]:
    """Of the days that have a backup, those that stay; they come in the order of their copies."""
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in newest_first:
        weeks.setdefault(day.isocalendar()[:2], day)
        months.setdefault((day.year, day.month), day)
    return {*newest_first[:DAYS], *list(weeks.values())[:WEEKS], *list(months.values())[:MONTHS]}


def entries_in(path: Path, key_of: KeyOf = no_key) -> int:
    """How many entries a file holds, once it is found to be a journal and whole.

    Raises Damaged, Locked, or Refused where it cannot be opened.
    """
    with (
        missing_locks_in_words(path),
        closing(connect_raw(path, key_of(path))) as connection,
        errors_in_words(),
    ):
        check_identity(connection)
        check(connection, "integrity_check")
        return count_entries(connection)


def described(backup: Backup, today: date, key_of: KeyOf = no_key) -> Kept:
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
    return Kept(
        backup.path.name, backup.day, backup.reason, entries, size, is_encrypted, backup.is_ahead(today)
    )


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
    folders = {file.parent: f".{file.name}." for file in (journal, real_path(journal))}
    folders[backup_folder(journal)] = "."
    found = []
    for folder, beginning in folders.items():
        with suppress(OSError):
            found += [
                path for path in folder.iterdir() if _is_unfinished(path, beginning) and _is_ordinary(path)
            ]
    return found


@contextmanager
def _writers_waiting(connection: Connection) -> Iterator[None]:
    """Hold the lock for reading, so that all that is read is of one moment.

    That is what a transaction is for, but VACUUM does not run within one.
    """
    connection.execute("PRAGMA main.locking_mode = EXCLUSIVE")
    try:
        yield
    finally:
        connection.execute("PRAGMA main.locking_mode = NORMAL")
        # The lock is released when the file is read next. Where it could not be had, an error is on its way.
        with suppress(DatabaseError):
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _make_backup(connection: Connection, journal: Path, finished: Path, today: date) -> Path:
    key_of = keys_at_hand(connection.key)
    try:
        make_private_folder(backup_folder(journal))
        naming = _in_its_place(connection, journal, finished, today)
        copy_verified(connection, finished, naming=naming, effect=MADE)
        # The backup is made: what stays too long is looked at again at the next one.
        with suppress(OSError, Refused):
            for old in _outlived(journal, finished, today, key_of):
                old.unlink(missing_ok=True)
    except (OSError, Refused) as error:
        if connection.file != file_identity(journal):
            raise Replaced(LATE) from error
        if isinstance(error, Refused):
            raise
        raise Refused(f"The backup could not be written: {error.strerror}.", "numbjournal doctor") from error
    return finished


@contextmanager
def _in_its_place(connection: Connection, journal: Path, finished: Path, today: date) -> Iterator[None]:
    """Make room for a copy under its name, and keep the journal from being rewritten meanwhile.

    A copy of the file before would have its old key. Raises Replaced where it was rewritten already, or
    Busy.
    """
    with alone(journal):
        if connection.file != file_identity(journal):
            raise Replaced(LATE)
        if finished.exists() and not _is_replaceable(finished, connection, keys_at_hand(connection.key)):
            made = datetime.fromtimestamp(finished.stat().st_mtime)  # noqa: DTZ006  (a time of day, for the name)
            finished.rename(special_path(journal, datetime.combine(today, made.time()), EARLIER))
        yield


def _is_replaceable(copy: Path, connection: Connection, key_of: KeyOf) -> bool:
    """Whether the journal holds all that a copy does: it is an earlier step of the same generation.

    After a restore it need not be, and the copy may be the only file that has what it has.
    """
    old, new = position_of(copy, key_of), position_in(connection)
    return old is not None and old.generation == new.generation and old.step <= new.step


def _outlived(journal: Path, made: Path, today: date, key_of: KeyOf) -> list[Path]:
    groups: dict[tuple[str, bool, bool], list[Backup]] = {}
    for backup in backups_in_order(journal, key_of):
        group = (backup.reason, backup.is_ahead(today), backup.position is None)
        groups.setdefault(group, []).append(backup)
    given_up = datetime.now().timestamp() - UNFINISHED_AFTER.total_seconds()  # noqa: DTZ005  (a file's own clock)
    return [
        *(path for group in groups.values() for path in _too_many(group) if path != made),
        *(path for path in unfinished_files(journal) if path.stat().st_mtime < given_up),
    ]


def _too_many(newest_first: Sequence[Backup]) -> list[Path]:
    """Of copies of one kind, those that go."""
    if not newest_first[0].is_copy:
        return []
    if newest_first[0].reason:
        return [backup.path for backup in newest_first[KEPT_BEFORE:]]
    kept = kept_days([backup.day for backup in newest_first])
    return [backup.path for backup in newest_first if backup.day not in kept]


def _backup(path: Path) -> Backup | None:
    found = _NAME.fullmatch(path.name)
    try:
        return Backup(path, date.fromisoformat(found[1]), found[3] or "") if found else None
    except ValueError:
        return None


def _is_strange(path: Path) -> bool:
    # What a crash left beside a file has that one's name.
    name = path.name.removesuffix("-journal")
    is_own = (_NAME.fullmatch(name) or _is_unfinished(path)) and not path.is_symlink()
    return not is_own and path.is_file() and path.stat().st_size > 0


def _is_unfinished(path: Path, beginning: str = ".") -> bool:
    """Whether it has a name that this program gives to a file while it writes it: `.`, or `.` and the name it
    is to get, and eight digits."""
    name = path.name
    return name.startswith(beginning) and bool(_UNFINISHED.fullmatch(name))


def _is_ordinary(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


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
