"""An entry as a small TOML form, for `numbjournal edit N` in an editor."""

import tomllib
from collections.abc import Callable
from datetime import date
from typing import Any

import tomlkit

from numbjournal.core.entry import Answer, Draft, Entry, Interfered, Tagging
from numbjournal.core.entry_fields import FIELDS, plain_fields
from numbjournal.core.log_line import Phrase, read_tags
from numbjournal.core.tag import Vocabulary
from numbjournal.core.when import clock_time
from numbjournal.errors import Misuse

_HEAD = """\
# Entry {number}. Save and close to keep your changes; without a change it stays as it is.
# feel: 0 to 10, or "unsure", "tired", "none".   mood: 0 to 10 or "".
# interfered: "none", "little", "lot", "couldnt" or "".
# tags: words, with :1 to :4 for strength.
"""

_KEPT = ("answer", "source", "source_key", "extra")
"""Fields that are not in the form; an answer without a number is typed as `feel`."""

_PLACES = {"tags": 1, "flag": 2, "text": 3}
_FIELDS = sorted(
    (field for field in FIELDS if field.name not in _KEPT), key=lambda field: _PLACES.get(field.shape, 0)
)
"""The lines of the form: short values first, texts last."""

_MISSING: dict[str, Any] = {"flag": False, "tags": []}
"""What a missing line means, by shape; for other shapes it is an empty text."""


def entry_form(entry: Entry) -> str:
    """The form, filled in."""
    values = plain_fields(entry.draft)
    if values["feel"] is None:
        values["feel"] = values["answer"]
    values["tags"] = [_tag_word(tagging) for tagging in entry.draft.tags]
    document = tomlkit.document()
    for field in _FIELDS:
        value = values[field.name]
        document[field.name] = "" if value is None else _text(value) if field.shape == "text" else value
    return _HEAD.format(number=entry.number) + tomlkit.dumps(document)


def read_form(form: str, entry: Entry, vocabulary: Vocabulary) -> tuple[Draft, Phrase]:
    """The draft in the form as it is now, and how its new tag words were understood.

    Raises Misuse; an entry's text is never part of the message.
    """
    try:
        typed: dict[str, Any] = tomllib.loads(form)
    except tomllib.TOMLDecodeError as error:
        raise Misuse(f"The form cannot be read as TOML ({_place(error)}).") from None
    if not typed.keys() <= {field.name for field in _FIELDS}:
        raise Misuse("The form has a line that is not part of it.")
    answer, feel = _feel(typed.pop("feel", "none"))
    kept = {_tag_word(tagging): tagging for tagging in entry.draft.tags}
    words = _texts(typed.pop("tags", []))
    phrase = read_tags([word for word in words if word not in kept], vocabulary)
    changes = {
        field.name: _READERS[field.shape](typed.get(field.name, _MISSING.get(field.shape, "")), field.name)
        for field in _FIELDS
        if field.name not in ("feel", "tags")
    }
    tags = (*(kept[word] for word in words if word in kept), *phrase.taggings)
    return entry.draft._replace(answer=answer, feel=feel, tags=tags, **changes), phrase


def _tag_word(tagging: Tagging) -> str:
    return f"{tagging.tag}:{tagging.strength}" if tagging.strength else tagging.tag


def _text(text: str) -> Any:
    # TOML readers turn \r\n in a block into \n, and blocks cannot hold control characters: only plain lines
    # are written as a block.
    is_plain = all(character == "\n" or character.isprintable() for character in text)
    if is_plain and "\n" in text:
        return tomlkit.string(text, multiline=True)
    return text


def _feel(value: Any) -> tuple[Answer, int | None]:
    if isinstance(value, str) and value in {answer.value for answer in Answer} - {Answer.RATED.value}:
        return Answer(value), None
    return Answer.RATED, _scale(value, "feel")


def _scale(value: Any, name: str) -> int:
    if type(value) is int and 0 <= value <= 10:
        return value
    raise Misuse(f"In the form, {name} is a whole number from 0 to 10.")


def _interfered(value: Any, _: str) -> Interfered | None:
    try:
        return Interfered(value) if value != "" else None
    except ValueError:
        raise Misuse("In the form, interfered is none, little, lot or couldnt.") from None


def _day(value: Any, _: str) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise Misuse("In the form, day is a date like 2026-11-22.") from None


def _texts(value: Any) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
        return value
    raise Misuse("In the form, tags is a list of words.")


def _string(value: Any, name: str) -> str:
    if isinstance(value, str):
        return value
    raise Misuse(f"In the form, {name} is text in quotes.")


def _flag(value: Any, name: str) -> bool:
    if isinstance(value, bool):
        return value
    raise Misuse(f"In the form, {name} is true or false.")


_READERS: dict[str, Callable[[Any, str], Any]] = {
    "day": _day,
    "time": lambda value, _: clock_time(value) if value else None,
    "scale": lambda value, name: _scale(value, name) if value != "" else None,
    "interfered": _interfered,
    "flag": _flag,
    "text": _string,
}


def _place(error: tomllib.TOMLDecodeError) -> str:
    """Only the place: the rest of the message may quote the text."""
    _, _, place = str(error).rpartition("(")
    return place.rstrip(")") or "somewhere"
