"""Entries as another program exports them, before its words become tags and its moods become numbers.

The reader of a format yields a `ForeignEntry` for each row it can read and a `SkippedRow` for each it cannot;
`ForeignMapping` turns foreign entries into drafts. How pleasant another program says it was is `mood`. It is
never taken for `feel`, how much could be felt, unless the person says so.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, NamedTuple

from numbjournal.core.text import LONGEST_TEXT, MEGABYTE


class UnknownMood(StrEnum):
    """What a format does with a mood that has no number."""

    ASK = "ask"
    LEAVE = "leave"
    SKIP = "skip"


class ForeignWord(NamedTuple):
    """A word for what somebody felt, had or did."""

    text: str
    strength: int | None = None
    """1 to 4, if the program records it."""


class ForeignEntry(NamedTuple):
    """What another program keeps as one entry. Its repr shows the row alone."""

    row: int
    """The row of a table, where the header is row 1, or the position in a list."""
    key: str
    """Identifies the entry in the program; the same in each of its exports."""
    day: date
    fields: Mapping[str, Any]
    """Everything the program stores, under its own names."""
    time: str | None = None
    written: datetime | None = None
    """When it was written, with a zone; None if the program does not say."""
    mood: int | None = None
    """0 to 10, if the format itself maps the program's mood to a number."""
    mood_word: str = ""
    """The program's own name or number for the mood."""
    feel: str = ""
    """The cell that the person said is how much they could feel."""
    note: str = ""
    words: tuple[ForeignWord, ...] = ()
    feel_columns: Mapping[str, Any] | None = None
    """The values that `--feel-from` can name; None if they are `fields`."""
    duplicates: tuple[str, ...] = ()
    """Names of fields that are dropped if the day or the note already says the same."""

    def __repr__(self) -> str:
        return f"ForeignEntry({self.row})"


class SkippedRow(NamedTuple):
    """A row that could not be read, and why. The reason quotes nothing from the row."""

    row: int
    reason: str


ParsedRow = ForeignEntry | SkippedRow


TOO_LONG: Final = f"it has more than {LONGEST_TEXT // MEGABYTE} MB of text"
"""The reason for a row that does not fit into an entry; text is never cut."""


class InvalidRow(ValueError):
    """A row that cannot become an entry. The message says why and quotes nothing from the row."""


class ForeignProgram(NamedTuple):
    """The program that entries come from, and how its moods and words are read."""

    name: str
    moods: Mapping[str, int | None]
    """Numbers from 0 to 10 by the program's own names, in lower case."""
    words: Mapping[str, str]
    """Tags by words."""
    unknown_mood: UnknownMood = UnknownMood.LEAVE
    mood_column: str = ""
    """The name of the field that holds the mood."""


class MappingOptions(NamedTuple):
    """What the person says about the moods and words of a file."""

    moods: Mapping[str, int | None] = {}
    words: Mapping[str, str] = {}
    scale: tuple[int, int] | None = None
    """The lowest and the highest mood of the program."""
    feel_from: str = ""
    """The column that says how much could be felt."""


def digest_key(*parts: str) -> str:
    """A key for an entry of a program that has none: a digest of what the entry says."""
    return sha256("\0".join(parts).encode()).hexdigest()[:32]
