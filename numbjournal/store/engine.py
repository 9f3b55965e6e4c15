"""Opening the file: what it is, the settings that keep it safe, and its errors in words.

Never `open()` the live file while a connection to it is held: closing that handle drops SQLite's POSIX
locks, and another process's acknowledged row can vanish. The header is read before connecting.
"""

import errno
import os
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from enum import Enum, auto
from pathlib import Path
from typing import Any

from numbjournal.effects import Effect, made
from numbjournal.errors import Busy, Damaged, Locked, NotFound, Refused, Replaced, Unusable
from numbjournal.store.driver import Connection, DatabaseError, Row, connect, database_name
from numbjournal.store.key import SALT_BYTES, Key

APPLICATION_ID = 0x6E756D62
"""`numb` in ASCII; marks the file as a journal of this program."""

SCHEMA_VERSION = 3
"""`user_version` of the schema this program writes; `migrations.py` has one migration for each."""

SLICE = 0.05
"""Seconds for which a lock is waited for before the file's name is looked at again."""

LETTING_GO = 10 * SLICE
"""Seconds for which a program that put another file in the journal's place still holds the one before."""

DOCTOR = "numbjournal doctor"

UNLOCK = "numbjournal unlock"

PLAIN = b"SQLite format 3\x00"
"""With this a plain file begins, where an encrypted one has its salt."""

_MARK_AT, _MARK_BYTES = 68, 4
"""Where the header of a plain file has the application id (SQLite's file format, section 1.3)."""

_PAGE = 4096
"""Bytes of a page, in plain and in encrypted files."""

_NOISE_FROM = 230
"""Of the 256 values a byte can have, an encrypted page shows all but a few; text, or the first page of a
plain journal, about half as many."""

_OF_A_LOCK = (3, 5, 10)
"""SQLITE_PERM, SQLITE_BUSY and SQLITE_IOERR: what SQLite says where it does not get a lock."""

# DELETE + EXTRA: in a replay of every power-cut state of a commit this pair lost no acknowledged row, while
# SQLite's default (FULL) and WAL did. secure_delete and temp_store keep erased text off the disk.
SETTINGS = (
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "fullfsync=ON",
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "secure_delete=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    "busy_timeout=5000",
)


class FileKind(Enum):
    """What the first bytes of a file say."""

    MISSING = auto()
    EMPTY = auto()
    SQLITE = auto()
    ENCRYPTED = auto()
    OTHER = auto()


def file_kind(path: Path) -> FileKind:
    """Read the header and close the file again; only ever called with no connection held.

    An encrypted file is noise from its first byte on, and so is one whose first page was damaged since: they
    are told from other files, and not from one another.
    """
    try:
        mode = path.stat().st_mode
        # Opening a pipe waits for somebody who writes to it; a folder says itself what it is.
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            raise Refused("The journal cannot be opened: that is not an ordinary file.", DOCTOR)
        with path.open("rb") as file:
            head = file.read(len(PLAIN))
            rest = b"" if head == PLAIN else file.read(_PAGE - len(PLAIN))
    except (FileNotFoundError, NotADirectoryError):
        return FileKind.MISSING
    except OSError as error:
        raise Refused(f"The journal cannot be opened: {error.strerror}.", DOCTOR) from error
    if not head:
        return FileKind.EMPTY
    if head == PLAIN:
        return FileKind.SQLITE
    is_noise = len(head + rest) == _PAGE and len(set(head + rest)) >= _NOISE_FROM
    return FileKind.ENCRYPTED if is_noise else FileKind.OTHER


def is_plain_journal(path: Path) -> bool:
    """Whether the header says so: SQLite, and this program's mark. Only ever called with no connection held.

    Raises OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        header = file.read(_MARK_AT + _MARK_BYTES)
    return header.startswith(PLAIN) and header[_MARK_AT:] == APPLICATION_ID.to_bytes(_MARK_BYTES, "big")


def is_journal_under(path: Path, key: Key) -> bool:
    """Whether a key opens a file, and the file carries this program's mark."""
    connection = connect_raw(path, key, untouched=True)
    try:
        return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    except DatabaseError:
        return False
    finally:
        connection.close()


def file_salt(path: Path) -> bytes:
    """The salt of an encrypted file; only ever called with no connection held.

    Raises Refused.
    """
    try:
        with path.open("rb") as file:
            return file.read(SALT_BYTES)
    except OSError as error:
        raise Refused(f"The file cannot be opened: {error.strerror}.") from error


