"""The format of exports of the whole journal: records as JSON values, and back.

`FIELDS` defines it: exports are written by it, imports are checked by it, and the JSON Schema in the docs is
made from it.
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, NoReturn

from numbjournal.core import entry_fields
from numbjournal.core import mark as marks
from numbjournal.core import tag as tags
from numbjournal.core.entry import STRENGTHS, Answer, Entry, Interfered
from numbjournal.core.entry_fields import draft_of, labelled_tags, plain_entry
from numbjournal.core.export_records import (
    KIND_OF,
    ErasedEntry,
    ExportContents,
    ExportedFact,
    ExportedMark,
    ExportedScore,
    ExportedTag,
    ExportRecord,
)
from numbjournal.core.mark import Mark
from numbjournal.core.plain import plain
from numbjournal.core.score import Score

FORMAT = "numbjournal"
VERSION = 1

LISTS = {
    "purged": "purged",
    "tag": "tags",
    "entry": "entries",
    "mark": "marks",
    "score": "scores",
    "fact": "facts",
}
"""The name of the list with the records of a kind."""

GREATEST = 2**53 - 1
"""The greatest whole number that every JSON reader represents exactly."""


class FieldShape(NamedTuple):
    """What a value has to look like."""

    schema: Mapping[str, Any]
    """As JSON Schema."""
    fits: Callable[[Any], bool]
    """The same as a test."""


def _is_text(value: Any) -> bool:
    """Whether it is a string that can be stored: a lone surrogate cannot."""
    try:
        return type(value) is str and (value.isascii() or bool(value.encode()))
    except UnicodeEncodeError:
        return False


def _whole(low: int, high: int) -> FieldShape:
    return FieldShape(
        {"type": "integer", "minimum": low, "maximum": high},
        # In Python, `True` is an int.
        lambda value: type(value) is int and low <= value <= high,
    )


def _one_of(*values: str) -> FieldShape:
    return FieldShape({"enum": list(values)}, lambda value: type(value) is str and value in values)


def _pattern(pattern: str, is_real: Callable[[str], Any]) -> FieldShape:
    """Text that matches a pattern, and that `is_real` does not raise ValueError for, as for 30 February."""
    compiled = re.compile(pattern)

    def fits(value: Any) -> bool:
        if type(value) is not str or not compiled.fullmatch(value):
            return False
        try:
            is_real(value)
        except (ValueError, OverflowError, RecursionError):
            return False
        return True

    return FieldShape({"type": "string", "pattern": f"^{pattern}$"}, fits)


def _or_null(shape: FieldShape) -> FieldShape:
    return FieldShape(
        {"anyOf": [shape.schema, {"type": "null"}]}, lambda value: value is None or shape.fits(value)
    )


def _list(shape: FieldShape) -> FieldShape:
    return FieldShape(
        {"type": "array", "items": shape.schema},
        lambda value: type(value) is list and all(map(shape.fits, value)),
    )


def _refuse(_: str) -> NoReturn:
    raise ValueError("no number")


def _is_json(text: str) -> None:
    json.loads(text, parse_constant=_refuse)


_TEXT = FieldShape({"type": "string"}, _is_text)
_NAME = FieldShape({"type": "string", "minLength": 1}, lambda value: _is_text(value) and value != "")
_FLAG = FieldShape({"type": "boolean"}, lambda value: type(value) is bool)
_DAY = _pattern(r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", date.fromisoformat)
_TIME = _pattern(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]", str)
_MOMENT = _pattern(
    r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}(?:Z|[+-][0-9]{2}:[0-9]{2})",
    lambda text: datetime.fromisoformat(text).astimezone(UTC),
)
_NUMBER = _whole(1, GREATEST)
_JSON = FieldShape(
    {"type": "string", "contentMediaType": "application/json"}, _pattern(r"(?s:.*)", _is_json).fits
)

TAGGING = {
    "tag": _NAME,
    "label": _TEXT,
    "strength": _or_null(_whole(min(STRENGTHS), max(STRENGTHS))),
    "typed": _TEXT,
}
"""A tag on an entry."""

OPTIONAL = frozenset({"label"})
"""Fields of a tag on an entry that are written for people, and not needed for reading."""


def _fit(fields: Any, shapes: Mapping[str, FieldShape], optional: frozenset[str] = frozenset()) -> bool:
    return (
        type(fields) is dict
        and shapes.keys() - optional <= fields.keys() <= shapes.keys()
        and all(shapes[name].fits(value) for name, value in fields.items())
    )


def object_schema(shapes: Mapping[str, FieldShape], optional: frozenset[str] = frozenset()) -> dict[str, Any]:
    """The JSON Schema of a record that has these fields and no others."""
    return {
        "type": "object",
        "properties": {name: shape.schema for name, shape in shapes.items()},
        "required": [name for name in shapes if name not in optional],
        "additionalProperties": False,
    }


_TAGGING = FieldShape(object_schema(TAGGING, OPTIONAL), lambda value: _fit(value, TAGGING, OPTIONAL))

_SHAPES = {
    "day": _DAY,
    "time": _or_null(_TIME),
    "answer": _one_of(*Answer),
    "scale": _or_null(_whole(0, 10)),
    "interfered": _or_null(_one_of(*Interfered)),
    "flag": _FLAG,
    "text": _TEXT,
    "tags": _list(_TAGGING),
    "origin": _or_null(_TEXT),
    "json": _or_null(_JSON),
}
"""By the shapes of `entry_fields`."""

FIELDS: Mapping[str, Mapping[str, FieldShape]] = {
    "purged": {"id": _NAME, "purged_at": _MOMENT},
    "tag": {
        "id": _NAME,
        "own": _FLAG,
        "kind_of_tag": _one_of(*tags.KINDS),
        "label": _TEXT,
        "about": _TEXT,
        "called": _TEXT,
        "retired": _FLAG,
        "merged_into": _or_null(_NAME),
        "aliases": _list(_NAME),
    },
    "entry": {
        "number": _NUMBER,
        "id": _NAME,
        "logged_at": _MOMENT,
        **{field.name: _SHAPES[field.shape] for field in entry_fields.FIELDS},
    },
    "mark": {
        "number": _NUMBER,
        "id": _NAME,
        "logged_at": _MOMENT,
        "day": _DAY,
        "roughly": _FLAG,
        "kind_of_mark": _one_of(*marks.KINDS),
        "name": _NAME,
        "dose": _TEXT,
    },
    "score": {
        "number": _NUMBER,
        "id": _NAME,
        "logged_at": _MOMENT,
        "day": _DAY,
        "instrument": _NAME,
        "value": _whole(0, 1000),
    },
    "fact": {"name": _one_of("onset", "care", "helping"), "value": _NAME},
}
"""The fields of each kind of record, in the order in which they are written. None may be missing."""

COUNTS = {name: _whole(0, GREATEST) for name in LISTS.values()}

HEADER = {
    "format": _one_of(FORMAT),
    "version": _whole(VERSION, VERSION),
    "exported_at": _MOMENT,
    "from": _or_null(_DAY),
    "to": _or_null(_DAY),
    "includes_private": _FLAG,
    "counts": FieldShape(object_schema(COUNTS), lambda value: _fit(value, COUNTS)),
}
"""The fields before the records."""

HEADER_OPTIONAL = HEADER.keys() - {"format", "version"}
"""Fields of the header that a file may lack when it is read."""


class InvalidRecord(ValueError):
    """A record that does not have the format. The message names the field and quotes nothing from it."""


def header_of(contents: ExportContents) -> dict[str, Any]:
    """The header of an export."""
    options = contents.options
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": contents.at.isoformat(timespec="milliseconds"),
        "from": options.first.isoformat() if options.first else None,
        "to": options.last.isoformat() if options.last else None,
        "includes_private": options.includes_private,
        "counts": {name: contents.counts[kind] for kind, name in LISTS.items()},
    }


def read_header(fields: Any) -> Mapping[str, int]:
    """How many records a header announces for each list; empty if it does not say.

    Raises Misfit, also for a version that is newer than this program.
    """
    if type(fields) is not dict or fields.get("format") != FORMAT:
        raise InvalidRecord("is not the header of an export")
    version = fields.get("version")
    if type(version) is int and version > VERSION:
        raise InvalidRecord(
            f"has version {version} of the format, and this numbjournal knows {VERSION}; a newer one reads it"
        )
    _check(fields, HEADER, frozenset(HEADER_OPTIONAL))
    counts: Mapping[str, int] = fields.get("counts", {})
    return counts


_ATTRIBUTES = {"kind_of_tag": "kind", "kind_of_mark": "kind"}
"""What a field is called in a record, where `kind` is the kind of the record itself."""


def to_json(record: ExportRecord, labels: Mapping[str, str]) -> dict[str, Any]:
    """A record as JSON values, its fields in the order of `FIELDS`."""
    if isinstance(record, Entry):
        return {**plain_entry(record), "tags": labelled_tags(record.draft.tags, labels)}
    value = record._asdict()
    if isinstance(record, ExportedMark | ExportedScore):
        value |= record[0]._asdict()
    return {name: plain(value[_ATTRIBUTES.get(name, name)]) for name in FIELDS[KIND_OF[type(record)]]}


def from_json(kind: str, fields: Any) -> ExportRecord:
    """The record in JSON values.

    Raises InvalidRecord.
    """
    _check(fields, FIELDS[kind])
    if kind == "entry":
        return _entry(fields)
    value = {_ATTRIBUTES.get(name, name): each for name, each in fields.items()}
    if kind == "tag":
        return ExportedTag(**{**value, "aliases": tuple(value["aliases"])})
    if kind == "purged":
        return ErasedEntry(**value)
    if kind == "fact":
        if value["name"] == "care" and value["value"] not in ("yes", "no"):
            raise InvalidRecord("has a care that is neither yes nor no")
        if value["name"] == "onset" and not _DAY.fits(value["value"]):
            raise InvalidRecord("has an onset that is not a day")
        return ExportedFact(**value)
    logged_at, day = value.pop("logged_at"), date.fromisoformat(value.pop("day"))
    if kind == "mark":
        return ExportedMark(Mark(day=day, **value), logged_at)
    return ExportedScore(Score(day=day, **value), logged_at)


def _check(fields: Any, shapes: Mapping[str, FieldShape], optional: frozenset[str] = frozenset()) -> None:
    if type(fields) is not dict:
        raise InvalidRecord("is not a record")
    for name, shape in shapes.items():
        if name not in fields:
            if name not in optional:
                raise InvalidRecord(f"has no {name}")
        elif not shape.fits(fields[name]):
            raise InvalidRecord(f"has something in {name} that does not fit")
    if len(fields) > len(shapes) or not fields.keys() <= shapes.keys():
        raise InvalidRecord("has a field that is not known")


def _entry(fields: Mapping[str, Any]) -> Entry:
    if (fields["feel"] is not None) != (fields["answer"] == Answer.RATED):
        raise InvalidRecord("has a feel that does not fit its answer")
    tags = [(each["tag"], each["strength"], each["typed"]) for each in fields["tags"]]
    if len({tag for tag, _, _ in tags}) != len(tags):
        raise InvalidRecord("has a tag twice")
    logged_at = datetime.fromisoformat(fields["logged_at"])
    return Entry(fields["id"], fields["number"], logged_at, draft_of({**fields, "tags": tags}))
