"""A day: its entries together, and which of them count.

The number of a day is the median of its numbers. A day without an entry is in no mapping here: it is neither
flat nor well, and nothing fills it in.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time
from enum import StrEnum
from functools import cached_property
from math import floor
from typing import Self

from numbjournal.core.entry import FLAT_AT_MOST, FLAT_TAGS, Answer, Draft, Entry
from numbjournal.core.when import journal_day

MIDNIGHT = time(0)

ON_TIME = 1
"""An entry written up to this many days later counts as written on the day."""

COUNTS_UP_TO = 7
"""An entry written more than this many days later is shown, but in nothing that is counted."""


class Axis(StrEnum):
    """One of the two numbers of a day: how much could be felt, or how pleasant it was."""

    FEEL = "feel"
    MOOD = "mood"


class Look(StrEnum):
    """What a calendar shows of a day; each has its own sign, so that none needs a colour."""

    NUMBER = "a number"
    FLAT = "flat, no number"
    UNSURE = "can't tell"
    TIRED = "too tired to rate"
    MOOD_ONLY = "mood, no number"
    OTHER = "an entry, no number"
    GAP = "no entry"
    OUTSIDE = "not in this time"


class Glance:
    """One day with at least one entry, as far as a calendar shows it.

    `feels` and `moods` are all numbers of the day, 0 to 10, and `answers` all its answers; `has_flat_tag` is
    whether an entry without a number is tagged `flat` or `empty`; `first_written` is the first day on which
    part of its answer was written. `counts` is whether an entry was written in time to be in a figure; then
    entries that were not are left out of the other values.
    """

    def __init__(
        self,
        day: date,
        feels: Sequence[int],
        moods: Sequence[int],
        answers: Collection[Answer],
        has_flat_tag: bool,
        first_written: date,
        counts: bool = True,
    ) -> None:
        self.day = day
        self.feels = feels
        self.moods = moods
        self.answers = answers
        self.has_flat_tag = has_flat_tag
        self.first_written = first_written
        self.counts = counts

    @property
    def shown(self) -> "Glance":
        """The day as it is drawn: with the entries that count, or with all of them if none does."""
        return self

    @cached_property
    def feel(self) -> float | None:
        """The median of its numbers for how much, 0 to 10, unrounded; None without a number."""
        return median(self.feels)

    @cached_property
    def mood(self) -> float | None:
        """The same for how pleasant."""
        return median(self.moods)

    def number(self, axis: Axis) -> float | None:
        """`feel` or `mood`."""
        return self.feel if axis is Axis.FEEL else self.mood

    @cached_property
    def is_flat(self) -> bool:
        """Whether its number is 3 or less or, without a number, `flat` or `empty` is tagged."""
        return self.has_flat_tag if self.feel is None else self.feel <= FLAT_AT_MOST

    @cached_property
    def is_answered(self) -> bool:
        """Whether it says how much: by a number, or by such a tag."""
        return self.feel is not None or self.has_flat_tag

    @cached_property
    def is_unsure(self) -> bool:
        """Whether the answer was "can't tell", and nothing says how much."""
        return not self.is_answered and Answer.UNSURE in self.answers

    @cached_property
    def is_tired(self) -> bool:
        """Whether the answer was "too tired to rate", and there was no other."""
        return not (self.is_answered or self.is_unsure) and Answer.TIRED in self.answers

    @property
    def look(self) -> Look:
        """What a calendar shows of it."""
        if self.feel is not None:
            return Look.NUMBER
        if self.is_flat:
            return Look.FLAT
        if self.is_unsure:
            return Look.UNSURE
        if self.is_tired:
            return Look.TIRED
        return Look.OTHER if self.mood is None else Look.MOOD_ONLY

    @property
    def answer(self) -> str:
        """`rated`, or what it says instead of a number: `flat, no number`, `can't tell`, `no number`."""
        look = self.look
        if look is Look.NUMBER:
            return "rated"
        return look.value if look in (Look.FLAT, Look.UNSURE, Look.TIRED) else "no number"

    @cached_property
    def is_hollow(self) -> bool:
        """Whether all of its answer was written some days later."""
        return days_between(self.day, self.first_written) > ON_TIME


class Day(Glance):
    """One day with all its entries, the oldest first; `in_time` leaves out those written too late.

    `starts_at` is when a day of the journal begins: before that time, the day of writing is the day before.
    """

    def __init__(self, day: date, entries: Iterable[Entry], starts_at: time = MIDNIGHT) -> None:
        self.entries = tuple(entries)
        self._starts_at = starts_at
        self._written = [written_on(entry, starts_at) for entry in self.entries]
        drafts = [entry.draft for entry in self.entries]
        super().__init__(
            day,
            [draft.feel for draft in drafts if draft.feel is not None],
            [draft.mood for draft in drafts if draft.mood is not None],
            {draft.answer for draft in drafts},
            any(map(_has_flat_tag, drafts)),
            min(self._answering(drafts)),
            any(self._is_in_time(written, day) for written in self._written),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Day) and self.entries == other.entries

    def __hash__(self) -> int:
        return hash(self.entries)

    @property
    def written(self) -> frozenset[date]:
        """The days on which it was written."""
        return frozenset(self._written)

    @cached_property
    def in_time(self) -> Self | None:
        """The day without the entries written too late to count; None if there are no others."""
        entries = zip(self.entries, self._written, strict=True)
        return self._of([entry for entry, written in entries if self._is_in_time(written, self.day)])

    @property
    def shown(self) -> "Day":
        return self.in_time or self

    @cached_property
    def not_by_choice(self) -> Self | None:
        """The day without the entries that say "by choice"; None if there are no others."""
        return self._of([entry for entry in self.entries if not entry.draft.is_by_choice])

    def tags(self) -> set[str]:
        return {tagging.tag for entry in self.entries for tagging in entry.draft.tags}

    def _of(self, entries: Sequence[Entry]) -> Self | None:
        if len(entries) == len(self.entries):
            return self
        return type(self)(self.day, entries, self._starts_at) if entries else None

    def _answering(self, drafts: Sequence[Draft]) -> Sequence[date]:
        """When its answer was written: numbers, otherwise tags, otherwise can't tell, otherwise tired."""
        ranks = [_rank(draft) for draft in drafts]
        return [written for rank, written in zip(ranks, self._written, strict=True) if rank == min(ranks)]

    @staticmethod
    def _is_in_time(written: date, day: date) -> bool:
        return days_between(day, written) <= COUNTS_UP_TO


