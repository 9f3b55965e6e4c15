"""Turns the moods and words of another program into numbers and tags."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from numbjournal.core.entry import SCALE, STRENGTHS, Answer, Draft, Tagging, merge_taggings
from numbjournal.core.foreign_entry import (
    TOO_LONG,
    ForeignEntry,
    ForeignProgram,
    ForeignWord,
    InvalidRow,
    MappingOptions,
    ParsedRow,
    SkippedRow,
    UnknownMood,
)
from numbjournal.core.tag import RESERVED, Tag, Vocabulary, name_key
from numbjournal.core.text import LONGEST_TEXT, size_of
from numbjournal.core.when import OLDEST
from numbjournal.errors import Misuse

KINDS_TAKEN = frozenset({"manifestation", "body", "strategy", "distress", "own"})
"""Kinds of tags whose words mean the same in another program. `effect` is not one: `work` says here that work
suffers, and there that it was a day at work."""

LONGEST_WORD = 80
"""Letters of a word that can be a tag; a longer one stays in `extra`."""

LONGEST_EXTRA = 8 * LONGEST_TEXT
"""Bytes of `extra`, which is JSON and so may need six bytes for one."""


class MappedEntry(NamedTuple):
    """A draft, and when it was written; None if that is not known."""

    draft: Draft
    written: datetime | None


_STRENGTHS = frozenset(str(strength) for strength in STRENGTHS)


class ForeignMapping:
    """The moods and words of one file. Entries after `today` are not accepted."""

    def __init__(
        self, program: ForeignProgram, options: MappingOptions, vocabulary: Vocabulary, today: date
    ) -> None:
        self.program = program
        self.new_tags: dict[str, Tag] = {}
        self.unknown_moods: dict[str, None] = {}
        self.found_feel = False
        self._options = options
        self._vocabulary = vocabulary
        self._today = today
        self._tags: dict[str, str | None] = {}
        self._strengths: dict[str, int] = {}
        self._moods = {**program.moods, **options.moods}

    def mapped(self, rows: Iterable[ParsedRow]) -> Iterator[MappedEntry | SkippedRow]:
        """The drafts, in the order of the file. If a key occurs again, it gets a number."""
        seen: dict[str, int] = {}
        for each in rows:
            if isinstance(each, SkippedRow):
                yield each
                continue
            times = seen[each.key] = seen.get(each.key, 0) + 1
            try:
                draft = self._draft(each, each.key if times == 1 else f"{each.key} ({times})")
            except InvalidRow as invalid:
                yield SkippedRow(each.row, str(invalid))
            else:
                yield MappedEntry(draft, each.written)

    def _draft(self, foreign: ForeignEntry, key: str) -> Draft:
        if foreign.day < OLDEST:
            raise InvalidRow(f"its day is before {OLDEST.year}")
        if foreign.day > self._today:
            raise InvalidRow("its day is still to come")
        mood = self._mood(foreign)
        feel = self._feel(foreign, mood)
        draft = Draft(
            foreign.day,
            time=foreign.time,
            answer=Answer.NONE if feel is None else Answer.RATED,
            feel=feel,
            # A column that says how much could be felt does not say how pleasant it was.
            mood=None if self._is_of_mood(self._options.feel_from) else mood,
            note=foreign.note,
            tags=self._taggings(foreign.words),
            source=self.program.name,
            source_key=key,
            extra=_extra(foreign),
        )
        if not draft.says_something and draft.extra is None:
            raise InvalidRow("it has nothing but its day")
        if draft.size > LONGEST_TEXT or size_of(draft.extra or "") > LONGEST_EXTRA:
            raise InvalidRow(TOO_LONG)
        return draft

    def _mood(self, foreign: ForeignEntry) -> int | None:
        word = foreign.mood_word.strip()
        name = word.casefold()
        if name and name in self._options.moods:
            return self._moods[name]
        if name and self._options.scale and (scaled := _scaled(word, *self._options.scale)) is not None:
            return scaled
        if foreign.mood is not None or not name:
            return foreign.mood
        if name in self._moods:
            return self._moods[name]
        if self.program.unknown_mood is UnknownMood.SKIP:
            return _whole(word, "mood")
        if self.program.unknown_mood is UnknownMood.ASK:
            self.unknown_moods[word] = None
        return None

    def _feel(self, foreign: ForeignEntry, mood: int | None) -> int | None:
        value = foreign.feel
        if self._options.feel_from:
            columns = foreign.fields if foreign.feel_columns is None else foreign.feel_columns
            column = next((name for name in columns if _is_same(name, self._options.feel_from)), None)
            if column is None:
                return None
            self.found_feel = True
            if self._is_of_mood(column):
                return mood
            value = "" if columns[column] is None else str(columns[column])
        return _whole(value, "feel") if value.strip() else None

    def _is_of_mood(self, column: str) -> bool:
        return bool(column) and _is_same(column, self.program.mood_column)

    def _taggings(self, words: Iterable[ForeignWord]) -> tuple[Tagging, ...]:
        taggings = []
        for word, strength in words:
            if word not in self._tags:
                self._tags[word] = self._tag_for(word)
            tag = self._tags[word]
            if tag is None:
                continue
            of_tag = strength or self._strengths.get(word)
            known = self._vocabulary.tags.get(tag)
            taggings.append(Tagging(tag, of_tag if known and known.takes_strength else None, word))
        return merge_taggings(taggings)

    def _tag_for(self, word: str) -> str | None:
        """The id of the tag for a new word; None if the word does not become a tag."""
        key = name_key(word)
        meant = self._options.words.get(key, self.program.words.get(key))
        if meant == "":
            return None
        if meant is not None:
            name, _, strength = meant.partition(":")
            if strength in _STRENGTHS:
                self._strengths[word] = int(strength)
            found = self._vocabulary.named(name)
            return found.id if found else self._own(name, name_key(name))
        found = self._vocabulary.named(word)
        if found and found.kind in KINDS_TAKEN and (found.kind == "distress" or key not in found.silent):
            return found.id
        # Words such as `cold` are understood when they are typed here; in another program, `cold` is a cold.
        return self._own(word, key)

    def _own(self, word: str, key: str) -> str | None:
        if not re.search(r"\w", key) or len(word) > LONGEST_WORD:
            return None
        label = " ".join(word.split())
        if key in RESERVED or key in self._vocabulary.owner:
            # The word has another meaning here.
            key, label = f"{key}-{name_key(self.program.name)}", f"{label} ({self.program.name})"
            if known := self._vocabulary.owner.get(key):
                return known
        self.new_tags.setdefault(key, Tag(key, "own", label, own=True))
        return key


def scale_of(text: str) -> tuple[int, int]:
    """Read a scale such as `1-5`: the lowest and the highest mood of a program.

    Raises Misuse.
    """
    found = re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})", text.strip())
    if not found or int(found[1]) >= int(found[2]):
        raise Misuse("A scale goes from a lower to a higher number.", "numbjournal import FILE --scale 1-5")
    return int(found[1]), int(found[2])


def _extra(foreign: ForeignEntry) -> str | None:
    """The fields that the draft has no place for, as JSON text."""
    said = (foreign.note, foreign.day.isoformat())
    rest = {
        name: value
        for name, value in foreign.fields.items()
        if value is not None and value != "" and not (name in foreign.duplicates and value in said)
    }
    return json.dumps(rest, ensure_ascii=False) if rest else None


def _scaled(word: str, low: int, high: int) -> int | None:
    """A number on another scale as one from 0 to 10; halves are rounded to even, so both ends are alike."""
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,3})?", word):
        return None
    number = float(word)
    return round((number - low) / (high - low) * SCALE[-1]) if low <= number <= high else None


def _whole(text: str, what: str) -> int:
    if not re.fullmatch(r"[0-9]|10", text.strip()):
        raise InvalidRow(f"its {what} is not a whole number from 0 to 10")
    return int(text)


def _is_same(name: str, other: str) -> bool:
    return name.strip().casefold() == other.strip().casefold()
