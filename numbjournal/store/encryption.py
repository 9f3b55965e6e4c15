"""A journal rewritten under another key: plain to encrypted, back, or from one passphrase to the next.

The new file is whole, checked and compared with the old one before it takes its name. Until that moment the
old key opens the journal, from that moment on the new one, and there is nothing in between.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from numbjournal.effects import Effect, made
from numbjournal.errors import Damaged, Locked, Refused
from numbjournal.files import flush_file, flush_folder, new_file, real_path
from numbjournal.store.backup import backups, check, unfinished_files, unknown_files
from numbjournal.store.driver import Connection, database_name
from numbjournal.store.engine import (
    APPLICATION_ID,
    LETTING_GO,
    PLAIN,
    FileKind,
    check_identity,
    connect_raw,
    errors_in_words,
    file_kind,
    file_salt,
    form_version,
)
from numbjournal.store.key import Key, KeyOf

_BUSY_MILLISECONDS = 20_000
"""Several programs that save entries in turn leave no gap for longer than for one another."""
ENCRYPTED = Effect(
    "The journal was encrypted.",
    "The journal was encrypted {} times.",
    leaves="To finish: numbjournal encrypt",
)
DECRYPTED = Effect(
    "The journal was made plain.",
    "The journal was made plain {} times.",
    leaves="To finish: numbjournal decrypt",
)
PASSPHRASE_CHANGED = Effect(
    "The journal's passphrase was changed.",
    "The journal's passphrase was changed {} times.",
    leaves="To finish: numbjournal passphrase",
)
BACKUP_REWRITTEN = Effect(
    "1 backup was rewritten in the same way.", "{} backups were rewritten in the same way."
)

_TABLES = "SELECT name FROM main.sqlite_master WHERE type = 'table' AND rootpage ORDER BY name"


class Rewritten(NamedTuple):
    """What became of the backups: how many have the new key, and the files that are as they were."""

    done: int
    left: tuple[Path, ...]


def rewrite_journal(journal: Path, old: Key | None, new: Key | None, effect: Effect | None = None) -> None:
    """Put the same journal under another key (None: plain) in its own place; nobody may hold it open here.

    `effect` is recorded once it is there.

    Raises Refused when it is busy or cannot be written, Damaged when a check fails; it is then as it was.
    """
    try:
        with _alone(journal, old) as connection:
            _rewrite(connection, journal, new, effect)
            time.sleep(LETTING_GO)
    except OSError as error:
        raise Refused(f"The journal could not be rewritten: {error.strerror}.", is_midway=True) from error


def rewrite_backups(journal: Path, new: Key | None, key_of: KeyOf) -> Rewritten:
    """The same for every file among the backups, also those that a restore replaced.

    `key_of` finds the key that a file has now. What cannot be read stays as it is. Raises Refused when a file
    cannot be replaced; those before it have been.
    """
    count, left = 0, list[Path]()
    for backup in backups(journal):
        try:
            count += _rewrite_backup(backup.path, new, key_of)
        except (Damaged, Locked):
            left.append(backup.path)
        except OSError as error:
            raise Refused(
                f"A backup could not be rewritten: {error.strerror}.", "numbjournal doctor"
            ) from error
    for path in unfinished_files(journal):
        # A copy that another program makes just now has the new key from its first page on.
        if file_kind(path) is not FileKind.EMPTY and file_salt(path) != (new.salt if new else PLAIN):
            path.unlink(missing_ok=True)
    return Rewritten(count, tuple(left))


def unknown_plain_files(journal: Path) -> list[Path]:
    """Files among the backups that are not of this program's making, and that anybody can read likewise.

    Raises Refused when the folder cannot be read.
    """
    return [path for path in unknown_files(journal) if file_kind(path) is not FileKind.ENCRYPTED]


def plain_files(journal: Path) -> list[Path]:
    """The files among the backups that anybody can read who can read the disk.

    Raises Refused when the folder cannot be read.
    """
    return [backup.path for backup in backups(journal) if file_kind(backup.path) is not FileKind.ENCRYPTED]


def encrypted_files(journal: Path) -> list[Path]:
    """The files among the backups that open with a passphrase, the newest first.

    Raises Refused when the folder cannot be read.
    """
    return [backup.path for backup in backups(journal) if file_kind(backup.path) is FileKind.ENCRYPTED]


def _rewrite_backup(path: Path, new: Key | None, key_of: KeyOf) -> bool:
    old = key_of(path)
    if old == new:
        return False
    # A copy has a place in the order of the others by its own time.
    found = path.stat()
    connection = connect_raw(path, old)
    try:
        with errors_in_words():
            check_identity(connection)
            check(connection, "integrity_check")
        _rewrite(connection, path, new, BACKUP_REWRITTEN)
    finally:
        connection.close()
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    return True


@contextmanager
def _alone(journal: Path, key: Key | None) -> Iterator[Connection]:
    """The journal with nobody else reading or writing it."""
    connection = connect_raw(journal, key)
    try:
        with errors_in_words():
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
            check_identity(connection)
            connection.execute("BEGIN EXCLUSIVE")
            # In this mode a lock is held until the connection is closed: a file can be attached only outside
            # of a transaction. Set any earlier, it keeps a lock for reading that others cannot commit beside.
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("COMMIT")
            check(connection, "integrity_check")
        yield connection
    finally:
        connection.close()


def _rewrite(connection: Connection, path: Path, key: Key | None, effect: Effect | None) -> None:
    # Where the name is a link, the file it leads to is the one that is replaced.
    path = real_path(path)
    unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    with new_file(unfinished):
        with errors_in_words():
            _export(connection, unfinished, key)
            _compare(connection, unfinished, key)
        _verify(unfinished, key)
        flush_file(unfinished)
        with made(effect):
            unfinished.replace(path)
        flush_folder(path.parent)


def _export(connection: Connection, into: Path, key: Key | None) -> None:
    _attach(connection, into, key)
    try:
        # Nothing depends on this file before it was flushed and has its name; so no table waits for the disk,
        # and no second file is written beside it.
        connection.execute("PRAGMA other.synchronous = OFF")
        connection.execute("PRAGMA other.journal_mode = MEMORY")
        connection.execute("SELECT sqlcipher_export('other')")
        # Neither of the two goes along by itself.
        connection.execute(f"PRAGMA other.application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA other.user_version = {form_version(connection)}")
    finally:
        connection.execute("DETACH other")


def _compare(connection: Connection, with_path: Path, key: Key | None) -> None:
    """Table by table, from what is on the disk.

    Raises Damaged when anything differs.
    """
    _attach(connection, with_path, key)
    try:
        same = [_same("sqlite_master", "type, name, tbl_name, sql")]
        for (table,) in connection.execute(_TABLES).fetchall():
            same.append(_same('"' + table.replace('"', '""') + '"', "*"))
        if not all(connection.execute(f"SELECT {condition}").fetchone()[0] for condition in same):
            raise Damaged("The new file does not hold the same, and was not kept.")
    finally:
        connection.execute("DETACH other")


def _same(table: str, columns: str) -> str:
    """A condition: the same rows, and as many."""
    one, other = f"SELECT {columns} FROM main.{table}", f"SELECT {columns} FROM other.{table}"
    counts = f"(SELECT count(*) FROM main.{table}) = (SELECT count(*) FROM other.{table})"
    return f"{counts} AND NOT EXISTS ({one} EXCEPT {other}) AND NOT EXISTS ({other} EXCEPT {one})"


def _attach(connection: Connection, path: Path, key: Key | None) -> None:
    # An empty key is no key; without the word, SQLCipher would take that of the first file.
    connection.execute("ATTACH ? AS other KEY ?", (database_name(path), key.literal if key else ""))


def _verify(path: Path, key: Key | None) -> None:
    """Open the file as the next command will.

    Raises Damaged.
    """
    kind = file_kind(path)
    if kind is not (FileKind.ENCRYPTED if key else FileKind.SQLITE):
        raise Damaged("The new file is not as it should be, and was not kept.")
    connection = connect_raw(path, key)
    try:
        with errors_in_words():
            check_identity(connection)
            check(connection, "integrity_check")
    finally:
        connection.close()
