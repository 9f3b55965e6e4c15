"""What insights find in series whose truth is known; the figures are those of docs/explanation/statistics.md.

The minimum of days is bypassed: what is tested is the method. The third tier draws 1,000 series for each
figure and holds the page to them; the others draw fewer, and hold the page to within a tolerance.
"""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from numbjournal.core.insight.tomorrow import LEVEL, NEXT, ComparisonNeeds, Tomorrow, chances, tomorrow_of
from numbjournal.core.insight.trend import TrendForm, TrendNeeds, trend_of
from tests.conftest import few
from tests.simulation.habits import Course, Habit, Series, series_of, share_of_series

PAGE = Path(__file__).parents[2] / "docs/explanation/statistics.md"

ANY = ComparisonNeeds(0, 2, 2)
ANY_LENGTH = TrendNeeds(0, 0)

FALSE_ALARMS, POWER, FALSE_CHANGES = 0.08, 0.90, 0.13
MORE_ON_BETTER_DAYS = 0.3
LONG, FULL, SHORT = 1000, 120, 80
TOLERANCE = {LONG: 0.0, FULL: 0.03, SHORT: 0.05}
"""What fewer series may add to a limit."""

PAGE_TOLERANCE = 0.12


@pytest.fixture
def series(sized: Callable[..., int]) -> int:
    """How many series a figure is drawn from."""
    return sized(SHORT, full=FULL, long=LONG)


def compared(found: Series) -> Tomorrow:
    return tomorrow_of(found.numbers, found.tried, ANY)


def goes_with(found: Series) -> bool:
    """Whether the first thing that was tried is said to go with the next day."""
    (first, *_) = found.tried
    return any(one.goes_with for one in compared(found).strategies if one.tag == first)


def goes_with_as_they_are(found: Series) -> bool:
    """The same from next days as they are, without regard to the day itself."""
    days = [day for day in found.numbers if day + NEXT in found.numbers]
    mean = sum(found.numbers[day + NEXT] for day in days) / len(days)
    ((name, tried),) = found.tried.items()
    places = [place for place, day in enumerate(days) if day in tried]
    if not 0 < len(places) < len(days):
        return False
    return chances([found.numbers[day + NEXT] - mean for day in days], {name: places})[name] <= LEVEL


def one_habit(days: int, habit: Habit, phi: float | None = None) -> partial[Series]:
    return partial(series_of, days=days, habits={"it": habit}, phi=phi)


@pytest.mark.parametrize("choice", [0.0, MORE_ON_BETTER_DAYS])
@pytest.mark.parametrize("phi", [0.2, 0.5])
@pytest.mark.parametrize("days", few([28, 42, 84], 2))
def test_false_alarms_are_rare(days: int, phi: float, choice: float, series: int) -> None:
    make = one_habit(days, Habit(choice=choice), phi)
    found = share_of_series(f"nothing {days} {phi} {choice}", series, make, goes_with)
    assert found <= FALSE_ALARMS + TOLERANCE[series]


@pytest.mark.full
def test_next_days_as_they_are_raise_false_alarms(series: int) -> None:
    """The control: what the regression is there for."""
    make = one_habit(84, Habit(choice=MORE_ON_BETTER_DAYS), 0.5)
    naive = share_of_series("control", series, make, goes_with_as_they_are)
    assert naive > 2 * FALSE_ALARMS
    assert share_of_series("control", series, make, goes_with) <= FALSE_ALARMS + TOLERANCE[series]


FALLEN = Course(6, 2, at=0.6)
LESS_LATER = Habit(0.5, later=0.2)


