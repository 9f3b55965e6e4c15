"""Days as people type them, and days as people read them.

Nothing is guessed: what could be two days, a day that does not exist, a day to come and a day before
1900 are refused, so that nothing is saved under a wrong day.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from numbjournal.errors import Misuse

DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

OLDEST = date(1900, 1, 1)
DAYS_BACK = 30
"""`-1` to `-30` count days back; further back a date is clearer."""

HALF_A_YEAR = timedelta(days=183)
"""A day without a year that is still to come this year means last year's only up to here."""

DayReader = Callable[..., datetime]
"""`reader(text, default=datetime, dayfirst=bool, yearfirst=bool)`, as `dateutil.parser.parse`:
fills what the text leaves out from `default`, raises ValueError or OverflowError."""

_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_YEAR = r",?(?: (?P<year>[0-9]{4}))?"
_DAY_AND_MONTH = re.compile(f"{_DAY} {_MONTH}{_YEAR}")
_MONTH_AND_DAY = re.compile(f"{_MONTH} {_DAY}{_YEAR}")

_HINT = "numbjournal log 2 --on 2026-11-22"
_MONTH_HINT = "numbjournal calendar --month last"


class Span(NamedTuple):
    """A range of days, both ends included."""

    first: date
    last: date

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def journal_day(now: datetime, day_starts_at: time) -> date:
    """The day that `now` belongs to by the wall clock; before `day_starts_at` it is still yesterday."""
    return now.date() if now.time() >= day_starts_at else now.date() - timedelta(days=1)


def resolve_day(text: str, today: date, reader: DayReader) -> date:
    """The day that `text` names, seen from `today`.

    Raises Misuse where it names none, more than one, one to come or one before 1900.
    """
    typed = " ".join(text.split()).casefold()
    day = _plain_day(typed, today)
    if day is None:
        day = _read_strictly(typed, reader)
    if day > today:
        raise Misuse(f"{full_date(day)} is still to come.", _HINT)
    if day < OLDEST:
        raise Misuse("Days before 1900 are not kept.", _HINT)
    return day


def coming_day(text: str, today: date, reader: DayReader) -> date:
    """The day from `today` on that `text` names: tomorrow, a weekday (`monday` and `next monday` are both the
    first one after today), a day and a month without its year (the next one there is), a date.

    Raises Misuse where it names none or more than one; a date with its year may also be past.
    """
    typed = " ".join(text.split()).casefold()
    if found := re.fullmatch(r"(?:next )?([a-z]{3,9})", typed):
        for weekday, full in enumerate(DAY_NAMES):
            if full.casefold().startswith(found[1]):
                return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    if found := _DAY_AND_MONTH.fullmatch(typed) or _MONTH_AND_DAY.fullmatch(typed):
        for number, full in enumerate(MONTH_NAMES, start=1):
            if full.casefold().startswith(found["month"]) and not found["year"]:
                this_year = _existing(today.year, number, int(found["day"]))
                return (
                    this_year if this_year >= today else _existing(today.year + 1, number, int(found["day"]))
                )
    return _plain_day(typed, today) or _read_strictly(typed, reader)


def resolve_span(text: str, today: date) -> tuple[date, date]:
    """First and last day of `14d`, `4w`, `3m` or a bare number of weeks, ending today.

    Raises Misuse.
    """
    found = re.fullmatch(r"([0-9]{1,4})([dwm]?)", text.strip().casefold())
    if not found or not int(found[1]):
        raise Misuse("A span of time is in days, weeks or months.", "numbjournal list --last 14d")
    count = int(found[1])
    if found[2] == "m":
        months = today.year * 12 + today.month - 1 - count
        first = _clamped(months // 12, months % 12 + 1, today.day) + timedelta(days=1)
    else:
        first = today - timedelta(days=(count if found[2] == "d" else 7 * count) - 1)
    return max(first, OLDEST), today


def resolve_month(text: str, today: date) -> date:
    """The first day of a month: `this`, `last`, `2026-10`, or a name, then the most recent one.

    Raises Misuse.
    """
    typed = " ".join(text.split()).casefold()
    first = today.replace(day=1)
    if typed == "last":
        return (first - timedelta(days=1)).replace(day=1)
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})", typed):
        if 1 <= int(found[2]) <= 12 and OLDEST <= date(int(found[1]) or 1, int(found[2]), 1) <= today:
            return date(int(found[1]), int(found[2]), 1)
        raise Misuse("That month does not exist, is before 1900, or is still to come.", _MONTH_HINT)
    numbers = [n for n, name in enumerate(MONTH_NAMES, start=1) if name.casefold().startswith(typed)]
    if typed and typed != "this" and len(typed) >= 3 and len(numbers) == 1:
        return date(today.year - (numbers[0] > today.month), numbers[0], 1)
    if typed == "this":
        return first
    raise Misuse("A month is this, last, 2026-10 or a name.", _MONTH_HINT)


def clock_time(text: str) -> str:
    """HH:MM, 00:00 to 23:59, from `9:05` or `21:00`.

    Raises Misuse.
    """
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", text.strip())
    if not found or int(found[1]) > 23 or int(found[2]) > 59:
        raise Misuse("A time of day is 00:00 to 23:59.", "numbjournal log 2 --at 21:00")
    return f"{int(found[1]):02d}:{found[2]}"


