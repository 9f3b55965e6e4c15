"""`apple`: Apple's State of Mind, as the app Health Auto Export writes it to CSV."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from numbjournal.core.entry import SCALE
from numbjournal.core.foreign_entry import ForeignEntry, ForeignWord, InvalidRow, ParsedRow
from numbjournal.imports.moments import stamp
from numbjournal.imports.table import TableRow, has_columns, parsed_rows

SOURCE: Final = "Apple State of Mind"
MOOD: Final = "Valence"

_COLUMNS = ("Start", "Kind", "Labels", "Associations", "Valence")
_DAILY = "Daily Mood"
_VALENCE = re.compile(r"-?[0-9](?:\.[0-9]+)?(?:[eE]-[0-9]{1,2})?")


def recognises(head: bytes) -> bool:
    """Whether the columns are those of Health Auto Export."""
    return has_columns(head, *_COLUMNS)


def read(stream: BinaryIO) -> Iterator[ParsedRow]:
    """A row is an entry."""
    yield from parsed_rows(stream, _foreign_entry, _COLUMNS)


def _foreign_entry(row: TableRow) -> ForeignEntry:
    cells = row.cells
    day, at, written = stamp(cells["Start"])
    words = [each.strip() for name in ("Labels", "Associations") for each in cells[name].split("|")]
    return ForeignEntry(
        row.number,
        f"{cells['Start'].strip()} {cells['Kind'].strip()}",
        day,
        cells,
        # A daily mood is about the whole day.
        time=None if cells["Kind"].strip() == _DAILY else at,
        written=written,
        mood=_pleasant(cells["Valence"].strip()),
        words=tuple(ForeignWord(word) for word in words if word),
    )


def _pleasant(valence: str) -> int | None:
    """-1 to 1 as 0 to 10; halves are rounded to even, so both ends are alike."""
    if not valence:
        return None
    if not _VALENCE.fullmatch(valence) or not -1 <= float(valence) <= 1:
        raise InvalidRow("its valence is not a number from -1 to 1")
    return round((float(valence) + 1) / 2 * SCALE[-1])
