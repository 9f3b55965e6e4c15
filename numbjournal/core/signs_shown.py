"""What was last shown of the help signs, so that it is not shown every time, and what is asked only once."""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple


class Sign(StrEnum):
    """The signs, by the names under which the documentation explains them."""

    EARLY = "1a"
    LASTING = "1b"
    LONG = "1c"
    HARD_TO_TELL = "1d"
    INTERFERING = "2"
    DISTRESS = "3a"
    CRISIS = "3b"


class Memory(NamedTuple):
    """The day on which rungs 1 and 2 were last shown, and until when "not now" was said.

    `rung`, `signs` and `totals` are what was there when it was shown or "not now" was said. `hinted` is the
    day on which it was last said after a save that the report has something to read, `asked` the one on which
    it was asked whether logging helps.
    """

    day: date | None = None
    rung: int = 0
    signs: tuple[str, ...] = ()
    snoozed_until: date | None = None
    hinted: date | None = None
    asked: date | None = None
    totals: tuple[str, ...] = ()


LONGEST_WAIT = timedelta(days=92)
"""So long the help signs wait at most once "not now" was said: three months. This project's own default."""

ASK_AFTER = timedelta(days=28)
"""Four weeks from the first change of a journal. This project's own default."""

ASK_WITH = 8
"""Days with an entry among the last 28; fewer say little about logging. This project's own default."""


def possible(memory: Memory, today: date) -> Memory:
    """What of another device's memory can be: nothing of a day still to come, no wait beyond the longest.

    A wait is left out and not shortened: each merge would begin it anew.
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
    """Whether somebody has logged for long enough to be asked, once, whether it helps.

    `began` is the day of the journal's first change, `days` how many of the last 28 days have an entry. On a
    day on which the report was pointed out, that is enough.
    """
    if memory.asked or memory.hinted == today:
        return False
    return today - began >= ASK_AFTER and days >= ASK_WITH
