"""`jrnl`: a journal of jrnl, as JSON or as text (its export, and the journal file itself)."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, Final

from numbjournal.core.foreign_entry import (
    TOO_LONG,
    ForeignEntry,
    ForeignWord,
    InvalidRow,
    ParsedRow,
    SkippedRow,
    digest_key,
)
from numbjournal.core.text import LONGEST_TEXT
from numbjournal.errors import Unreadable
from numbjournal.imports.document import LARGEST, document_of, parsed_records, text_in, texts_in
from numbjournal.imports.files import HINT, beginning, recoded
from numbjournal.imports.moments import clock, here, iso_day

SOURCE: Final = "jrnl"

_JSON = re.compile(rb'\{\s*"tags"\s*:\s*\{')
_ENTRY = re.compile(
    r"\[([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?: [AaPp][Mm])?)\] ?(.*)"
)
_TAG = re.compile(r"(?<![^\s(\"'])[@#][^\W\d_][\w-]*")
_STAR = re.compile(r" \*$")


def recognises(head: bytes) -> bool:
    """Whether it begins like jrnl's JSON, or with the date of an entry."""
    begin = beginning(head)
    if _JSON.match(begin):
        return b'"entries"' in begin or len(begin) > 1_000
    return bool(_ENTRY.match(begin.decode("utf-8", "ignore").partition("\n")[0].rstrip("\r")))


def read(stream: BinaryIO) -> Iterator[ParsedRow]:
    """Every entry. Tags are words; jrnl has no moods."""
    stream.seek(0)
    if beginning(stream.read(64)).startswith(b"["):
        yield from _in_text(stream)
        return
    whole = document_of(stream)
    yield from parsed_records(whole.get("entries") if isinstance(whole, dict) else None, _from_json)


def _from_json(number: int, entry: dict[str, Any]) -> ForeignEntry:
    title, body = text_in(entry, "title"), text_in(entry, "body")
    fields = {name: value for name, value in entry.items() if name not in ("title", "body")}
    day, at = text_in(entry, "date"), text_in(entry, "time")
    return _foreign_entry(number, (day, at), title, body, texts_in(entry, "tags"), fields)


def _in_text(stream: BinaryIO) -> Iterator[ParsedRow]:
    """A line that begins with a date in brackets begins an entry, even within a text, as in jrnl itself."""
    stream.seek(0)
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable(f"The file has more than {LARGEST // 1_000_000} MB.", HINT)
    try:
        lines = recoded(data).decode("utf-8-sig").replace("\r\n", "\n").split("\n")
    except UnicodeDecodeError:
        raise Unreadable("The file is not UTF-8 text.", HINT) from None
    begins = [number for number, line in enumerate(lines) if _ENTRY.fullmatch(line)]
    if not begins:
        raise Unreadable("The file has no entry of jrnl.", HINT)
    for begin, end in zip(begins, [*begins[1:], len(lines)], strict=True):
        yield _from_text(begin + 1, lines[begin:end])


def _from_text(number: int, lines: Sequence[str]) -> ParsedRow:
    found = _ENTRY.fullmatch(lines[0])
    if not found or sum(map(len, lines)) > LONGEST_TEXT:
        return SkippedRow(number, TOO_LONG)
    day, at, title = found.groups()
    body = "\n".join(lines[1:]).strip("\n")
    starred = {"starred": True} if _STAR.search(title) else {}
    title = _STAR.sub("", title)
    tags = dict.fromkeys(_TAG.findall(f"{title}\n{body}"))
    try:
        return _foreign_entry(number, (day, at), title, body, list(tags), starred)
    except InvalidRow as invalid:
        return SkippedRow(number, str(invalid))


def _foreign_entry(
    number: int, when: tuple[str, str], title: str, body: str, tags: Sequence[str], fields: dict[str, Any]
) -> ForeignEntry:
    day, at = iso_day(when[0]), clock(when[1])
    text = "\n".join(part for part in (title, body) if part)
    return ForeignEntry(
        number,
        # `yesterday:` dates entries to nine in the morning, so the time does not identify one.
        f"{day.isoformat()} {at or ''} {digest_key(*text.split())}",
        day,
        {name: value for name, value in fields.items() if value and name not in ("date", "time", "tags")},
        time=at,
        written=here(day, at),
        note=text,
        words=tuple(ForeignWord(word) for tag in tags if (word := tag.lstrip("@#").strip())),
    )
