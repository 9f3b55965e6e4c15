"""Sign 1, rule by rule."""

from datetime import timedelta

import pytest

from numbjournal.core.day import days_of
from numbjournal.core.entry import Answer, Tagging
from numbjournal.core.rules import with_changes
from numbjournal.core.signs import (
    Lack,
    Short,
    Sign,
    SignInputs,
    Verdict,
    read_signs,
)
from numbjournal.data import sign_rules
from numbjournal.wording.signs import sign_name
from tests.core.signs.asking import entry_each, read, verdict
from tests.simulation.lives import START, entry, written_daily


def test_counts_are_those_of_the_window() -> None:
    feels = [9] * 10 + [2, 2, None, 2, 2, 5, None, 2, 2, None, 2, 2, 6, 2]
    result = read(written_daily(feels)).results[Sign.EARLY]
    assert (result.counted, result.of, result.unlogged, result.needs) == (9, 11, 3, 6)
    assert (result.first, result.last) == (START + timedelta(days=10), START + timedelta(days=23))
    assert len(result.days) == 9
    assert result.is_met


@pytest.mark.parametrize(
    ("feels", "expected"),
    [
        ([2] * 5 + [None] * 9, Verdict.NOT_ENOUGH),
        ([2] * 6 + [None] * 7 + [2], Verdict.NOT_ENOUGH),
        ([2] * 6 + [None] * 6 + [2] * 2, Verdict.MET),
        ([2] * 9 + [6] * 3 + [2, 2], Verdict.MET),
        ([2] * 8 + [6] * 4 + [2, 2], Verdict.NOT_MET),
    ],
)
def test_the_early_sign(feels: list[int | None], expected: Verdict) -> None:
    assert verdict(read(written_daily(feels)), Sign.EARLY) is expected


def test_not_before_the_eleventh_day_of_a_journal() -> None:
    days = written_daily([2] * 11)
    assert verdict(read(days, began=START), Sign.EARLY) is Verdict.MET
    assert verdict(read(days[:10], began=START), Sign.EARLY) is Verdict.NOT_ENOUGH


def test_both_halves_have_to_be_flat() -> None:
    feels = [2, 2, 2, 6, 6, 6, 2] * 2 + [2] * 14
    assert verdict(read(written_daily(feels)), Sign.LASTING) is Verdict.NOT_MET
    assert verdict(read(written_daily([2] * 10 + [6] * 4 + [2] * 14)), Sign.LASTING) is Verdict.MET


def test_most_weeks_of_twelve() -> None:
    week = [2, 2, None, None, None, None, None]
    assert verdict(read(written_daily(week * 11 + [2, 2])), Sign.LONG) is Verdict.MET
    other = [6, 6, None, None, None, None, None]
    assert verdict(read(written_daily((week * 2 + other) * 4 + [2, 2])), Sign.LONG) is Verdict.NOT_MET
    assert verdict(read(written_daily(week * 6 + [2, 2])), Sign.LONG) is Verdict.NOT_ENOUGH


def test_since_long_counts_as_lasting() -> None:
    entries = written_daily([6] * 20 + [2] * 12)
    assert read(entries).level == 1
    last = entries[-1].draft.day
    assert read(entries, onset=last - timedelta(days=30)).level == 2
    assert read(entries, onset=last - timedelta(days=29)).level == 1


def test_stepping_back_on_purpose_is_not_counted() -> None:
    by_choice = [entry(n, START + timedelta(days=n), 2, by_choice=True) for n in range(14)]
    boundary = [entry(n, START + timedelta(days=n), 2, tags=[Tagging("boundary")]) for n in range(14)]
    for entries in (by_choice, boundary):
        result = read(entries).results[Sign.EARLY]
        assert (result.verdict, result.of, result.unlogged) == (Verdict.NOT_ENOUGH, 0, 0)
    beside = [*by_choice, *written_daily([2] * 14)]
    assert read(beside).results[Sign.EARLY].is_met


def test_the_unused_answer_of_a_day_is_not_counted() -> None:
    tired = [entry(n, START + timedelta(days=n), None, answer=Answer.TIRED) for n in range(14)]
    assert verdict(read(tired), Sign.EARLY) is Verdict.NOT_ENOUGH


def test_why_there_are_not_enough_days() -> None:
    def lack(days: list[int | None], *, today: int = 0, late: int = 0) -> tuple[Lack | None, int, int]:
        entries = written_daily(days, late=late)
        now = max((one.draft.day for one in entries), default=START) + timedelta(days=today)
        result = read(entries, today=now).results[Sign.EARLY]
        return result.lacks, result.unlogged, result.too_late

    assert lack([2] * 14) == (None, 0, 0)
    assert lack([2] * 14, today=13) == (None, 0, 0)
    assert lack([2] * 14, today=14) == (Lack.STALE, 0, 0)
    assert lack([2] * 4) == (Lack.DAYS, 10, 0)
    assert lack([2] * 7) == (Lack.WEEKS, 7, 0)
    young = written_daily([2, 2, None, None, 2, 2, 2, 2, 2, 2])
    assert read(young, began=START).results[Sign.EARLY].lacks is Lack.AGE
    on_time = written_daily([2] * 14)
    late = [one._replace(logged_at=one.logged_at + timedelta(days=9)) for one in on_time[:7]]
    result = read([*late, *on_time[7:]]).results[Sign.EARLY]
    assert (result.lacks, result.unlogged, result.too_late) == (Lack.WEEKS, 0, 7)


