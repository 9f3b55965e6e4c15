"""What many days say together: known results, minima, and what is left out of what."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.day import Axis
from numbjournal.core.entry import Answer, Draft, Entry, Tagging
from numbjournal.core.estimate import line_through, non_overlap
from numbjournal.core.insight import Insights, insights_of
from numbjournal.core.insight.around import Around, around_each
from numbjournal.core.insight.tomorrow import ComparisonNeeds, holm, tomorrow_of
from numbjournal.core.insight.trend import TrendForm, trend_of
from numbjournal.core.mark import Mark
from numbjournal.core.when import Span

FIRST = date(2026, 1, 1)
KINDS = {"flat": "manifestation", "movement": "strategy", "rest": "strategy", "work": "effect"}


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


def entry(number: int, feel: int | None, *tags: str, late: int = 0, mood: int | None = None) -> Entry:
    """About the day of that number, written so many days later."""
    day = on(number)
    answer = Answer.RATED if feel is not None else Answer.UNSURE
    draft = Draft(day, answer=answer, feel=feel, mood=mood, tags=tuple(Tagging(tag) for tag in tags))
    at = datetime(day.year, day.month, day.day, 21, tzinfo=UTC) + timedelta(days=late)
    return Entry(f"id-{number}-{feel}", number, at, draft)


def insights(entries: list[Entry], *marks: Mark, axis: Axis = Axis.FEEL) -> Insights:
    days = [one.draft.day for one in entries]
    return insights_of(entries, Span(min(days), max(days)), KINDS, marks, axis)


def numbers(values: list[float]) -> dict[date, float]:
    return {on(number): value for number, value in enumerate(values)}


def mark(number: int, kind: str = "event") -> Mark:
    return Mark(number, f"id-{number}", on(number), kind, "something")


# The day after


def alternating(days: int, lift: float) -> tuple[dict[date, float], set[date]]:
    """Something on every third day, and so much more the day after; otherwise chance."""
    chance = random.Random(3)
    values = {on(day): float(chance.choice((3, 4, 5)) + (lift if day % 3 == 1 else 0)) for day in range(days)}
    return values, {on(day) for day in range(0, days, 3)}


def test_what_adds_two_is_found_and_what_adds_nothing_is_not() -> None:
    values, used = alternating(60, 2)
    (found,) = tomorrow_of(values, {"movement": used}).strategies
    assert found.goes_with
    assert found.p == 1 / 1000
    assert found.pairs is not None
    assert found.pairs.low > 0.5
    values, used = alternating(60, 0)
    (found,) = tomorrow_of(values, {"movement": used}).strategies
    assert not found.goes_with


def test_the_same_days_give_the_same_figures() -> None:
    values, used = alternating(60, 0.5)
    assert tomorrow_of(values, {"it": used}) == tomorrow_of(dict(reversed(values.items())), {"it": used})


def test_p_is_adjusted_for_how_many_there_are() -> None:
    """Holm 1979, by hand: 0.01 x 4, 0.02 x 3, 0.03 x 2, and never less than the one before."""
    adjusted = holm({"d": 0.9, "a": 0.01, "c": 0.03, "b": 0.02})
    assert adjusted == {"a": 0.04, "b": 0.06, "c": 0.06, "d": 0.9}
    assert holm({}) == {}
    assert holm({"a": 0.4, "b": 0.9, "c": 0.5}) == {"a": 1, "c": 1, "b": 1}
    values, used = alternating(60, 0.6)
    others = {f"other {number}": {on(day) for day in range(number, 60, 4)} for number in range(4)}
    alone = tomorrow_of(values, {"it": used}).strategies[0].p
    among = next(one for one in tomorrow_of(values, {"it": used, **others}).strategies if one.tag == "it")
    assert alone is not None
    assert among.p is not None
    assert among.p > alone


@pytest.mark.parametrize(
    ("days", "used", "with_it", "without"),
    [
        (41, range(0, 41, 2), 20, 20),
        (60, range(9), 9, 50),
        (60, range(60), 59, 0),
        (60, [59], 0, 59),
    ],
    ids=["41 days", "9 with it", "every day", "no day after it"],
)
def test_too_few_days(days: int, used: range, with_it: int, without: int) -> None:
    values = numbers([5, 6] * (days // 2) + [5] * (days % 2))
    (found,) = tomorrow_of(values, {"it": {on(day) for day in used}}).strategies
    assert (found.with_it, found.without) == (with_it, without)
    assert (found.p, found.pairs, found.goes_with) == (None, None, False)


def test_just_enough_days() -> None:
    values = numbers([5, 6] * 21)
    (found,) = tomorrow_of(values, {"it": {on(day) for day in range(10)}}).strategies
    assert found.p is not None


def test_a_gap_makes_no_pair() -> None:
    values = {on(day): 5.0 for day in range(0, 200, 2)}
    (found,) = tomorrow_of(values, {"it": {on(day) for day in range(0, 200, 4)}}).strategies
    assert (found.with_it, found.without, found.p) == (0, 0, None)


def test_days_that_are_all_alike_say_nothing() -> None:
    (found,) = tomorrow_of(numbers([5] * 80), {"it": {on(day) for day in range(0, 80, 3)}}).strategies
    assert (found.p, found.pairs and found.pairs.value) == (1, 0.5)


@given(st.lists(st.integers(0, 10), max_size=60), st.sets(st.integers(0, 59)))
def test_p_and_pairs_stay_in_their_bounds(values: list[int], used: set[int]) -> None:
    found = tomorrow_of(
        numbers([float(v) for v in values]), {"it": {on(day) for day in used}}, ComparisonNeeds(0, 1, 1)
    )
    for one in found.strategies:
        assert one.p is None or 0.001 <= one.p <= 1
        assert one.pairs is None or 0 <= one.pairs.low <= one.pairs.value <= one.pairs.high <= 1


def test_what_was_written_later_is_not_in_it_and_otherwise_is() -> None:
    entries = [entry(day, 5, "movement", late=2 if day < 10 else 0) for day in range(60)]
    found = insights([*entries, entry(60, 0, late=8)])
    assert found.tomorrow.days == 50
    assert (found.tomorrow.strategies[0].used, found.tomorrow.strategies[0].with_it) == (50, 49)
    assert (found.late, found.too_late, found.logged) == (10, 1, 61)
    assert (found.flatness.answered, found.spread.days, found.trend.days) == (60, 60, 60)
    assert found.spread.low == 5


def test_a_day_written_on_time_and_again_later_keeps_what_was_on_time() -> None:
    entries = [entry(day, 5) for day in range(50)] + [entry(3, 9, "movement", late=3)]
    found = insights(entries)
    assert (found.late, found.tomorrow.days, found.tomorrow.strategies) == (0, 50, ())
    assert found.spread.high == 7


# Gradually or suddenly


def test_a_step_a_line_and_a_level() -> None:
    step = trend_of(numbers([7, 6] * 20 + [2, 1] * 20))
    assert step.form is TrendForm.STEP
    assert step.fit is not None
    assert (step.fit.begins, step.fit.start, step.fit.end) == (on(40), 6.5, 1.5)
    line = trend_of(numbers([8 - day / 10 for day in range(80)]))
    assert line.form is TrendForm.LINE
    assert line.fit is not None
    assert (line.fit.start, line.fit.end) == (pytest.approx(8), pytest.approx(0.1))
    assert trend_of(numbers([5, 6, 4] * 30)).form is TrendForm.LEVEL
    assert trend_of(numbers([5] * 60)).form is TrendForm.LEVEL


def test_a_small_change_is_none_however_clear() -> None:
    small = trend_of(numbers([6] * 40 + [4] * 40))
    assert small.lead > 4
    assert small.form is TrendForm.LEVEL
    assert trend_of(numbers([6] * 40 + [3] * 40)).form is TrendForm.STEP


def test_two_forms_that_are_as_good_are_unclear() -> None:
    """Three levels, one after the other: as much a line as a step."""
    found = trend_of(numbers([7, 3] * 12 + [5, 4] * 6 + [4, 0] * 12))
    assert found.form is TrendForm.UNCLEAR
    assert found.fit is None
    assert 0 <= found.lead < 4


@pytest.mark.parametrize(
    ("days", "every", "form"),
    [(41, 2, None), (42, 1, None), (42, 2, TrendForm.LEVEL), (56, 1, TrendForm.LEVEL)],
)
def test_the_least_days_for_a_form(days: int, every: int, form: TrendForm | None) -> None:
    found = trend_of({on(day * every): 5.0 for day in range(days)})
    assert (found.form, found.days) == (form, days)


# Before and after


def test_around_a_mark() -> None:
    (found,) = around_each(numbers([6.0] * 20 + [9.0] + [2.0] * 20), [mark(20, "medication-start")])
    assert (found.days_before, found.days_after) == (20, 20)
    assert (found.median_before, found.median_after, found.slope) == (6, 2, 0)
    assert found.pairs is not None
    assert found.pairs.value == 0


def test_the_slope_that_was_there_before() -> None:
    (found,) = around_each(numbers([10 - day / 10 for day in range(60)]), [mark(30)])
    assert found.slope == pytest.approx(-0.7)


def test_a_mark_sees_eight_weeks_and_its_neighbours() -> None:
    far, near, late = mark(10), mark(100), mark(130)
    found = {one.mark: one for one in around_each(numbers([5.0] * 200), [late, far, near])}
    assert list(found) == [far, near, late]
    assert (found[near].days_before, found[near].days_after) == (56, 56)
    assert (found[near].others, found[late].others, found[far].others) == ((late,), (near,), ())


@pytest.mark.parametrize(("at", "is_enough"), [(13, False), (14, True), (25, True), (26, False)])
def test_too_early(at: int, is_enough: bool) -> None:
    (found,) = around_each(numbers([5.0] * 40), [mark(at)])
    assert found.is_enough is is_enough
    assert (found.median_before is None) is not is_enough


def test_a_mark_after_the_last_entry() -> None:
    assert around_each(numbers([5.0] * 40), [mark(400)]) == (Around(mark(400), 0, 0),)


# Figures


def test_flatness_and_spread() -> None:
    entries = [entry(0, 2, "flat"), entry(1, 1, "flat", "movement"), entry(2, 8), entry(4, 3), entry(6, None)]
    found = insights(entries)
    assert (found.flatness.flat, found.flatness.answered, found.flatness.longest) == (3, 4, 2)
    assert found.flatness.last_other == on(2)
    assert (found.spread.low, found.spread.quartiles, found.spread.middle) == (1, (1.5, 5.5), 2.5)
    assert found.spread.ways == (("flat", 2),)
    assert found.weeks == (2.5,)


def test_of_mood() -> None:
    found = insights([entry(day, 1, mood=7) for day in range(60)], axis=Axis.MOOD)
    assert (found.spread.middle, found.flatness.flat, found.trend.days) == (7, 60, 60)
    without = insights([entry(day, 1) for day in range(60)], axis=Axis.MOOD)
    assert (without.spread.quartiles, without.trend.form, without.tomorrow.days) == (None, None, 0)
    assert without.weeks == (None,) * 9


def test_what_passes() -> None:
    fallen = [entry(day, 7 if day < 40 else 1) for day in range(80)]
    found = insights(fallen, mark(40), mark(75))
    assert found.passing == (found.trend, found.around[0])
    assert insights([entry(day, 5) for day in range(80)]).passing == ()


def test_lines() -> None:
    assert line_through([0, 1, 2], [1, 3, 5]) == (1, 2)
    assert line_through([4, 4], [1, 3]) == (2, 0)


@given(st.lists(st.integers(0, 10), min_size=1), st.lists(st.integers(0, 10), min_size=1))
def test_pairs_are_counted_as_one_by_one(before: list[int], after: list[int]) -> None:
    higher = sum((b > a) + (b == a) / 2 for a in before for b in after)
    assert non_overlap(before, after).value == higher / (len(before) * len(after))
