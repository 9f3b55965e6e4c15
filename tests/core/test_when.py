"""Days as people type them. Today is Sunday 22 November 2026."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil import parser
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.when import (
    clock_time,
    distance,
    full_date,
    journal_day,
    resolve_day,
    resolve_span,
    short_date,
)
from numbjournal.errors import Misuse

TODAY = date(2026, 11, 22)


def resolve(text: str, today: date = TODAY) -> date:
    return resolve_day(text, today, parser.parse)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "2026-11-22"),
        ("Yesterday", "2026-11-21"),
        ("-1", "2026-11-21"),
        ("-30", "2026-10-23"),
        ("3 days ago", "2026-11-19"),
        ("1 day ago", "2026-11-21"),
        ("a week ago", "2026-11-15"),
        ("2 weeks ago", "2026-11-08"),
        ("400 days ago", "2025-10-18"),
        ("saturday", "2026-11-21"),
        ("mon", "2026-11-16"),
        ("last tuesday", "2026-11-17"),
        ("2026-11-22", "2026-11-22"),
        ("2024-02-29", "2024-02-29"),
        ("22 Nov", "2026-11-22"),
        ("1st november", "2026-11-01"),
        ("Nov 5", "2026-11-05"),
        ("22 Nov 2025", "2025-11-22"),
        ("November 22, 2025", "2025-11-22"),
        ("22/11/2026", "2026-11-22"),
        ("22.11.2026", "2026-11-22"),
        ("5/5/2026", "2026-05-05"),
        ("20261121", "2026-11-21"),
        ("Sat 21 Nov 2026", "2026-11-21"),
        ("1900-01-01", "1900-01-01"),
    ],
)
def test_days_that_are_clear(typed: str, day: str) -> None:
    assert resolve(typed) == date.fromisoformat(day)


def test_a_day_without_a_year_is_the_most_recent_one() -> None:
    assert resolve("24 Dec", date(2026, 1, 3)) == date(2025, 12, 24)
    assert resolve("1 Sep", date(2026, 1, 3)) == date(2025, 9, 1)
    with pytest.raises(Misuse, match="still to come"):
        resolve("1 Jun", date(2026, 1, 3))


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("sunday", "Today is Sunday: do you mean today or -7?"),
        ("last sunday", "Today is Sunday: do you mean today or -7?"),
        ("03/04/2026", "more than one day"),
        ("3.4.26", "more than one day"),
        ("26-11-22", "more than one day"),
        ("Nov 2026", "more than one day"),
        ("10", "more than one day"),
        ("31 Nov", "does not exist"),
        ("2026-11-31", "does not exist"),
        ("31/11/2026", "does not exist"),
        ("2026-02-29", "does not exist"),
        ("29 Feb", "needs its year"),
        ("2026-11-23", "Monday 23 November 2026 is still to come"),
        ("23 Nov", "still to come"),
        ("1899-12-31", "before 1900"),
        ("99999999 days ago", "before 1900"),
        ("-31", "from -1 to -30"),
        ("-0", "from -1 to -30"),
        ("tomorrow", "still to come"),
        ("٢٢ Nov", "not a day"),
        ("", "not a day"),
        ("22 Nov 2026 21:00", "two options"),
    ],
)
def test_days_that_are_refused(typed: str, sentence: str) -> None:
    with pytest.raises(Misuse) as refusal:
        resolve(typed)
    assert sentence in refusal.value.message


@given(st.text(max_size=40))
def test_any_text_is_a_past_day_or_is_refused(text: str) -> None:
    try:
        day = resolve(text)
    except Misuse:
        return
    assert date(1900, 1, 1) <= day <= TODAY


@given(st.dates(min_value=date(1900, 1, 1), max_value=TODAY))
def test_iso_days_are_themselves(day: date) -> None:
    assert resolve(day.isoformat()) == day
    assert resolve(full_date(day).partition(" ")[2]) == day


@pytest.mark.parametrize(
    ("span", "first"),
    [
        ("14d", "2026-11-09"),
        ("1d", "2026-11-22"),
        ("2", "2026-11-09"),
        ("4w", "2026-10-26"),
        ("3m", "2026-08-23"),
    ],
)
def test_spans_end_today(span: str, first: str) -> None:
    assert resolve_span(span, TODAY) == (date.fromisoformat(first), TODAY)


def test_a_month_before_a_long_month() -> None:
    assert resolve_span("1m", date(2026, 3, 31))[0] == date(2026, 3, 1)


@pytest.mark.parametrize("span", ["", "0", "0d", "-3d", "3y", "３d", "1.5w"])
def test_spans_that_are_refused(span: str) -> None:
    with pytest.raises(Misuse):
        resolve_span(span, TODAY)


def test_times() -> None:
    assert clock_time("9:05") == "09:05"
    for wrong in ("24:00", "9", "9:5", "21:60", "٩:٠٠", "9pm"):
        with pytest.raises(Misuse):
            clock_time(wrong)


def test_a_late_night_belongs_to_the_day_before() -> None:
    late = datetime(2026, 11, 23, 3, 59)  # noqa: DTZ001  (a wall clock)
    assert journal_day(late, time(0)) == date(2026, 11, 23)
    assert journal_day(late, time(4)) == TODAY
    assert journal_day(late + timedelta(minutes=1), time(4)) == date(2026, 11, 23)


def test_days_as_they_are_read() -> None:
    assert full_date(TODAY, TODAY) == "Sunday 22 November"
    assert full_date(date(2025, 1, 1), TODAY) == "Wednesday 1 January 2025"
    assert short_date(date(2026, 11, 1), TODAY) == "Sun  1 Nov"
    assert [distance(TODAY - timedelta(days=n), TODAY) for n in (0, 1, 6)] == [
        "today",
        "yesterday",
        "6 days ago",
    ]
