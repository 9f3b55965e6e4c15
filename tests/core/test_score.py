"""Totals of questionnaires, and what they speak for."""

from datetime import date, timedelta

import pytest

from numbjournal.core.score import Instrument, Score, find_instrument, helps_of, score_value
from numbjournal.core.signs import Sign
from numbjournal.errors import Misuse, NotFound

DAY = date(2026, 11, 22)
PHQ = Instrument("phq-9", "PHQ-9", 0, 27, (5, 10, 15, 20), change=5, helps=((15, Sign.DISTRESS), (10, None)))
WHO = Instrument("who-5", "WHO-5", 0, 100, (50,), higher_is_better=True, change=10, helps=((50, None),))
KNOWN = {each.id: each for each in (PHQ, WHO)}


def helps(*totals: tuple[str, int, int]) -> list[tuple[str, int, Sign | None]]:
    """Of totals given as questionnaire, value and how many days ago."""
    scores = [
        Score(n, str(n), DAY - timedelta(days=ago), id, value) for n, (id, value, ago) in enumerate(totals)
    ]
    return [(found.instrument, found.value, found.sign) for found in helps_of(scores, KNOWN)]


def test_from_where_on_a_total_speaks() -> None:
    assert helps(("phq-9", 15, 0)) == [("PHQ-9", 15, Sign.DISTRESS)]
    assert helps(("phq-9", 14, 0)) == [("PHQ-9", 14, None)]
    assert helps(("phq-9", 10, 0)) == [("PHQ-9", 10, None)]
    assert helps(("phq-9", 9, 0)) == []
    assert helps(("who-5", 50, 0)) == [("WHO-5", 50, None)]
    assert helps(("who-5", 51, 0)) == []
    assert helps(("unknown", 51, 0)) == []


@pytest.mark.parametrize(
    ("before", "ago", "is_drop"), [(70, 30, True), (69, 30, False), (70, 183, True), (70, 184, False)]
)
def test_a_drop_is_from_a_total_of_the_same_time_of_life(before: int, ago: int, is_drop: bool) -> None:
    assert bool(helps(("who-5", before, ago), ("who-5", 60, 0))) == is_drop


def test_a_drop_is_from_the_total_before() -> None:
    assert helps(("who-5", 80, 60), ("who-5", 65, 30), ("who-5", 60, 0)) == [("WHO-5", 65, None)]
    assert helps(("phq-9", 9, 9), ("phq-9", 4, 0)) == []


def test_names_and_totals_as_they_are_typed() -> None:
    assert find_instrument("PHQ 9", KNOWN) is PHQ
    with pytest.raises(NotFound, match="Did you mean phq-9"):
        find_instrument("phq", KNOWN)
    assert [score_value(text, PHQ) for text in ("0", "27")] == [0, 27]
    for text in ("28", "-1", "٣", "", "1.5", "00001"):
        with pytest.raises(Misuse):
            score_value(text, PHQ)
