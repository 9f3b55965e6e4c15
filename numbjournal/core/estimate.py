"""Figures from few days, each with how far it can be trusted.

The intervals do not allow for days that resemble their neighbours: they are a little too narrow, and are
called rough wherever they are shown.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from math import fsum, sqrt
from typing import NamedTuple

_Z = 1.959964
"""Standard deviations to either side that cover 95 % of a normal distribution."""


class Estimate(NamedTuple):
    """A share from 0 to 1, and its rough 95 % interval."""

    value: float
    low: float
    high: float


def share_of(part: int, whole: int) -> Estimate:
    """A share with its Wilson score interval (Wilson 1927).

    `whole` is 1 or more, `part` 0 to `whole`.
    """
    value, z = part / whole, _Z
    middle = (value + z * z / (2 * whole)) / (1 + z * z / whole)
    half = z * sqrt(value * (1 - value) / whole + z * z / (4 * whole * whole)) / (1 + z * z / whole)
    return Estimate(value, max(0.0, middle - half), min(1.0, middle + half))


def non_overlap(before: Sequence[float], after: Sequence[float]) -> Estimate:
    """The share of pairs in which the later number is higher, ties as a half: NAP (Parker and Vannest 2009).

    The interval is the fifth method of Newcombe (2006), which stays between 0 and 1. Neither sequence may be
    empty.
    """
    pairs = len(before) * len(after)
    ordered = sorted(after)
    higher = fsum(
        len(ordered) - (bisect_left(ordered, earlier) + bisect_right(ordered, earlier)) / 2
        for earlier in before
    )
    value = higher / pairs
    mean_length = (len(before) + len(after)) / 2

    def is_too_far(share: float) -> bool:
        """Whether a true share this far off would hardly give the value."""
        spread = 1 + (mean_length - 1) * ((1 - share) / (2 - share) + share / (1 + share))
        return (share - value) ** 2 > _Z**2 * share * (1 - share) * spread / pairs

    return Estimate(value, _edge(value, 0.0, is_too_far), _edge(value, 1.0, is_too_far))


class RegressionLine(NamedTuple):
    """A straight line: its height at 0, and its slope."""

    height: float
    slope: float

    def at(self, place: float) -> float:
        return self.height + self.slope * place


def line_through(places: Sequence[float], heights: Sequence[float]) -> RegressionLine:
    """The line of least squares; level if there is only one place.

    Both sequences have the same length, at least 1.
    """
    count = len(places)
    middle, height = fsum(places) / count, fsum(heights) / count
    across = fsum((place - middle) ** 2 for place in places)
    if not across:
        return RegressionLine(height, 0.0)
    slope = fsum((place - middle) * (h - height) for place, h in zip(places, heights, strict=True)) / across
    return RegressionLine(height - slope * middle, slope)


def _edge(inside: float, outside: float, is_too_far: Callable[[float], bool]) -> float:
    """Where it becomes too far on the way from `inside` to `outside`, by bisection."""
    if not is_too_far(outside):
        return outside
    for _ in range(40):
        middle = (inside + outside) / 2
        inside, outside = (inside, middle) if is_too_far(middle) else (middle, outside)
    return inside
