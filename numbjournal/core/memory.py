"""What was last shown of the help signs, so that it is not shown every time, and what is asked only once."""

from datetime import date, timedelta
from typing import NamedTuple


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


ASK_AFTER = timedelta(days=28)
"""Four weeks from the first change of a journal. This project's own default."""

ASK_WITH = 8
"""Days with an entry among the last 28; fewer say little about logging. This project's own default."""


def is_time_to_ask(memory: Memory, began: date, today: date, days: int) -> bool:
    """Whether somebody has logged for long enough to be asked, once, whether it helps.

    `began` is the day of the journal's first change, `days` how many of the last 28 days have an entry. On a
    day on which the report was pointed out, that is enough.
    """
    if memory.asked or memory.hinted == today:
        return False
    return today - began >= ASK_AFTER and days >= ASK_WITH
