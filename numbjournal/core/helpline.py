"""Lines to talk to somebody: what is known of them, and which answer now."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

ALWAYS = "24/7"
OLD_AFTER = timedelta(days=365)
"""From this age on, a note says that a line was last checked long ago; the line stays."""


class Helpline(NamedTuple):
    """One line; `call`, `text` and `url` may be empty, `hours` never is."""

    country: str
    name: str
    hours: str
    call: str = ""
    text: str = ""
    languages: str = ""
    url: str = ""
    confidence: str = ""
    checked: date | None = None


def answers_at(hours: str, now: datetime) -> bool:
    """Whether somebody answers at this moment of the clock; hours that cannot be read count as yes."""
    found = re.match(r"([0-9]{2}):([0-9]{2})-([0-9]{2}):([0-9]{2})", hours)
    if not found:
        return True
    begins, ends = (int(found[1]) * 60 + int(found[2]), int(found[3]) * 60 + int(found[4]))
    minute = now.hour * 60 + now.minute
    return begins <= minute < ends if begins < ends else minute >= begins or minute < ends


def open_first(lines: Iterable[Helpline], now: datetime) -> list[Helpline]:
    """Those that answer now first, otherwise in the order they are kept."""
    return sorted(lines, key=lambda line: not answers_at(line.hours, now))


def oldest_check(lines: Sequence[Helpline]) -> date | None:
    """The day on which the line that was checked longest ago was checked."""
    return min((line.checked for line in lines if line.checked), default=None)


def country_of_language(locale: str) -> str | None:
    """`DE` from `de_DE.UTF-8`; None where a locale names no country."""
    found = re.match(r"[a-z]{2,3}_([A-Z]{2})(?:[.@]|$)", locale)
    return found[1] if found else None
