"""A day: its answers put together, and what of it counts.

The day's number is the median of its numbers. A day without an entry is in no mapping here: it is neither
flat nor well, and nothing fills it in.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import floor
from typing import NamedTuple

from numbjournal.core.entry import FLAT_AT_MOST, FLAT_TAGS, Answer, Entry

ON_TIME = 1
"""Days between the day and the writing that are taken for writing on the day."""

COUNTS_UP_TO = 7
"""Written later than so many days after, an entry is part of the story and of no rule and no figure."""


class Day(NamedTuple):
    """One day with at least one entry, the oldest first."""

    day: date
    entries: tuple[Entry, ...]

    @property
    def feel(self) -> float | None:
        """The median of the day's numbers for how much, 0 to 10, unrounded; None without a number."""
        return median([entry.draft.feel for entry in self.entries if entry.draft.feel is not None])

    @property
    def mood(self) -> float | None:
        """The same for how pleasant."""
        return median([entry.draft.mood for entry in self.entries if entry.draft.mood is not None])

    @property
    def is_flat(self) -> bool:
        """A number of 3 or less, or no number and `flat` or `empty` tagged, whatever the answer was."""
        feel = self.feel
        return self._has_flat_tag if feel is None else feel <= FLAT_AT_MOST

    @property
    def is_answered(self) -> bool:
        """Whether it says how much: by a number, or by such a tag."""
        return self.feel is not None or self._has_flat_tag

    @property
    def is_unsure(self) -> bool:
        """Can't tell, and nothing beside it that says how much."""
        return not self.is_answered and any(entry.draft.answer is Answer.UNSURE for entry in self.entries)

    @property
    def is_tired(self) -> bool:
        """Too tired to rate, and nothing else that was an answer."""
        said = {entry.draft.answer for entry in self.entries}
        return not self.is_answered and not self.is_unsure and Answer.TIRED in said

    @property
    def is_hollow(self) -> bool:
        """Whether everything that makes its answer was written some days later."""
        return all(days_late(entry) > ON_TIME for entry in self.entries)

    @property
    def written(self) -> frozenset[date]:
        """The dates on which it was written."""
        return frozenset(written_on(entry) for entry in self.entries)

    def tags(self) -> set[str]:
        return {tagging.tag for entry in self.entries for tagging in entry.draft.tags}

    @property
    def _has_flat_tag(self) -> bool:
        return bool(self.tags() & FLAT_TAGS)


def days_of(entries: Iterable[Entry], *, for_story: bool = False) -> dict[date, Day]:
    """Days in their order; `for_story` keeps entries written too late to count."""
    by_day: dict[date, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.draft.day, entry.number)):
        if for_story or days_late(entry) <= COUNTS_UP_TO:
            by_day.setdefault(entry.draft.day, []).append(entry)
    return {day: Day(day, tuple(members)) for day, members in by_day.items()}


def written_on(entry: Entry) -> date:
    """The date of writing, in the zone it was written in."""
    return entry.logged_at.date()


def days_late(entry: Entry) -> int:
    """Days between the day it is about and the day it was written; 0 for one written before its day."""
    return max(0, (written_on(entry) - entry.draft.day).days)


def median(numbers: Sequence[float]) -> float | None:
    """The middle one, or halfway between the two in the middle; None of nothing."""
    if not numbers:
        return None
    ordered, middle = sorted(numbers), len(numbers) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def middle_of(days: Mapping[date, Day] | Iterable[Day]) -> float | None:
    """The median of the days' numbers."""
    members = days.values() if isinstance(days, Mapping) else days
    return median([day.feel for day in members if day.feel is not None])


def half_up(number: float) -> int:
    """As it is shown: to the next whole number, a half upwards."""
    return floor(number + 0.5)


def shown_number(value: float) -> str:
    """A median as it is shown: halves as they are, others rounded half up."""
    return f"{value:g}" if value * 2 == int(value * 2) else str(half_up(value))
