"""A grid of days, and what each day shows."""

from datetime import date, timedelta

import pytest

from numbjournal.core.calendar import Cell, Look, Month, cell_of, months_of
from numbjournal.core.day import days_of
from numbjournal.core.entry import Answer, Entry, Tagging
from tests.simulation.lives import entry

DAY = date(2026, 11, 10)


def shown(*entries: Entry) -> Cell:
    return cell_of(DAY, days_of(entries, for_story=True)[DAY])


def month(*entries: Entry, began: date | None = None, today: date = date(2026, 11, 22)) -> Month:
    (found,) = months_of(days_of(entries, for_story=True), DAY, DAY, today, began)
    return found


@pytest.mark.parametrize(
    ("said", "look"),
    [
        (entry(1, DAY, 4), Look.NUMBER),
        (entry(1, DAY, None, tags=[Tagging("flat")]), Look.FLAT),
        (entry(1, DAY, None, answer=Answer.UNSURE), Look.UNSURE),
        (entry(1, DAY, None, answer=Answer.TIRED), Look.TIRED),
        (entry(1, DAY, None, tags=[Tagging("headache")]), Look.OTHER),
    ],
)
def test_what_a_day_shows(said: Entry, look: Look) -> None:
    assert shown(said).look is look
    late = said._replace(logged_at=said.logged_at + timedelta(days=3))
    assert (shown(said).is_late, shown(late).is_late) == (False, True)


def test_a_day_with_nothing_but_how_pleasant() -> None:
    said = entry(1, DAY, None)
    assert shown(said._replace(draft=said.draft._replace(mood=5))).look is Look.MOOD_ONLY


def test_a_half_is_rounded_up() -> None:
    assert shown(entry(1, DAY, 2), entry(2, DAY, 3)).number == 3
    assert cell_of(DAY, None) == Cell(DAY, Look.GAP)


def test_written_too_late_is_drawn_and_in_no_middle() -> None:
    late = entry(1, DAY, 9, late=8)
    assert shown(late) == Cell(DAY, Look.NUMBER, 9, is_late=True, counts=False)
    beside = entry(2, DAY, 4)
    assert shown(late, beside) == Cell(DAY, Look.NUMBER, 4)
    assert (month(late).middle, month(late).logged) == (None, 1)
    assert (month(late, beside).middle, month(late, beside).logged) == (4, 1)


def test_days_before_and_after_are_no_gaps() -> None:
    found = month(entry(1, DAY, 4), began=DAY - timedelta(days=1))
    looks = {cell.day: cell.look for week in found.weeks for cell in week}
    assert looks[DAY] is Look.NUMBER
    assert looks[DAY - timedelta(days=1)] is looks[date(2026, 11, 22)] is Look.GAP
    assert looks.get(DAY - timedelta(days=2), Look.OUTSIDE) is Look.OUTSIDE
    assert looks.get(date(2026, 11, 23), Look.OUTSIDE) is Look.OUTSIDE
    assert all(week[0].day.weekday() == 0 for week in found.weeks)


def test_every_month_of_the_time() -> None:
    found = months_of({}, date(2026, 11, 30), date(2027, 2, 1), date(2027, 2, 1))
    assert [each.first.month for each in found] == [11, 12, 1, 2]
    assert [each.last.day for each in found] == [30, 31, 31, 28]
