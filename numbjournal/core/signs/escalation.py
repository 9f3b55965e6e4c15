"""What is shown of the signs, and how often.

Levels 1 and 2 are shown now and then, unless there is more to say than last time; level 3 always.
"""

from datetime import date
from typing import NamedTuple

from numbjournal.core.rules import Rules
from numbjournal.core.signs.reading import Reading
from numbjournal.core.signs.registry import CRISIS
from numbjournal.core.signs.result import Sign
from numbjournal.core.signs_shown import Memory


class Advice(NamedTuple):
    """What a report shows of the signs."""

    level: int
    """The level that is shown; at 3, where to turn comes before everything else."""
    signs: tuple[Sign, ...] = ()
    """The signs to name."""
    held_since: date | None = None
    """Where levels 1 and 2 are held back, the day on which they were last shown, if they ever were."""
    in_care: bool = False
    """Whether the person already has care."""
    waits_until: date | None = None
    """The day until which the person asked for that."""

    @property
    def is_held(self) -> bool:
        """Whether a sign is met and not shown now."""
        return self.held_since is not None or self.waits_until is not None


def advise(reading: Reading, memory: Memory, today: date, rules: Rules, *, in_care: bool = False) -> Advice:
    """What to show: levels 1 and 2 no more often than the rules say, unless it is worse; level 3 always."""
    shown = CRISIS if Sign.CRISIS in reading.met else 0
    level = reading.level_without_crisis
    if level and not _is_worse(reading, memory):
        is_snoozed = memory.snoozed_until is not None and today < memory.snoozed_until
        is_soon = memory.day is not None and 0 < (today - memory.day).days < _every(rules, in_care=in_care)
        if is_snoozed or is_soon:
            return Advice(shown, (), memory.day, in_care, memory.snoozed_until if is_snoozed else None)
    return Advice(shown or level, reading.met_without_crisis, in_care=in_care)


def memory_after(advice: Advice, reading: Reading, memory: Memory, today: date) -> Memory:
    """The memory once the advice has reached a person."""
    if advice.is_held or not reading.level_without_crisis:
        return memory
    return _knowing(memory, reading)._replace(day=today)


def snoozed_memory(reading: Reading, memory: Memory, until: date) -> Memory:
    """The memory once a person said "not now": what is met now waits, something worse does not.

    It does not count as shown.
    """
    return _knowing(memory, reading)._replace(snoozed_until=until)


def is_worth_a_line(
    reading: Reading, memory: Memory, today: date, rules: Rules, *, in_care: bool = False
) -> bool:
    """Whether to tell somebody who only ever logs that the report has something to read."""
    advice = advise(reading, memory, today, rules, in_care=in_care)
    if advice.is_held or not reading.level_without_crisis:
        return False
    return memory.hinted is None or (today - memory.hinted).days >= _every(rules, in_care=in_care)


def _every(rules: Rules, *, in_care: bool) -> int:
    return rules.whole("ladder.every_in_care" if in_care else "ladder.every")


def _is_worse(reading: Reading, memory: Memory) -> bool:
    """Whether the level is higher, or a sign or a total is met that was not there last time."""
    return (
        reading.level_without_crisis > memory.rung
        or not set(reading.met_without_crisis) <= set(memory.signs)
        or not {score.key for score in reading.totals} <= set(memory.totals)
    )


def _knowing(memory: Memory, reading: Reading) -> Memory:
    return memory._replace(
        rung=reading.level_without_crisis,
        signs=tuple(reading.met_without_crisis),
        totals=tuple(score.key for score in reading.totals),
    )