@pytest.mark.parametrize(("apart", "is_met"), [(4, False), (5, True)])
def test_flat_days_are_written_on_dates_that_lie_apart(apart: int, is_met: bool) -> None:
    """Eleven flat days over both weeks, all written on two evenings."""
    last = START + timedelta(days=40)
    on_the_last = [entry(back, last - timedelta(days=back), 2, late=back) for back in range(7)]
    before = [entry(back, last - timedelta(days=back), 2, late=back - apart) for back in range(7, 11)]
    result = read([*on_the_last, *before]).results[Sign.EARLY]
    assert (result.counted, result.of, result.takes) == (11, 11, 9)
    assert (result.is_met, result.short_of) == (is_met, None if is_met else Short.DATES)


def test_either_half_of_four_weeks_may_be_what_is_missing() -> None:
    result = read(written_daily([2] * 14 + [2] * 8 + [6] * 6)).results[Sign.LASTING]
    assert (result.verdict, result.counted, result.short_of) == (Verdict.NOT_MET, 22, Short.HALVES)
    assert read(written_daily([2] * 14 + [2] * 10 + [6] * 4)).results[Sign.LASTING].is_met


@pytest.mark.parametrize(("week", "is_met"), [([3, 3], True), ([3, 4], False), ([0, 3, 9], True)])
def test_a_week_is_flat_by_its_middle(week: list[int], is_met: bool) -> None:
    weeks = (week + [None] * (7 - len(week))) * 11 + week
    assert read(written_daily(weeks)).results[Sign.LONG].is_met == is_met


def test_weeks_of_tags_alone() -> None:
    tagged = [
        entry(number, START + timedelta(days=number), None, tags=[Tagging("flat")])
        for number in range(84)
        if number % 7 < 2
    ]
    assert read(tagged).results[Sign.LONG].is_met


def test_twelve_weeks_written_ahead_on_one_evening() -> None:
    """By a clock that was wrong; the days between that are not flat do not open the gate for them."""
    last = START + timedelta(days=83)
    ahead = [
        entry(back, last - timedelta(days=back), 2, late=back - 83) for back in range(84) if back % 7 < 2
    ]
    other = [entry(back, last - timedelta(days=back), 6) for back in range(84) if back % 7 == 3]
    result = read([*ahead, *other]).results[Sign.LONG]
    assert (result.counted, result.of, result.short_of) == (12, 12, Short.DATES)
    on_time = [one._replace(logged_at=one.logged_at + timedelta(days=5)) for one in ahead[:1]]
    assert read([*on_time, *ahead[1:], *other]).results[Sign.LONG].is_met


def test_hard_to_tell_is_not_said_beside_flat() -> None:
    results = read(written_daily([2] * 14)).results
    assert (results[Sign.EARLY].verdict, results[Sign.HARD_TO_TELL].verdict) == (Verdict.MET, Verdict.NOT_MET)


def test_too_tired_is_no_answer_either_way() -> None:
    unsure = entry_each(14, None, answer=Answer.UNSURE)
    tired = [one._replace(draft=one.draft._replace(answer=Answer.TIRED)) for one in unsure[::3]]
    entries = sorted([*tired, *(one for one in unsure if one not in unsure[::3])])
    result = read(entries).results[Sign.HARD_TO_TELL]
    assert (result.verdict, result.counted, result.of) == (Verdict.MET, 9, 9)


def test_of_a_young_journal_it_is_said_from_when_on() -> None:
    result = read(written_daily([2] * 8), began=START).results[Sign.EARLY]
    assert (result.lacks, result.ready) == (Lack.AGE, START + timedelta(days=10))
    assert read(written_daily([2] * 4), began=START).results[Sign.EARLY].lacks is Lack.DAYS


def test_names_say_the_length_that_was_looked_at() -> None:
    rules = with_changes(sign_rules(), {"early": {"days": 21}, "long": {"weeks": 8}})
    days = days_of(written_daily([2] * 30))
    results = read_signs(SignInputs(max(days), days, began=START), rules).results
    assert sign_name(results[Sign.EARLY]) == "Flat on most days for 21 days"
    assert sign_name(results[Sign.LONG]) == "Flat in most weeks for eight weeks"
    assert sign_name(results[Sign.LASTING]) == "Flat on most days for four weeks"
    assert sign_name(read([]).results[Sign.EARLY]) == "Flat on most days for two weeks"


def test_it_says_what_it_would_take_and_what_is_short() -> None:
    results = read(written_daily([6] * 4 + [2] * 10)).results
    assert (results[Sign.EARLY].counted, results[Sign.EARLY].takes) == (10, 11)
    assert (results[Sign.INTERFERING].takes, results[Sign.INTERFERING].takes_in_week) == (5, 3)
    assert results[Sign.DISTRESS].takes == 3
    assert results[Sign.EARLY].short_of is None
    # Of few days half are enough.
    assert read(written_daily([6, None, 6, None, 6, None, 6])).results[Sign.INTERFERING].takes == 2
    halves = read(written_daily([2, 2, 2, 6, 6, 6, 2] * 2 + [2] * 14)).results[Sign.LASTING]
    assert (halves.counted >= halves.takes, halves.short_of) == (True, Short.HALVES)
    # Ten days, written on two evenings three days apart.
    written = [(day, (4 if day < 0 else 7) - day) for day in range(-2, 8)]
    entries = [entry(day, START + timedelta(days=day), 2, late=late) for day, late in written]
    early = read(entries).results[Sign.EARLY]
    assert (early.verdict, early.counted >= early.takes) == (Verdict.NOT_MET, True)
    assert early.short_of is Short.DATES
