"""`how-we-feel`: the CSV file that How We Feel exports, with each of its three headers."""

import re
from collections.abc import Iterator
from typing import BinaryIO, Final

from numbjournal.core.foreign_entry import ForeignEntry, ForeignWord, InvalidRow, ParsedRow, digest_key
from numbjournal.imports.moments import clock, here, worded_day
from numbjournal.imports.table import TableRow, has_columns, parsed_rows

SOURCE: Final = "How We Feel"

_DATE = re.compile(r"([0-9]{4}) [^\W\d]+\.? ([^\W\d]+)\.? ([0-9]{1,2}),? (.+)")
_LISTS = ("Tags (People)", "Tags (Places)", "Tags (Events)")
_COLUMNS = ("Date", "Mood", *_LISTS)
_TEXTS = ("Notes", "Reflections", "Takeaways")
_NOTHING = ("", "[]")


def recognises(head: bytes) -> bool:
    """Whether the columns are those of How We Feel."""
    return has_columns(head, *_COLUMNS)


def read(stream: BinaryIO) -> Iterator[ParsedRow]:
    """A row is an entry. Its mood is a word, not a number."""
    yield from parsed_rows(stream, _foreign_entry, _COLUMNS)


def _foreign_entry(row: TableRow) -> ForeignEntry:
    cells = row.cells
    found = _DATE.fullmatch(" ".join(cells["Date"].split()))
    at = clock(found[4]) if found else None
    if not found or at is None:
        raise InvalidRow("its day and time cannot be read")
    day = worded_day(f"{found[3]} {found[2]} {found[1]}")
    texts = [cells[name].strip() for name in _TEXTS if cells.get(name, "").strip() not in _NOTHING]
    lists = [cells["Mood"], *(cells[name] for name in _LISTS)]
    return ForeignEntry(
        row.number,
        f"{day.isoformat()} {at} {digest_key(cells['Mood'])[:8]}",
        day,
        {name: cell for name, cell in cells.items() if cell not in _NOTHING},
        time=at,
        written=here(day, at),
        mood_word=cells["Mood"],
        note="\n".join(texts),
        words=tuple(
            ForeignWord(each.strip()) for cell in lists for each in re.split(r"[|;,]", cell) if each.strip()
        ),
        duplicates=_TEXTS,
    )
