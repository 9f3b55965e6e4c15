"""The journal brought back: from a backup, or from what a damaged file still holds.

The file that is replaced is never lost: it gets a name among the backups. Meanwhile nobody else can write,
and a program that waited finds another file under the journal's name and writes nothing into the old one
(`Journal._transaction`).
"""

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from numbjournal.core.keeping import Restored
from numbjournal.errors import Damaged, Locked, NotFound, NumbjournalError, Refused
from numbjournal.store.backup import (
    REPLACED,
    backups,
    copy_verified,
    entries_in,
    special_path,
)
from numbjournal.store.daily import backup_folder
from numbjournal.store.driver import Connection, DatabaseError
from numbjournal.store.encryption import rewrite_journal
from numbjournal.store.engine import (
    DOCTOR,
    FileKind,
    connect_raw,
    errors_in_words,
    file_identity,
    file_kind,
    flush_file,
    flush_folder,
    make_private_folder,
    no_key,
    real_path,
)
from numbjournal.store.key import Key, KeyOf
from numbjournal.store.salvage import salvage

_LIST = "numbjournal backup list"


def restore(
    journal: Path, source: Path, now: datetime, key_of: KeyOf = no_key, wanted: Key | None = None
) -> Restored:
    """Put a verified copy of a backup in the journal's place. An encrypted backup makes an encrypted journal;
    a plain one does where a key is `wanted`.

    Raises Damaged for a backup that is damaged or newer than this program; Locked without its key; Refused
    when the journal is busy or its folder cannot be written. The journal is then as it was.
    """
    if file_identity(source) == file_identity(journal):
        raise Refused("That file is the journal itself.", _LIST)
    try:
        entries_in(source, key_of)
    except Damaged as error:
        raise Damaged(f"That backup cannot be used. {error.message}", _LIST) from None

    key = key_of(source)

    def copy(unfinished: Path) -> None:
        connection = connect_raw(source, key)
        try:
            copy_verified(connection, unfinished)
        finally:
            connection.close()
        if wanted and not key:
            rewrite_journal(unfinished, None, wanted)

    return _replace(journal, source, copy, now, key_of, key or wanted)


def salvage_journal(
    journal: Path, source: Path, now: datetime, key_of: KeyOf = no_key, wanted: Key | None = None
) -> Restored:
    """Put a new journal in the journal's place that holds all that can be read in a damaged file; it is
    encrypted as that one is, or where a key is `wanted`.

    Raises Damaged when nothing can be read, Locked without the key.
    """
    key = key_of(source)
    new = key or wanted
    return _replace(journal, source, lambda path: salvage(source, path, key, new), now, key_of, new)


def find_backup(journal: Path, named: str | None, key_of: KeyOf = no_key) -> Path:
    """The backup of a day, of a file name, or at a path; without a name the newest that is whole.

    Raises NotFound; Locked where the newest cannot be looked into.
    """
    found = backups(journal)
    if named is None:
        whole = _newest_whole([backup.path for backup in found if backup.is_copy], key_of)
        if whole is None:
            raise NotFound(f"There is no whole backup in {backup_folder(journal)}.", "numbjournal doctor")
        return whole
    by_name = next((backup.path for backup in found if named in (backup.path.name, backup.path.stem)), None)
    if by_name:
        return by_name
    with suppress(ValueError):
        day = date.fromisoformat(named)
        of_day = next((backup.path for backup in found if backup.is_copy and backup.day == day), None)
        if of_day:
            return of_day
    path = Path(os.path.expanduser(named))  # noqa: PTH111  (pathlib raises for a home that nobody knows)
    try:
        if stat.S_ISREG(path.stat().st_mode):
            return path
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        raise Refused(f"That file cannot be read: {error.strerror}.", _LIST) from error
    raise NotFound("There is no such backup.", _LIST)


def _newest_whole(newest_first: Sequence[Path], key_of: KeyOf) -> Path | None:
    locked: Locked | None = None
    for path in newest_first:
        try:
            entries_in(path, key_of)
        except Locked as error:
            locked = locked or error
        except NumbjournalError:
            continue
        else:
            return path
    if locked:
        raise locked
    return None


