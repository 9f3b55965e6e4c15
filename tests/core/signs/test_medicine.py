"""The remark on medicines, and how far back it has to know."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.day import days_of
from numbjournal.core.rules import with_changes
from numbjournal.core.signs import (
    Sign,
    SignInputs,
    first_needed,
    read_signs,
)
from numbjournal.data import sign_rules
from tests.conftest import examples
from tests.core.signs.asking import read
from tests.simulation.lives import RULES, START, written_daily


def test_a_medicine_shortly_before() -> None:
    entries = written_daily([6] * 60 + [2] * 14)
    began = START + timedelta(days=60)
    for days, is_near in ((0, True), (56, True), (57, False), (-1, False)):
        medicine = began - timedelta(days=days)
        assert read(entries, medicines=[medicine]).medicine == (medicine if is_near else None)
    before = written_daily([2] * 74)
    assert read(before, medicines=[began]).medicine is None


def test_beside_each_sign_of_flat_days() -> None:
    """1b is met, 1a is not any more."""
    entries = written_daily([6] * 60 + [2] * 24 + [6] * 4)
    medicine = START + timedelta(days=50)
    reading = read(entries, medicines=[medicine])
    assert (Sign.EARLY in reading.met, Sign.LASTING in reading.met) == (False, True)
    assert reading.medicine == medicine
    over = written_daily([6] * 60 + [2] * 14 + [6] * 21)
    assert read(over, medicines=[medicine]).medicine is None


def test_where_two_weeks_were_never_flat_nothing_is_remarked() -> None:
    """Somebody who writes twice a week: it is flat for twelve weeks, and for no fortnight."""
    twice = ([2, None, None, 2, None, None, None]) * 12
    reading = read(written_daily(twice), medicines=[START - timedelta(days=3)])
    assert (reading.met, reading.medicine) == ((Sign.LONG,), None)


@pytest.mark.parametrize(("between", "is_new"), [(21, False), (22, True)])
def test_a_quiet_time_makes_a_new_beginning(between: int, is_new: bool) -> None:
    """1a is last met 3 days after the first flat days, and again from the 11th of the others on."""
    entries = written_daily([6] * 30 + [2] * 14 + [6] * (between - 1) + [2] * 14)
    began = START + timedelta(days=43 + between)
    assert read(entries, medicines=[began]).medicine == (began if is_new else None)


def test_the_newest_of_several() -> None:
    entries = written_daily([6] * 60 + [2] * 14)
    days = [START + timedelta(days=number) for number in (20, 50, 70)]
    assert read(entries, medicines=days).medicine == days[1]


def test_how_far_back_the_rules_have_to_know() -> None:
    last = START + timedelta(days=1000)
    assert last - first_needed(RULES, last) == timedelta(days=83)
    longer = with_changes(sign_rules(), {"long": {"weeks": 26}, "lasting": {"days": 112}})
    assert last - first_needed(longer, last) == timedelta(days=26 * 7 - 1)
    longest = with_changes(sign_rules(), {"lasting": {"days": 112}})
    assert last - first_needed(longest, last) == timedelta(days=111)
    recent, old = last - timedelta(days=300), last - timedelta(days=301)
    assert first_needed(RULES, last, [recent]) == recent - timedelta(days=28 + 14)
    assert first_needed(RULES, last, [old]) == first_needed(RULES, last)


STRETCHES = st.lists(st.tuples(st.sampled_from([1, 6, None]), st.integers(1, 60)), min_size=1, max_size=8)


@given(STRETCHES, st.lists(st.integers(0, 420), max_size=3))
@examples(50, full=100)
def test_what_was_longer_ago_changes_nothing(ranges: list[tuple[int | None, int]], marks: list[int]) -> None:
    entries = written_daily([feel for feel, length in ranges for _ in range(length)])
    if not entries:
        return
    days, last = days_of(entries), entries[-1].draft.day
    known = SignInputs(last, days, began=START, medicines=[last - timedelta(days=back) for back in marks])
    begin = first_needed(RULES, last, known.medicines)
    lately = {day: found for day, found in days.items() if day >= begin}
    assert read_signs(known._replace(days=lately), RULES) == read_signs(known, RULES)
