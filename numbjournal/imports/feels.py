"""`feels`: the JSON or CSV file that the mood tracker feels exports (1.2)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Final

from numbjournal.core.foreign_entry import Heard, Told, Unfit, UnknownMood, Word
from numbjournal.imports import table
from numbjournal.imports.document import document_of, heard_in, text_in
from numbjournal.imports.files import beginning
from numbjournal.imports.moments import stamp
from numbjournal.imports.table import Row, has_columns

SOURCE: Final = "feels"
MOOD: Final = "mood"
UNKNOWN_MOOD: Final = UnknownMood.ASK

_COLUMNS = ("id", "timestamp", "mood", "tags", "note")
_JSON = re.compile(rb'\[\s*\{\s*"id"\s*:\s*[0-9]+\s*,\s*"timestamp"\s*:\s*"[^"]*"\s*,\s*"mood"\s*:')


def recognises(head: bytes) -> bool:
    """Whether it begins like a list of its logs, or has its columns."""
    return bool(_JSON.match(beginning(head))) or has_columns(head, *_COLUMNS)


def read(stream: BinaryIO) -> Iterator[Heard]:
    """Every log, a mood from 0 to 5 each."""
    stream.seek(0)
    if beginning(stream.read(64)).startswith(b"["):
        yield from heard_in(document_of(stream), _from_json)
        return
    yield from table.heard_in(stream, _from_row, _COLUMNS)


def _from_row(row: Row) -> Told:
    return _told(row.number, row.cells, row.cells)


def _from_json(number: int, log: dict[str, Any]) -> Told:
    for name in ("id", "mood"):
        if type(log.get(name)) is not int:
            raise Unfit(f"its {name} is no whole number")
    texts = {name: text_in(log, name) for name in ("timestamp", "tags", "note")}
    return _told(number, {**texts, "id": str(log["id"]), "mood": str(log["mood"])}, log)


def _told(number: int, cells: Mapping[str, str], fields: Mapping[str, Any]) -> Told:
    day, at, written = stamp(cells["timestamp"])
    if not re.fullmatch(r"[0-5]", cells["mood"].strip()):
        raise Unfit("its mood is no whole number from 0 to 5")
    return Told(
        number,
        # A log that was deleted may have had the same number.
        f"{cells['timestamp'].strip()} {cells['id'].strip()}",
        day,
        fields,
        time=at,
        written=written,
        mood_word=cells["mood"],
        note=cells["note"],
        words=tuple(Word(each.strip()) for each in cells["tags"].split(",") if each.strip()),
        held=("note",),
    )
