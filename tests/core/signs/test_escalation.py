"""What is shown, and when."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.signs import (
    Advice,
    Reading,
    ScoreHelp,
    Sign,
    SignResult,
    Verdict,
    advise,
    is_worth_a_line,
    memory_after,
    snoozed_memory,
)
from numbjournal.core.signs_shown import Memory
from tests.simulation.lives import RULES

TODAY = date(2026, 11, 22)


def reading_of(*signs: Sign) -> Reading:
    return Reading({sign: SignResult(sign, Verdict.MET) for sign in signs})


def test_what_was_shown_is_not_shown_again_for_a_fortnight() -> None:
    reading = reading_of(Sign.EARLY)
    first = advise(reading, Memory(), TODAY, RULES)
    assert first == Advice(1, (Sign.EARLY,))
    memory = memory_after(first, reading, Memory(), TODAY)
    assert memory == Memory(TODAY, 1, ("1a",))
    assert advise(reading, memory, TODAY, RULES) == first
    for days in (1, 13):
        held = advise(reading, memory, TODAY + timedelta(days=days), RULES)
        assert held == Advice(0, (), TODAY)
        assert memory_after(held, reading, memory, TODAY + timedelta(days=days)) == memory
    assert advise(reading, memory, TODAY + timedelta(days=14), RULES) == first
    assert advise(reading, memory, TODAY + timedelta(days=14), RULES, in_care=True).held_since == TODAY
    assert advise(reading, memory, TODAY + timedelta(days=28), RULES, in_care=True).level == 1


def test_worse_is_shown_at_once() -> None:
    memory = Memory(TODAY, 1, ("1a",))
    tomorrow = TODAY + timedelta(days=1)
    assert advise(reading_of(Sign.EARLY, Sign.LASTING), memory, tomorrow, RULES).level == 2
    both = Memory(TODAY, 2, ("1a", "1b"))
    assert advise(reading_of(Sign.LASTING, Sign.DISTRESS), both, tomorrow, RULES).level == 2
    assert advise(reading_of(Sign.LASTING), both, tomorrow, RULES).held_since == TODAY


def test_not_now() -> None:
    memory = Memory(TODAY, 1, ("1a",), TODAY + timedelta(days=30))
    assert advise(reading_of(Sign.EARLY), memory, TODAY + timedelta(days=29), RULES).held_since == TODAY
    assert advise(reading_of(Sign.EARLY), memory, TODAY + timedelta(days=30), RULES).level == 1


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
    assert advise(reading, memory, TODAY + timedelta(days=days), RULES, in_care=in_care).level == 3


def test_nothing_that_was_met_is_nothing_to_remember() -> None:
    memory = Memory(TODAY, 1, ("1a",))
    later = TODAY + timedelta(days=30)
    assert memory_after(advise(reading_of(), memory, later, RULES), reading_of(), memory, later) == memory


def test_a_higher_level_is_worse_with_the_same_signs() -> None:
    memory = Memory(TODAY, 1, ("1a",))
    reading = reading_of(Sign.EARLY)._replace(is_since_long=True)
    assert advise(reading, memory, TODAY + timedelta(days=1), RULES) == Advice(2, (Sign.EARLY,))


def test_a_total_that_was_not_there_last_time_is_shown() -> None:
    gad, phq = (ScoreHelp(TODAY, name, 20, Sign.DISTRESS) for name in ("GAD-7", "PHQ-9"))

    def reading(*scores: ScoreHelp, **more: object) -> Reading:
        result = SignResult(Sign.DISTRESS, Verdict.MET, scores=scores)
        return Reading({Sign.DISTRESS: result}, **more)  # type: ignore[arg-type]

    tomorrow = TODAY + timedelta(days=1)
    memory = memory_after(advise(reading(gad), Memory(), TODAY, RULES), reading(gad), Memory(), TODAY)
    assert memory.totals == (f"GAD-7 20 {TODAY}",)
    assert advise(reading(gad), memory, tomorrow, RULES).held_since == TODAY
    assert advise(reading(gad, phq), memory, tomorrow, RULES).level == 2
    worth = ScoreHelp(TODAY, "WHO-5", 40, None)
    assert advise(reading(gad, worth_showing=(worth,)), memory, tomorrow, RULES).level == 2


def test_not_now_is_not_shown() -> None:
    reading, until = reading_of(Sign.EARLY), TODAY + timedelta(days=3)
    memory = snoozed_memory(reading, Memory(), until)
    assert memory == Memory(None, 1, ("1a",), until)
    held = advise(reading, memory, TODAY, RULES)
    assert (held.level, held.is_held, held.held_since, held.waits_until) == (0, True, None, until)
    assert memory_after(held, reading, memory, TODAY) == memory
    assert advise(reading, memory, until, RULES).signs == (Sign.EARLY,)
    assert advise(reading_of(Sign.EARLY, Sign.LASTING), memory, TODAY, RULES).level == 2
    assert advise(reading, memory._replace(snoozed_until=None), TODAY, RULES).level == 1


@pytest.mark.parametrize(("in_care", "every"), [(False, 14), (True, 28)])
def test_how_often_somebody_who_only_logs_is_told(in_care: bool, every: int) -> None:
    def is_told(days: int, memory: Memory) -> bool:
        return is_worth_a_line(
            reading_of(Sign.EARLY), memory, TODAY + timedelta(days=days), RULES, in_care=in_care
        )

    assert is_told(0, Memory())
    assert not is_told(every - 1, Memory(hinted=TODAY))
    assert is_told(every, Memory(hinted=TODAY))
    assert not is_told(every - 1, Memory(TODAY, 1, ("1a",)))
    assert is_told(every, Memory(TODAY, 1, ("1a",)))
    assert not is_told(0, snoozed_memory(reading_of(Sign.EARLY), Memory(), TODAY + timedelta(days=1)))
    assert not is_worth_a_line(reading_of(), Memory(), TODAY, RULES)
    assert not is_worth_a_line(reading_of(Sign.CRISIS), Memory(), TODAY, RULES)
