"""Reads records of an export strictly: a record that does not have the format is refused, with its place."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NoReturn

from numbjournal.core.entry import Entry
from numbjournal.core.export_records import ExportedMark, ExportedScore, ExportedTag, ParsedRecord
from numbjournal.core.record import LISTS, InvalidRecord, from_json, read_header
from numbjournal.data.questionnaires import instruments
from numbjournal.errors import Unreadable
from numbjournal.imports.files import HINT


class Records:
    """The records of one file; `tags` are the ids of tags that are known without it."""

    def __init__(self, tags: Collection[str]) -> None:
        self._tags = set(tags)
        self._merged: list[tuple[str, str]] = []
        self._said: Mapping[str, int] = {}
        self._seen = dict.fromkeys(LISTS.values(), 0)
        self._instruments = instruments()

    def head(self, place: str, record: Any) -> None:
        """Remember what the header announces.

        Raises Unreadable.
        """
        try:
            self._said = read_header(record)
        except InvalidRecord as invalid:
            raise unreadable(place, str(invalid)) from None

    def record(self, place: str, kind: str, fields: Any) -> ParsedRecord:
        """Read one record.

        Raises Unreadable.
        """
        try:
            record = from_json(kind, fields)
        except InvalidRecord as invalid:
            raise unreadable(place, str(invalid)) from None
        if isinstance(record, ExportedTag):
            if not record.own and record.id not in self._tags:
                raise unreadable(place, "is about a tag that this numbjournal does not know")
            if record.own and record.kind == "distress":
                raise unreadable(place, "makes a new word for severe distress")
            self._tags.add(record.id)
            if record.merged_into:
                self._merged.append((place, record.merged_into))
        elif isinstance(record, Entry):
            if not all(tagging.tag in self._tags for tagging in record.draft.tags):
                raise unreadable(place, "has a tag that is neither in the journal nor above it in the file")
        elif isinstance(record, ExportedScore):
            instrument = self._instruments.get(record.score.instrument)
            if instrument and not instrument.low <= record.score.value <= instrument.high:
                raise unreadable(place, "has a value that its questionnaire does not have")
        self._seen[LISTS[kind]] += 1
        return ParsedRecord(place, record)

    def end(self) -> None:
        """Compare the records with what the header announced.

        Raises Unreadable.
        """
        for place, tag in self._merged:
            if tag not in self._tags:
                raise unreadable(place, "names a tag that does not exist")
        for name, said in self._said.items():
            if self._seen[name] != said:
                message = f"The file says that it has {said} {name}, and has {self._seen[name]}."
                raise Unreadable(message, HINT)


def timely(found: Iterable[ParsedRecord], today: date) -> Iterator[ParsedRecord]:
    """The records, unless one is about a day to come.

    Tomorrow is allowed: after travelling west, it may be the day of the last entry. Raises Unreadable.
    """
    for each in found:
        record, day = each.record, today
        if isinstance(record, Entry):
            day = record.draft.day
        elif isinstance(record, ExportedMark | ExportedScore):
            day = record[0].day
        if day > today + timedelta(days=1):
            raise unreadable(each.place, "is about a day that is still to come")
        yield each


def parsed(data: bytes, place: str) -> Any:
    """One JSON value.

    Raises Unreadable for anything else, also for duplicate names and NaN.
    """
    try:
        return _DECODER.decode(data.decode("utf-8"))
    except RecursionError:
        raise unreadable(place, "is nested too deeply") from None
    except InvalidRecord as invalid:
        raise unreadable(place, str(invalid)) from None
    except UnicodeDecodeError:
        raise unreadable(place, "is not UTF-8") from None
    except ValueError:
        raise unreadable(place, "is not JSON") from None


def unreadable(place: str, what: str) -> Unreadable:
    """The error for a place in a file; it says what is wrong and quotes nothing."""
    return Unreadable(f"{place[0].upper()}{place[1:]} {what}.", HINT)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) != len(pairs):
        raise InvalidRecord("has a name twice")
    return record


def _no_number(_: str) -> NoReturn:
    raise InvalidRecord("has an invalid number")


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)
