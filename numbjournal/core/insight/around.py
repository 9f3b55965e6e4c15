"""Before and after a medicine or another event: numbers side by side, without a test.

If days already drift, tests of before against after find a difference in a tenth to a half of all series in
which nothing happened. So there is no p-value, and the slope of the time before is shown.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from numbjournal.core.day import median
from numbjournal.core.estimate import Estimate, line_through, non_overlap
from numbjournal.core.mark import Mark

NEEDS = 14
"""Days with a number that each side needs."""

REACH = timedelta(weeks=8)
"""How far to each side days are compared; the day of the event is on neither side."""

WEEK = 7


class Around(NamedTuple):
    """The days up to eight weeks before and after one mark; medians, pairs and slope need enough days."""

    mark: Mark
    days_before: int
    """Days with a number."""
    days_after: int
    median_before: float | None = None
    median_after: float | None = None
    pairs: Estimate | None = None
    """The share of pairs, of a day before and a day after, in which the later day is higher."""
    slope: float | None = None
    """By how many points the numbers rose in a week before the mark."""
    others: tuple[Mark, ...] = ()
    """Other marks within the same time."""

    @property
    def needs(self) -> int:
        """Days with a number that each side needs."""
        return NEEDS

    @property
    def is_enough(self) -> bool:
        return self.pairs is not None


def around_each(numbers: Mapping[date, float], marks: Iterable[Mark]) -> tuple[Around, ...]:
    """For each mark, the oldest first; `numbers` maps days to their numbers."""
    known = sorted(marks, key=lambda mark: (mark.day, mark.number))
    return tuple(_around(numbers, mark, known) for mark in known)


def _around(numbers: Mapping[date, float], mark: Mark, known: Iterable[Mark]) -> Around:
    before = {day: n for day, n in numbers.items() if timedelta() < mark.day - day <= REACH}
    after = [n for day, n in numbers.items() if timedelta() < day - mark.day <= REACH]
    others = tuple(one for one in known if one is not mark and abs(one.day - mark.day) <= REACH)
    if min(len(before), len(after)) < NEEDS:
        return Around(mark, len(before), len(after), others=others)
    heights = list(before.values())
    line = line_through([float((day - mark.day).days) for day in before], heights)
    return Around(
        mark,
        len(before),
        len(after),
        median(heights),
        median(after),
        non_overlap(heights, after),
        line.slope * WEEK,
        others,
    )
