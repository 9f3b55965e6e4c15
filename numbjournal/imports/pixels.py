"""`pixels`: the JSON file that Pixels exports, in its new and its old form."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

from numbjournal.core.foreign_entry import ForeignEntry, ForeignWord, InvalidRow, ParsedRow, UnknownMood
from numbjournal.imports.document import document_of, parsed_records, text_in, texts_in
from numbjournal.imports.files import beginning
from numbjournal.imports.moments import existing_day, here

SOURCE: Final = "Pixels"
MOOD: Final = "scores"
UNKNOWN_MOOD: Final = UnknownMood.ASK

_JSON = re.compile(rb'\[\s*\{\s*"date"\s*:\s*"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"\s*,\s*"(?:type|entries)"\s*:')
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SCORES = range(1, 6)


def recognises(head: bytes) -> bool:
    """Whether it begins like a list of days."""
    return bool(_JSON.match(beginning(head)))


def read(stream: BinaryIO) -> Iterator[ParsedRow]:
    """A pixel is an entry; in the old form it has parts."""
    yield from parsed_records(document_of(stream), _foreign_entry)


def _foreign_entry(number: int, pixel: dict[str, Any]) -> ForeignEntry:
    found = _DAY.fullmatch(text_in(pixel, "date"))
    if not found:
        raise InvalidRow("its day cannot be read")
    day = existing_day(*(int(part) for part in found.groups()))
    parts = pixel.get("entries", [pixel])
    if not isinstance(parts, list) or not all(isinstance(part, dict) for part in parts):
        raise InvalidRow("its entries are not a list")
    scores = [score for part in parts for score in _scores(part)]
    return ForeignEntry(
        number,
        f"{day.isoformat()} {text_in(pixel, 'type')}".strip(),
        day,
        pixel,
        written=here(day, None),
        # Of several scores a day, take the lower median.
        mood_word=str(sorted(scores)[(len(scores) - 1) // 2]) if scores else "",
        note="\n".join(note for part in parts if (note := text_in(part, "notes"))),
        words=tuple(word for part in parts for word in _words(part)),
        feel_columns={MOOD: ""} if scores else {},
        duplicates=("date", "notes"),
    )


def _scores(part: dict[str, Any]) -> list[int]:
    if text_in(part, "type") not in ("Mood", ""):
        return []
    scores = part["scores"] if "scores" in part else [part["value"]] if part.get("value") is not None else []
    if not isinstance(scores, list) or not all(type(each) is int and each in _SCORES for each in scores):
        raise InvalidRow("its scores are not whole numbers from 1 to 5")
    return scores


def _words(part: dict[str, Any]) -> list[ForeignWord]:
    groups = part.get("tags") or []
    if not isinstance(groups, list) or not all(isinstance(group, dict) for group in groups):
        raise InvalidRow("its tags are not a list")
    return [ForeignWord(word) for group in groups for word in texts_in(group, "entries") if word.strip()]
