"""`feels`: the JSON or CSV file that the mood tracker feels exports (1.2)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from numbjournal.core.foreign_entry import ForeignEntry, ForeignWord, InvalidRow, ParsedRow, UnknownMood
from numbjournal.imports import table
from numbjournal.imports.document import document_of, parsed_records, text_in
from numbjournal.imports.files import beginning
from numbjournal.imports.moments import stamp
from numbjournal.imports.table import TableRow, has_columns

SOURCE: Final = "feels"
MOOD: Final = "mood"
UNKNOWN_MOOD: Final = UnknownMood.ASK

_COLUMNS = ("id", "timestamp", "mood", "tags", "note")
_JSON = re.compile(rb'\[\s*\{\s*"id"\s*:\s*[0-9]+\s*,\s*"timestamp"\s*:\s*"[^"]*"\s*,\s*"mood"\s*:')


def recognises(head: bytes) -> bool:
    """Whether it begins like a list of feels' logs, or has its columns."""
    return bool(_JSON.match(beginning(head))) or has_columns(head, *_COLUMNS)


def read(stream: BinaryIO) -> Iterator[ParsedRow]:
    """Every log, each with a mood from 0 to 5."""
    stream.seek(0)
    if beginning(stream.read(64)).startswith(b"["):
        yield from parsed_records(document_of(stream), _from_json)
        return
    yield from table.parsed_rows(stream, _from_row, _COLUMNS)


def _from_row(row: TableRow) -> ForeignEntry:
    return _foreign_entry(row.number, row.cells, row.cells)


def _from_json(number: int, log: dict[str, Any]) -> ForeignEntry:
    for name in ("id", "mood"):
        if type(log.get(name)) is not int:
            raise InvalidRow(f"its {name} is not a whole number")
    texts = {name: text_in(log, name) for name in ("timestamp", "tags", "note")}
    return _foreign_entry(number, {**texts, "id": str(log["id"]), "mood": str(log["mood"])}, log)


def _foreign_entry(number: int, cells: Mapping[str, str], fields: Mapping[str, Any]) -> ForeignEntry:
    day, at, written = stamp(cells["timestamp"])
    if not re.fullmatch(r"[0-5]", cells["mood"].strip()):
        raise InvalidRow("its mood is not a whole number from 0 to 5")
    return ForeignEntry(
        number,
        # Numbers of deleted logs are used again.
        f"{cells['timestamp'].strip()} {cells['id'].strip()}",
        day,
        fields,
        time=at,
        written=written,
        mood_word=cells["mood"],
        note=cells["note"],
        words=tuple(ForeignWord(each.strip()) for each in cells["tags"].split(",") if each.strip()),
        duplicates=("note",),
    )
