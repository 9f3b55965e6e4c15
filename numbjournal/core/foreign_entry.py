"""What another program kept, as it told it: before its words are tags and its moods are numbers.

A reader of a format yields `Told` for what it can read and `Skipped` for what it cannot; `Meaning` makes
drafts of it. How pleasant another program says it was is `mood`. It is never taken for `feel`, how much could
be felt, unless the person says so.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any, Final, NamedTuple

from numbjournal.core.text import LONGEST_TEXT, MEGABYTE


class UnknownMood(StrEnum):
    """What to do about a mood that no number is known for: by format."""

    ASK = "ask"
    LEAVE = "leave"
    SKIP = "skip"


class Word(NamedTuple):
    """A word for what somebody felt, had or did; how strong, 1 to 4, where the program says it."""

    text: str
    strength: int | None = None


class Told(NamedTuple):
    """What another program kept as one entry. Its repr holds nothing but the row.

    `row` is where it stands: the row of a table (the header is 1), or the number in a list. `key` is what the
    program knows it by, the same in each of its exports. `written` is when it was written, with a zone, where
    the program says so; None is not known. `mood` is a number from 0 to 10 that the program's own one stands
    for, `mood_word` its name or number there. `feel` is what the person said is how much could be felt.

    `fields` is everything that stands there, by the program's own names. `named` is what `--feel-from` can
    name, where that is something else. `held` are names of fields that are not kept beside the entry where
    its day or its note says the very same.
    """

    row: int
    key: str
    day: date
    fields: Mapping[str, Any]
    time: str | None = None
    written: datetime | None = None
    mood: int | None = None
    mood_word: str = ""
    feel: str = ""
    note: str = ""
    words: tuple[Word, ...] = ()
    named: Mapping[str, Any] | None = None
    held: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Told({self.row})"


class Skipped(NamedTuple):
    """What could not be read, and why; nothing of what stands there."""

    row: int
    reason: str


Heard = Told | Skipped


TOO_LONG: Final = f"it has more than {LONGEST_TEXT // MEGABYTE} MB of text"
"""Why a record with more than an entry can hold is left out: it is never cut."""


class Unfit(ValueError):
    """What stands there cannot become an entry; says why, and nothing of what stands there."""


class Program(NamedTuple):
    """Where entries come from: the name that is shown, and what is done about its moods.

    `moods` are numbers from 0 to 10 by the program's own names, in lower case; `words` are tags by words.
    `mood_column` is the name of the field that holds the mood.
    """

    name: str
    moods: Mapping[str, int | None]
    words: Mapping[str, str]
    unknown_mood: UnknownMood = UnknownMood.LEAVE
    mood_column: str = ""


class Wishes(NamedTuple):
    """What the person says about a file: numbers and tags for its words, and what is how much they felt.

    `scale` is the lowest and the highest of the program's own mood.
    """

    moods: Mapping[str, int | None] = {}
    words: Mapping[str, str] = {}
    scale: tuple[int, int] | None = None
    feel_from: str = ""


def key_of(*parts: str) -> str:
    """A key made of what stands there, for programs that give none."""
    return sha256("\0".join(parts).encode()).hexdigest()[:32]
