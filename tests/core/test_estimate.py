"""Figures from few days: known results, and bounds that hold whatever comes in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.estimate import non_overlap, share_of

NUMBERS = st.lists(st.integers(0, 10), min_size=1, max_size=40)


def test_a_published_example_of_nap() -> None:
    """Parker and Vannest 2009: A = 20 20 26 25 22 23, B = 28 25 24 27 30 30 29."""
    assert non_overlap([20, 20, 26, 25, 22, 23], [28, 25, 24, 27, 30, 30, 29]).value == 38.5 / 42


def test_everything_higher_and_everything_the_same() -> None:
    higher = non_overlap([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])
    assert (higher.value, higher.high) == (1, 1)
    assert 0.5 < higher.low < 1
    same = non_overlap([5] * 20, [5] * 20)
    assert same.value == 0.5
    assert same.low < 0.5 < same.high


def test_more_days_say_more() -> None:
    few, many = (non_overlap([3, 4, 5] * times, [4, 5, 6] * times) for times in (5, 20))
    assert few.value == many.value
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(8, 10, 0.490, 0.943), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0), (50, 100, 0.404, 0.596)],
)
def test_wilson_intervals_of_the_tables(part: int, whole: int, low: float, high: float) -> None:
    estimate = share_of(part, whole)
    assert (estimate.low, estimate.high) == (pytest.approx(low, abs=0.001), pytest.approx(high, abs=0.001))


@given(before=NUMBERS, after=NUMBERS)
def test_a_share_lies_in_its_interval(before: list[int], after: list[int]) -> None:
    there, back = non_overlap(before, after), non_overlap(after, before)
    assert 0 <= there.low <= there.value <= there.high <= 1
    assert there.value + back.value == pytest.approx(1)
