"""Sign 2: in the way of life."""

from datetime import timedelta

import pytest

from numbjournal.core.entry import Entry, Interfered, Tagging
from numbjournal.core.signs import (
    ScoreHelp,
    Sign,
)
from tests.core.signs.asking import entry_each, read
from tests.simulation.lives import START, entry


@pytest.mark.parametrize(
    ("days", "is_met"),
    [((12, 13, 14), True), ((13, 14), False), ((1, 4, 8, 12, 13), True), ((1, 4, 8, 12), False)],
)
def test_in_the_way(days: tuple[int, ...], is_met: bool) -> None:
    entries = []
    for number in range(1, 15):
        one = entry(number, START + timedelta(days=number), 5)
        if number in days:
            one = one._replace(draft=one.draft._replace(interfered=Interfered.LOT))
        entries.append(one)
    assert read(entries).results[Sign.INTERFERING].is_met == is_met


def test_half_of_few_days_in_the_way() -> None:
    def logged(count: int, in_the_way: int) -> list[Entry]:
        tags = [[Tagging("work", 3)] if number < in_the_way else [] for number in range(count)]
        return [entry(n, START + timedelta(days=3 * n), 5, tags=tags[n]) for n in range(count)]

    assert read(logged(4, 2)).results[Sign.INTERFERING].is_met
    assert not read(logged(4, 1)).results[Sign.INTERFERING].is_met
    assert not read(logged(3, 2)).results[Sign.INTERFERING].is_met
    weaker = [entry(n, START + timedelta(days=n), 5, tags=[Tagging("work", 2)]) for n in range(7)]
    assert not read(weaker).results[Sign.INTERFERING].is_met


def test_what_gets_in_the_way() -> None:
    def is_met(**fields: object) -> bool:
        entries = [
            one._replace(draft=one.draft._replace(**fields))  # type: ignore[arg-type]
            for one in entry_each(3)
        ]
        return read(entries).results[Sign.INTERFERING].is_met

    assert is_met(interfered=Interfered.COULDNT)
    assert is_met(interfered=Interfered.LOT)
    assert not is_met(interfered=Interfered.LITTLE)
    assert is_met(tags=(Tagging("work", 3),))
    assert not is_met(tags=(Tagging("work"),))
    assert not is_met(tags=(Tagging("headache", 4),))
    assert is_met(tags=(Tagging("work", 4),), by_choice=True)


def test_what_it_takes() -> None:
    assert [read(entry_each(days)).results[Sign.INTERFERING].takes for days in (3, 4, 7, 14)] == [5, 2, 4, 5]
    assert read(entry_each(3)).results[Sign.INTERFERING].takes_in_week == 3


def test_by_a_total_alone_or_by_days_too() -> None:
    today = START + timedelta(days=2)
    total = ScoreHelp(today, "WSAS", 12, Sign.INTERFERING)
    assert read(entry_each(3), scores=[total]).results[Sign.INTERFERING].by_total
    entries = entry_each(3, tags=[Tagging("work", 3)])
    assert not read(entries, scores=[total]).results[Sign.INTERFERING].by_total
    assert not read(entry_each(3)).results[Sign.INTERFERING].by_total
