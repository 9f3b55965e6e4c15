"""Gradually or suddenly: which of three forms describes the numbers best.

They may keep a level, change in one step, or follow one line. The form with the lowest BIC (Schwarz 1978) is
named only if it is clearly ahead of the next one; the limits are the project's own, chosen with simulated
series (docs/explanation/statistics.md). It only describes: what the person says of the beginning comes first.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from math import fsum, log
from typing import NamedTuple

from numbjournal.core.day import half_up
from numbjournal.core.estimate import RegressionLine, line_through

LEAD = 4.0
"""How much lower the BIC of the best form has to be than that of the next."""

CHANGE = 3
"""The smallest change that is named, in points of the scale, rounded half up as numbers are shown."""

SIDE = 7
"""Days with a number that each side of a step needs: one odd day at an end is not a step."""

_LEAST_VARIANCE = 1 / 12
"""Whole numbers are not more exact than this; without it, a perfect fit would win by infinity."""


class TrendNeeds(NamedTuple):
    """What it takes to say something."""

    days: int = 42
    """Days with a number."""
    over: int = 56
    """The length of the time they lie in, in days."""


NEEDS = TrendNeeds()


class TrendForm(StrEnum):
    """What the numbers look like; UNCLEAR if no form is clearly ahead."""

    LEVEL = "level"
    STEP = "step"
    LINE = "line"
    UNCLEAR = "unclear"


class Fit(NamedTuple):
    """One form fitted to the numbers."""

    bic: float
    start: float
    """Its height at the beginning."""
    end: float
    begins: date | None = None
    """The first day after the step."""

    @property
    def change(self) -> float:
        return self.end - self.start

    @property
    def is_change(self) -> bool:
        """Whether the change is large enough to be named."""
        return half_up(abs(self.change)) >= CHANGE


class Trend(NamedTuple):
    """How the numbers changed over time; `form` is None and `fits` are empty with too few days."""

    days: int
    """Days with a number."""
    over: int
    """The length of the time they lie in, in days."""
    form: TrendForm | None = None
    fits: Mapping[TrendForm, Fit] = {}
    lead: float = 0.0
    """How far the BIC of the best fit is ahead of the next."""

    @property
    def needs(self) -> TrendNeeds:
        return NEEDS

    @property
    def fit(self) -> Fit | None:
        """The fit that is named, if any."""
        return self.fits.get(self.form) if self.form else None


def trend_of(numbers: Mapping[date, float], needs: TrendNeeds = NEEDS) -> Trend:
    """The trend of a series of days' numbers."""
    days = sorted(numbers)
    over = (days[-1] - days[0]).days + 1 if days else 0
    if len(days) < max(needs.days, 2 * SIDE) or over < needs.over:
        return Trend(len(days), over)
    fits = _fits(days, [numbers[day] for day in days])
    best, second = sorted(fits, key=lambda form: fits[form].bic)[:2]
    lead = fits[second].bic - fits[best].bic
    return Trend(len(days), over, _named(best, lead, fits), fits, lead)


def _named(best: TrendForm, lead: float, fits: Mapping[TrendForm, Fit]) -> TrendForm:
    if not any(fit.is_change for fit in fits.values()):
        # Whichever fits best, there is no change to name.
        return TrendForm.LEVEL
    if lead < LEAD:
        return TrendForm.UNCLEAR
    return best if fits[best].is_change else TrendForm.LEVEL


def _fits(days: Sequence[date], heights: Sequence[float]) -> dict[TrendForm, Fit]:
    count = len(heights)
    level = RegressionLine(fsum(heights) / count, 0.0)
    places = [float((day - days[0]).days) for day in days]
    line = line_through(places, heights)
    step, before, after, left = min(_steps(heights), key=lambda found: found[-1])

    def bic(squares: float, parameters: int) -> float:
        return count * log(max(squares / count, _LEAST_VARIANCE)) + parameters * log(count)

    return {
        TrendForm.LEVEL: Fit(bic(_squares(level, places, heights), 1), level.height, level.height),
        TrendForm.LINE: Fit(bic(_squares(line, places, heights), 2), line.at(0.0), line.at(places[-1])),
        # Three parameters: two heights, and the place of the step.
        TrendForm.STEP: Fit(bic(left, 3), before, after, days[step]),
    }


def _squares(line: RegressionLine, places: Sequence[float], heights: Sequence[float]) -> float:
    return fsum((height - line.at(place)) ** 2 for place, height in zip(places, heights, strict=True))


def _steps(heights: Sequence[float]) -> Iterator[tuple[int, float, float, float]]:
    """For each possible place of a step: the place, the means before and after, the remaining squares."""
    count, total = len(heights), fsum(heights)
    squares = fsum(height * height for height in heights)
    so_far = fsum(heights[: SIDE - 1])
    for place in range(SIDE, count - SIDE + 1):
        so_far += heights[place - 1]
        before, after = so_far / place, (total - so_far) / (count - place)
        yield place, before, after, squares - before * so_far - after * (total - so_far)
