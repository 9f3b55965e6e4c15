"""A day: its answers put together, and what of it counts.

The day's number is the median of its numbers. A day without an entry is in no mapping here: it is neither
flat nor well, and nothing fills it in.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from math import floor

from numbjournal.core.entry import FLAT_AT_MOST, FLAT_TAGS, Answer, Entry

ON_TIME = 1
"""Days between the day and the writing that are taken for writing on the day."""

COUNTS_UP_TO = 7
"""Written later than so many days after, an entry is part of the story, and in nothing that is counted."""


class Axis(StrEnum):
    """Which of a day's two numbers: how much could be felt, or how pleasant it was."""

    FEEL = "feel"
    MOOD = "mood"


class Glance:
    """One day with at least one entry, as far as its cell in a calendar shows it.

    `feels` and `moods` are all numbers of the day, 0 to 10; `answers` those that were given; `has_flat_tag`
    is whether `flat` or `empty` is tagged on an entry without a number; `first_written` is the earliest date
    on which one of its entries was written.
    """

    def __init__(
        self,
        day: date,
        feels: Sequence[int],
        moods: Sequence[int],
        answers: Collection[Answer],
        has_flat_tag: bool,
        first_written: date,
    ) -> None:
        self.day = day
        self.feels = feels
        self.moods = moods
        self.answers = answers
        self.has_flat_tag = has_flat_tag
        self.first_written = first_written

    @cached_property
    def feel(self) -> float | None:
        """The median of the day's numbers for how much, 0 to 10, unrounded; None without a number."""
        return median(self.feels)

    @cached_property
    def mood(self) -> float | None:
        """The same for how pleasant."""
        return median(self.moods)

    def number(self, axis: Axis) -> float | None:
        """`feel` or `mood`."""
        return self.feel if axis is Axis.FEEL else self.mood

    @property
    def is_flat(self) -> bool:
        """A number of 3 or less, or no number and `flat` or `empty` tagged, whatever the answer was."""
        return self.has_flat_tag if self.feel is None else self.feel <= FLAT_AT_MOST

    @property
    def is_answered(self) -> bool:
        """Whether it says how much: by a number, or by such a tag."""
        return self.feel is not None or self.has_flat_tag

    @property
    def is_unsure(self) -> bool:
        """Can't tell, and nothing beside it that says how much."""
        return not self.is_answered and Answer.UNSURE in self.answers

    @property
    def is_tired(self) -> bool:
        """Too tired to rate, and nothing else that was an answer."""
        return not (self.is_answered or self.is_unsure) and Answer.TIRED in self.answers

    @property
    def is_hollow(self) -> bool:
        """Whether everything that makes its answer was written some days later."""
        return days_between(self.day, self.first_written) > ON_TIME

    @property
    def counts(self) -> bool:
        """Whether anything of it was written in time to count."""
        return days_between(self.day, self.first_written) <= COUNTS_UP_TO

    @property
    def shown(self) -> "Glance":
        """The day as it is drawn; a glance cannot tell its entries apart."""
        return self


class Day(Glance):
    """One day with at least one entry, and its entries, the oldest first."""

    def __init__(self, day: date, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        drafts = [entry.draft for entry in self.entries]
        unrated = [draft for draft in drafts if draft.feel is None]
        super().__init__(
            day,
            [draft.feel for draft in drafts if draft.feel is not None],
            [draft.mood for draft in drafts if draft.mood is not None],
            {draft.answer for draft in drafts},
            any(tagging.tag in FLAT_TAGS for draft in unrated for tagging in draft.tags),
            min(map(written_on, self.entries)),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Day) and self.entries == other.entries

    def __hash__(self) -> int:
        return hash(self.entries)

    @property
    def that_counts(self) -> "Day | None":
        """The day without what was written too late to count; None where nothing is left."""
        entries = tuple(entry for entry in self.entries if days_late(entry) <= COUNTS_UP_TO)
        return Day(self.day, entries) if entries else None

    @property
    def shown(self) -> "Day":
        """The day as it is drawn: what counts of it, or all of it where nothing does."""
        return self.that_counts or self

    @property
    def written(self) -> frozenset[date]:
        """The dates on which it was written."""
        return frozenset(map(written_on, self.entries))

    def tags(self) -> set[str]:
        return {tagging.tag for entry in self.entries for tagging in entry.draft.tags}


def days_of(entries: Iterable[Entry], *, for_story: bool = False) -> dict[date, Day]:
    """Days in their order; `for_story` keeps entries written too late to count."""
    by_day: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.draft.day, entry.number)):
        by_day.setdefault(entry.draft.day, []).append(entry)
    story = {day: Day(day, members) for day, members in by_day.items()}
    return story if for_story else counting(story)


def counting(days: Mapping[date, Day]) -> dict[date, Day]:
    """Of days for the story, those that count, without the entries written too late."""
    kept: dict[date, Day] = {}
    for day in days.values():
        entries = [entry for entry in day.entries if days_late(entry) <= COUNTS_UP_TO]
        if entries:
            kept[day.day] = day if len(entries) == len(day.entries) else Day(day.day, entries)
    return kept


def written_on(entry: Entry) -> date:
    """The date of writing, in the zone it was written in.

    For an entry with a `source` it is what another program said, and so presumed.
    """
    return entry.logged_at.date()


def days_late(entry: Entry) -> int:
    """Days between the day it is about and the day it was written; 0 for one written before its day."""
    return days_between(entry.draft.day, written_on(entry))


def days_between(day: date, written: date) -> int:
    """The same for a day and the date of writing."""
    return max(0, (written - day).days)


def median(numbers: Sequence[float]) -> float | None:
    """The middle one, or halfway between the two in the middle; None of nothing."""
    if not numbers:
        return None
    ordered, middle = sorted(numbers), len(numbers) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def middle_of(days: Mapping[date, Glance] | Iterable[Glance]) -> float | None:
    """The median of the days' numbers."""
    members = days.values() if isinstance(days, Mapping) else days
    return median([day.feel for day in members if day.feel is not None])


def half_up(number: float) -> int:
    """As it is shown: to the next whole number, a half upwards."""
    return floor(number + 0.5)


def shown_number(value: float) -> str:
    """A median as it is shown: halves as they are, others rounded half up."""
    return f"{value:g}" if value * 2 == int(value * 2) else str(half_up(value))
