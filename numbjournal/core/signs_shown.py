"""What was last shown of the help signs, so that it is not shown every time, and what was asked once."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Sign(StrEnum):
    """The signs, by their numbers in the documentation; `signs.registry` has a record for each."""

    EARLY = "1a"
    LASTING = "1b"
    LONG = "1c"
    HARD_TO_TELL = "1d"
    INTERFERING = "2"
    DISTRESS = "3a"
    CRISIS = "3b"


class Memory(NamedTuple):
    """What was shown, as it is kept in the journal."""

    day: date | None = None
    """The day on which levels 1 and 2 were last shown."""
    rung: int = 0
    """The level when they were shown, or when the person said "not now"."""
    signs: tuple[str, ...] = ()
    """The signs that were met then."""
    snoozed_until: date | None = None
    """Until when the person said "not now"."""
    hinted: date | None = None
    """The day on which it was last said, after a save, that the report has something to read."""
    asked: date | None = None
    """The day on which it was asked whether logging helps."""
    totals: tuple[str, ...] = ()
    """The totals that spoke for a sign then."""


LONGEST_WAIT = timedelta(days=92)
"""How long the help signs wait at most after "not now": three months. This project's own default."""

ASK_AFTER = timedelta(days=28)
"""Four weeks from the first change of a journal. This project's own default."""

ASK_WITH = 8
"""Days with an entry among the last 28 that it takes to ask. This project's own default."""


def possible(memory: Memory, today: date) -> Memory:
    """The memory without days after today and waits beyond the longest, which only a wrong clock makes.

    A wait is left out rather than shortened: each merge would restart it.
    """
    if memory.day is not None and memory.day > today:
        memory = memory._replace(day=None, rung=0, signs=(), totals=())
    if memory.snoozed_until is not None and memory.snoozed_until > today + LONGEST_WAIT:
        memory = memory._replace(snoozed_until=None)
    return memory._replace(
        hinted=_past(memory.hinted, today),
        asked=_past(memory.asked, today),
    )


def _past(day: date | None, today: date) -> date | None:
    return day if day is not None and day <= today else None


def is_time_to_ask(memory: Memory, began: date, today: date, days: int) -> bool:
    """Whether a person has logged long enough to be asked, once, whether it helps.

    `began` is the day of the journal's first change, `days` how many of the last 28 days have an entry. It is
    not asked on a day on which the report was pointed out.
    """
    if memory.asked or memory.hinted == today:
        return False
    return today - began >= ASK_AFTER and days >= ASK_WITH
