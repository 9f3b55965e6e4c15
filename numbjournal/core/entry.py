"""An entry: one answer about one day.

How much somebody felt (`feel`) and how pleasant it was (`mood`) are two axes; "can't tell" and "too
tired" are answers of their own, and what was not said stays `None`.
"""

from collections.abc import Container, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from numbjournal.core.text import check_size, size_of
from numbjournal.errors import Misuse

SCALE = range(11)
"""`feel` and `mood`: 0 nothing at all (or as unpleasant as can be) to 10 fully (as pleasant)."""

FLAT_AT_MOST = 3
"""A `feel` up to this number is flat; the same line that the help rules draw."""

FLAT_TAGS = frozenset({"flat", "empty"})
"""Tags that make an entry without a number a flat one."""

BOUNDARY = "boundary"
"""The tag for stepping back on purpose."""

STRENGTHS = {1: "mild", 2: "moderate", 3: "strong", 4: "very strong"}


class Answer(StrEnum):
    """What was said to "How much could you feel?"; `feel` is a number exactly when RATED."""

    RATED = "rated"
    UNSURE = "unsure"
    TIRED = "tired"
    NONE = "none"


class Interfered(StrEnum):
    """How much it got in the way, from not at all to could not do things."""

    NONE = "none"
    LITTLE = "little"
    LOT = "lot"
    COULDNT = "couldnt"


class Tagging(NamedTuple):
    """A tag on an entry: its id, how strong (1-4, or None), and the word as it was typed."""

    tag: str
    strength: int | None = None
    typed: str = ""


class Draft(NamedTuple):
    """What a person says about a day, before the journal gives it a number.

    Its repr holds nothing but the day, so that no traceback or log can show what somebody wrote.

    `time` is HH:MM; `extra` is JSON text for what an import brought and no field here holds.
    """

    day: date
    time: str | None = None
    answer: Answer = Answer.NONE
    feel: int | None = None
    mood: int | None = None
    interfered: Interfered | None = None
    by_choice: bool = False
    note: str = ""
    got_through: str = ""
    private: bool = False
    for_session: bool = False
    tags: tuple[Tagging, ...] = ()
    source: str | None = None
    source_key: str | None = None
    extra: str | None = None

    @property
    def says_something(self) -> bool:
        """Whether there is anything worth keeping beside the day itself."""
        return bool(
            self.answer is not Answer.NONE
            or self.mood is not None
            or self.interfered is not None
            or self.tags
            or self.note
            or self.got_through
        )

    @property
    def size(self) -> int:
        """Bytes of all that a person wrote; what an import keeps beside it does not count."""
        return size_of(self.note, self.got_through, *(tagging.typed for tagging in self.tags))

    @property
    def is_flat(self) -> bool:
        """A number of 3 or less, or no number and `flat` or `empty` tagged."""
        if self.feel is not None:
            return self.feel <= FLAT_AT_MOST
        return any(tagging.tag in FLAT_TAGS for tagging in self.tags)

    @property
    def is_by_choice(self) -> bool:
        """Whether it is about stepping back on purpose."""
        return self.by_choice or any(tagging.tag == BOUNDARY for tagging in self.tags)

    @property
    def is_in_the_way(self) -> bool:
        """Whether it got in the way a lot, or more."""
        return self.interfered in (Interfered.LOT, Interfered.COULDNT)

    def __repr__(self) -> str:
        return f"Draft({self.day.isoformat()})"


class Entry(NamedTuple):
    """A draft that the journal holds.

    `id` is a UUIDv7, stable everywhere; `number` is the short handle of this file, never given twice;
    `logged_at` is when it was written, with the zone's offset at that moment.
    """

    id: str
    number: int
    logged_at: datetime
    draft: Draft


def check_length(draft: Draft, before: Draft | None = None) -> None:
    """Raises TooLong where a draft holds more text than an entry can, and more than it did before."""
    check_size("An entry", draft.size, before.size if before else 0)


def scale_number(text: str, what: str, hint: str = "numbjournal log 2 flat") -> int:
    """Read 0 to 10 typed in ASCII digits.

    Raises Misuse for anything else; `what` names the number in the sentence.
    """
    if text.isascii() and text.isdigit() and len(text) <= 2 and str(int(text)) == text and int(text) in SCALE:
        return int(text)
    raise Misuse(f"{what} is a whole number from 0 to 10.", hint)


def merge_taggings(taggings: Iterable[Tagging]) -> tuple[Tagging, ...]:
    """One tagging a tag, in order; the first word typed stays, and the greatest strength."""
    merged: dict[str, Tagging] = {}
    for new in taggings:
        old = merged.setdefault(new.tag, new)
        strengths = [s for s in (old.strength, new.strength) if s is not None]
        merged[new.tag] = Tagging(new.tag, max(strengths, default=None), old.typed)
    return tuple(merged.values())


def retagged(
    taggings: Iterable[Tagging], added: Iterable[Tagging], dropped: Container[str]
) -> tuple[Tagging, ...]:
    """The taggings without the dropped and with the added ones; an added strength replaces an old one."""
    tags = {tagging.tag: tagging for tagging in taggings}
    for new in added:
        old = tags.get(new.tag, new)
        tags[new.tag] = old._replace(strength=new.strength or old.strength)
    return tuple(tagging for tagging in tags.values() if tagging.tag not in dropped)


def merged_tag(taggings: Iterable[Tagging], source: str, target: str) -> tuple[Tagging, ...]:
    """The taggings with `target` in the place of `source`, once, with the greater strength."""
    return merge_taggings(
        tagging._replace(tag=target, typed=tagging.typed or source) if tagging.tag == source else tagging
        for tagging in taggings
    )


def uuid7(milliseconds: int, entropy: bytes) -> str:
    """A UUID version 7 (RFC 9562) from a Unix time and ten random bytes.

    Python has one of its own from 3.14 on.
    """
    if len(entropy) != 10:
        raise ValueError("a UUIDv7 takes ten random bytes")
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(entropy, "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    digits = f"{value:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