def no_key(path: Path) -> None:
    """The keys of somebody who has none.

    Raises Locked for an encrypted file.
    """
    if file_kind(path) is FileKind.ENCRYPTED:
        raise Locked("The file is encrypted, and locked.", UNLOCK)


def opens(path: Path, key: Key, *, untouched: bool = False) -> bool:
    """Whether a key fits a file. It may fit one that is damaged, if the damage is not at its beginning.

    `untouched`: as for `connect_raw`, for a file that may be somebody else's. Raises Refused where the file
    cannot be read just now.
    """
    connection = connect_raw(path, key, untouched=untouched)
    try:
        execute_in_place(connection, path, "SELECT count(*) FROM sqlite_master")
    except DatabaseError as error:
        if "not a database" in str(error):
            return False
        if isinstance(in_words := _in_words(str(error)), Refused):
            raise in_words from error
    finally:
        connection.close()
    return True


def file_identity(path: Path) -> tuple[int, int]:
    """Device and inode: what tells a file from another that later has its name. Zeros if it is not there."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_dev, found.st_ino


def open_journal(
    path: Path, upgrade: Callable[[Connection], None] | None = None, key: Key | None = None
) -> Connection:
    """Connect to an existing journal with every setting in place; `key` is for an encrypted one.

    A journal of an older form is handed to `upgrade`, which brings it up to date.

    Raises Damaged for a file that is empty, damaged, not a journal, or newer than this program; Locked for an
    encrypted one without its key; NotFound for a link that leads nowhere.
    """
    with missing_locks_in_words(path):
        return _open_journal(path, upgrade, key)


def _open_journal(path: Path, upgrade: Callable[[Connection], None] | None, key: Key | None) -> Connection:
    kind = file_kind(path)
    if kind is FileKind.MISSING:
        # Somebody looked before, so the name is there and what it leads to is not.
        raise NotFound("The journal is a link to a file that is not there (is a drive missing?).", DOCTOR)
    if kind is FileKind.EMPTY:
        raise Damaged("The journal file is empty.", DOCTOR)
    if kind is FileKind.ENCRYPTED and key is None:
        raise Locked("The journal is encrypted, and locked.", UNLOCK)
    if kind is FileKind.SQLITE and key:
        raise Damaged("That file should be encrypted and is not.", DOCTOR)
    if kind not in (FileKind.SQLITE, FileKind.ENCRYPTED):
        raise Damaged("That file is not a journal.", DOCTOR)
    connection = connect_raw(path, key)
    try:
        with errors_in_words():
            connection.execute("PRAGMA cipher_log = off")
            execute_in_place(connection, path, "SELECT count(*) FROM sqlite_master")
            check_identity(connection)
            apply_settings(connection)
        if form_version(connection) < SCHEMA_VERSION and upgrade:
            upgrade(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def connect_raw(
    path: Path,
    key: Key | None = None,
    *,
    create: bool = False,
    reading: bool = False,
    untouched: bool = False,
) -> Connection:
    """A bare connection; the file is created only where `create` says so. Whether the key fits shows when
    something is read.

    `reading` writes nothing and respects the locks of others; `untouched` reads the file as it is: no lock,
    and what a crash left beside it is not rolled back.
    """
    mode = "rwc" if create else "ro&immutable=1" if untouched else "ro" if reading else "rw"
    # Before it is opened: should another file take the name in between, this one counts as replaced.
    file = file_identity(path)
    with errors_in_words():
        connection: Connection = connect(f"{database_name(path)}?mode={mode}", uri=True, isolation_level=None)
    connection.row_factory = Row
    connection.file = file
    if key:
        connection.key = key
        connection.execute("PRAGMA cipher_log = off")
        connection.execute(f'PRAGMA key = "{key.literal}"')
    return connection


def execute_in_place(
    connection: Connection, path: Path, sql: str, values: Sequence[Any] = ()
) -> Sequence[Any]:
    """Execute what may have to wait for a lock, as long as the open file is the one of that name.

    SQLite finds a file's rollback journal by name. With a file that lost its name it would take the open
    transaction of the file that has it now for what a crash left behind, and roll it back. So a program that
    replaces a journal holds the old file for `LETTING_GO`, and one that waits for that lock looks at the name
    in between.

    Raises Replaced, or the driver's errors.
    """
    (milliseconds,) = connection.execute("PRAGMA busy_timeout").fetchone()
    until = time.monotonic() + milliseconds / 1000
    connection.execute(f"PRAGMA busy_timeout = {min(milliseconds, int(SLICE * 1000))}")
    try:
        while True:
            if connection.file != file_identity(path):
                raise Replaced("The journal was replaced by another file meanwhile.", is_midway=True)
            try:
                return connection.execute(sql, values).fetchall()
            except DatabaseError as error:
                if "locked" not in str(error) or time.monotonic() >= until:
                    raise
    finally:
        connection.execute(f"PRAGMA busy_timeout = {milliseconds}")


def apply_settings(connection: Connection) -> None:
    for setting in SETTINGS:
        connection.execute(f"PRAGMA {setting}")


def form_version(connection: Connection) -> int:
    """The form the journal's tables have, 1 to `SCHEMA_VERSION`."""
    with errors_in_words():
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def check_identity(connection: Connection) -> None:
    """Raises Damaged unless the file is a journal this program can write."""
    connection.execute("PRAGMA cipher_log=off")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    (application_id,) = connection.execute("PRAGMA application_id").fetchone()
    if application_id != APPLICATION_ID:
        raise Unusable("That file belongs to another program.", DOCTOR)
    if (version := form_version(connection)) > SCHEMA_VERSION:
        raise Unusable(
            f"A newer numbjournal wrote this journal (form {version}; this one knows {SCHEMA_VERSION}).",
            "numbjournal --version",
        )


