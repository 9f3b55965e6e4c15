"""All signs together, and what holds whatever the days are."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.day import days_of
from numbjournal.core.entry import Entry, Tagging
from numbjournal.core.rules import with_changes
from numbjournal.core.signs import (
    ScoreHelp,
    Sign,
    SignInputs,
    Verdict,
    read_signs,
)
from numbjournal.data import sign_rules
from tests.conftest import examples
from tests.core.signs.asking import KINDS, read, verdict
from tests.simulation.lives import RULES, START, entry, written_daily


def test_nothing_at_all() -> None:
    reading = read([])
    assert reading.level == 0
    assert {verdict(reading, sign) for sign in (Sign.EARLY, Sign.LASTING, Sign.LONG)} == {Verdict.NOT_ENOUGH}


def test_long_ago_says_nothing_about_now() -> None:
    entries = written_daily([2] * 30)
    last = entries[-1].draft.day
    assert read(entries, today=last + timedelta(days=13)).level == 2
    late = read(entries, today=last + timedelta(days=14))
    assert late.level == 0
    assert verdict(late, Sign.EARLY) is Verdict.NOT_ENOUGH


feels = st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=60)


@given(feels, st.integers(0, 400))
@examples(50, full=200)
def test_days_that_pass_show_nothing_new(numbers: list[int | None], later: int) -> None:
    entries = written_daily(numbers)
    if not entries:
        return
    last = entries[-1].draft.day
    assert read(entries, today=last + timedelta(days=later)).level <= read(entries, today=last).level


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


def test_a_changed_number_is_used_and_listed() -> None:
    rules = with_changes(sign_rules(), {"early": {"share": 0.5}})
    assert [change.name for change in rules.changed] == ["early.share"]
    days = days_of(written_daily([2, 6] * 7))
    known = SignInputs(max(days), days, began=START - timedelta(days=99))
    assert read_signs(known, rules).results[Sign.EARLY].is_met
    assert not read_signs(known, RULES).results[Sign.EARLY].is_met


ENTRIES = st.lists(
    st.builds(
        entry,
        st.integers(1, 9999),
        st.integers(0, 150).map(lambda number: START + timedelta(days=number)),
        st.none() | st.integers(0, 10),
        late=st.integers(0, 12),
        tags=st.lists(
            st.sampled_from([*KINDS, "panic", "empty", "self-harm"]).map(lambda id: Tagging(id, 4)),
            max_size=3,
        ),
        by_choice=st.booleans(),
    ),
    max_size=60,
)
DAYS = st.integers(-40, 200).map(lambda number: START + timedelta(days=number))
TOTALS = st.builds(
    ScoreHelp, DAYS, st.just("PHQ-9"), st.integers(0, 27), st.sampled_from([None, Sign.DISTRESS])
)


@given(ENTRIES, DAYS, st.lists(DAYS, max_size=4), st.lists(TOTALS, max_size=3), st.none() | DAYS)
@examples(50, full=200)
def test_whatever_is_written_can_be_read(
    entries: list[Entry], today: date, medicines: list[date], scores: list[ScoreHelp], onset: date | None
) -> None:
    reading = read(entries, today=today, medicines=medicines, scores=scores, onset=onset, began=START)
    assert set(reading.results) == set(Sign)
    assert 0 <= reading.level_without_crisis <= 2
    for result in reading.results.values():
        assert result.unlogged >= 0
        assert 0 <= result.counted <= max(result.of, len(result.days))


def test_the_remark_on_medicines_is_among_what_can_be_read() -> None:
    """A control of the test above: made-up days can meet 1a, with a medicine before."""
    assert read(written_daily([6] * 60 + [2] * 14), medicines=[START + timedelta(days=50)]).medicine
