"""Opens the journal of another device for reading. Nothing in it is trusted, and nothing in it is changed.

Its tables must be exactly those that this program makes, so their constraints were checked when it was
written; they are checked here once more. A journal of an older form is upgraded in a copy. The copy of a
plain journal is in memory, so that no plain text is written beside an encrypted journal. The copy of an
encrypted one is a file beside this journal, encrypted with the same key, and is removed again.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from numbjournal.core.text import LONGEST_READ, MEGABYTE
from numbjournal.errors import Damaged, NotFound, NumbjournalError, Refused
from numbjournal.store.driver import Connection, Row, connect, database_name
from numbjournal.store.engine import (
    SCHEMA_VERSION,
    FileKind,
    apply_settings,
    check_identity,
    connect_raw,
    errors_in_words,
    file_identity,
    file_kind,
    form_version,
    missing_locks_in_words,
    no_key,
)
from numbjournal.store.key import Key, KeyOf
from numbjournal.store.schema import bring_up_to_date, check_schema, shape_of_form

HINT = "numbjournal merge --help"

_SETTINGS = (
    "cipher_log=off",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "temp_store=MEMORY",
    "mmap_size=0",
    "busy_timeout=5000",
)


@contextmanager
def opened_other(path: Path, ours: Path, key_of: KeyOf = no_key) -> Iterator[Connection]:
    """The journal at `path` as it is at one moment, in the current form, for as long as the block lasts.

    `key_of` finds the key of an encrypted one. Raises NotFound; Refused for this journal itself, or for what
    is not an ordinary file; Locked if the key is not known; Damaged if it is damaged, not a journal, changed
    in its form, or newer than this program.
    """
    _check_file(path, ours)
    key = key_of(path)
    copy = ours.with_name(f".{ours.name}.{os.urandom(4).hex()}.new")
    with missing_locks_in_words(path):
        connection = _connect(path, key)
        try:
            with _of_the_other():
                _check(connection)
                if form_version(connection) < SCHEMA_VERSION:
                    old, connection = connection, _copied(connection, copy)
                    old.close()
                    apply_settings(connection)
                    bring_up_to_date(connection)
                connection.execute("PRAGMA query_only = ON")
                connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()
            copy.unlink(missing_ok=True)


def _copied(connection: Connection, beside: Path) -> Connection:
    """A writable copy: in memory, or for an encrypted journal in a file with the same key."""
    if connection.key is None:
        copy: Connection = connect(":memory:", isolation_level=None)
        copy.row_factory = Row
        connection.backup(copy)
        return copy
    os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection.execute("VACUUM INTO ?", (database_name(beside),))
    return connect_raw(beside, connection.key)


def _check_file(path: Path, ours: Path) -> None:
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise NotFound("There is no such file.", HINT) from None
    except OSError as error:
        raise Refused(f"The file cannot be read: {error.strerror}.", HINT) from error
    if not stat.S_ISREG(mode):
        raise Refused("That is not an ordinary file.", HINT)
    # Check before opening: closing a second handle on this journal would release its locks.
    if file_identity(path) == file_identity(ours):
        raise Refused("That file is the journal itself.", HINT)
    kind = file_kind(path)
    if kind is FileKind.EMPTY:
        raise Damaged("That file is empty.", HINT)
    if kind is FileKind.OTHER:
        raise Damaged("That file is not a journal.", "numbjournal import FILE")


def _connect(path: Path, key: Key | None) -> Connection:
    """Connect for reading only, and respect the locks of writers."""
    with _of_the_other():
        return connect_raw(path, key, reading=True)


def _check(connection: Connection) -> None:
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    check_identity(connection)
    check_schema(connection, HINT)
    for sort, name, sql in shape_of_form(form_version(connection)):
        if sort == "table" and sql.endswith(" STRICT"):
            _check_sizes(connection, name)
    if connection.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise Damaged("That journal is damaged.", HINT)


def _check_sizes(connection: Connection, table: str) -> None:
    columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
    longest = ", ".join(f"max(octet_length({column}))" for column in columns)
    if any(
        (size or 0) > LONGEST_READ for size in connection.execute(f"SELECT {longest} FROM {table}").fetchone()
    ):
        raise Damaged(f"That journal holds a text of more than {LONGEST_READ // MEGABYTE} MB.", HINT)


@contextmanager
def _of_the_other() -> Iterator[None]:
    """Words for errors of the other file, where those about this journal would be wrong."""
    try:
        with errors_in_words():
            yield
    except OSError as error:
        raise Refused(f"No copy of that journal can be made: {error.strerror}.", HINT) from error
    except NumbjournalError as error:
        if error.hint == HINT or error.message.startswith("A newer"):
            raise
        if isinstance(error, Damaged):
            raise Damaged("That file is damaged, or not a journal.", HINT) from error
        raise Refused(
            "That journal cannot be read just now: another program is writing to it, or was stopped half-way."
            " Any command with it sets that right:",
            "numbjournal --journal FILE list",
        ) from error
