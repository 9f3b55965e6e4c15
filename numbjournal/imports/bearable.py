"""`bearable`: the CSV file that Bearable exports, where each row is one reading."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from numbjournal.core.foreign_entry import (
    ForeignEntry,
    ForeignWord,
    InvalidRow,
    ParsedRow,
    SkippedRow,
    UnknownMood,
)
from numbjournal.imports.moments import clock, here, worded_day
from numbjournal.imports.table import TableRow, has_columns, rows_of

SOURCE: Final = "Bearable"
MOOD: Final = "Mood"
UNKNOWN_MOOD: Final = UnknownMood.ASK
"""Its moods are numbers, and the file does not say how far the scale goes."""

_COLUMNS = ("date", "time of day", "category", "rating/amount", "detail", "notes")
_STRENGTHS = {"1": 1, "2": 2, "3": 3, "4": 4}
"""Mild, Moderate, Severe, Unbearable."""

_OF_WORDS = frozenset({"symptom", "factors", "sleep factors"})
"""Categories whose details are words for what the person had or did."""

_LEVEL = re.compile(r"\s*\((?:Mild|Moderate|Severe|Unbearable)\)$", re.IGNORECASE)
_RATING = re.compile(r"[0-9]{1,2}(?:\.[0-9]+)?")
_OF_DAY = ("date", "date formatted", "weekday", "time of day")


def recognises(head: bytes) -> bool:
    """Whether the columns are Bearable's, in the old or the new form."""
    return has_columns(head, *_COLUMNS)


def read(stream: BinaryIO) -> Iterator[ParsedRow]:
    """Consecutive readings of the same part of a day are one entry."""
    sound: list[TableRow] = []
    for row in rows_of(stream, _COLUMNS):
        if isinstance(row, SkippedRow):
            yield row
            continue
        if sound and _part(sound[0]) != _part(row):
            yield from _parsed_part(sound)
            sound = []
        sound.append(row)
    if sound:
        yield from _parsed_part(sound)


def _part(row: TableRow) -> tuple[str, str]:
    return row.cells["date"].strip(), row.cells["time of day"].strip()


def _parsed_part(rows: list[TableRow]) -> Iterator[ParsedRow]:
    """One entry for the readings of a part of a day; readings that cannot be read are skipped."""
    sound = []
    for row in rows:
        if flaw := _flaw(row):
            yield SkippedRow(row.number, flaw)
        else:
            sound.append(row)
    if sound:
        yield _foreign_entry(sound)


def _flaw(row: TableRow) -> str:
    """Why a reading cannot be read; empty if it can."""
    rating = row.cells["rating/amount"].strip()
    try:
        here(worded_day(row.cells["date"]), None)
    except InvalidRow as invalid:
        return str(invalid)
    is_rated = _category(row) in ("mood", "symptom")
    return "its rating is not a number" if is_rated and rating and not _RATING.fullmatch(rating) else ""


def _foreign_entry(rows: list[TableRow]) -> ForeignEntry:
    first = rows[0].cells
    day, part = worded_day(first["date"]), first["time of day"].strip()
    at = clock(part)
    moods = [row.cells["rating/amount"].strip() for row in rows if _category(row) == "mood"]
    notes = [note for row in rows if (note := row.cells["notes"].strip())]
    readings = [
        {name: cell for name, cell in row.cells.items() if cell and name not in _OF_DAY} for row in rows
    ]
    return ForeignEntry(
        rows[0].number,
        f"{day.isoformat()} {part}".strip(),
        day,
        {**{name: first[name] for name in _OF_DAY if name in first}, "readings": readings},
        time=at,
        written=here(day, at),
        mood_word=moods[0] if moods else "",
        note="\n".join(dict.fromkeys(notes)),
        words=tuple(word for row in rows for word in _words(row)),
        feel_columns={row.cells["category"].strip(): row.cells["rating/amount"] for row in reversed(rows)},
    )


def _words(row: TableRow) -> list[ForeignWord]:
    category = _category(row)
    details = [each.strip() for each in row.cells["detail"].split("|") if each.strip()]
    if category == "symptom":
        strength = _STRENGTHS.get(row.cells["rating/amount"].strip())
        return [ForeignWord(_LEVEL.sub("", each), strength) for each in details]
    return [ForeignWord(each) for each in details] if category in _OF_WORDS or category == "mood" else []


def _category(row: TableRow) -> str:
    return row.cells["category"].strip().casefold()
