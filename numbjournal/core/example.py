"""A made-up journal of about two hundred days, to try everything with.

It is generated from a seeded random stream, so the same last day gives the same journal everywhere. It has no
crisis tags, because where to turn should not be shown for an example.
"""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from numbjournal.core.entry import FLAT_AT_MOST, SCALE, Answer, Draft, Interfered, Tagging
from numbjournal.core.mark import Mark
from numbjournal.core.score import Score

DAYS = 200
FLAT_FROM = DAYS - 34
"""The first of the flat days, which go on to the end: a month and a few days."""

_SEED = 2718
_PHI = 0.4
"""How much a day resembles the day before."""

_GAPS = (range(61, 70), range(139, 143))
"""Days without an entry, besides single days that are left out at random."""

_MISSING, _TWICE, _UNSURE, _TIRED = 0.09, 0.06, 0.05, 0.04

_MEDICINE, _MORE_OF_IT, _MOVE, _THERAPY = 146, 160, 96, 190
"""Days of the marks."""

_STRATEGIES = ("movement", "creative", "connecting", "rest", "mindfulness")
_FLAT_TAGS = ("flat", "lost-interest", "disconnected-others", "empty", "foggy")
_OTHER_TAGS = ("fatigue", "tension", "headache", "hard-to-express", "withdrawn")
_EFFECTS = ("work", "relationships", "daily-life")
_IN_THE_WAY = (Interfered.NONE, Interfered.LITTLE, Interfered.LITTLE, Interfered.LOT)
_TYPED = {"movement": "walk", "creative": "drawing", "connecting": "talked"}
"""Words that some tags were typed as."""

_GOT_THROUGH = (
    "The smell of rain on the way home.",
    "The neighbour's dog was glad to see me.",
    "Two minutes of a song from years ago.",
    "Warm bread.",
    "Somebody remembered what I had said last week.",
    "The first cold air of the year.",
    "A child waved from the tram.",
    "Hot water on my hands.",
    "I laughed once, at a cat.",
    "The light on the river at six.",
    "The voice of an old friend on the phone.",
    "A page that I read twice because it was good.",
)
_NOTES = (
    "Did the shopping. The days look alike.",
    "Slept nine hours and was still tired.",
    "Answered two messages, left five.",
    "Everyone was laughing, and I noticed it from far away.",
    "Tidied one drawer.",
    "Sat on the balcony until it was dark.",
    "Cooked, and ate half of it.",
    "At work nobody noticed anything.",
    "Could not say what I wanted for supper.",
    "A film that used to make me cry. It did not.",
    "Went to bed at eight.",
    "Rang the doctor's surgery. They ring back.",
)
_FOR_SESSION = (
    "I said no to the birthday before I had thought about it.",
    "Is this the medicine, or was it there before?",
    "I cannot tell any more what I would miss.",
)
_FOR_SESSION_ON = (150, 174, 193)
_PRIVATE_ON = (88, 131, 180)


class ExampleEntry(NamedTuple):
    """An entry, and when it was written."""

    at: datetime
    draft: Draft


class _Texts(NamedTuple):
    """The texts that were not used yet; each is used once."""

    notes: Iterator[str]
    got_through: Iterator[str]
    for_session: Iterator[str]


class ExampleMade(NamedTuple):
    """A made-up journal that was written to a file."""

    path: str
    entries: int


class Example(NamedTuple):
    """What the made-up person wrote, in that order; numbers and ids are assigned when it is saved."""

    entries: tuple[ExampleEntry, ...]
    marks: tuple[Mark, ...]
    scores: tuple[Score, ...]
    onset: date


def example_journal(last: date, zone: tzinfo) -> Example:
    """The example up to `last`, with gaps, a flat month, medicine, strategies and late entries."""
    first = last - timedelta(days=DAYS - 1)

    def on(number: int) -> date:
        return first + timedelta(days=number)

    entries = sorted(_entries(first, zone), key=lambda one: one.at)
    return Example(
        entries=tuple(one for one in entries if one.at.date() <= last),
        marks=(
            Mark(0, "", on(_MOVE), "event", "moved to another town"),
            Mark(0, "", on(_MEDICINE), "medication-start", "medicine A", "10 mg"),
            Mark(0, "", on(_MORE_OF_IT), "medication-change", "medicine A", "20 mg"),
            Mark(0, "", on(_THERAPY), "therapy", "first talk", roughly=True),
        ),
        scores=(Score(0, "", on(40), "phq-9", 8), Score(0, "", on(188), "phq-9", 13)),
        onset=on(FLAT_FROM - 6),
    )


