"""Made-up series for insights: somebody tries something on some days, a quarter of all days is missing."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from typing import NamedTuple

from tests.simulation.lives import START, on_scale, ups_and_downs

MISSING = 0.25
MIDDLE = 5.0


class Habit(NamedTuple):
    """Something that is tried on a share of days; on better days more often by `choice`, on others less.

    `effect` is what it adds to the number of the day after. `later` is the share once the level has changed.
    """

    often: float = 0.5
    choice: float = 0.0
    effect: float = 0.0
    later: float | None = None


class Series(NamedTuple):
    """Numbers of the days that have one, and the days on which each thing was tried and that was written."""

    numbers: dict[date, float]
    tried: dict[str, set[date]]


class Course(NamedTuple):
    """The level at the beginning, and where it goes: with `at` in one step, without in a line."""

    start: float = MIDDLE
    end: float = MIDDLE
    at: float | None = None

    def level(self, share: float) -> float:
        """At a share of the whole time, from 0 to 1."""
        if self.at is None:
            return self.start + (self.end - self.start) * share
        return self.start if share < self.at else self.end

    def is_later(self, share: float) -> bool:
        return self.at is not None and share >= self.at


FLAT = Course()


def series_of(
    chance: random.Random,
    days: int,
    habits: dict[str, Habit],
    course: Course = FLAT,
    phi: float | None = None,
) -> Series:
    """This many days; how much a day takes over from the one before is 0.2 to 0.5, or `phi`."""
    found = Series({}, {name: set() for name in habits})
    states = ups_and_downs(chance, phi=chance.uniform(0.2, 0.5) if phi is None else phi)
    lift = 0.0
    for number, state in enumerate(islice(states, days)):
        day, share = START + timedelta(days=number), number / max(1, days - 1)
        is_better = state + lift > 0
        felt = course.level(share) + state + lift
        is_missing = chance.random() < MISSING
        lift = 0.0
        for name, habit in habits.items():
            often = habit.later if habit.later is not None and course.is_later(share) else habit.often
            if chance.random() < often + (habit.choice if is_better else -habit.choice):
                lift += habit.effect
                if not is_missing:
                    found.tried[name].add(day)
        if not is_missing:
            found.numbers[day] = on_scale(felt)
    return found


def share_of_series(
    name: str, series: int, make: Callable[[random.Random], Series], is_found: Callable[[Series], bool]
) -> float:
    """In how many of so many series something is found; `name` seeds them."""
    return sum(is_found(make(random.Random(f"{name} {seed}"))) for seed in range(series)) / series
