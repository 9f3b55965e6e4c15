"""What the moods and words of another program are here."""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from numbjournal.core.entry import SCALE, STRENGTHS, Answer, Draft, Tagging, merge_taggings
from numbjournal.core.foreign_entry import (
    TOO_LONG,
    Heard,
    Program,
    Skipped,
    Told,
    Unfit,
    UnknownMood,
    Wishes,
    Word,
)
from numbjournal.core.tag import RESERVED, Tag, Vocabulary, name_key
from numbjournal.core.text import LONGEST_TEXT, size_of
from numbjournal.core.when import OLDEST
from numbjournal.errors import Misuse

KINDS_TAKEN = frozenset({"manifestation", "body", "strategy", "distress", "own"})
"""Kinds whose words mean the same in another program. `work` there is a day at work, and here it suffers."""

LONGEST_WORD = 80
"""Letters of a word that can be a tag; what is longer stays in `extra`."""


LONGEST_EXTRA = 8 * LONGEST_TEXT
"""Bytes of what is kept beside an entry, as JSON, which spells one byte with up to six."""


class Settled(NamedTuple):
    """A draft, and when it was written, where that is known."""

    draft: Draft
    written: datetime | None


_STRENGTHS = frozenset(str(strength) for strength in STRENGTHS)


class Meaning:
    """What a program's moods and words are here, for one file. `today` is the last day there can be."""

    def __init__(self, program: Program, wishes: Wishes, vocabulary: Vocabulary, today: date) -> None:
        self.program = program
        self.new_tags: dict[str, Tag] = {}
        self.unknown_moods: dict[str, None] = {}
        self.found_feel = False
        self._wishes = wishes
        self._vocabulary = vocabulary
        self._today = today
        self._tags: dict[str, str | None] = {}
        self._strengths: dict[str, int] = {}
        self._moods = {**program.moods, **wishes.moods}

    def settled(self, heard: Iterable[Heard]) -> Iterator[Settled | Skipped]:
        """Drafts, in the order of the file; what stands there twice has two keys."""
        seen: dict[str, int] = {}
        for each in heard:
            if isinstance(each, Skipped):
                yield each
                continue
            times = seen[each.key] = seen.get(each.key, 0) + 1
            try:
                draft = self._draft(each, each.key if times == 1 else f"{each.key} ({times})")
            except Unfit as unfit:
                yield Skipped(each.row, str(unfit))
            else:
                yield Settled(draft, each.written)

    def _draft(self, told: Told, key: str) -> Draft:
        if told.day < OLDEST:
            raise Unfit(f"its day is before {OLDEST.year}")
        if told.day > self._today:
            raise Unfit("its day is still to come")
        mood = self._mood(told)
        feel = self._feel(told, mood)
        draft = Draft(
            told.day,
            time=told.time,
            answer=Answer.NONE if feel is None else Answer.RATED,
            feel=feel,
            # A number that was about how much is not about how pleasant as well.
            mood=None if self._is_of_mood(self._wishes.feel_from) else mood,
            note=told.note,
            tags=self._taggings(told.words),
            source=self.program.name,
            source_key=key,
            extra=_extra(told),
        )
        if not draft.says_something and draft.extra is None:
            raise Unfit("nothing but its day stands there")
        if draft.size > LONGEST_TEXT or size_of(draft.extra or "") > LONGEST_EXTRA:
            raise Unfit(TOO_LONG)
        return draft

    def _mood(self, told: Told) -> int | None:
        word = told.mood_word.strip()
        name = word.casefold()
        if name and name in self._wishes.moods:
            return self._moods[name]
        if name and self._wishes.scale and (scaled := _scaled(word, *self._wishes.scale)) is not None:
            return scaled
        if told.mood is not None or not name:
            return told.mood
        if name in self._moods:
            return self._moods[name]
        if self.program.unknown_mood is UnknownMood.SKIP:
            return _whole(word, "mood")
        if self.program.unknown_mood is UnknownMood.ASK:
            self.unknown_moods[word] = None
        return None

    def _feel(self, told: Told, mood: int | None) -> int | None:
        value = told.feel
        if self._wishes.feel_from:
            named = told.fields if told.named is None else told.named
            column = next((name for name in named if _same(name, self._wishes.feel_from)), None)
            if column is None:
                return None
            self.found_feel = True
            if self._is_of_mood(column):
                return mood
            value = "" if named[column] is None else str(named[column])
        return _whole(value, "feel") if value.strip() else None

    def _is_of_mood(self, column: str) -> bool:
        return bool(column) and _same(column, self.program.mood_column)

    def _taggings(self, words: Iterable[Word]) -> tuple[Tagging, ...]:
        taggings = []
        for word, strength in words:
            if word not in self._tags:
                self._tags[word] = self._meet(word)
            tag = self._tags[word]
            if tag is None:
                continue
            of_tag = strength or self._strengths.get(word)
            known = self._vocabulary.tags.get(tag)
            taggings.append(Tagging(tag, of_tag if known and known.takes_strength else None, word))
        return merge_taggings(taggings)

    def _meet(self, word: str) -> str | None:
        """The id of the tag for a word that was not met before; None for a word that becomes none."""
        key = name_key(word)
        meant = self._wishes.words.get(key, self.program.words.get(key))
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
        # Words that judge are understood when they are typed here; elsewhere, `cold` is a cold.
        return self._own(word, key)

    def _own(self, word: str, key: str) -> str | None:
        if not re.search(r"\w", key) or len(word) > LONGEST_WORD:
            return None
        label = " ".join(word.split())
        if key in RESERVED or key in self._vocabulary.owner:
            # The word means something else here.
            key, label = f"{key}-{name_key(self.program.name)}", f"{label} ({self.program.name})"
            if known := self._vocabulary.owner.get(key):
                return known
        self.new_tags.setdefault(key, Tag(key, "own", label, own=True))
        return key


def scale_of(text: str) -> tuple[int, int]:
    """`1-5`, the lowest and the highest number of another program's scale.

    Raises Misuse.
    """
    found = re.fullmatch(r"([0-9]{1,3})-([0-9]{1,3})", text.strip())
    if not found or int(found[1]) >= int(found[2]):
        raise Misuse("A scale goes from a lower to a higher number.", "numbjournal import FILE --scale 1-5")
    return int(found[1]), int(found[2])


def _extra(told: Told) -> str | None:
    """What no field here holds, as JSON text."""
    said = (told.note, told.day.isoformat())
    rest = {
        name: value
        for name, value in told.fields.items()
        if value is not None and value != "" and not (name in told.held and value in said)
    }
    return json.dumps(rest, ensure_ascii=False) if rest else None


def _scaled(word: str, low: int, high: int) -> int | None:
    """A number of another scale as one from 0 to 10; halves go to the even side, alike at both ends."""
    if not re.fullmatch(r"[0-9]{1,3}(?:\.[0-9]{1,3})?", word):
        return None
    number = float(word)
    return round((number - low) / (high - low) * SCALE[-1]) if low <= number <= high else None


def _whole(text: str, what: str) -> int:
    if not re.fullmatch(r"[0-9]|10", text.strip()):
        raise Unfit(f"its {what} is no whole number from 0 to 10")
    return int(text)


def _same(name: str, other: str) -> bool:
    return name.strip().casefold() == other.strip().casefold()
