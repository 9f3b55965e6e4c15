"""Since when it has been like this, as people say it."""

from datetime import date

import pytest

from numbjournal.core.onset import ALWAYS, resolve_onset
from numbjournal.errors import Misuse

TODAY = date(2026, 11, 22)


def no_reader(*_: object, **__: object) -> None:
    raise ValueError


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("since March", date(2026, 3, 1)),
        ("since december", date(2025, 12, 1)),
        ("March 2024", date(2024, 3, 1)),
        ("last october", date(2026, 10, 1)),
        ("since about 3 weeks", date(2026, 11, 1)),
        ("3 months ago", date(2026, 8, 24)),
        ("for a year", date(2025, 11, 22)),
        ("two years", date(2024, 11, 22)),
        ("2019", date(2019, 1, 1)),
        ("2026-03-14", date(2026, 3, 14)),
        ("yesterday", date(2026, 11, 21)),
        ("always", ALWAYS),
        ("as long as I can remember", ALWAYS),
        ("999 years", ALWAYS),
    ],
)
def test_what_is_meant(typed: str, day: date) -> None:
    assert resolve_onset(typed, TODAY, no_reader) == day


@pytest.mark.parametrize("typed", ["", "since", "March 2027", "2027", "a blue moon", "0 weeks", "ma"])
def test_what_is_not_understood(typed: str) -> None:
    with pytest.raises(Misuse):
        resolve_onset(typed, TODAY, no_reader)
