"""Opening the file: what it is, the settings that keep it safe, and its errors in words.

Never `open()` the live file while a connection to it is held: closing that handle drops SQLite's POSIX
locks, and another process's acknowledged row can vanish. The header is read before connecting.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum, auto
from pathlib import Path

from numbjournal.errors import Damaged, Locked, NotFound, Refused
from numbjournal.store.driver import Connection, DatabaseError, Row, connect
from numbjournal.store.key import SALT_BYTES, Key

APPLICATION_ID = 0x6E756D62
"""`numb` in ASCII; marks the file as a journal of this program."""

SCHEMA_VERSION = 2
"""`user_version` of the schema this program writes; `migrations.py` has one migration for each."""

DOCTOR = "numbjournal doctor"

UNLOCK = "numbjournal unlock"

_MAGIC = b"SQLite format 3\x00"

_PAGE = 4096
"""Bytes of a page, in plain and in encrypted files."""

_NOISE_FROM = 230
"""Of the 256 values a byte can have, an encrypted page shows all but a few; text, or the first page of a
plain journal, about half as many."""

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
            head = file.read(len(_MAGIC))
            rest = b"" if head == _MAGIC else file.read(_PAGE - len(_MAGIC))
    except (FileNotFoundError, NotADirectoryError):
        return FileKind.MISSING
    except OSError as error:
        raise Refused(f"The journal cannot be opened: {error.strerror}.", DOCTOR) from error
    if not head:
        return FileKind.EMPTY
    if head == _MAGIC:
        return FileKind.SQLITE
    is_noise = len(head + rest) == _PAGE and len(set(head + rest)) >= _NOISE_FROM
    return FileKind.ENCRYPTED if is_noise else FileKind.OTHER


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


def opens(path: Path, key: Key) -> bool:
    """Whether a key fits a file. It may fit one that is damaged, if the damage is not at its beginning.

    Raises Refused where the file cannot be read just now.
    """
    connection = connect_raw(path, key)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except DatabaseError as error:
        if "not a database" in str(error):
            return False
        if isinstance(in_words := _in_words(str(error)), Refused):
            raise in_words from error
    finally:
        connection.close()
    return True


def real_path(path: Path) -> Path:
    """The file that a path leads to; the path itself where links lead round in a circle.

    `Path.resolve` raises an error of its own there.
    """
    return Path(os.path.realpath(path))


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
    kind = file_kind(path)
    if kind is FileKind.MISSING:
        # Somebody looked before, so the name is there and what it leads to is not.
        raise NotFound("The journal is a link to a file that is not there (is a drive missing?).", DOCTOR)
    if kind is FileKind.EMPTY:
        raise Damaged("The journal file is empty; nothing was written to it.", DOCTOR)
    if kind is FileKind.ENCRYPTED and key is None:
        raise Locked("The journal is encrypted, and locked.", UNLOCK)
    if kind is FileKind.SQLITE and key:
        raise Damaged("That file should be encrypted and is not; nothing was written to it.", DOCTOR)
    if kind not in (FileKind.SQLITE, FileKind.ENCRYPTED):
        raise Damaged("That file is not a journal; nothing was written to it.", DOCTOR)
    connection = connect_raw(path, key)
    try:
        with errors_in_words():
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
    with errors_in_words():
        connection: Connection = connect(f"{database_name(path)}?mode={mode}", uri=True, isolation_level=None)
    connection.row_factory = Row
    if key:
        connection.key = key
        connection.execute("PRAGMA cipher_log = off")
        connection.execute(f'PRAGMA key = "{key.literal}"')
    return connection


def database_name(path: Path) -> str:
    """How SQLite is told a path, also one whose bytes are not UTF-8."""
    return path.absolute().as_uri()


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
        raise Damaged("That file belongs to another program; nothing was written to it.", DOCTOR)
    if (version := form_version(connection)) > SCHEMA_VERSION:
        raise Damaged(
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


def _in_words(message: str) -> Damaged | Refused:
    text = message.casefold()
    if "locked" in text or "busy" in text:
        return Refused("The journal is busy: another program is writing to it. Nothing was changed.")
    if "full" in text:
        return Refused("The disk is full. Nothing was changed.")
    if "readonly" in text or "unable to open" in text:
        return Refused("The journal, or the folder it is in, cannot be written. Nothing was changed.")
    if "not a database" in text or "malformed" in text or "corrupt" in text:
        return Damaged("The journal file is damaged.", DOCTOR)
    if "disk i/o" in text:
        return Refused("The disk did not answer properly. Nothing was changed.")
    return Refused("The journal did not accept that. Nothing was changed.")


@contextmanager
def write_transaction(connection: Connection) -> Iterator[None]:
    """One `BEGIN IMMEDIATE` transaction: all of it, or nothing.

    IMMEDIATE, because a deferred transaction that turns into a writer fails at once when another process
    writes, instead of waiting its turn.
    """
    with errors_in_words():
        connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def make_private_folder(folder: Path) -> None:
    """Create the folder, and every missing folder above it, for its owner alone (0700)."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)


def flush_file(path: Path) -> None:
    """Make what a file holds durable."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable; on systems that cannot open a folder there is nothing to do."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
