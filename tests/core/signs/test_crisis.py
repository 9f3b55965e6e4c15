"""Sign 3b: it stands first."""

from datetime import timedelta

import pytest

from numbjournal.core.entry import Tagging
from numbjournal.core.signs import (
    CrisisNote,
    Reading,
    Sign,
)
from tests.core.signs.asking import read
from tests.simulation.lives import START, entry


@pytest.mark.parametrize(
    ("feel", "late", "back", "is_met"),
    [(2, 0, 0, True), (9, 0, 13, True), (2, 0, 14, False), (2, 300, 310, True), (None, 20, 20, True)],
)
def test_a_crisis_tag_stands_first(feel: int | None, late: int, back: int, is_met: bool) -> None:
    today = START + timedelta(days=400)
    tagged = entry(1, today - timedelta(days=back), feel, late=late, tags=[Tagging("self-harm")])
    reading = read([tagged], today=today)
    assert reading.results[Sign.CRISIS].is_met == is_met
    assert (reading.level == 3) == is_met


def test_about_a_day_of_the_fortnight_whenever_it_was_written() -> None:
    today = START + timedelta(days=400)
    ahead = entry(1, today - timedelta(days=5), 6, late=-30, tags=[Tagging("self-harm")])
    assert read([ahead], today=today).level == 3


def test_thoughts_of_suicide_are_answered_first() -> None:
    both = entry(1, START, 6, tags=[Tagging("self-harm"), Tagging("suicidal-thoughts")])
    assert read([both]).results[Sign.CRISIS].tags == ("suicidal-thoughts", "self-harm")


def test_what_was_noted_about_other_days() -> None:
    today = START + timedelta(days=400)

    def noted(day: int, written: int) -> Reading:
        note = CrisisNote(today - timedelta(days=day), today - timedelta(days=written), "suicidal-thoughts")
        return read([], today=today, noted=[note])

    long_ago = noted(300, 13)
    assert long_ago.level == 3
    assert noted(300, 14).level == 0
    about = noted(13, 13)
    assert (about.level, about.results[Sign.CRISIS].days) == (3, (today - timedelta(days=13),))
    assert noted(14, 14).level == 0


def test_a_word_that_spells_it() -> None:
    tagged = entry(1, START, 6, tags=[Tagging("suicidl")])
    assert read([tagged]).level == 0
    assert read([tagged], stands_for={"suicidl": "suicidal-thoughts"}.get).results[Sign.CRISIS].tags == (
        "suicidal-thoughts",
    )
