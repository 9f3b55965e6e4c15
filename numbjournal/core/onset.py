"""Since when it has been like this, as people say it: roughly."""

import re
from datetime import date, timedelta
from typing import NamedTuple, NoReturn

from numbjournal.core.when import MONTH_NAMES, DayReader, resolve_day
from numbjournal.errors import Misuse

ALWAYS = date(1900, 1, 1)
"""What "always" is kept as."""

_ALWAYS = {"always", "ever", "as long as i can remember", "childhood"}
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
"""The month in which a season begins (in the north; roughly is enough)."""
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}


def onset_words(day: date) -> str:
    """`always`, or the month it began in: nobody knows the day of something that came slowly."""
    return "always" if day == ALWAYS else f"about {MONTH_NAMES[day.month - 1]} {day.year}"


def resolve_onset(text: str, today: date, reader: DayReader) -> date:
    """The day that `since March`, `about 3 weeks ago`, `2 years`, `2026-03-01` or `always` means, roughly.

    Raises Misuse.
    """
    typed = " ".join(text.casefold().split())
    typed = re.sub(r"^(?:since|for|about|around|roughly|maybe|ca\.?|~)\s+", "", typed)
    typed = re.sub(r"^(?:since|for|about|around|roughly|maybe|ca\.?|~)\s+", "", typed)
    if typed in _ALWAYS:
        return ALWAYS
    if found := re.fullmatch(r"([0-9]{1,3}|[a-z]+) (day|week|month|year)s?(?: ago)?", typed):
        count = int(found[1]) if found[1].isdigit() else _NUMBERS.get(found[1], 0)
        if count:
            return max(ALWAYS, today - timedelta(days=min(count * _DAYS[found[2]], (today - ALWAYS).days)))
    if found := re.fullmatch(r"(?:last )?([a-z]{3,9})(?: ([0-9]{4}))?", typed):
        months = [n for n, name in enumerate(MONTH_NAMES, start=1) if name.casefold().startswith(found[1])]
        if len(months) == 1:
            year = int(found[2]) if found[2] else today.year - (months[0] > today.month)
            day = date(max(year, ALWAYS.year), months[0], 1)
            if day <= today:
                return day
            return _to_come()
    if found := re.fullmatch(r"(last |this )?(spring|summer|autumn|fall|winter)(?: ([0-9]{4}))?", typed):
        month = _SEASONS[found[2]]
        year = int(found[3]) if found[3] else today.year - (date(today.year, month, 1) > today)
        return max(ALWAYS, date(year, month, 1)) if date(year, month, 1) <= today else _to_come()
    if re.fullmatch(r"[0-9]{4}", typed) and ALWAYS.year <= int(typed) <= today.year:
        return date(int(typed), 1, 1)
    return resolve_day(typed, today, reader)


def _to_come() -> NoReturn:
    raise Misuse("That is still to come.", 'numbjournal onset "since March"')


class OnsetPage(NamedTuple):
    """The answer of `onset`; None where nothing is said, or it was taken back."""

    day: date | None
    is_new: bool
