"""Figures from few days, each with how far it can be trusted.

The days of one person resemble their neighbours, and these intervals do not know that: they are a little too
narrow, and are called rough wherever they are shown.
"""

from collections.abc import Sequence
from math import exp, log, sqrt
from typing import NamedTuple

_Z = 1.959964
"""Standard deviations either side that hold 95 % of a normal distribution."""


class Estimate(NamedTuple):
    """A share from 0 to 1, and the interval that it is roughly in (95 %)."""

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
    """In how many of all pairs the later number is higher, ties as a half: NAP (Parker and Vannest 2009).

    Its interval is that of an area under a curve (Hanley and McNeil 1982), on the scale of log odds, so that
    it stays between 0 and 1. Neither sequence may be empty.
    """
    pairs = len(before) * len(after)
    higher = sum((later > earlier) + (later == earlier) / 2 for earlier in before for later in after)
    value = higher / pairs
    # At 0 and 1 log odds have no end; half a pair is the least step away.
    inside = min(1 - 0.5 / pairs, max(0.5 / pairs, value))
    first, second = inside / (2 - inside), 2 * inside**2 / (1 + inside)
    variance = (
        inside * (1 - inside)
        + (len(after) - 1) * (first - inside**2)
        + (len(before) - 1) * (second - inside**2)
    ) / pairs
    odds = log(inside / (1 - inside))
    half = _Z * sqrt(max(0.0, variance)) / (inside * (1 - inside))
    return Estimate(value, min(value, _share(odds - half)), max(value, _share(odds + half)))


def _share(odds: float) -> float:
    """From log odds; beyond these bounds it is 0 or 1 to more digits than are ever shown."""
    return 1 / (1 + exp(-max(-40.0, min(40.0, odds))))