@contextmanager
def errors_in_words() -> Iterator[None]:
    """Turn the driver's errors into the project's own; the driver's text is never passed on whole."""
    try:
        yield
    except DatabaseError as error:
        raise _in_words(str(error)) from error
    except MemoryError as error:
        # What SQLCipher also says where VACUUM comes to a page that is damaged.
        raise Damaged(
            "The journal file cannot be read whole: it is damaged, or there is too little memory.", DOCTOR
        ) from error


def _in_words(message: str) -> Damaged | Refused:
    text = message.casefold()
    if "locked" in text or "busy" in text:
        return Busy("The journal is busy: another program is writing to it.", is_midway=True)
    if "full" in text:
        return _midway("The disk is full.")
    if "readonly" in text or "unable to open" in text:
        return _midway("The journal, or the folder it is in, cannot be written.")
    # "vtable constructor failed": the word index cannot be read.
    if any(word in text for word in ("not a database", "malformed", "corrupt", "vtable constructor")):
        return Damaged("The journal file is damaged.", DOCTOR)
    if "no such" in text:
        return Damaged("The tables of the journal are not as this program makes them.", DOCTOR)
    if "disk i/o" in text:
        return _midway("The disk did not answer properly.")
    return _midway("The journal did not accept that.")


def _midway(message: str) -> Refused:
    return Refused(message, is_midway=True)


@contextmanager
def missing_locks_in_words(path: Path) -> Iterator[None]:
    """Around opening and closing a file: tell a busy one from one that cannot be locked at all.

    Some network file systems give no locks, and SQLite reports that as a file that another program holds, or
    as an error of the disk. It is tried once the connection is closed: a second handle would cost its locks.

    Raises Refused.
    """
    try:
        yield
    except Refused as error:
        cause: BaseException | None = error
        while cause and not isinstance(cause, DatabaseError):
            cause = cause.__cause__
        if getattr(cause, "sqlite_errorcode", 0) & 0xFF in _OF_A_LOCK and not _gives_locks(path):
            raise Refused(
                "The file system does not provide locks, and without them two programs could spoil the file."
                " On another disk it works.",
                "numbjournal config set journal FILE",
            ) from error
        raise


def _gives_locks(path: Path) -> bool:
    """Whether a byte of the file can be locked, one that SQLite does not use."""
    if not hasattr(os, "lockf"):
        return True
    with suppress(OSError):
        handle = os.open(path, os.O_RDWR)
        try:
            os.lockf(handle, os.F_TLOCK, 1)
        except OSError as error:
            return error.errno in (errno.EACCES, errno.EAGAIN)
        finally:
            os.close(handle)
    return True


@contextmanager
def write_transaction(connection: Connection, effect: Effect | None = None) -> Iterator[None]:
    """One `BEGIN IMMEDIATE` transaction: all of it, or nothing; `effect` is recorded with the commit.

    IMMEDIATE, because a deferred transaction that turns into a writer fails at once when another process
    writes, instead of waiting its turn.
    """
    with errors_in_words():
        connection.execute("BEGIN IMMEDIATE")
    with ending(connection, effect):
        yield


@contextmanager
def ending(connection: Connection, effect: Effect | None = None) -> Iterator[None]:
    """Commit the open transaction, or take it back where something goes wrong."""
    with errors_in_words():
        try:
            yield
            with made(effect):
                connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
