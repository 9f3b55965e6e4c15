"""Days: their number, what counts, and what was written too late."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.day import days_late, days_of, half_up, median, middle_of
from numbjournal.core.entry import Answer, Draft, Entry, Tagging

DAY = date(2026, 11, 22)


def entry(number: int = 1, *, late: int = 0, **fields: object) -> Entry:
    draft = Draft(day=DAY, **fields)  # type: ignore[arg-type]
    return Entry(str(number), number, datetime(2026, 11, 22, 21, tzinfo=UTC) + timedelta(days=late), draft)


def rated(feel: int, number: int = 1, **more: object) -> Entry:
    return entry(number, answer=Answer.RATED, feel=feel, **more)


def test_the_middle_of_a_day() -> None:
    day = days_of([rated(2, 1), rated(7, 2), rated(3, 3), entry(4, mood=5)])[DAY]
    assert (day.feel, day.mood) == (3, 5)
    assert days_of([rated(2, 1), rated(3, 2)])[DAY].feel == 2.5


@pytest.mark.parametrize(
    ("entries", "answered", "flat", "unsure", "tired"),
    [
        ([rated(3)], True, True, False, False),
        ([rated(4)], True, False, False, False),
        ([rated(3, 1), rated(4, 2)], True, False, False, False),
        ([entry(tags=(Tagging("flat"),))], True, True, False, False),
        ([entry(tags=(Tagging("empty"),), answer=Answer.UNSURE)], True, True, False, False),
        ([rated(6, 1), entry(2, tags=(Tagging("flat"),))], True, False, False, False),
        ([entry(answer=Answer.UNSURE)], False, False, True, False),
        ([entry(answer=Answer.TIRED)], False, False, False, True),
        ([entry(1, answer=Answer.TIRED), entry(2, answer=Answer.UNSURE)], False, False, True, False),
        ([entry(tags=(Tagging("headache"),))], False, False, False, False),
        ([entry(mood=1)], False, False, False, False),
    ],
)
def test_what_a_day_says(entries: list[Entry], answered: bool, flat: bool, unsure: bool, tired: bool) -> None:
    day = days_of(entries)[DAY]
    assert (day.is_answered, day.is_flat, day.is_unsure, day.is_tired) == (answered, flat, unsure, tired)


@pytest.mark.parametrize(
    ("late", "counts", "hollow"),
    [
        (0, True, False),
        (1, True, False),
        (2, True, True),
        (7, True, True),
        (8, False, True),
        (400, False, True),
    ],
)
def test_what_was_written_later(late: int, counts: bool, hollow: bool) -> None:
    assert (DAY in days_of([rated(2, late=late)])) == counts
    assert days_of([rated(2, late=late)], for_story=True)[DAY].is_hollow == hollow


def test_hollow_is_what_makes_the_answer() -> None:
    note = entry(2, tags=(Tagging("headache"),))
    assert days_of([rated(2, late=3), note])[DAY].is_hollow
    assert not days_of([rated(2, late=3), rated(3, 2)])[DAY].is_hollow
    assert days_of([entry(1, tags=(Tagging("flat"),), late=3), entry(2, answer=Answer.UNSURE)])[DAY].is_hollow
    assert days_of([entry(1, answer=Answer.UNSURE, late=3), entry(2, answer=Answer.TIRED)])[DAY].is_hollow
    assert days_of([entry(1, answer=Answer.TIRED, late=3), note])[DAY].is_hollow
    assert not days_of([note])[DAY].is_hollow


def test_of_a_day_what_was_written_too_late_is_not_drawn_beside_the_rest() -> None:
    both = days_of([rated(9, late=8), rated(4, 2)], for_story=True)[DAY]
    assert (both.feel, both.shown.feel, both.counts) == (6.5, 4, True)
    assert (both.in_time and both.in_time.feel) == 4
    late = days_of([rated(9, late=8)], for_story=True)[DAY]
    assert (late.shown.feel, late.counts, late.in_time) == (9, False, None)


def test_days_of_the_journal() -> None:
    """Written at one in the night, where a day begins at four."""
    night = datetime(2026, 12, 1, 1, tzinfo=UTC)
    late = Entry("x", 1, night, Draft(DAY, answer=Answer.RATED, feel=2))
    assert (days_late(late), days_late(late, time(4))) == (9, 8)
    earlier = late._replace(logged_at=night - timedelta(days=1))
    assert (DAY in days_of([earlier]), DAY in days_of([earlier], starts_at=time(4))) == (False, True)
    (day,) = days_of([earlier], starts_at=time(4)).values()
    assert day.written == {date(2026, 11, 29)}


def test_written_by_the_clock_of_the_place() -> None:
    """Half past midnight in Auckland is still the day before in London, and the day it is there."""
    local = datetime.fromisoformat("2026-11-23T00:30:00+13:00")
    assert days_late(Entry("x", 1, local, Draft(DAY))) == 1
    assert days_late(Entry("x", 1, local - timedelta(days=5), Draft(DAY))) == 0


@pytest.mark.parametrize(("number", "shown"), [(2.4, 2), (2.5, 3), (3.5, 4), (4.49, 4), (0, 0)])
def test_rounded_as_shown(number: float, shown: int) -> None:
    assert half_up(number) == shown


def test_the_median_of_nothing() -> None:
    assert median([]) is None
    assert middle_of([]) is None


@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_median_is_in_the_middle(numbers: list[int]) -> None:
    middle = median(numbers)
    assert middle is not None
    assert sum(number <= middle for number in numbers) * 2 >= len(numbers)
    assert sum(number >= middle for number in numbers) * 2 >= len(numbers)
    assert median(numbers[::-1]) == middle
