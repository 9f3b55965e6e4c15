"""The help rules, one at a time, and what holds whatever the days are."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from numbjournal.core.day import days_of
from numbjournal.core.entry import Answer, Entry, Interfered, Tagging
from numbjournal.core.memory import Memory
from numbjournal.core.rules import with_changes
from numbjournal.core.signs import (
    Advice,
    Known,
    Lack,
    Reading,
    Result,
    ScoreHelp,
    Sign,
    Verdict,
    advise,
    read_signs,
    remember,
)
from numbjournal.data import sign_rules
from tests.simulation.lives import RULES, START, entry, written_daily

KINDS = {"work": "effect", "low-mood": "effect", "flat": "manifestation"}


def read(entries: list[Entry], *, today: date | None = None, **known: object) -> Reading:
    days = days_of(entries)
    last = max((one.draft.day for one in entries), default=START)
    asked = {"began": START - timedelta(days=100), "kinds": KINDS, "entries": entries, **known}
    return read_signs(Known(today or last, days, **asked), RULES)  # type: ignore[arg-type]


def verdict(reading: Reading, sign: Sign) -> Verdict:
    return reading.results[sign].verdict


def test_nothing_at_all() -> None:
    reading = read([])
    assert reading.rung == 0
    assert {verdict(reading, sign) for sign in (Sign.EARLY, Sign.LASTING, Sign.LONG)} == {Verdict.NOT_ENOUGH}


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


def test_one_evening_cannot_colour_a_fortnight() -> None:
    entries = [entry(back, START + timedelta(days=20 - back), 2, late=back) for back in range(8)]
    entries += written_daily([None] * 6 + [6] * 7)
    assert not read(entries).results[Sign.EARLY].is_met


def test_long_ago_says_nothing_about_now() -> None:
    entries = written_daily([2] * 30)
    last = entries[-1].draft.day
    assert read(entries, today=last + timedelta(days=13)).rung == 2
    late = read(entries, today=last + timedelta(days=14))
    assert late.rung == 0
    assert verdict(late, Sign.EARLY) is Verdict.NOT_ENOUGH


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
    assert read(entries).rung == 1
    last = entries[-1].draft.day
    assert read(entries, onset=last - timedelta(days=30)).rung == 2
    assert read(entries, onset=last - timedelta(days=29)).rung == 1


def test_stepping_back_on_purpose_is_not_counted() -> None:
    by_choice = [entry(n, START + timedelta(days=n), 2, by_choice=True) for n in range(14)]
    boundary = [entry(n, START + timedelta(days=n), 2, tags=[Tagging("boundary")]) for n in range(14)]
    for entries in (by_choice, boundary):
        result = read(entries).results[Sign.EARLY]
        assert (result.verdict, result.of, result.unlogged) == (Verdict.NOT_ENOUGH, 0, 0)
    beside = [*by_choice, *written_daily([2] * 14)]
    assert read(beside).results[Sign.EARLY].is_met


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


@pytest.mark.parametrize(("strength", "is_met"), [(None, True), (3, True), (2, False)])
def test_panic_on_three_days_of_a_week(strength: int | None, is_met: bool) -> None:
    entries = [
        entry(n, START + timedelta(days=2 * n), 6, tags=[Tagging("panic", strength)]) for n in range(3)
    ]
    assert read(entries).results[Sign.DISTRESS].is_met == is_met


def test_totals_speak_for_four_weeks() -> None:
    entries = written_daily([6] * 3)
    today = entries[-1].draft.day
    score = ScoreHelp(today - timedelta(days=27), "gad-7", 16, Sign.DISTRESS)
    assert read(entries, scores=[score]).results[Sign.DISTRESS].scores == (score,)
    assert read(entries, scores=[score]).rung == 2
    assert read(entries, scores=[score._replace(day=today - timedelta(days=28))]).rung == 0
    showing = read(entries, scores=[score._replace(sign=None)])
    assert (showing.rung, showing.met, len(showing.worth_showing)) == (2, (), 1)


def test_a_medicine_shortly_before() -> None:
    entries = written_daily([6] * 60 + [2] * 14)
    began = START + timedelta(days=60)
    for days, is_near in ((0, True), (56, True), (57, False), (-1, False)):
        medicine = began - timedelta(days=days)
        assert read(entries, medicines=[medicine]).medicine == (medicine if is_near else None)
    before = written_daily([2] * 74)
    assert read(before, medicines=[began]).medicine is None


@pytest.mark.parametrize(
    ("feel", "late", "back", "is_met"),
    [(2, 0, 0, True), (9, 0, 13, True), (2, 0, 14, False), (2, 300, 310, True), (None, 20, 20, True)],
)
def test_a_crisis_tag_stands_first(feel: int | None, late: int, back: int, is_met: bool) -> None:
    today = START + timedelta(days=400)
    tagged = entry(1, today - timedelta(days=back), feel, late=late, tags=[Tagging("self-harm")])
    reading = read([tagged], today=today)
    assert reading.results[Sign.CRISIS].is_met == is_met
    assert (reading.rung == 3) == is_met


# The ladder

MET = Result(Sign.EARLY, Verdict.MET)
TODAY = date(2026, 11, 22)


def reading_of(*signs: Sign) -> Reading:
    return Reading({sign: Result(sign, Verdict.MET) for sign in signs})


def test_what_was_shown_is_not_shown_again_for_a_fortnight() -> None:
    reading = reading_of(Sign.EARLY)
    first = advise(reading, Memory(), TODAY, RULES)
    assert first == Advice(1, (Sign.EARLY,))
    memory = remember(first, reading, Memory(), TODAY)
    assert memory == Memory(TODAY, 1, ("1a",))
    assert advise(reading, memory, TODAY, RULES) == first
    for days in (1, 13):
        held = advise(reading, memory, TODAY + timedelta(days=days), RULES)
        assert held == Advice(0, (), TODAY)
        assert remember(held, reading, memory, TODAY + timedelta(days=days)) == memory
    assert advise(reading, memory, TODAY + timedelta(days=14), RULES) == first
    assert advise(reading, memory, TODAY + timedelta(days=14), RULES, in_care=True).held_since == TODAY
    assert advise(reading, memory, TODAY + timedelta(days=28), RULES, in_care=True).rung == 1


def test_worse_is_shown_at_once() -> None:
    memory = Memory(TODAY, 1, ("1a",))
    tomorrow = TODAY + timedelta(days=1)
    assert advise(reading_of(Sign.EARLY, Sign.LASTING), memory, tomorrow, RULES).rung == 2
    both = Memory(TODAY, 2, ("1a", "1b"))
    assert advise(reading_of(Sign.LASTING, Sign.DISTRESS), both, tomorrow, RULES).rung == 2
    assert advise(reading_of(Sign.LASTING), both, tomorrow, RULES).held_since == TODAY


def test_not_now() -> None:
    memory = Memory(TODAY, 1, ("1a",), TODAY + timedelta(days=30))
    assert advise(reading_of(Sign.EARLY), memory, TODAY + timedelta(days=29), RULES).held_since == TODAY
    assert advise(reading_of(Sign.EARLY), memory, TODAY + timedelta(days=30), RULES).rung == 1


def test_nothing_met_is_not_held_back() -> None:
    assert advise(reading_of(), Memory(TODAY, 1, ("1a",)), TODAY + timedelta(days=1), RULES) == Advice(0)


@given(
    st.sampled_from(
        [Memory(), Memory(TODAY, 2, ("1b",)), Memory(TODAY, 2, ("1b",), TODAY + timedelta(days=99))]
    ),
    st.booleans(),
    st.integers(0, 60),
)
def test_the_crisis_tag_is_never_held_back(memory: Memory, in_care: bool, days: int) -> None:
    reading = reading_of(Sign.LASTING, Sign.CRISIS)
    assert advise(reading, memory, TODAY + timedelta(days=days), RULES, in_care=in_care).rung == 3


# Whatever the days are

feels = st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=60)


@given(feels, st.integers(0, 400))
@settings(max_examples=200)
def test_days_that_pass_show_nothing_new(numbers: list[int | None], later: int) -> None:
    entries = written_daily(numbers)
    if not entries:
        return
    last = entries[-1].draft.day
    assert read(entries, today=last + timedelta(days=later)).rung <= read(entries, today=last).rung


@given(feels)
def test_what_was_written_too_late_changes_nothing(numbers: list[int | None]) -> None:
    on_time = written_daily([5, *numbers])
    too_late = [entry(1000 + n, START + timedelta(days=n), 1, late=70) for n in range(40)]
    today = on_time[-1].draft.day
    with_them, without = (read(found, today=today).results for found in ([*on_time, *too_late], on_time))
    # They only make a day without an entry one that has an entry of no weight.
    for sign, result in with_them.items():
        missing = result.unlogged + result.too_late
        assert result._replace(unlogged=missing, too_late=0) == without[sign]


@given(feels, st.integers(1, 20))
def test_what_was_by_choice_has_no_say_in_sign_one(numbers: list[int | None], which: int) -> None:
    def chosen(feel: int) -> list[Entry]:
        return [
            one._replace(draft=one.draft._replace(by_choice=True, feel=feel)) if index % which == 0 else one
            for index, one in enumerate(written_daily(numbers))
        ]

    for sign in (Sign.EARLY, Sign.LASTING, Sign.LONG):
        assert read(chosen(0)).results[sign] == read(chosen(10)).results[sign]


# Numbers a person changed


def test_a_changed_number_is_used_and_listed() -> None:
    rules = with_changes(sign_rules(), {"early": {"share": 0.5}})
    assert [change.name for change in rules.changed] == ["early.share"]
    days = days_of(written_daily([2, 6] * 7))
    known = Known(max(days), days, began=START - timedelta(days=99))
    assert read_signs(known, rules).results[Sign.EARLY].is_met
    assert not read_signs(known, RULES).results[Sign.EARLY].is_met


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"erly": {"days": 14}}, "rules.erly in your settings is no rule"),
        ({"early": {"dayz": 14}}, "rules.early.dayz in your settings is no rule"),
        ({"early": {"days": "14"}}, "rules.early.days in your settings is no number"),
        ({"early": {"days": True}}, "is no number"),
        ({"early": {"days": 0}}, "is not a whole number from 14"),
        ({"early": {"days": 15}}, "is not a whole number of weeks"),
        ({"early": {"days": 10_000}}, "is not a whole number from 14 to 84"),
        ({"early": {"share": 75}}, "is not a share from 0.5 to 1; the default, 0.75, is used."),
        ({"early": 3}, "is no rule"),
        ([], "is no table"),
    ],
)
def test_a_number_that_does_not_fit_is_named(changes: object, sentence: str) -> None:
    rules = with_changes(sign_rules(), changes)
    assert sentence in rules.slips[0]
    assert rules.changed == ()
    assert rules.numbers == RULES.numbers


def test_the_unused_answer_of_a_day_is_not_counted() -> None:
    tired = [entry(n, START + timedelta(days=n), None, answer=Answer.TIRED) for n in range(14)]
    assert verdict(read(tired), Sign.EARLY) is Verdict.NOT_ENOUGH


def test_of_a_questionnaire_the_newest_total_speaks() -> None:
    entries = written_daily([6] * 3)
    today = entries[-1].draft.day
    totals = [
        ScoreHelp(today - timedelta(days=back), name, value, sign)
        for back, name, value, sign in (
            (20, "PHQ-9", 16, Sign.DISTRESS),
            (10, "PHQ-9", 20, Sign.DISTRESS),
            (5, "PHQ-9", 14, None),
            (9, "GAD-7", 12, None),
            (3, "GAD-7", 11, None),
        )
    ]
    reading = read(entries, scores=totals)
    assert [score.value for score in reading.results[Sign.DISTRESS].scores] == [20]
    assert [score.value for score in reading.worth_showing] == [11]


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
