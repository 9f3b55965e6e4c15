"""The time of a reminder as people type it, and whether it is still the day it was set for."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest

from numbjournal.core.reminder import is_still_that_day, reminder_time
from numbjournal.errors import Misuse

BERLIN = ZoneInfo("Europe/Berlin")
MIDNIGHT = time(0)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("21:00", "21:00"),
        ("9:05", "09:05"),
        ("9pm", "21:00"),
        ("9 PM", "21:00"),
        ("9:30 p.m.", "21:30"),
        ("12am", "00:00"),
        ("12pm", "12:00"),
        ("noon", "12:00"),
        ("21", "21:00"),
        ("0", "00:00"),
    ],
)
def test_times(typed: str, meant: str) -> None:
    assert reminder_time(typed) == meant


@pytest.mark.parametrize(
    "typed", ["25:00", "24", "21:60", "9", "12", "13pm", "0am", "evening", "", "9:5", "-1", "٩:00"]
)
def test_what_is_no_time_or_could_be_two(typed: str) -> None:
    with pytest.raises(Misuse) as error:
        reminder_time(typed)
    assert error.value.hint == "numbjournal remind at 21:00"


@pytest.mark.parametrize(
    ("now", "day_starts_at", "is_still"),
    [
        (datetime(2026, 11, 22, 21, 0, tzinfo=BERLIN), MIDNIGHT, True),
        (datetime(2026, 11, 22, 23, 59, tzinfo=BERLIN), MIDNIGHT, True),
        # The computer slept through the evening.
        (datetime(2026, 11, 23, 8, 0, tzinfo=BERLIN), MIDNIGHT, False),
        (datetime(2026, 11, 23, 1, 0, tzinfo=BERLIN), MIDNIGHT, False),
        (datetime(2026, 11, 23, 1, 0, tzinfo=BERLIN), time(4), True),
        # The night of the change to summer time, and of the change back.
        (datetime(2026, 3, 29, 21, 0, tzinfo=BERLIN), MIDNIGHT, True),
        (datetime(2026, 10, 25, 21, 0, tzinfo=BERLIN), MIDNIGHT, True),
        (datetime(2026, 3, 30, 8, 0, tzinfo=BERLIN), MIDNIGHT, False),
    ],
)
def test_too_late(now: datetime, day_starts_at: time, is_still: bool) -> None:
    assert is_still_that_day("21:00", now, day_starts_at) is is_still
