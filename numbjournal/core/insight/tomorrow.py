"""Which strategies go with a better next day, beyond what the day itself already says.

Days resemble their neighbours, and many strategies are used on better days and in better months, so comparing
the days after them directly finds differences that do not exist. So tomorrow's number is first regressed
on today's, both relative to the mean of their own six weeks, and only the residuals are compared, by
permutation. All strategies are reported, not only those that stand out, and their p-values are adjusted for
their number (Holm 1979).
"""

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from math import fsum
from typing import NamedTuple

from numbjournal.core.estimate import Estimate, line_through, non_overlap

DRAWS = 999
LEVEL = 0.05
"""Up to this adjusted p a strategy "goes with" a difference; everything else could be chance."""

PART = 42
"""Days that share a mean, roughly: over months the level changes, and so does what is tried."""

_SEED = 271828
_ROUNDING = 1e-6
"""Sums that differ by less are equal: they add the same numbers in another order."""

NEXT = timedelta(days=1)


class ComparisonNeeds(NamedTuple):
    """What it takes to compare."""

    days: int = 42
    """Days with a number."""
    with_it: int = 10
    """Days with the strategy that have a number, and one on the next day."""
    without: int = 10
    """The same without the strategy."""


NEEDS = ComparisonNeeds()


class Strategy(NamedTuple):
    """One strategy and the days after it; `pairs` and `p` are None with too few days."""

    tag: str
    used: int
    """Days on which it was tagged."""
    with_it: int
    """Those of them that have a number, and one on the next day."""
    without: int
    """The same for days without the strategy."""
    pairs: Estimate | None = None
    """The share of pairs, of a day with it and one without, in which the day after it was higher."""
    p: float | None = None
    """Two-sided and adjusted."""

    @property
    def goes_with(self) -> bool:
        """Whether the difference is more than chance would often give."""
        return self.p is not None and self.p <= LEVEL


class Tomorrow(NamedTuple):
    """All strategies compared."""

    days: int
    """Days that have a number and were written on time."""
    strategies: tuple[Strategy, ...]
    """The most used one first."""

    @property
    def needs(self) -> ComparisonNeeds:
        return NEEDS

    @property
    def compared(self) -> int:
        return sum(strategy.p is not None for strategy in self.strategies)


def tomorrow_of(
    numbers: Mapping[date, float], used: Mapping[str, Collection[date]], needs: ComparisonNeeds = NEEDS
) -> Tomorrow:
    """Compare the days after each strategy with the days after days without it.

    `numbers` are those of days written on time, `used` maps tag ids to the days they are on. The draws are
    seeded, so that the same days give the same figures.
    """
    pairs = [day for day in sorted(numbers) if day + NEXT in numbers]
    left = _residuals(numbers, pairs)
    on = {tag: [place for place, day in enumerate(pairs) if day in days] for tag, days in used.items()}
    is_enough = len(numbers) >= needs.days
    tested = {
        tag: places
        for tag, places in on.items()
        if is_enough and len(places) >= needs.with_it and len(pairs) - len(places) >= needs.without
    }
    p = holm(chances(left, tested))
    found = [
        Strategy(
            tag,
            len(used[tag]),
            len(places),
            len(pairs) - len(places),
            _compared(left, places) if tag in p else None,
            p.get(tag),
        )
        for tag, places in on.items()
    ]
    return Tomorrow(len(numbers), tuple(sorted(found, key=lambda one: (-one.used, one.tag))))


def chances(left: Sequence[float], tested: Mapping[str, Sequence[int]]) -> dict[str, float]:
    """For each strategy, how often days drawn at random differ as much: p, two-sided, not adjusted.

    `left` are residuals that sum to 0, so the sum of the smaller group is enough; `tested` maps tag ids to
    places in `left`. One draw serves all strategies: its beginning is as random as a smaller draw.
    """
    if not tested:
        return {}
    sizes = {tag: min(len(places), len(left) - len(places)) for tag, places in tested.items()}
    sums = {tag: abs(sum(left[place] for place in places)) - _ROUNDING for tag, places in tested.items()}
    chance = random.Random(_SEED)  # noqa: S311  (seeded on purpose)
    as_far = dict.fromkeys(tested, 0)
    most = max(sizes.values())
    for _ in range(DRAWS):
        drawn = list(accumulate(chance.sample(left, most)))
        for tag, size in sizes.items():
            as_far[tag] += abs(drawn[size - 1]) >= sums[tag]
    return {tag: (times + 1) / (DRAWS + 1) for tag, times in as_far.items()}


def holm(values: Mapping[str, float]) -> dict[str, float]:
    """The p-values adjusted for their number: a false alarm among them all is as rare as for a single one."""
    adjusted, so_far = {}, 0.0
    for place, tag in enumerate(sorted(values, key=lambda tag: values[tag])):
        so_far = max(so_far, min(1.0, values[tag] * (len(values) - place)))
        adjusted[tag] = so_far
    return adjusted


def _residuals(numbers: Mapping[date, float], pairs: Sequence[date]) -> list[float]:
    """What today's number does not explain of tomorrow's, for each day that has both; the sum is 0."""
    if not pairs:
        return []
    today, tomorrow = [numbers[day] for day in pairs], [numbers[day + NEXT] for day in pairs]
    for places in _parts(pairs):
        for series in (today, tomorrow):
            mean = fsum(series[place] for place in places) / len(places)
            for place in places:
                series[place] -= mean
    line = line_through(today, tomorrow)
    # Rounded, so that equal days keep equal residuals.
    return [round(after - line.at(before), 9) for before, after in zip(today, tomorrow, strict=True)]


def _parts(days: Sequence[date]) -> Iterable[list[int]]:
    """The places of the days in each part of the time, in parts of equal length of about six weeks."""
    over = (days[-1] - days[0]).days + 1
    count = max(1, round(over / PART))
    places: dict[int, list[int]] = {}
    for place, day in enumerate(days):
        places.setdefault((day - days[0]).days * count // over, []).append(place)
    return places.values()


def _compared(left: Sequence[float], places: Sequence[int]) -> Estimate:
    chosen = set(places)
    return non_overlap(
        [number for place, number in enumerate(left) if place not in chosen],
        [left[place] for place in places],
    )
