"""Which of several copies of a journal is the newest.

A clock can be wrong, so neither the date in a name nor the time of a file says it. Two numbers in the file
do: a restore begins a generation, and within a generation each change is a step.
"""

from pathlib import Path
from typing import NamedTuple

from numbjournal.errors import Locked, NumbjournalError
from numbjournal.store.driver import Connection
from numbjournal.store.engine import UNLOCK, FileKind, connect_raw, errors_in_words, file_kind, file_salt
from numbjournal.store.key import Key, KeyOf

GENERATION = "generation"
"""The key in `state`. A journal that was never restored has no such row: its generation is 0."""


class Position(NamedTuple):
    """A file's place among the copies of a journal; the greatest is the newest."""

    generation: int
    step: int


def position_in(connection: Connection) -> Position:
    """The position of an open file.

    Raises Damaged or Refused where it cannot be read.
    """
    with errors_in_words():
        generation, step = connection.execute(
            """SELECT coalesce((SELECT value FROM state WHERE key = ?), 0),
                (SELECT coalesce(max(number), 0) FROM step)""",
            (GENERATION,),
        ).fetchone()
    # Another program may have written any value there.
    return Position(*(number if isinstance(number, int) else 0 for number in (generation, step)))


def position_of(path: Path, key_of: KeyOf) -> Position | None:
    """The position of a file, which is read as it is; None where it cannot be read, or is locked."""
    try:
        connection = connect_raw(path, key_of(path), untouched=True)
        try:
            return position_in(connection)
        finally:
            connection.close()
    except NumbjournalError:
        return None


def begin_generation(path: Path, key: Key | None, generation: int) -> None:
    """Write a generation into a file that has no name yet.

    Raises Damaged or Refused.
    """
    connection = connect_raw(path, key)
    try:
        with errors_in_words():
            # Nothing depends on this file yet, so nothing is written beside it.
            connection.execute("PRAGMA journal_mode = MEMORY")
            connection.execute(
                """INSERT INTO state (key, value) VALUES (?, ?)
                ON CONFLICT (key) DO UPDATE SET value = excluded.value""",
                (GENERATION, generation),
            )
    finally:
        connection.close()


def keys_at_hand(*keys: Key | None) -> KeyOf:
    """For files that one of these keys opens; nobody is asked for another."""
    by_salt = {key.salt: key for key in keys if key}

    def key_of(path: Path) -> Key | None:
        if file_kind(path) is not FileKind.ENCRYPTED:
            return None
        if (key := by_salt.get(file_salt(path))) is None:
            raise Locked("The file is encrypted, and locked.", UNLOCK)
        return key

    return key_of
