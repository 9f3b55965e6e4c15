"""Until when somebody wants to rest, as people type it."""

from datetime import date

import pytest
from dateutil import parser

from numbjournal.core.pause import resolve_pause
from numbjournal.errors import Misuse

SUNDAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "until"),
    [
        ("14d", date(2026, 12, 6)),
        ("14 days", date(2026, 12, 6)),
        ("2w", date(2026, 12, 6)),
        ("a week", date(2026, 11, 29)),
        ("for one month", date(2026, 12, 22)),
        ("tomorrow", date(2026, 11, 23)),
        ("next monday", date(2026, 11, 23)),
        ("until Monday", date(2026, 11, 23)),
        ("sunday", date(2026, 11, 29)),
        ("6 December", date(2026, 12, 6)),
        ("Dec 6", date(2026, 12, 6)),
        ("1 March", date(2027, 3, 1)),
        ("2026-12-06", date(2026, 12, 6)),
        ("6 December 2026", date(2026, 12, 6)),
    ],
)
def test_days_to_come(typed: str, until: date) -> None:
    assert resolve_pause(typed, SUNDAY, parser.parse) == until


@pytest.mark.parametrize(
    "typed",
    [
        "yesterday", "today", "0d", "-5", "2026-11-01", "9999d", "2029-01-01", "01/02/2027", "29 feb",
        "soon", "", "next year", "31 November",
    ],
)  # fmt: skip
def test_what_is_past_too_far_or_no_day(typed: str) -> None:
    with pytest.raises(Misuse):
        resolve_pause(typed, SUNDAY, parser.parse)


def test_a_day_that_is_not_there_each_year() -> None:
    assert resolve_pause("29 feb", date(2028, 2, 1), parser.parse) == date(2028, 2, 29)
    with pytest.raises(Misuse, match="does not exist"):
        resolve_pause("29 feb", date(2028, 3, 1), parser.parse)
