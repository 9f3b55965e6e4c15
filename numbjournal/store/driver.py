"""The one database driver, for plain and encrypted journals alike.

`sqlcipher3` without a key is ordinary SQLite, newer than the standard library's. sqlite-utils looks for a
module named `pysqlite3` before it falls back to `sqlite3`; it has to find this driver there, or its error
handling would wait for exceptions of another driver's classes. Import this module before sqlite_utils.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from numbjournal.errors import NumbjournalError
from numbjournal.store.key import Key

if TYPE_CHECKING:
    # The driver has the standard library's interface and no type hints of its own.
    import sqlite3 as dbapi2
else:
    import sqlcipher3
    from sqlcipher3 import dbapi2

    sys.modules["pysqlite3"] = sqlcipher3
    sys.modules["pysqlite3.dbapi2"] = dbapi2


class Connection(dbapi2.Connection):
    """An open file; `key` is what opened it, None for a plain one, `file` its device and inode."""

    key: Key | None = None
    file: tuple[int, int] = (0, 0)


Cursor = dbapi2.Cursor
DatabaseError = dbapi2.DatabaseError
Row = dbapi2.Row
connect: Callable[..., Any] = partial(dbapi2.connect, factory=Connection)

__all__ = ["Connection", "Cursor", "DatabaseError", "RollBack", "Row", "connect", "constraints_as"]


class RollBack(Exception):
    """Raised within a step whose changes are not wanted, as in a dry run."""


@contextmanager
def constraints_as(error: NumbjournalError) -> Iterator[None]:
    """Raise `error` for what breaks a constraint of the tables."""
    try:
        yield
    except DatabaseError as cause:
        if "constraint" not in str(cause).casefold():
            raise
        raise error from None


def database_name(path: Path) -> str:
    """How SQLite is told a path, also one whose bytes are not UTF-8."""
    return path.absolute().as_uri()
