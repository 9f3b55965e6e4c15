"""What was last shown of the help signs, so that it is not shown every time."""

from datetime import date
from typing import NamedTuple


class Memory(NamedTuple):
    """Day, rung and signs that were last shown of rungs 1 and 2, and until when "not now" was said.

    `hinted` is the day on which it was last said after a save that the report has something to read.
    """

    day: date | None = None
    rung: int = 0
    signs: tuple[str, ...] = ()
    snoozed_until: date | None = None
    hinted: date | None = None
