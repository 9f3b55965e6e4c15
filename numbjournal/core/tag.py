"""Tags: the words for how numbness shows, and the rules by which a typed word finds its tag."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from typing import NamedTuple

KINDS = {
    "manifestation": "How numbness shows",
    "body": "Physical signs",
    "effect": "What it does to life",
    "cause": "What may lie behind it",
    "strategy": "What you tried",
    "distress": "Severe distress",
    "own": "Your own",
}
"""Kind and heading, in the order they are shown. `own` is for a person's tags without another kind."""

KINDS_WITH_STRENGTH = frozenset({"manifestation", "body", "effect", "distress"})
RESERVED = frozenset({"same", "unsure", "tired", "skip", "note", "today", "yesterday"})
"""Words of the command line; none of them can become somebody's own tag."""

CRISIS_TAGS = frozenset({"suicidal-thoughts", "self-harm"})
"""Tags that always show where to turn, at once, whatever is set."""

PREFIX_LETTERS = 4
"""From this many letters on, the beginning of a name is enough."""

LONGEST_NAME = 5
"""This many words at most can together be the name of a crisis tag."""

NEAR_LETTERS = 5
"""A crisis name shorter than this has no near-misses: one letter changed in `sh` is any word."""

ORDINARY = frozenset(
    {
        "butting",
        "catting",
        "gutting",
        "jutting",
        "nutting",
        "putting",
        "rutting",
        "overdoes",
        "overdoing",
        "overdone",
    }
)
"""Words of their own that are one letter away from a crisis name, and no mistake: all there are in a list of
75,000 English words (Debian's wamerican)."""


class Tag(NamedTuple):
    """One tag. `aliases` are other words for it; `silent` ones are understood and never shown.

    `called` is the person's own name for it, where they gave it one; a `retired` tag is understood and no
    longer offered.
    """

    id: str
    kind: str
    label: str
    about: str = ""
    aliases: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    own: bool = False
    called: str = ""
    retired: bool = False

    @property
    def name(self) -> str:
        """The word to type for it."""
        return name_key(self.called) or self.id

    @property
    def names(self) -> tuple[str, ...]:
        """Every word that means it and may be shown."""
        return (self.name, self.id, *self.aliases)

    @property
    def shown(self) -> str:
        """The phrase that stands for it in a sentence."""
        return self.called or self.label

    @property
    def takes_strength(self) -> bool:
        return self.kind in KINDS_WITH_STRENGTH


class Match(NamedTuple):
    """What a typed word stands for.

    `by_prefix`: the word was the beginning of a name. `new`: no tag has it yet, `tag` is the person's
    own one to be. `did_you_mean`: ids of tags that are near.
    """

    tag: Tag
    typed: str
    by_prefix: bool = False
    new: bool = False
    did_you_mean: tuple[str, ...] = ()


def name_key(word: str) -> str:
    """The form in which names are compared: NFC, case folded, `_` and white space as one hyphen."""
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFC", word).casefold())
    return re.sub(r"[-_\s]+", "-", folded).strip("-")


