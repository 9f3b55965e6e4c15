"""`csv`: any table whose columns the person names."""

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO, Final, NamedTuple

from numbjournal.core.foreign_entry import (
    ForeignEntry,
    InvalidRow,
    ParsedRow,
    SkippedRow,
    UnknownMood,
    digest_key,
)
from numbjournal.errors import Misuse, Unreadable
from numbjournal.imports.files import HINT
from numbjournal.imports.moments import NO_DAY, existing_day, iso_day, worded_day
from numbjournal.imports.table import TableRow, header_of, parsed_rows, rows_of

SOURCE: Final = "a table"
UNKNOWN_MOOD: Final = UnknownMood.SKIP

EXAMPLE: Final = "numbjournal import moods.csv --date Day --mood Mood"

_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")


class Columns(NamedTuple):
    """The columns that the person named. `date` is required."""

    date: str = ""
    mood: str = ""
    feel: str = ""
    note: str = ""


def recognises(_: bytes) -> bool:
    """Never: the person has to name the columns."""
    return False


def read(stream: BinaryIO, columns: Columns) -> Iterator[ParsedRow]:
    """A row is an entry. When it was written is not known.

    Raises Misuse if a column is missing, and Unreadable if the order of day and month changes or is unclear.
    """
    names = _found(stream, columns)
    is_day_first = _is_day_first(stream, names.date)
    yield from parsed_rows(stream, lambda row: _foreign_entry(row, names, is_day_first), (names.date,))


def _foreign_entry(row: TableRow, names: Columns, is_day_first: bool | None) -> ForeignEntry:
    cells = row.cells
    if not any(cell.strip() for name, cell in cells.items() if name != names.date):
        raise InvalidRow("it has nothing but its day")
    return ForeignEntry(
        row.number,
        # Two tables may have the same days: only all the cells together identify an entry.
        digest_key(*(f"{name}\t{cell}" for name, cell in sorted(cells.items()))),
        _day(cells[names.date], is_day_first),
        cells,
        mood_word=cells[names.mood] if names.mood else "",
        feel=cells[names.feel] if names.feel else "",
        note=cells[names.note] if names.note else "",
        duplicates=(names.date, names.note),
    )


def _found(stream: BinaryIO, columns: Columns) -> Columns:
    """The columns, as the file spells them."""
    stream.seek(0)
    header = header_of(stream.read(64 * 1024))
    if not header:
        raise Unreadable("The file has no columns.", HINT)
    if not columns.date:
        raise Misuse("Say which column has the day.", EXAMPLE)
    spelled = {name.casefold(): name for name in reversed(header)}
    found = []
    for kind, name in columns._asdict().items():
        if name and name.strip().casefold() not in spelled:
            raise Misuse(f"The file has no column of the name that --{kind} says.", EXAMPLE)
        found.append(spelled[name.strip().casefold()] if name else "")
    return Columns(*found)


def _is_day_first(stream: BinaryIO, column: str) -> bool | None:
    """Whether 03/04/2026 is in April, judged by the other days of the file; None if no day is written so.

    Raises Unreadable.
    """
    day_first = month_first = unclear = 0
    for row in rows_of(stream, (column,)):
        if isinstance(row, SkippedRow):
            continue
        found = _NUMBERS.fullmatch(row.cells[column].strip())
        if found and found[2] == "/":
            first, second = int(found[1]), int(found[3])
            day_first += first > 12 >= second
            month_first += second > 12 >= first
            unclear += first <= 12 and second <= 12 and first != second
    if day_first and month_first:
        raise Unreadable("Some days of the file begin with the day, and others with the month.", HINT)
    if unclear and not day_first and not month_first:
        raise Unreadable("Whether 03/04/2026 is in March or in April cannot be told from the file.", HINT)
    return bool(day_first) if day_first or month_first else None


def _day(text: str, is_day_first: bool | None) -> date:
    """Read ISO 8601, words, points (day first), or slashes in the order of the rest of the file."""
    text = " ".join(text.split())
    found = _NUMBERS.fullmatch(text)
    if not found:
        return iso_day(text[:10]) if re.match(r"[0-9]{4}-", text) else worded_day(text)
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "." or (found[2] == "/" and is_day_first):
        return existing_day(year, second, first)
    if found[2] == "/" and (is_day_first is False or first == second):
        return existing_day(year, first, second)
    raise InvalidRow(NO_DAY)
