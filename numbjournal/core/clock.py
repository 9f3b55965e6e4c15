"""The hybrid logical clock of history: the wall clock, but never behind what was changed before.

A clock is text that sorts by time: the milliseconds since 1970 in 13 digits, a hyphen, and a counter in four
to eight hexadecimal digits.
"""

import re
from datetime import UTC, datetime, timedelta

NO_CLOCK = f"{0:013d}-0000"
"""The clock of what no history tells of: another tool made it. Anything is later."""

LATER = "~"
"""Behind a clock it makes the least clock that is greater, in ASCII: for a change made by a slower clock."""

LONGEST = 1000
"""Characters of a clock at most. Each change that a slower clock makes to one thing adds one; nobody makes so
many."""

_CLOCK = re.compile(rf"[0-9]{{13}}-[0-9a-f]{{4,8}}{LATER}*")

FAR_AHEAD = timedelta(days=1)
"""A clock so far ahead is wrong: no zone and no slow battery explains it."""


def ticked(last: str, now: datetime) -> str:
    """The clock for a change made now, where the last one had `last` (empty before the first).

    A clock that was far ahead and was set right again is followed back: that a change comes after what it
    changes is seen to where versions are compared (`core.merge`), and everything else has its right time.
    """
    wall = _wall(now)
    before, _, counter = last.partition("-")
    if wall > before or before > _wall(now + FAR_AHEAD):
        return f"{wall}-0000"
    return f"{before}-{int(counter, 16) + 1:04x}"


def is_clock(text: str) -> bool:
    """Whether a text has the form of one."""
    return len(text) <= LONGEST and _CLOCK.fullmatch(text) is not None


def moment(clock: str) -> datetime | None:
    """When a change was made, by its device's clock; None where nobody knows."""
    if clock[:13] <= NO_CLOCK[:13]:
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=int(clock[:13]))


def ahead(clock: str, now: datetime) -> timedelta:
    """How far a clock is ahead; nothing where that is less than a day."""
    distance = timedelta(milliseconds=int(clock[:13]) - int(_wall(now)))
    return distance if distance > FAR_AHEAD else timedelta()


def _wall(now: datetime) -> str:
    return f"{int(now.timestamp() * 1000):013d}"
