"""How the rules read lives whose truth is known; the figures are those of docs/explanation/help-signs.md."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.day import days_of
from numbjournal.core.entry import Answer, Tagging
from numbjournal.core.rules import with_changes
from numbjournal.core.signs import Sign, SignInputs, read_signs
from numbjournal.data import sign_rules
from tests.conftest import examples, few
from tests.simulation.lives import (
    RULES,
    START,
    entry,
    first_levels,
    noticed,
    read_on,
    with_gaps,
    written_daily,
)

TOLERANCE = 0.05
FORTNIGHT = 14


def share_shown(mean: float, missing: float, runs: int, share: float = 0.75) -> float:
    """How often 1a is met in one fresh fortnight."""
    rules = with_changes(sign_rules(), {"early": {"share": share}})
    shown = 0
    for seed in range(runs):
        chance = random.Random(f"{mean} {missing} {seed}")
        feels = with_gaps(islice(noticed(mean, chance), FORTNIGHT), missing, chance)
        days = days_of(written_daily(feels))
        # One window of an older journal: its beginning is not what is asked about.
        known = SignInputs(max(days, default=START), days, began=START - timedelta(days=100))
        shown += read_signs(known, rules).results[Sign.EARLY].is_met
    return shown / runs


@pytest.mark.parametrize(
    ("mean", "missing", "expected"),
    few([
        (1.5, 0.2, 0.90), (1.5, 0.5, 0.67), (2.5, 0.2, 0.53), (2.5, 0.5, 0.40),
        (3.5, 0.2, 0.11), (3.5, 0.5, 0.11), (5.0, 0.2, 0.00), (5.0, 0.5, 0.00),
    ], 4),
)  # fmt: skip
def test_how_often_a_fortnight_shows(
    mean: float, missing: float, expected: float, sized: Callable[..., int]
) -> None:
    assert share_shown(mean, missing, sized(1000, full=2000)) == pytest.approx(expected, abs=TOLERANCE)


def test_another_rule_has_other_characteristics() -> None:
    assert share_shown(2.5, 0.2, 500, share=0.5) > 0.53 + TOLERANCE


def test_a_turn_from_six_to_two() -> None:
    """(a) 90 days of 6, then 28 of 2, every day."""
    reached = first_levels(written_daily([6] * 90 + [2] * 28))
    assert reached == {1: START + timedelta(days=90 + 10), 2: START + timedelta(days=90 + 23)}


def test_a_new_journal_of_twos() -> None:
    assert first_levels(written_daily([2] * 40)) == {
        1: START + timedelta(days=10),
        2: START + timedelta(days=24),
    }


@pytest.mark.parametrize(("mean", "expected"), few([(1.5, 0.93), (2.5, 0.54)], 2))
def test_how_often_four_weeks_show_by_the_thirtieth_day(
    mean: float, expected: float, sized: Callable[..., int]
) -> None:
    """1b in a new journal, a fifth of the days missing."""
    runs = sized(700, full=1000)
    shown = 0
    for seed in range(runs):
        chance = random.Random(f"begun {mean} {seed}")
        days = days_of(written_daily(with_gaps(islice(noticed(mean, chance), 30), 0.2, chance)))
        looks = (START + timedelta(days=number) for number in range(24, 30))
        shown += any(Sign.LASTING in read_on(day, days).met for day in looks if day in days)
    assert shown / runs == pytest.approx(expected, abs=TOLERANCE)


@pytest.mark.full
def test_a_turn_in_a_life_of_ups_and_downs(sized: Callable[..., int]) -> None:
    """(b) 6.5, then 1.5, with a fifth missing: flat days until each level."""
    lives = sized(50, full=200)
    found = []
    for seed in range(lives):
        chance = random.Random(f"turn {seed}")
        feels = [*islice(noticed(6.5, chance), 60), *islice(noticed(1.5, chance), 40)]
        reached = first_levels(written_daily(with_gaps(feels, 0.2, chance)))
        found.append({level: (day - START).days - 60 + 1 for level, day in reached.items()})
    assert 11 <= median(life.get(1, 99) for life in found) <= 13
    assert 24 <= median(life.get(2, 99) for life in found) <= 27
    assert sum(life.get(2, 99) <= 30 for life in found) >= 0.85 * lives


def three_years(mean: float, lives: int) -> list[dict[int, date]]:
    """The levels that each of so many lives reached, a quarter of the days missing."""
    reached = []
    for seed in range(lives):
        chance = random.Random(f"well {mean} {seed}")
        feels = with_gaps(islice(noticed(mean, chance), 3 * 365), 0.25, chance)
        reached.append(first_levels(written_daily(feels)))
    return reached


@pytest.mark.full
def test_a_life_that_is_not_flat(sized: Callable[..., int]) -> None:
    """(c) three years around 6.5."""
    lives = sized(12, full=100, long=200)
    reached = three_years(6.5, lives)
    assert not any(2 in life for life in reached)
    assert sum(1 in life for life in reached) <= 0.02 * lives


@pytest.mark.full
def test_three_years_around_the_middle(sized: Callable[..., int]) -> None:
    """Level 2 without reason at a true mean of 5."""
    lives = sized(12, full=50, long=200)
    assert sum(2 in life for life in three_years(5, lives)) <= 0.02 * lives


def test_written_two_days_late_every_day() -> None:
    """(e) still shown, a little later."""
    reached = first_levels(written_daily([6] * 90 + [2] * 40, late=2))
    assert (reached[1] - START).days - 90 + 1 == 13
    assert (reached[2] - START).days - 90 + 1 in (26, 27)


def test_written_on_sundays_for_the_week() -> None:
    entries = []
    for number in range(60):
        day = START + timedelta(days=number)
        late = (6 - day.weekday()) % 7
        entries.append(entry(number, day, 2, late=late))
    reached = first_levels(entries)
    assert (reached[1] - START).days + 1 == 14
    assert (reached[2] - START).days + 1 == 28


def test_one_evening_of_catching_up_shows_nothing() -> None:
    entries = [entry(number, START + timedelta(days=number), 2, late=7 - number) for number in range(8)]
    assert first_levels(entries) == {}


@given(
    st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=60),
    st.sets(st.sampled_from(["panic", "work", "unsure", "late"]), max_size=2),
    st.integers(1, 400),
)
@examples(50, full=150)
def test_while_a_gap_lasts_no_level_appears(numbers: list[int | None], more: set[str], gap: int) -> None:
    """(f) after any days, and for however long."""
    entries = [
        entry(
            number,
            START + timedelta(days=number),
            None if "unsure" in more and number % 3 else feel,
            answer=Answer.UNSURE if "unsure" in more and number % 3 else None,
            late=3 if "late" in more else 0,
            tags=[Tagging(tag, 3) for tag in ("panic", "work") if tag in more],
        )
        for number, feel in enumerate(numbers)
        if feel is not None
    ]
    days = days_of(entries)
    last = max(days, default=START)
    known = SignInputs(last, days, entries, {"work": "effect"}, began=START)
    after = read_signs(known._replace(today=last + timedelta(days=gap)), RULES)
    assert set(after.met) <= set(read_signs(known, RULES).met)


def test_a_gap_between_days_is_fewer_days_to_take_a_share_of() -> None:
    """(f) holds for a gap at the end. Two windows of a fortnight, one of them with five days missing."""
    feels = [6] * 30 + [2] * 9 + [6] * 10
    assert first_levels(written_daily(feels)) == {}
    assert set(first_levels(written_daily([*feels[:30], *[None] * 5, *feels[30:]]))) == {1}


def test_days_of_cannot_tell() -> None:
    entries = [
        entry(number, START + timedelta(days=number), None, answer=Answer.UNSURE) for number in range(14)
    ]
    days = days_of(entries)
    reading = read_on(max(days), days)
    assert reading.met == (Sign.HARD_TO_TELL,)
    assert reading.level == 1
    assert (reading.results[Sign.HARD_TO_TELL].counted, reading.results[Sign.HARD_TO_TELL].of) == (14, 14)


YEARS = 40


def years_reported(mean: float) -> str:
    """(d) In how many of the made-up years around a mean each level was reached, as a line of the page."""
    reached = []
    for seed in range(YEARS):
        chance = random.Random(f"year {mean} {seed}")
        feels = with_gaps(islice(noticed(mean, chance), 365), 0.2, chance)
        reached.append(first_levels(written_daily(feels)))
    named, taken_along = (sum(level in life for life in reached) for level in (1, 2))
    return f"| {mean:g} | {named} of {YEARS} | {taken_along} of {YEARS} |"


@pytest.mark.full
@pytest.mark.parametrize("mean", [4, 5])
def test_what_the_page_reports_of_years_in_between(mean: float) -> None:
    page = Path(__file__).parents[2] / "docs/explanation/help-signs.md"
    assert years_reported(mean) in page.read_text(encoding="utf-8")