def _has_flat_tag(draft: Draft) -> bool:
    return draft.feel is None and any(tagging.tag in FLAT_TAGS for tagging in draft.tags)


def _rank(draft: Draft) -> int:
    if draft.feel is not None:
        return 0
    if _has_flat_tag(draft):
        return 1
    return {Answer.UNSURE: 2, Answer.TIRED: 3}.get(draft.answer, 4)


def days_of(
    entries: Iterable[Entry], *, for_story: bool = False, starts_at: time = MIDNIGHT
) -> dict[date, Day]:
    """The days of entries in their order; `for_story` keeps entries written too late to count."""
    by_day: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.draft.day, entry.number)):
        by_day.setdefault(entry.draft.day, []).append(entry)
    story = {day: Day(day, members, starts_at) for day, members in by_day.items()}
    return story if for_story else counting(story)


def counting(days: Mapping[date, Day]) -> dict[date, Day]:
    """The days that count, without the entries written too late."""
    return {day: kept for day, found in days.items() if (kept := found.in_time)}


def written_on(entry: Entry, starts_at: time = MIDNIGHT) -> date:
    """The journal's day on which an entry was written, in the zone it was written in.

    For an entry with a `source` it is what another program said.
    """
    return journal_day(entry.logged_at, starts_at)


def days_late(entry: Entry, starts_at: time = MIDNIGHT) -> int:
    """Days from the day an entry is about to the day it was written; 0 if it was written before its day."""
    return days_between(entry.draft.day, written_on(entry, starts_at))


def days_between(day: date, written: date) -> int:
    """Days from a day to the day of writing; 0 if that was before."""
    return max(0, (written - day).days)


def median(numbers: Sequence[float]) -> float | None:
    """The middle number, or halfway between the two in the middle; None without numbers."""
    if not numbers:
        return None
    ordered, middle = sorted(numbers), len(numbers) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def middle_of(days: Mapping[date, Glance] | Iterable[Glance]) -> float | None:
    """The median of the days' numbers."""
    members = days.values() if isinstance(days, Mapping) else days
    return median([day.feel for day in members if day.feel is not None])


def half_up(number: float) -> int:
    """The nearest whole number, halves rounded up."""
    return floor(number + 0.5)


def shown_number(value: float) -> str:
    """A median as it is shown: halves as they are, everything else rounded half up."""
    return f"{value:g}" if value * 2 == int(value * 2) else str(half_up(value))
