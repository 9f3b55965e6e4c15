"""Which strategies go with a better next day, beyond what the day itself already says.

Days resemble their neighbours, and many strategies are taken up on better days and in better months: to
compare the days after them as they are finds differences that are none. So tomorrow's number is first
regressed on today's, each taken from the mean of its own six weeks, and only what that leaves is compared, by
permutation. All strategies are told, not only those that stand out, and their p-values are adjusted for how
many there are (Holm 1979).
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
"""An adjusted p up to this is called "goes with"; everything else could be chance."""

STRETCH = 42
"""About so many days have a mean of their own: over months a level changes, and so does what is tried."""

_SEED = 271828
_ROUNDING = 1e-6
"""Sums of the same numbers in another order differ by less, and are the same."""

NEXT = timedelta(days=1)


class Needs(NamedTuple):
    """Days with a number in all, and days with and without a strategy that have a number and a next one."""

    days: int = 42
    with_it: int = 10
    without: int = 10


NEEDS = Needs()


class Strategy(NamedTuple):
    """One strategy: on how many days it was tagged at all, and how many of them can be compared.

    `with_it` and `without` are days that have a number and one on the next day. `pairs` says in how many
    pairs of a day with it and one without the next day was higher (0 to 1); `p` is two-sided and adjusted.
    Both are None where there are too few days.
    """

    tag: str
    used: int
    with_it: int
    without: int
    pairs: Estimate | None = None
    p: float | None = None

    @property
    def goes_with(self) -> bool:
        """Whether the difference is more than chance would often give."""
        return self.p is not None and self.p <= LEVEL


class Tomorrow(NamedTuple):
    """`days` have a number and were written on time; the most used strategy comes first."""

    days: int
    strategies: tuple[Strategy, ...]

    @property
    def needs(self) -> Needs:
        return NEEDS

    @property
    def compared(self) -> int:
        return sum(strategy.p is not None for strategy in self.strategies)


def tomorrow_of(
    numbers: Mapping[date, float], used: Mapping[str, Collection[date]], needs: Needs = NEEDS
) -> Tomorrow:
    """Compare the days after each strategy with the days after none of it.

    `numbers` are those of days written on time, `used` tag id to the days it is on. The draws are seeded:
    the same days give the same figures.
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

    `left` sums to 0, so the smaller group's sum tells both; `tested` is tag id to places in it. One draw
    serves all: its first so many numbers are as random as a draw of that size.
    """
    if not tested:
        return {}
    sizes = {tag: min(len(places), len(left) - len(places)) for tag, places in tested.items()}
    sums = {tag: abs(sum(left[place] for place in places)) - _ROUNDING for tag, places in tested.items()}
    chance = random.Random(_SEED)  # noqa: S311  (to be the same each time)
    as_far = dict.fromkeys(tested, 0)
    most = max(sizes.values())
    for _ in range(DRAWS):
        drawn = list(accumulate(chance.sample(left, most)))
        for tag, size in sizes.items():
            as_far[tag] += abs(drawn[size - 1]) >= sums[tag]
    return {tag: (times + 1) / (DRAWS + 1) for tag, times in as_far.items()}


def holm(values: Mapping[str, float]) -> dict[str, float]:
    """The p-values adjusted for their number, so that one false alarm among them is as rare as for one."""
    adjusted, so_far = {}, 0.0
    for place, tag in enumerate(sorted(values, key=lambda tag: values[tag])):
        so_far = max(so_far, min(1.0, values[tag] * (len(values) - place)))
        adjusted[tag] = so_far
    return adjusted


def _residuals(numbers: Mapping[date, float], pairs: Sequence[date]) -> list[float]:
    """What today's number leaves of tomorrow's, for each day that has both; their sum is 0."""
    if not pairs:
        return []
    today, tomorrow = [numbers[day] for day in pairs], [numbers[day + NEXT] for day in pairs]
    for places in _stretches(pairs):
        for series in (today, tomorrow):
            mean = fsum(series[place] for place in places) / len(places)
            for place in places:
                series[place] -= mean
    line = line_through(today, tomorrow)
    # Rounded, so that two days that are alike stay so.
    return [round(after - line.at(before), 9) for before, after in zip(today, tomorrow, strict=True)]


def _stretches(days: Sequence[date]) -> Iterable[list[int]]:
    """The places of the days in each of some stretches of equal length, of about six weeks."""
    over = (days[-1] - days[0]).days + 1
    count = max(1, round(over / STRETCH))
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
