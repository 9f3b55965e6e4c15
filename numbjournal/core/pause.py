"""A pause: until which day reminders rest."""

import re
from datetime import date, timedelta

from numbjournal.core.when import DayReader, coming_day
from numbjournal.errors import Misuse

EXAMPLE = "numbjournal pause 14d"

LONGEST = timedelta(days=366)
"""Who wants to rest for longer turns the reminder off."""

_DAYS = {"d": 1, "w": 7, "m": 30}
"""A month is 30 days here; what comes of it is said with its date."""


def resolve_pause(text: str, today: date, reader: DayReader) -> date:
    """The day on which reminders are back: `14d`, `2 weeks`, `tomorrow`, `next monday`, `6 December`, a date.

    Raises Misuse.
    """
    typed = re.sub(r"^(?:until|till|for) ", "", " ".join(text.casefold().split()))
    if found := re.fullmatch(r"(?:([0-9]{1,4})|an?|one) ?(d|w|m)(?:ays?|eeks?|onths?)?", typed):
        until = today + timedelta(days=int(found[1] or 1) * _DAYS[found[2]])
    else:
        until = coming_day(typed, today, reader)
    if until <= today:
        raise Misuse("A pause ends on a day to come.", EXAMPLE)
    if until - today > LONGEST:
        raise Misuse("A pause lasts a year at most; a reminder can be turned off.", "numbjournal remind off")
    return until
