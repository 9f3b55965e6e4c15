"""The ladder: what is shown of the signs, and how often.

Rungs 1 and 2 are shown now and then, unless there is more to say than last time; rung 3 always.
"""

from datetime import date
from typing import NamedTuple

from numbjournal.core.rules import Rules
from numbjournal.core.signs.finding import Sign
from numbjournal.core.signs.reading import Reading
from numbjournal.core.signs_shown import Memory


class Advice(NamedTuple):
    """What a report says of the signs.

    `rung` is what is shown (3 stands first, whatever else); `signs` are those to name. Where rungs 1 and 2
    are held back, `held_since` is the day they were last shown (None if they never were), and `waits_until`
    the day up to which somebody asked for that.
    """

    rung: int
    signs: tuple[Sign, ...] = ()
    held_since: date | None = None
    in_care: bool = False
    waits_until: date | None = None

    @property
    def is_held(self) -> bool:
        """Whether something is there that is not shown now."""
        return self.held_since is not None or self.waits_until is not None


def advise(reading: Reading, memory: Memory, today: date, rules: Rules, *, in_care: bool = False) -> Advice:
    """What to show: rungs 1 and 2 no more often than the ladder says, unless it is worse; rung 3 always."""
    shown = 3 if Sign.CRISIS in reading.met else 0
    rung = reading.rung_without_crisis
    if rung and not _is_worse(reading, memory):
        is_snoozed = memory.snoozed_until is not None and today < memory.snoozed_until
        is_soon = memory.day is not None and 0 < (today - memory.day).days < _every(rules, in_care=in_care)
        if is_snoozed or is_soon:
            return Advice(shown, (), memory.day, in_care, memory.snoozed_until if is_snoozed else None)
    return Advice(shown or rung, reading.met_without_crisis, in_care=in_care)


def remember(advice: Advice, reading: Reading, memory: Memory, today: date) -> Memory:
    """The memory once the advice has reached a person."""
    if advice.is_held or not reading.rung_without_crisis:
        return memory
    return _knowing(memory, reading)._replace(day=today)


def snoozed(reading: Reading, memory: Memory, until: date) -> Memory:
    """The memory once somebody said "not now": what is there now waits, something worse does not.

    That it waits is not that it was shown.
    """
    return _knowing(memory, reading)._replace(snoozed_until=until)


def is_worth_a_line(
    reading: Reading, memory: Memory, today: date, rules: Rules, *, in_care: bool = False
) -> bool:
    """Whether somebody who only ever logs is told that the report has something to read."""
    advice = advise(reading, memory, today, rules, in_care=in_care)
    if advice.is_held or not reading.rung_without_crisis:
        return False
    return memory.hinted is None or (today - memory.hinted).days >= _every(rules, in_care=in_care)


def _every(rules: Rules, *, in_care: bool) -> int:
    return rules.whole("ladder.every_in_care" if in_care else "ladder.every")


def _is_worse(reading: Reading, memory: Memory) -> bool:
    """Whether there is a higher rung, or a sign or a total that was not there last time."""
    return (
        reading.rung_without_crisis > memory.rung
        or not set(reading.met_without_crisis) <= set(memory.signs)
        or not {score.key for score in reading.totals} <= set(memory.totals)
    )


def _knowing(memory: Memory, reading: Reading) -> Memory:
    return memory._replace(
        rung=reading.rung_without_crisis,
        signs=tuple(reading.met_without_crisis),
        totals=tuple(score.key for score in reading.totals),
    )
