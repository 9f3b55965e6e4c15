"""Days and times as other programs write them. Only ASCII digits are read, and nothing is guessed."""

import re
from datetime import date, datetime, time
from functools import lru_cache

from numbjournal.core.foreign_entry import InvalidRow
from numbjournal.core.when import MONTH_NAMES

_MONTHS = {name.casefold(): number for number, name in enumerate(MONTH_NAMES, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?::[0-9]{2})?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?\.? ([^\W\d]+)\.?,? ([0-9]{4})", re.IGNORECASE)
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})", re.IGNORECASE)
_STAMP = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?\s*(Z|[+-][0-9]{2}:?[0-9]{2})?"
)

NO_DAY = "its day cannot be read"


def iso_day(text: str) -> date:
    """`2026-11-22`.

    Raises Unfit.
    """
    text = text.strip()
    if not _ISO.fullmatch(text):
        raise InvalidRow(NO_DAY)
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidRow(NO_DAY) from None


def worded_day(text: str) -> date:
    """`22nd Sep 2020`, `8 February 2026`, `October 23, 2018`.

    Raises Unfit, also for names of months in another language.
    """
    text = " ".join(text.split())
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
    else:
        raise InvalidRow(NO_DAY)
    return existing_day(int(year), _MONTHS.get(month.casefold(), 0), int(day))


def existing_day(year: int, month: int, day: int) -> date:
    """A date.

    Raises Unfit where there is none.
    """
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        raise InvalidRow(NO_DAY) from None


@lru_cache(maxsize=2000)
def clock(text: str) -> str | None:
    """`6:50 pm`, `1:49 PM` or `14:03` as HH:MM; None for anything else."""
    found = _CLOCK.fullmatch(text.strip())
    if not found:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").casefold()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + 12 * (half == "p")
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else None


def stamp(text: str) -> tuple[date, str, datetime]:
    """Day, HH:MM and moment of `2026-01-09 15:34:06 -0500`; without a zone, the machine's.

    Raises Unfit.
    """
    found = _STAMP.fullmatch(text.strip())
    if not found:
        raise InvalidRow("its day and time cannot be read")
    day, at, zone = found[1], found[2], found[3] or ""
    try:
        moment = datetime.fromisoformat(f"{day}T{at}{zone}")
        return moment.date(), at[:5], moment if zone else moment.astimezone()
    except (ValueError, OverflowError, OSError):
        raise InvalidRow("its day and time cannot be read") from None


def here(day: date, at: str | None) -> datetime:
    """A day and a time (HH:MM) in the machine's zone; noon where no time is known.

    Raises Unfit where the calendar ends.
    """
    clock_time = time(int(at[:2]), int(at[3:])) if at else time(12)
    try:
        return datetime.combine(day, clock_time).astimezone()
    except (ValueError, OverflowError, OSError):
        raise InvalidRow(NO_DAY) from None
