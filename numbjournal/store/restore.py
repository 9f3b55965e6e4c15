"""The journal brought back: from a backup, or from what a damaged file still holds.

The file that is replaced is never lost: it gets a name among the backups. Meanwhile nobody else can write,
and a program that waited finds another file under the journal's name and writes nothing into the old one
(`Journal._transaction`).
"""

import errno
import os
import shlex
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path

from numbjournal.core.maintenance import Restored
from numbjournal.effects import Effect, made
from numbjournal.errors import Damaged, Locked, NotFound, NumbjournalError, Refused
from numbjournal.files import flush_file, flush_folder, make_private_folder, new_file, real_path
from numbjournal.store.backup import (
    REPLACED,
    backups,
    backups_in_order,
    copy_verified,
    entries_in,
    special_path,
)
from numbjournal.store.backup_order import begin_generation, keys_at_hand, position_in, position_of
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
    no_key,
)
from numbjournal.store.key import Key, KeyOf
from numbjournal.store.restore_target import check_place
from numbjournal.store.salvage import salvage
from numbjournal.store.schema import check_schema_of

RESTORED = Effect("The journal was restored.", "The journal was restored {} times.")

_LIST = "numbjournal backup list"


def restore(
    journal: Path, source: Path, now: datetime, key_of: KeyOf = no_key, wanted: Key | None = None
) -> Restored:
    """Put a verified copy of a backup in the journal's place. An encrypted backup makes an encrypted journal;
    a plain one does where a key is `wanted`.

    Raises as `check_source`; Refused when the journal is busy or its folder cannot be written. The journal is
    then as it was.
    """
    check_source(journal, source, key_of)
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


def check_source(journal: Path, source: Path, key_of: KeyOf) -> int:
    """How many entries a copy has, once it is found to be one that can take the journal's place.

    Raises Refused for the journal itself; Damaged for a copy that is damaged or newer than this program;
    Locked without its key.
    """
    if file_identity(source) == file_identity(journal):
        raise Refused("That file is the journal itself.", _LIST)
    try:
        entries = entries_in(source, key_of)
    except Damaged as error:
        raise Damaged(f"That backup cannot be used. {error.message}", _LIST) from None
    check_schema_of(source, key_of, f"numbjournal restore {shlex.quote(str(source))} --salvage")
    return entries


def newest_backup(journal: Path, key_of: KeyOf = no_key) -> tuple[Path, int, list[Path]]:
    """The newest backup that is whole, its entries, and the backups that cannot be read.

    Raises NotFound; Locked where none can be opened.
    """
    chosen: Path | None = None
    passed_over, locked = list[Path](), list[Locked]()
    for backup in (backup for backup in backups_in_order(journal, key_of) if backup.is_copy):
        if chosen:
            if backup.position is None:
                passed_over.append(backup.path)
            continue
        try:
            entries = entries_in(backup.path, key_of)
            check_schema_of(backup.path, key_of, _LIST)
        except NumbjournalError as error:
            passed_over.append(backup.path)
            if isinstance(error, Locked):
                locked.append(error)
        else:
            chosen = backup.path
    if chosen:
        return chosen, entries, passed_over
    if locked:
        raise locked[0]
    raise NotFound(f"There is no whole backup in {backup_folder(journal)}.", "numbjournal doctor")


def find_backup(journal: Path, named: str, key_of: KeyOf = no_key) -> Path:
    """The backup of a file name or a day, or the file at a path.

    Raises NotFound.
    """
    found = backups(journal)
    by_name = next((backup.path for backup in found if named in (backup.path.name, backup.path.stem)), None)
    if by_name:
        return by_name
    with suppress(ValueError):
        day = date.fromisoformat(named)
        in_order = backups_in_order(journal, key_of)
        of_day = next((backup.path for backup in in_order if backup.is_copy and backup.day == day), None)
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


def _greatest_generation(journal: Path, source: Path, new: Key | None, key_of: KeyOf) -> int:
    """Of all the copies that can be read, also those that a restore replaced; nobody is asked for a key."""
    keys = [new]
    for path in (source, journal):
        with suppress(NumbjournalError):
            keys.append(key_of(path))
    at_hand = keys_at_hand(*keys)
    positions = [position_of(path, at_hand) for path in (source, *(each.path for each in backups(journal)))]
    return max((position.generation for position in positions if position), default=0)


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
    check_place(journal, key_of)
    # Before the journal is open: a copy can be a second name of the same file, after a crash.
    seen = _greatest_generation(journal, source, new, key_of)
    try:
        make_private_folder(file.parent)
        with _others_locked_out(journal, key_of) as replaced_journal:
            make(unfinished)
            if replaced_journal:
                with suppress(NumbjournalError):
                    seen = max(seen, position_in(replaced_journal).generation)
            begin_generation(unfinished, new, seen + 1)
            entries = entries_in(unfinished, lambda _: new)
            with made(RESTORED):
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
def _others_locked_out(journal: Path, key_of: KeyOf) -> Iterator[Connection | None]:
    """Keep writers away from the file that is to be replaced, where it is a database that can be locked: not
    where it is not a database any more, nor without its key. Yields the connection that holds the lock.

    Raises Refused when another program is writing.
    """
    connection: Connection | None = None
    if file_kind(journal) in (FileKind.SQLITE, FileKind.ENCRYPTED):
        try:
            connection = connect_raw(journal, key_of(journal))
        except Locked:
            yield None
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
        yield connection
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

    Raises Refused where somebody wrote meanwhile: reading the file released the lock on it.
    """
    try:
        file.rename(kept)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        unfinished = kept.with_name(f".{os.urandom(4).hex()}.new")
        with new_file(unfinished):
            before = file.stat()
            shutil.copyfile(file, unfinished)
            flush_file(unfinished)
            now = file.stat()
            if (now.st_mtime_ns, now.st_size) != (before.st_mtime_ns, before.st_size):
                raise Refused(
                    "The journal is busy: another program is writing to it.", is_midway=True
                ) from None
            unfinished.replace(kept)


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