def full_date(day: date, today: date | None = None) -> str:
    """`Sunday 22 November`, with the year where it is not today's (or where `today` is not given)."""
    year = "" if today and day.year == today.year else f" {day.year}"
    return f"{DAY_NAMES[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]}{year}"


def short_date(day: date, today: date | None = None) -> str:
    """`Sun 22 Nov`, with the year as in `full_date`."""
    year = "" if today and day.year == today.year else f" {day.year}"
    return f"{DAY_NAMES[day.weekday()][:3]} {day.day:2d} {MONTH_NAMES[day.month - 1][:3]}{year}"


def distance(day: date, today: date) -> str:
    """`today`, `yesterday` or `6 days ago`.

    `tomorrow here` or `in 2 days` is for what was dated further east, or by a clock that was ahead.
    """
    days = (today - day).days
    return {-1: "tomorrow here", 0: "today", 1: "yesterday"}.get(
        days, f"{days} days ago" if days > 0 else f"in {-days} days"
    )


def times_shown(day: date, clock: str, local: Callable[[datetime], datetime]) -> int:
    """How often the clocks show a time of day (HH:MM) on a day: once, or where they change 0 times or twice.

    `local` gives a time in no zone the one that is in force then, as `datetime.astimezone` does.
    """
    wall = datetime.combine(day, time.fromisoformat(clock))
    try:
        first, second = local(wall.replace(fold=0)), local(wall.replace(fold=1))
    except (ValueError, OverflowError, OSError):
        # Before the system's clocks begin.
        return 1
    if first.replace(tzinfo=None, fold=0) != wall:
        return 0
    return 1 if first == second else 2


def _plain_day(typed: str, today: date) -> date | None:
    if typed in ("today", "yesterday"):
        return today - timedelta(days=typed == "yesterday")
    if typed == "tomorrow":
        return today + timedelta(days=1)
    if found := re.fullmatch(r"-([0-9]+)", typed):
        if not 1 <= int(found[1]) <= DAYS_BACK:
            raise Misuse("Days back go from -1 to -30; further back, give the date.", _HINT)
        return today - timedelta(days=int(found[1]))
    if found := re.fullmatch(r"([0-9]+|an?|one) (day|week)s? ago", typed):
        days = int(found[1] if found[1].isdigit() else 1) * (7 if found[2] == "week" else 1)
        return OLDEST - timedelta(days=1) if days > (today - OLDEST).days else today - timedelta(days=days)
    if found := re.fullmatch(r"(?:last )?([a-z]{3,9})", typed):
        return _weekday(found[1], today)
    if found := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", typed):
        return _existing(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_AND_MONTH.fullmatch(typed) or _MONTH_AND_DAY.fullmatch(typed):
        return _named_month(found["day"], found["month"], found["year"], today)
    return None


def _weekday(name: str, today: date) -> date | None:
    for weekday, full in enumerate(DAY_NAMES):
        if full.casefold().startswith(name):
            back = (today.weekday() - weekday) % 7
            if not back:
                raise Misuse(f"Today is {full}: do you mean today or -7?", "numbjournal log 2 --on -7")
            return today - timedelta(days=back)
    return None


def _named_month(day: str, month: str, year: str | None, today: date) -> date | None:
    for number, full in enumerate(MONTH_NAMES, start=1):
        if full.casefold().startswith(month):
            if year:
                return _existing(int(year), number, int(day))
            return _most_recent(number, int(day), today)
    return None


def _most_recent(month: int, day: int, today: date) -> date:
    if (month, day) == (2, 29):
        raise Misuse("29 February needs its year.", "numbjournal log 2 --on 2024-02-29")
    this_year = _existing(today.year, month, day)
    last_year = _existing(today.year - 1, month, day)
    is_last_years = this_year > today and today - last_year <= HALF_A_YEAR
    return last_year if is_last_years else this_year


def _read_strictly(typed: str, reader: DayReader) -> date:
    """Everything else, through a reader that fills gaps from a default.

    Read twice with different defaults, in each order of the numbers: if the results differ, the text
    left something out or can be read in more than one way.
    """
    if not typed.isascii() or not re.search(r"[0-9]", typed):
        raise Misuse("That is not a day this journal can read.", _HINT)
    # Wall-clock readings, in no zone.
    defaults = (datetime(2001, 1, 1, 1, 1, 1), datetime(2002, 2, 2, 2, 2, 2))  # noqa: DTZ001
    readings: set[date] = set()
    hours: set[int] = set()
    for default in defaults:
        for dayfirst in (True, False):
            for yearfirst in (True, False):
                try:
                    read = reader(typed, default=default, dayfirst=dayfirst, yearfirst=yearfirst)
                except (ValueError, OverflowError):
                    raise Misuse("That day does not exist, or cannot be read.", _HINT) from None
                readings.add(read.date())
                hours.add(read.hour)
    if len(hours) == 1:
        raise Misuse("The day and the time of day are two options.", f"{_HINT} --at 21:00")
    if len(readings) > 1:
        raise Misuse("That could be more than one day.", _HINT)
    return readings.pop()


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Misuse("That day does not exist.", _HINT) from None


def _clamped(year: int, month: int, day: int) -> date:
    while True:
        try:
            return date(year, month, day)
        except ValueError:
            day -= 1
