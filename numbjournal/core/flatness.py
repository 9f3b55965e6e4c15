"""How flat the days were, and how different from one another.

Counts, and a share with its interval, without a test or a verdict. A mean of 5 may be a month of fives or a
month of zeros and tens, so the range, the quartiles and the ways it showed are shown with it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from numbjournal.core.day import Axis, Day, median
from numbjournal.core.estimate import Estimate, share_of

SHARE_FROM = 14
"""Answered days from which on a page shows the share beside the counts: this project's own number."""


class Flatness(NamedTuple):
    """How flat the days were."""

    flat: int
    """Flat days."""
    answered: int
    """Days that say how much could be felt."""
    share: Estimate | None
    """The share of them that were flat."""
    longest: int
    """The most flat days in a row, without a day between."""
    last_other: date | None
    """The last answered day that was not flat."""


NO_DAYS = Flatness(0, 0, None, 0, None)


class Spread(NamedTuple):
    """How different the days' numbers were, 0 to 10."""

    days: int
    """Days with a number."""
    low: float | None
    quartiles: tuple[float, float] | None
    middle: float | None
    high: float | None
    ways: tuple[tuple[str, int], ...]
    """The tagged manifestations with their number of days, the most frequent first."""


def flatness_of(days: Sequence[Day | None]) -> Flatness:
    """From every day of a range in its order; None is a day without an entry."""
    answered = [day for day in days if day is not None and day.is_answered]
    flat = sum(day.is_flat for day in answered)
    longest = in_a_row = 0
    for day in days:
        in_a_row = in_a_row + 1 if day is not None and day.is_flat else 0
        longest = max(longest, in_a_row)
    return Flatness(
        flat,
        len(answered),
        share_of(flat, len(answered)) if answered else None,
        longest,
        max((day.day for day in answered if not day.is_flat), default=None),
    )


def spread_of(days: Iterable[Day], axis: Axis, kinds: Mapping[str, str]) -> Spread:
    """Of the days' numbers on one axis; `kinds` maps tag ids to kinds."""
    members = list(days)
    numbers = [number for day in members if (number := day.number(axis)) is not None]
    tags = Counter(tag for day in members for tag in day.tags() if kinds.get(tag) == "manifestation")
    return Spread(
        len(numbers),
        min(numbers, default=None),
        quartiles_of(numbers),
        median(numbers),
        max(numbers, default=None),
        tuple(sorted(tags.items(), key=lambda found: (-found[1], found[0]))),
    )


def quartiles_of(numbers: Sequence[float]) -> tuple[float, float] | None:
    """The medians of the lower and of the upper half, the middle one in both (Tukey's hinges)."""
    ordered = sorted(numbers)
    half = (len(ordered) + 1) // 2
    low, high = median(ordered[:half]), median(ordered[len(ordered) - half :])
    return None if low is None or high is None else (low, high)
