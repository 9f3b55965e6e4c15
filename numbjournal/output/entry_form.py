"""An entry as a small TOML form, for `numbjournal edit N` in an editor."""

import tomllib
from datetime import date
from typing import Any

import tomlkit

from numbjournal.core.entry import Answer, Draft, Entry, Interfered, Tagging
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

_FLAGS = ("by_choice", "private", "for_session")


def entry_form(entry: Entry) -> str:
    """The form, filled in."""
    document = tomlkit.document()
    document["day"] = entry.draft.day.isoformat()
    document["time"] = entry.draft.time or ""
    document["feel"] = entry.draft.feel if entry.draft.feel is not None else entry.draft.answer.value
    document["mood"] = entry.draft.mood if entry.draft.mood is not None else ""
    document["interfered"] = entry.draft.interfered.value if entry.draft.interfered else ""
    document["tags"] = [_tag_word(tagging) for tagging in entry.draft.tags]
    for flag in _FLAGS:
        document[flag] = getattr(entry.draft, flag)
    document["note"] = _text(entry.draft.note)
    document["got_through"] = _text(entry.draft.got_through)
    return _HEAD.format(number=entry.number) + tomlkit.dumps(document)


def read_form(form: str, entry: Entry, vocabulary: Vocabulary) -> tuple[Draft, Phrase]:
    """What the form says now: the draft, and how its new tag words were understood.

    Raises Misuse; an entry's text is never part of the message.
    """
    try:
        fields: dict[str, Any] = tomllib.loads(form)
    except tomllib.TOMLDecodeError as error:
        raise Misuse(f"The form cannot be read as TOML ({_place(error)}).") from None
    unknown = set(fields) - {
        "day",
        "time",
        "feel",
        "mood",
        "interfered",
        "tags",
        "note",
        "got_through",
        *_FLAGS,
    }
    if unknown:
        raise Misuse("The form has a line that is not part of it.")
    answer, feel = _feel(fields.get("feel", "none"))
    kept = {_tag_word(tagging): tagging for tagging in entry.draft.tags}
    words = _texts(fields.get("tags", []))
    phrase = read_tags([word for word in words if word not in kept], vocabulary)
    interfered = fields.get("interfered", "")
    draft = Draft(
        day=_day(fields.get("day")),
        time=clock_time(fields["time"]) if fields.get("time") else None,
        answer=answer,
        feel=feel,
        mood=_scale(fields["mood"], "mood") if fields.get("mood", "") != "" else None,
        interfered=_interfered(interfered) if interfered != "" else None,
        tags=(*(kept[word] for word in words if word in kept), *phrase.taggings),
        note=_string(fields.get("note", ""), "note"),
        got_through=_string(fields.get("got_through", ""), "got_through"),
        source=entry.draft.source,
        source_key=entry.draft.source_key,
        extra=entry.draft.extra,
        by_choice=_flag(fields, "by_choice"),
        private=_flag(fields, "private"),
        for_session=_flag(fields, "for_session"),
    )
    return draft, phrase


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


def _interfered(value: Any) -> Interfered:
    try:
        return Interfered(value)
    except ValueError:
        raise Misuse("In the form, interfered is none, little, lot or couldnt.") from None


def _day(value: Any) -> date:
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


def _flag(fields: dict[str, Any], name: str) -> bool:
    value = fields.get(name, False)
    if isinstance(value, bool):
        return value
    raise Misuse(f"In the form, {name} is true or false.")


def _place(error: tomllib.TOMLDecodeError) -> str:
    """Only the place: the rest of the message may quote the text."""
    _, _, place = str(error).rpartition("(")
    return place.rstrip(")") or "somewhere"
