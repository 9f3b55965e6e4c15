"""The fields of an entry, in the order of an export: the one table that every room reads.

Each field has a plain form, which JSON and the database can hold, and a way back from it. To add a field, add
a row here and an attribute to `Draft`, in the same place; then a migration (table, view, triggers, records of
history), an option, its words, and a new version of the export.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from numbjournal.core.entry import Answer, Draft, Entry, Interfered, Tagging


class EntryField(NamedTuple):
    """One field of an entry."""

    name: str
    """The attribute of `Draft`, the key in JSON, and the column of the table."""
    shape: str
    """What its plain form looks like; exports and the form of `edit` check it by this name."""
    plain: Callable[[Any], Any] | None = None
    """Turns a value into its plain form; None if the value is plain."""
    value: Callable[[Any], Any] | None = None
    """Turns the plain form back into a value."""
    is_shown: bool = True
    """Whether `--json` shows it."""


def _plain_interfered(value: Interfered | None) -> str | None:
    return value.value if value else None


def _interfered(plain: str | None) -> Interfered | None:
    return Interfered(plain) if plain else None


def _plain_tags(taggings: Iterable[Tagging]) -> list[list[Any]]:
    return [list(tagging) for tagging in taggings]


def _tags(plain: Iterable[Iterable[Any]]) -> tuple[Tagging, ...]:
    return tuple(Tagging(*tagging) for tagging in plain)


FIELDS = (
    EntryField("day", "day", date.isoformat, date.fromisoformat),
    EntryField("time", "time"),
    EntryField("answer", "answer", lambda answer: answer.value, Answer),
    EntryField("feel", "scale"),
    EntryField("mood", "scale"),
    EntryField("interfered", "interfered", _plain_interfered, _interfered),
    EntryField("by_choice", "flag", value=bool),
    EntryField("note", "text"),
    EntryField("got_through", "text"),
    EntryField("private", "flag", value=bool),
    EntryField("for_session", "flag", value=bool),
    EntryField("tags", "tags", _plain_tags, _tags),
    EntryField("source", "origin"),
    EntryField("source_key", "origin", is_shown=False),
    EntryField("extra", "json", is_shown=False),
)

_NAMES = tuple(field.name for field in FIELDS)
_PLAIN = [(field.name, field.plain) for field in FIELDS if field.plain]
_VALUES = [(position, field.value) for position, field in enumerate(FIELDS) if field.value]
_chosen = itemgetter(*_NAMES)

_SAID = [name for name in _NAMES if name not in ("day", "time", "tags")]
RECORDED = ("id", "number", "day", "time", "logged_at", "utc_offset", *_SAID, "tags")
"""The keys of an entry's record in history, in their order; all but the tags are columns of the table."""


def plain_fields(draft: Draft) -> dict[str, Any]:
    """The plain form of every field, by name."""
    fields = draft._asdict()
    for name, plain in _PLAIN:
        fields[name] = plain(fields[name])
    return fields


def plain_entry(entry: Entry) -> dict[str, Any]:
    """The fields of `plain_fields`, after what the journal knows of an entry."""
    return {
        "number": entry.number,
        "id": entry.id,
        "logged_at": entry.logged_at.isoformat(timespec="milliseconds"),
        **plain_fields(entry.draft),
    }


def labelled_tags(taggings: Iterable[Tagging], labels: Mapping[str, str]) -> list[dict[str, Any]]:
    """Tags as an export and `--json` write them: with the label for people, the id if there is none."""
    return [
        {"tag": tag, "label": labels.get(tag, tag), "strength": strength, "typed": typed}
        for tag, strength, typed in taggings
    ]


def draft_of(fields: Mapping[str, Any]) -> Draft:
    """The draft whose plain form these fields are; other keys are left alone.

    Raises KeyError, TypeError or ValueError if they are not.
    """
    values = list(_chosen(fields))
    for position, value in _VALUES:
        values[position] = value(values[position])
    return Draft._make(values)
