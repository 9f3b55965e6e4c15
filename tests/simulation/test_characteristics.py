"""How the rules read lives whose truth is known; the figures are those of docs/explanation/help-signs.md."""

import random
from datetime import timedelta
from itertools import islice
from pathlib import Path
from statistics import median

import pytest
from numbjournal.core.signs import Known, Sign, read_signs

from numbjournal.core.day import days_of
from numbjournal.core.entry import Answer
from numbjournal.core.rules import with_changes
from numbjournal.data import sign_rules
from tests.simulation.lives import START, entry, first_rungs, noticed, read_on, with_gaps, written_daily

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
        known = Known(max(days, default=START), days, began=START - timedelta(days=100))
        shown += read_signs(known, rules).results[Sign.EARLY].is_met
    return shown / runs


@pytest.mark.parametrize(
    ("mean", "missing", "expected"),
    [
        (1.5, 0.2, 0.90), (1.5, 0.5, 0.67), (2.5, 0.2, 0.53), (2.5, 0.5, 0.40),
        (3.5, 0.2, 0.11), (3.5, 0.5, 0.11), (5.0, 0.2, 0.00), (5.0, 0.5, 0.00),
    ],
)  # fmt: skip
def test_how_often_a_fortnight_shows(mean: float, missing: float, expected: float) -> None:
    assert share_shown(mean, missing, 2000) == pytest.approx(expected, abs=TOLERANCE)


def test_another_rule_has_other_characteristics() -> None:
    assert share_shown(2.5, 0.2, 500, share=0.5) > 0.53 + TOLERANCE


def test_a_turn_from_six_to_two() -> None:
    """(a) 90 days of 6, then 28 of 2, every day."""
    reached = first_rungs(written_daily([6] * 90 + [2] * 28))
    assert reached == {1: START + timedelta(days=90 + 10), 2: START + timedelta(days=90 + 23)}


def test_a_new_journal_of_twos() -> None:
    assert first_rungs(written_daily([2] * 40)) == {
        1: START + timedelta(days=10),
        2: START + timedelta(days=24),
    }


def turns(seeds: int) -> list[dict[int, int]]:
    """(b) 6.5, then 1.5, with a fifth missing: flat days until each rung."""
    found = []
    for seed in range(seeds):
        chance = random.Random(f"turn {seed}")
        feels = [*islice(noticed(6.5, chance), 60), *islice(noticed(1.5, chance), 40)]
        entries = written_daily(with_gaps(feels, 0.2, chance))
        before = {rung: (day - START).days - 60 + 1 for rung, day in first_rungs(entries).items()}
        found.append(before)
    return found


def test_a_turn_in_a_life_of_ups_and_downs(request: pytest.FixtureRequest) -> None:
    found = turns(200 if request.config.getoption("--long") else 60)
    assert 11 <= median(life.get(1, 99) for life in found) <= 13
    assert 24 <= median(life.get(2, 99) for life in found) <= 27
    assert sum(life.get(2, 99) <= 30 for life in found) >= 0.85 * len(found)


def test_a_life_that_is_not_flat(request: pytest.FixtureRequest) -> None:
    """(c) three years, mean 6.5, a quarter missing."""
    lives = 200 if request.config.getoption("--long") else 30
    reached = []
    for seed in range(lives):
        chance = random.Random(f"well {seed}")
        feels = with_gaps(islice(noticed(6.5, chance), 3 * 365), 0.25, chance)
        reached.append(first_rungs(written_daily(feels)))
    assert not any(2 in life for life in reached)
    assert sum(1 in life for life in reached) <= 0.02 * lives


def test_written_two_days_late_every_day() -> None:
    """(e) still shown, a little later."""
    reached = first_rungs(written_daily([6] * 90 + [2] * 40, late=2))
    assert (reached[1] - START).days - 90 + 1 == 13
    assert (reached[2] - START).days - 90 + 1 in (26, 27)


def test_written_on_sundays_for_the_week() -> None:
    entries = []
    for number in range(60):
        day = START + timedelta(days=number)
        late = (6 - day.weekday()) % 7
        entries.append(entry(number, day, 2, late=late))
    reached = first_rungs(entries)
    assert (reached[1] - START).days + 1 == 14
    assert (reached[2] - START).days + 1 == 28


def test_one_evening_of_catching_up_shows_nothing() -> None:
    entries = [entry(number, START + timedelta(days=number), 2, late=7 - number) for number in range(8)]
    assert first_rungs(entries) == {}


@pytest.mark.parametrize("gap", [1, 3, 7, 13, 14, 30, 365])
def test_a_gap_shows_nothing_new(gap: int) -> None:
    """(f) wherever it is, and however long."""
    for at in (5, 15, 40):
        feels = [6, 5, 3, 2, 6, 7, 2] * 8
        without = first_rungs(written_daily(feels))
        reached = first_rungs(written_daily([*feels[:at], *[None] * gap, *feels[at:]]))
        assert set(reached) <= set(without) == set()


def test_days_of_cannot_tell() -> None:
    entries = [
        entry(number, START + timedelta(days=number), None, answer=Answer.UNSURE) for number in range(14)
    ]
    days = days_of(entries)
    reading = read_on(max(days), days)
    assert reading.met == (Sign.HARD_TO_TELL,)
    assert reading.rung == 1
    assert (reading.results[Sign.HARD_TO_TELL].counted, reading.results[Sign.HARD_TO_TELL].of) == (14, 14)


YEARS = 40


def years_reported(mean: float) -> str:
    """(d) In how many of the made-up years around a mean each rung was reached, as a line of the page."""
    reached = []
    for seed in range(YEARS):
        chance = random.Random(f"year {mean} {seed}")
        feels = with_gaps(islice(noticed(mean, chance), 365), 0.2, chance)
        reached.append(first_rungs(written_daily(feels)))
    named, taken_along = (sum(rung in life for life in reached) for rung in (1, 2))
    return f"| {mean:g} | {named} of {YEARS} | {taken_along} of {YEARS} |"


@pytest.mark.parametrize("mean", [4, 5])
def test_what_the_page_reports_of_years_in_between(mean: float) -> None:
    page = Path(__file__).parents[2] / "docs/explanation/help-signs.md"
    assert years_reported(mean) in page.read_text(encoding="utf-8")