def _entries(first: date, zone: tzinfo) -> Iterator[ExampleEntry]:
    chance = random.Random(_SEED)  # noqa: S311  (made up, and to be the same each time)
    texts = _Texts(iter(_NOTES), iter(_GOT_THROUGH), iter(_FOR_SESSION))
    state = lift = 0.0
    for number in range(DAYS):
        state = _PHI * state + chance.gauss(0, 1.1)
        felt = min(SCALE[-1], max(0, round(_mean(number) + state + lift)))
        if _is_left_out(number, chance):
            lift = 0.0
            continue
        draft = _day(first + timedelta(days=number), number, felt, chance, texts)
        # A day goes a little better after a walk or a talk.
        lift = 0.8 if {"movement", "connecting"} & {tagging.tag for tagging in draft.tags} else 0.0
        at = datetime.combine(draft.day, time(20, 15 + chance.randrange(40)), tzinfo=zone)
        yield ExampleEntry(at + timedelta(days=_days_later(number, chance)), draft)
        if chance.random() < _TWICE:
            noon = Draft(draft.day, "12:30", Answer.RATED, min(SCALE[-1], felt + 1))
            yield ExampleEntry(datetime.combine(draft.day, time(12, 31), tzinfo=zone), noon)


def _is_left_out(number: int, chance: random.Random) -> bool:
    """Whether a day has no entry: it is in a gap, or is left out at random and not needed."""
    by_chance = chance.random() < _MISSING
    is_needed = number in _FOR_SESSION_ON or number == DAYS - 1
    return any(number in gap for gap in _GAPS) or (by_chance and not is_needed)


def _mean(number: int) -> float:
    """How much can be felt on a day, before random ups and downs."""
    if number >= FLAT_FROM:
        return 1.9
    # 6 at first, then slowly down over the two months before the flat days.
    return 6.0 - max(0.0, (number - 100) / 30)


def _days_later(number: int, chance: random.Random) -> int:
    """How many days later an entry is written: mostly none, at times a few, once too many to count."""
    if number == 120:
        return 9
    return chance.choice((2, 3)) if number % 17 == 5 and number < DAYS - 4 else 0


def _day(day: date, number: int, felt: int, chance: random.Random, texts: _Texts) -> Draft:
    """The entry in the evening of a day."""
    draw = chance.random()
    if draw < _TIRED:
        return Draft(day, answer=Answer.TIRED)
    if draw < _TIRED + _UNSURE:
        return Draft(day, answer=Answer.UNSURE, tags=(Tagging("foggy", 2),))
    is_flat = felt <= FLAT_AT_MOST
    interfered = chance.choice(_IN_THE_WAY) if is_flat else None
    is_asked = number in _FOR_SESSION_ON
    pleasant = round(4.5 + 0.2 * (felt - 5) + chance.gauss(0, 1.2))
    return Draft(
        day,
        answer=Answer.RATED,
        feel=felt,
        mood=min(SCALE[-1], max(0, pleasant)) if chance.random() < 0.6 else None,
        interfered=interfered,
        note=next(texts.for_session if is_asked else texts.notes, "")
        if is_asked or chance.random() < 0.08
        else "",
        got_through=next(texts.got_through, "") if chance.random() < 0.08 else "",
        private=number in _PRIVATE_ON,
        for_session=is_asked,
        tags=tuple(_tags(is_flat=is_flat, interfered=interfered, chance=chance)),
    )


def _tags(*, is_flat: bool, interfered: Interfered | None, chance: random.Random) -> Iterator[Tagging]:
    """Tags: how it showed, what it got in the way of, and what was tried."""
    how_many = chance.choice((1, 2) if is_flat else (0, 1))
    for tag in chance.sample(_FLAT_TAGS if is_flat else _OTHER_TAGS, how_many):
        yield Tagging(tag, chance.choice((None, 2, 3)))
    if interfered is Interfered.LOT:
        yield Tagging(chance.choice(_EFFECTS), 3)
    if chance.random() < (0.25 if is_flat else 0.5):
        tried = chance.choice(_STRATEGIES)
        yield Tagging(tried, None, _TYPED.get(tried, ""))