def _replace(
    journal: Path,
    source: Path,
    make: Callable[[Path], None],
    now: datetime,
    key_of: KeyOf,
    new: Key | None,
) -> Restored:
    # Where the name is a link, the file it leads to is replaced; the backups stay where they are.
    file = real_path(journal)
    unfinished = file.with_name(f".{file.name}.{os.urandom(4).hex()}.new")
    try:
        make_private_folder(file.parent)
        with _others_locked_out(journal, key_of):
            make(unfinished)
            entries = entries_in(unfinished, lambda _: new)
            replaced = _set_aside(journal, now) if journal.exists() else None
            unfinished.replace(file)
            flush_folder(file.parent)
    except OSError as error:
        raise Refused(f"The journal cannot be put back in its folder: {error.strerror}.", DOCTOR) from error
    finally:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
    if not replaced:
        return Restored(str(source), entries)
    return Restored(str(source), entries, str(replaced), _newer(replaced, journal, key_of))


@contextmanager
def _others_locked_out(journal: Path, key_of: KeyOf) -> Iterator[None]:
    """Keep writers away from the file that is to be replaced, where it is a database that can be locked: not
    where it is no database any more, nor without its key.

    Raises Refused when another program is writing.
    """
    connection: Connection | None = None
    if file_kind(journal) in (FileKind.SQLITE, FileKind.ENCRYPTED):
        try:
            connection = connect_raw(journal, key_of(journal))
        except Locked:
            yield
            return
        try:
            with errors_in_words():
                connection.execute("PRAGMA busy_timeout = 5000")
                connection.execute("BEGIN IMMEDIATE")
        except Damaged:
            connection.close()
            connection = None
        except NumbjournalError:
            connection.close()
            raise
    try:
        yield
    finally:
        if connection:
            connection.close()


def _set_aside(journal: Path, now: datetime) -> Path:
    """A second name for the file, among the backups; its own name is free to be taken over."""
    file, kept = real_path(journal), special_path(journal, now, REPLACED)
    make_private_folder(kept.parent)
    try:
        os.link(file, kept)
    except FileExistsError:
        raise
    except OSError:
        _move(file, kept)
    # What a crash left beside a file that cannot be opened belongs to it, and would spoil the next one.
    rollback = file.with_name(f"{file.name}-journal")
    if rollback.exists():
        shutil.move(rollback, kept.with_name(f"{kept.name}-journal"))
    flush_folder(kept.parent)
    return kept


def _move(file: Path, kept: Path) -> None:
    """On file systems without hard links (exFAT), where for a moment there is no journal; a copy where the
    backups are on another disk than what a link leads to.

    Raises Refused where somebody wrote meanwhile: reading the file has let go of the lock on it.
    """
    try:
        file.rename(kept)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        unfinished = kept.with_name(f".{os.urandom(4).hex()}.new")
        os.close(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        try:
            before = file.stat()
            shutil.copyfile(file, unfinished)
            flush_file(unfinished)
            now = file.stat()
            if (now.st_mtime_ns, now.st_size) != (before.st_mtime_ns, before.st_size):
                raise Refused(
                    "The journal is busy: another program is writing to it. Nothing was changed."
                ) from None
            unfinished.replace(kept)
        finally:
            unfinished.unlink(missing_ok=True)


def _newer(replaced: Path, journal: Path, key_of: KeyOf) -> int | None:
    """How many entries only the replaced file has; None when it cannot be read."""
    try:
        old, new = _ids(replaced, key_of), _ids(journal, key_of)
    except (NumbjournalError, DatabaseError):
        return None
    return len(old - new)


def _ids(path: Path, key_of: KeyOf) -> set[str]:
    connection = connect_raw(path, key_of(path), untouched=True)
    try:
        with errors_in_words():
            return {id for (id,) in connection.execute("SELECT id FROM entry")}
    finally:
        connection.close()