class Vocabulary:
    """All tags of a journal, and the way from a word to one of them."""

    def __init__(self, tags: Iterable[Tag]) -> None:
        self.tags: Mapping[str, Tag] = {tag.id: tag for tag in tags}
        self.owner: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._silent: set[str] = set()
        for tag in sorted(self.tags.values(), key=_is_no_crisis_tag):
            for name in (*tag.names, *tag.silent):
                self.owner.setdefault(name, tag.id)
            self._shown.setdefault(name_key(tag.shown), tag.id)
            self._silent.update(tag.silent)
        names = (*self.owner.items(), *self._shown.items())
        self._crisis_names = [(_letters(name), tag) for name, tag in names if tag in CRISIS_TAGS]
        self._lengths: dict[str, set[int]] = {}
        for name, _ in names:
            if "-" in name:
                self._lengths.setdefault(name[: name.index("-")], set()).add(name.count("-") + 1)

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of each tag, by id."""
        return {id: tag.kind for id, tag in self.tags.items()}

    def plus(self, new: Sequence[Tag]) -> "Vocabulary":
        """The same with tags that were made meanwhile."""
        return Vocabulary([*self.tags.values(), *new]) if new else self

    def named(self, word: str) -> Tag | None:
        """The tag with exactly this id or alias, in any spelling of case and separators.

        What is shown for a tag can be typed back, where no other tag has that name.
        """
        key = name_key(word)
        owner = self.owner.get(key) or self._shown.get(key)
        return self.tags[owner] if owner else None

    def lengths_of_names(self, first: str) -> Collection[int]:
        """How many words the names of several words have that begin with this one."""
        return self._lengths.get(first, ())

    def match(self, word: str) -> Match:
        """Find the tag for a word; never refuses, an unknown word becomes the person's own tag."""
        exact = self.named(word)
        if exact:
            return Match(exact, word)
        key = name_key(word)
        owners = self._owners_of_prefix(key)
        if len(owners) == 1:
            return Match(self.tags[owners[0]], word, by_prefix=True)
        crisis = self.crisis(word)
        near = (crisis,) if crisis else tuple(owners) or self._near(key)
        return Match(Tag(key, "own", word, own=True), word, new=True, did_you_mean=near)

    def crisis(self, word: str) -> str | None:
        """The crisis tag that this word names, begins, or is one letter away from; else None.

        One letter: inserted, left out, changed, or swapped with its neighbour; hyphens do not count. A
        shipped name of another tag, or an ordinary word, is never taken for a mistake.
        """
        key = name_key(word)
        named = self.named(word)
        if named and named.id in CRISIS_TAGS:
            return named.id
        if named and not named.own:
            return None
        owners = self._owners_of_prefix(key)
        if len(owners) == 1 and owners[0] in CRISIS_TAGS:
            return owners[0]
        letters = _letters(key)
        if letters in ORDINARY:
            return None
        for name, tag in self._crisis_names:
            if letters == name or (len(name) >= NEAR_LETTERS and one_edit_apart(letters, name)):
                return tag
        return None

    def stands_for(self, id: str) -> str | None:
        """The crisis tag that a tag is, or that it spells or nearly spells where it is a person's own."""
        tag = self.tags.get(id)
        if id in CRISIS_TAGS or tag is None or not tag.own:
            return id if id in CRISIS_TAGS else None
        return next((found for name in _words_of(tag) if (found := self.crisis(name))), None)

    def reads_as(self, id: str) -> str:
        """What somebody else would take a tag for: `crisis`, or its kind; a cause also by its spelling.

        A word of a person's own is looked at as a whole and in its parts ("old-trauma", "traumatised"): a
        page for others keeps back rather too much than too little.
        """
        tag = self.tags.get(id)
        if self.stands_for(id):
            return "crisis"
        if tag is None or not tag.own:
            return tag.kind if tag else "own"
        parts = dict.fromkeys(part for name in _words_of(tag) for part in _runs(name))
        if any(self.crisis(part) for part in parts):
            return "crisis"
        return "cause" if any(self._reads_as_cause(part) for part in parts) else tag.kind

    def _reads_as_cause(self, key: str) -> bool:
        letters = _letters(key)
        return any(
            letters == name
            or (len(name) >= PREFIX_LETTERS and letters.startswith(name))
            or (len(name) >= NEAR_LETTERS and one_edit_apart(letters, name))
            for name in self._cause_names
        )

    @cached_property
    def _cause_names(self) -> set[str]:
        causes = (tag for tag in self.tags.values() if tag.kind == "cause")
        return {_letters(name) for tag in causes for name in (*tag.names, *tag.silent)}

    def _owners_of_prefix(self, key: str) -> list[str]:
        if len(_letters(key)) < PREFIX_LETTERS:
            return []
        owners = {
            owner: None
            for name, owner in self.owner.items()
            if name != key and name.startswith(key) and self._may_be_short_for(key, name, owner)
        }
        return list(owners)

    def _may_be_short_for(self, key: str, name: str, owner: str) -> bool:
        # "hurt", "want" and "death" begin names of crisis tags and are words of their own: there the
        # beginning has to reach into the last word. A single silent word has no beginning that counts:
        # "over" and "selbst" are other words too.
        if owner not in CRISIS_TAGS:
            return True
        last_word = name.rfind("-") + 1
        return len(key) > last_word and (last_word > 0 or name not in self._silent)

    def _near(self, key: str) -> tuple[str, ...]:
        names = [
            name
            for name, owner in self.owner.items()
            if name not in self._silent and not self.tags[owner].retired
        ]
        found = get_close_matches(key, names, n=3, cutoff=0.75)
        owners = {self.owner[name]: None for name in found}
        return tuple(owner for owner in owners if not self.crisis(owner))


def _is_no_crisis_tag(tag: Tag) -> bool:
    """For the order in which words are given out: one's own may have had a word before it was shipped."""
    return tag.id not in CRISIS_TAGS


def _words_of(tag: Tag) -> set[str]:
    """All that a page may show of a tag, in the form for comparing."""
    return {key for word in (*tag.names, tag.called, tag.label) if (key := name_key(word))}


def _runs(key: str) -> Iterable[str]:
    """The parts of a hyphened word, and neighbouring ones together."""
    parts = key.split("-")
    for start in range(len(parts)):
        for end in range(start + 1, min(start + LONGEST_NAME, len(parts)) + 1):
            yield "-".join(parts[start:end])


def _letters(key: str) -> str:
    return key.replace("-", "").replace("'", "").replace("’", "")


def one_edit_apart(first: str, second: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one into the other."""
    if len(first) > len(second):
        first, second = second, first
    if len(second) - len(first) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    if len(first) < len(second):
        return first[at:] == second[at + 1 :]
    swapped = first[:at] + first[at + 1 : at + 2] + first[at : at + 1] + first[at + 2 :]
    return first[at + 1 :] == second[at + 1 :] or swapped == second


class TagAdded(NamedTuple):
    """The answer of `tag add`."""

    tag: Tag


class AliasAdded(NamedTuple):
    """The answer of `tag add --same-as`."""

    name: str
    tag: Tag


class TagRenamed(NamedTuple):
    """The answer of `tag rename`."""

    before: Tag
    tag: Tag


class TagsMerged(NamedTuple):
    """The answer of `tag merge`, with how many entries it changed."""

    tag: Tag
    into: Tag
    entries: int


class TagRetired(NamedTuple):
    """The answer of `tag retire`."""

    tag: Tag


class TagDeleted(NamedTuple):
    """The answer of `tag delete`."""

    tag: Tag


class TagList(NamedTuple):
    """The answer of `tag list`."""

    tags: Sequence[Tag]


class TagPage(NamedTuple):
    """The answer of `tag show`, with on how many days the tag was used."""

    tag: Tag
    days: int
