"""Entries about days that are still to come here, in one line."""

from collections.abc import Sequence
from datetime import date

from numbjournal.core.when import distance, full_date
from numbjournal.wording.counting import counted


def ahead_words(ahead: Sequence[tuple[date, int]], today: date, *, are_shown: bool) -> str:
    """How many entries are dated after today; where they are not shown, also when they will be.

    `ahead` are days with their number of entries, the nearest first.
    """
    number = sum(count for _, count in ahead)
    nearest = ahead[0][0]
    later = " or later" if len(ahead) > 1 else ""
    dated = f"{counted(number, 'entry')} {'is' if number == 1 else 'are'} dated"
    appear = "" if are_shown else f"; {'it appears' if number == 1 else 'they appear'} when that day comes"
    return f"{dated} {full_date(nearest, today)}, {distance(nearest, today)}{later}{appear}."
