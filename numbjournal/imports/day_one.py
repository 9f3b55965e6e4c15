"""`day-one`: the JSON file in an export of Day One."""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from typing import Any, BinaryIO, Final
from zoneinfo import ZoneInfo

from numbjournal.core.foreign_entry import ForeignEntry, ForeignWord, InvalidRow, ParsedRow
from numbjournal.imports.document import document_of, parsed_records, text_in, texts_in
from numbjournal.imports.files import beginning

SOURCE: Final = "Day One"

_JSON = re.compile(rb'\{\s*"metadata"\s*:\s*\{')
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_ZONE = re.compile(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])")


def recognises(head: bytes) -> bool:
    """Whether it begins like Day One's JSON."""
    begin = beginning(head)
    return begin.startswith(b"{") and (bool(_JSON.match(begin)) or b'"creationDate"' in begin)


def read(stream: BinaryIO) -> Iterator[ParsedRow]:
    """Every entry; Day One has no moods. Pictures are files beside the JSON and are not imported."""
    whole = document_of(stream)
    yield from parsed_records(whole.get("entries") if isinstance(whole, dict) else None, _foreign_entry)


def _foreign_entry(number: int, entry: dict[str, Any]) -> ForeignEntry:
    uuid, text = text_in(entry, "uuid"), text_in(entry, "text")
    if not uuid:
        raise InvalidRow("it has no uuid")
    written = _moment(text_in(entry, "creationDate"), text_in(entry, "timeZone"))
    note = _ESCAPED.sub(r"\1", text)
    fields = {name: value for name, value in entry.items() if name not in ("uuid", "text")}
    return ForeignEntry(
        number,
        uuid,
        written.date(),
        {**fields, "text": text} if note != text else fields,
        time=f"{written:%H:%M}",
        written=written,
        note=note,
        words=tuple(ForeignWord(tag) for tag in texts_in(entry, "tags") if tag.strip()),
    )


def _moment(text: str, zone: str) -> datetime:
    """When it was written, in the zone where it was written, or in this machine's if that is unknown."""
    if not _MOMENT.fullmatch(text):
        raise InvalidRow("its day and time cannot be read")
    try:
        moment = datetime.fromisoformat(text)
        if _ZONE.fullmatch(zone):
            with suppress(ValueError, OSError, KeyError):
                return moment.astimezone(ZoneInfo(zone))
        return moment.astimezone()
    except (ValueError, OverflowError, OSError):
        raise InvalidRow("its day and time cannot be read") from None