@pytest.mark.full
def test_a_level_that_changes_raises_no_false_alarms(series: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine months, lower in the end, when less is tried; the control is one part of all days."""
    make = partial(series_of, days=270, habits={"it": LESS_LATER}, course=FALLEN)
    found = share_of_series("fallen", series, make, goes_with)
    assert found <= FALSE_ALARMS + TOLERANCE[series]
    monkeypatch.setattr("numbjournal.core.insight.tomorrow.PART", 10_000)
    assert share_of_series("fallen", series, make, goes_with) > found + 2 * TOLERANCE[FULL]


@pytest.mark.full
@pytest.mark.parametrize("phi", few([0.2, 0.5], 2))
def test_a_difference_of_two_is_found_in_twelve_weeks(phi: float, series: int) -> None:
    make = one_habit(84, Habit(effect=2), phi)
    found = share_of_series(f"two {phi}", series, make, goes_with)
    assert found >= POWER - TOLERANCE[series]
    # And what is not there is not found as often.
    assert share_of_series(f"none {phi}", 20, one_habit(84, Habit(), phi), goes_with) < 0.5


# Gradually or suddenly


def has_form(found: Series, *forms: TrendForm) -> bool:
    return trend_of(found.numbers, ANY_LENGTH).form in forms


def is_change(found: Series) -> bool:
    return has_form(found, TrendForm.STEP, TrendForm.LINE)


def course_of(days: int, course: Course, phi: float | None = None) -> partial[Series]:
    return partial(series_of, days=days, habits={}, course=course, phi=phi)


@pytest.mark.parametrize("phi", [0.2, 0.5])
@pytest.mark.parametrize("days", few([28, 56, 90, 180], 3))
def test_flat_is_seldom_read_as_a_change(days: int, phi: float, series: int) -> None:
    make = course_of(days, Course(), phi)
    assert share_of_series(f"flat {days} {phi}", series, make, is_change) <= FALSE_CHANGES


def test_without_limits_flat_would_be_read_as_a_change(series: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: what the lead and the least change are there for."""
    for name in ("LEAD", "CHANGE"):
        monkeypatch.setattr(f"numbjournal.core.insight.trend.{name}", 0)
    make = course_of(90, Course(), 0.5)
    assert share_of_series("flat control", series, make, is_change) > 2 * FALSE_CHANGES


def test_a_step_is_called_a_step_and_a_line_a_line(series: int) -> None:
    step, line = course_of(180, Course(7, 3, at=0.5)), course_of(180, Course(8, 2))
    assert share_of_series("step", series, step, partial(has_form_of, form=TrendForm.STEP)) >= 0.9
    assert share_of_series("line", series, line, partial(has_form_of, form=TrendForm.LINE)) >= 0.7
    assert share_of_series("step", series, step, partial(has_form_of, form=TrendForm.LINE)) <= 0.05
    assert share_of_series("line", series, line, partial(has_form_of, form=TrendForm.STEP)) <= 0.05


def has_form_of(found: Series, form: TrendForm) -> bool:
    return has_form(found, form)


# The page

FIVE = {"it": Habit(effect=2)} | {f"other {number}": Habit() for number in range(4)}
FIVE_RARER = {"it": Habit(0.3, effect=2)} | {f"other {number}": Habit(0.3) for number in range(4)}


def is_false_alarm(found: Series) -> bool:
    """Whether any of the things that change nothing is said to go with the next day."""
    return any(one.goes_with for one in compared(found).strategies if one.tag != "it")


def one_strategy(days: int, series: int) -> list[float]:
    """False alarms as they are and as insights compare, and how often an effect of 1 and of 2 is found."""
    chosen = one_habit(days, Habit(choice=MORE_ON_BETTER_DAYS))
    return [
        share_of_series(f"page {days}", series, chosen, goes_with_as_they_are),
        share_of_series(f"page {days}", series, chosen, goes_with),
        share_of_series(f"page 1 {days}", series, one_habit(days, Habit(effect=1)), goes_with),
        share_of_series(f"page 2 {days}", series, one_habit(days, Habit(effect=2)), goes_with),
    ]


def five_strategies(habits: dict[str, Habit], series: int) -> list[float]:
    """How often the one of five that adds 2 is found in twelve weeks, and any of the others is named."""
    make = partial(series_of, days=84, habits=habits)
    name = f"five {habits['it'].often}"
    return [share_of_series(name, series, make, is_found) for is_found in (goes_with, is_false_alarm)]


def forms(days: int, series: int) -> list[float]:
    """How often flat is read as a change, a step of 3 and of 4 as a step, and a line of 4 as a line."""
    is_step, is_line = partial(has_form_of, form=TrendForm.STEP), partial(has_form_of, form=TrendForm.LINE)
    return [
        share_of_series(f"page flat {days}", series, course_of(days, Course()), is_change),
        share_of_series(f"page 3 {days}", series, course_of(days, Course(6.5, 3.5, at=0.5)), is_step),
        share_of_series(f"page 4 {days}", series, course_of(days, Course(7, 3, at=0.5)), is_step),
        share_of_series(f"page line {days}", series, course_of(days, Course(7, 3)), is_line),
    ]


ROWS = {
    "28 days": partial(one_strategy, 28),
    "42 days": partial(one_strategy, 42),
    "84 days": partial(one_strategy, 84),
    "each on half of the days": partial(five_strategies, FIVE),
    "each on 30 % of the days": partial(five_strategies, FIVE_RARER),
    "over 56 days": partial(forms, 56),
    "over 90 days": partial(forms, 90),
    "over 180 days": partial(forms, 180),
}
"""Rows of the page's tables by what stands first in them."""


def shares_on_page(name: str) -> list[float]:
    """The percentages of a row."""
    (row,) = re.findall(rf"^\| {re.escape(name)} \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return [int(cell.strip().removesuffix(" %")) / 100 for cell in row.split("|")]


@pytest.mark.parametrize("name", few(ROWS, 4))
def test_the_page_says_what_was_found(name: str, series: int) -> None:
    found = ROWS[name](series)
    if series == LONG:
        assert shares_on_page(name) == [round(share, 2) for share in found]
    assert shares_on_page(name) == pytest.approx(found, abs=PAGE_TOLERANCE)


def test_a_page_that_lies_is_found() -> None:
    assert forms(56, FULL)[2] != pytest.approx(shares_on_page("over 56 days")[3], abs=PAGE_TOLERANCE)
