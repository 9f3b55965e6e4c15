"""The clock of history: never behind, never led astray."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.clock import LATER, LONGEST, NO_CLOCK, ahead, is_clock, moment, ticked

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
moments = st.integers(-(10**6), 10**6).map(lambda minutes: NOW + timedelta(minutes=minutes))


@given(st.lists(st.integers(0, 1400).map(lambda minutes: NOW + timedelta(minutes=minutes)), min_size=2))
def test_it_never_goes_back_for_less_than_a_day(walls: list[datetime]) -> None:
    last = ""
    for now in walls:
        clock = ticked(last, now)
        assert clock > last
        assert is_clock(clock)
        last = clock


def test_a_clock_that_was_years_ahead_is_followed_back() -> None:
    wrong = ticked("", NOW + timedelta(days=365 * 73))
    assert moment(ticked(wrong, NOW)) == NOW
    slightly = ticked("", NOW + timedelta(hours=23))
    assert ticked(slightly, NOW) > slightly


@given(moments)
def test_the_least_later_clock(now: datetime) -> None:
    clock = ticked("", now)
    assert clock < clock + LATER < ticked(clock, now) < ticked("", now + timedelta(milliseconds=1))
    assert is_clock(clock + LATER)


def test_what_is_no_clock() -> None:
    assert is_clock(NO_CLOCK)
    assert moment(NO_CLOCK) is None
    for text in (
        "",
        "~",
        "1",
        "12345678901234-0000",
        "123456789012-0000",
        "1234567890123",
        "٣" * 13 + "-0000",
        "1234567890123-000",
        "1234567890123-zzzz",
        "1234567890123-00AB",
        "1234567890123-" + "f" * 9,
        "1234567890123-0000\n",
        "1234567890123-0000-0000",
        "1234567890123-0~000",
        "1234567890123-0000" + LATER * LONGEST,
    ):
        assert not is_clock(text)


def test_how_far_ahead() -> None:
    assert ahead(ticked("", NOW + timedelta(hours=20)), NOW) == timedelta()
    assert ahead(ticked("", NOW + timedelta(days=40)), NOW).days == 40
    assert ahead(NO_CLOCK, NOW) == timedelta()
