"""Gradually or suddenly: which of three forms describes the numbers best.

They may keep a level, change in one step, or follow one line. The form with the least BIC (Schwarz 1978) is
named only where it is clearly ahead of the next one; the limits are the project's own, from made-up series
whose truth is known (docs/explanation/statistics.md). It is a description: what the person says of the
beginning comes first.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from math import fsum, log
from typing import NamedTuple

from numbjournal.core.day import half_up
from numbjournal.core.estimate import Line, line_through

LEAD = 4.0
"""So much less must the BIC of the best form be than that of the next."""

CHANGE = 3
"""Points of the scale from which on a change is called one, rounded half up as numbers are shown."""

SIDE = 7
"""Days with a number on each side of a step: one odd day at an end is none."""

_LEAST_VARIANCE = 1 / 12
"""A whole number is no more exact than this; without it, a form that fits perfectly would win by infinity."""


class Needs(NamedTuple):
    """Days with a number, and the time they lie in, below which nothing is said."""

    days: int = 42
    over: int = 56


NEEDS = Needs()


class Form(StrEnum):
    """What the numbers look like; UNCLEAR where no form is clearly ahead."""

    LEVEL = "level"
    STEP = "step"
    LINE = "line"
    UNCLEAR = "unclear"


class Fit(NamedTuple):
    """One form put through the numbers: its BIC, its heights at the beginning and at the end.

    `begins` is the first day after a step.
    """

    bic: float
    start: float
    end: float
    begins: date | None = None

    @property
    def change(self) -> float:
        return self.end - self.start

    @property
    def is_change(self) -> bool:
        """Whether it is large enough to be called one."""
        return half_up(abs(self.change)) >= CHANGE


class Shape(NamedTuple):
    """`days` with a number lie in a time of `over` days; `fits` are empty where those are too few.

    `form` is None then. `lead` is how far the best fit is ahead of the next.
    """

    days: int
    over: int
    form: Form | None = None
    fits: Mapping[Form, Fit] = {}
    lead: float = 0.0

    @property
    def needs(self) -> Needs:
        return NEEDS

    @property
    def fit(self) -> Fit | None:
        """The fit that is named, if one is."""
        return self.fits.get(self.form) if self.form else None


def shape_of(numbers: Mapping[date, float], needs: Needs = NEEDS) -> Shape:
    """The form of a series of days' numbers."""
    days = sorted(numbers)
    over = (days[-1] - days[0]).days + 1 if days else 0
    if len(days) < max(needs.days, 2 * SIDE) or over < needs.over:
        return Shape(len(days), over)
    fits = _fits(days, [numbers[day] for day in days])
    best, second = sorted(fits, key=lambda form: fits[form].bic)[:2]
    lead = fits[second].bic - fits[best].bic
    return Shape(len(days), over, _named(best, lead, fits), fits, lead)


def _named(best: Form, lead: float, fits: Mapping[Form, Fit]) -> Form:
    if not any(fit.is_change for fit in fits.values()):
        # Whichever describes them best, none of them has a change to tell of.
        return Form.LEVEL
    if lead < LEAD:
        return Form.UNCLEAR
    return best if fits[best].is_change else Form.LEVEL


def _fits(days: Sequence[date], heights: Sequence[float]) -> dict[Form, Fit]:
    count = len(heights)
    level = Line(fsum(heights) / count, 0.0)
    places = [float((day - days[0]).days) for day in days]
    line = line_through(places, heights)
    step, before, after, left = min(_steps(heights), key=lambda found: found[-1])

    def bic(squares: float, parameters: int) -> float:
        return count * log(max(squares / count, _LEAST_VARIANCE)) + parameters * log(count)

    return {
        Form.LEVEL: Fit(bic(_squares(level, places, heights), 1), level.height, level.height),
        Form.LINE: Fit(bic(_squares(line, places, heights), 2), line.at(0.0), line.at(places[-1])),
        # Two heights, and where it lies.
        Form.STEP: Fit(bic(left, 3), before, after, days[step]),
    }


def _squares(line: Line, places: Sequence[float], heights: Sequence[float]) -> float:
    return fsum((height - line.at(place)) ** 2 for place, height in zip(places, heights, strict=True))


def _steps(heights: Sequence[float]) -> Iterator[tuple[int, float, float, float]]:
    """For each place where a step may be: the place, the means before and after, the squares left."""
    count, total = len(heights), fsum(heights)
    squares = fsum(height * height for height in heights)
    so_far = fsum(heights[: SIDE - 1])
    for place in range(SIDE, count - SIDE + 1):
        so_far += heights[place - 1]
        before, after = so_far / place, (total - so_far) / (count - place)
        yield place, before, after, squares - before * so_far - after * (total - so_far)
