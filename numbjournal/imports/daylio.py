"""`daylio`: the CSV file that Daylio exports, with each of its headers so far."""

import html
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO, Final

from numbjournal.core.foreign_entry import ForeignEntry, ForeignWord, InvalidRow, ParsedRow, UnknownMood
from numbjournal.imports.moments import NO_DAY, clock, here, iso_day, worded_day
from numbjournal.imports.table import TableRow, has_columns, parsed_rows

SOURCE: Final = "Daylio"
MOOD: Final = "mood"
UNKNOWN_MOOD: Final = UnknownMood.ASK

_COLUMNS = ("time", "mood", "activities", "note")
_DUPLICATES = ("full_date", "note_title", "note")
_LAST = ("note_title", "note")
_BREAKS = re.compile(r"<br\s*/?>|</(?:p|div|li|h[1-6])>", re.IGNORECASE)
_MARKS = re.compile(r"</?(?:p|div|span|ul|ol|li|b|i|u|s|em|strong|font|h[1-6])(?:\s[^<>]*)?>", re.IGNORECASE)


def recognises(head: bytes) -> bool:
    """Whether the columns are Daylio's."""
    return has_columns(head, *_COLUMNS) and (
        has_columns(head, "full_date") or has_columns(head, "year", "date")
    )


def read(stream: BinaryIO) -> Iterator[ParsedRow]:
    """A row is an entry."""
    yield from parsed_rows(stream, _foreign_entry, _COLUMNS, _aligned)


def _foreign_entry(row: TableRow) -> ForeignEntry:
    cells = row.cells
    if "full_date" not in cells and not {"year", "date"} <= cells.keys():
        raise InvalidRow(NO_DAY)
    day = (
        iso_day(cells["full_date"])
        if "full_date" in cells
        else worded_day(f"{cells['date']} {cells['year']}")
    )
    at = clock(cells["time"])
    return ForeignEntry(
        row.number,
        entry_key(day.isoformat(), at or cells["time"].strip()),
        day,
        cells,
        time=at,
        written=here(day, at),
        mood_word=cells[MOOD],
        note=note_of(cells.get("note_title", ""), cells["note"]),
        words=tuple(ForeignWord(each.strip()) for each in cells["activities"].split("|") if each.strip()),
        duplicates=_DUPLICATES,
    )


def entry_key(day: str, at: str) -> str:
    """The key of an entry, the same in the CSV file and in a backup."""
    return f"{day} {at}"


def note_of(title: str, note: str) -> str:
    """Title and note as plain text. Daylio writes line ends and bold letters as HTML."""
    return "\n".join(plain for text in (title, note) if (plain := _plain(text)))


def _plain(text: str) -> str:
    if "<" not in text and "&" not in text:
        return text
    return html.unescape(_MARKS.sub("", _BREAKS.sub("\n", text))).replace("\xa0", " ").strip("\n")


def _aligned(header: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """The cells of a row that is longer than the header: `scales` or a title precede the note."""
    last = [name for name in _LAST if name in header]
    begin = header.index(last[0]) if last else len(header)
    aligned = dict(zip(header[:begin], cells, strict=False))
    surplus = list(cells[begin : len(cells) - len(last)])
    aligned |= zip(last, cells[len(cells) - len(last) :], strict=True)
    if "note_title" not in header and len(surplus) == 1:
        return {**aligned, "note_title": surplus[0]}
    return {**aligned, "more": " | ".join(surplus)}
