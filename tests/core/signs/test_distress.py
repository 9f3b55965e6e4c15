"""Sign 3a: severe distress."""

from datetime import timedelta

import pytest

from numbjournal.core.entry import Tagging
from numbjournal.core.signs import (
    ScoreHelp,
    Sign,
)
from tests.core.signs.asking import entry_each, read
from tests.simulation.lives import START, entry


@pytest.mark.parametrize(("strength", "is_met"), [(None, True), (3, True), (2, False)])
def test_panic_on_three_days_of_a_week(strength: int | None, is_met: bool) -> None:
    entries = [
        entry(n, START + timedelta(days=2 * n), 6, tags=[Tagging("panic", strength)]) for n in range(3)
    ]
    assert read(entries).results[Sign.DISTRESS].is_met == is_met


@pytest.mark.parametrize("by_choice", [False, True])
@pytest.mark.parametrize(("tag", "is_met"), [("panic", True), ("anxiety", True), ("irritable", False)])
def test_what_is_distress(tag: str, by_choice: bool, is_met: bool) -> None:
    entries = entry_each(3, tags=[Tagging(tag)], by_choice=by_choice)
    assert read(entries).results[Sign.DISTRESS].is_met == is_met


def test_by_a_total_alone() -> None:
    total = ScoreHelp(START, "PHQ-9", 16, Sign.DISTRESS)
    result = read(entry_each(1), scores=[total]).results[Sign.DISTRESS]
    assert (result.is_met, result.by_total) == (True, True)
    assert not read(entry_each(3, tags=[Tagging("panic")]), scores=[total]).results[Sign.DISTRESS].by_total
