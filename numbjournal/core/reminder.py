"""A reminder: one time of day for one journal, and whether there is anything to remind of."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from enum import Enum, auto
from typing import NamedTuple

from numbjournal.core.when import clock_time, journal_day
from numbjournal.errors import Misuse

EXAMPLE = "numbjournal remind at 21:00"
IN_CALENDAR = "numbjournal remind at 21:00 --ics reminder.ics"

WORDS = "A minute for today, if you like."
"""All that a reminder says: others may see it too, so it does not say what for."""

TITLE = "Reminder"


class Reminder(NamedTuple):
    """`at` is HH:MM by the wall clock, every day; `journal` the whole path of the file it is about."""

    at: str
    journal: str


class Arrangement(NamedTuple):
    """A reminder that was set, and by what: `systemd`, `launchd` or `calendar`, and the file that holds it.

    `because` says why it became a file for a calendar where none was asked for.
    """

    reminder: Reminder
    by: str
    path: str
    because: str = ""


class ReminderSet(NamedTuple):
    """A reminder that was set; `off` is the command that ends it."""

    arrangement: Arrangement
    off: str


class RemindersGone(NamedTuple):
    """The reminders that were taken away."""

    arrangements: Sequence[Arrangement]


class Reminders(NamedTuple):
    """The reminder of this journal, those of others, and the day on which they are back from a pause.

    `at` and `off` are the commands that set and end the one of this journal.
    """

    own: Arrangement | None
    others: Sequence[Arrangement]
    paused_until: date | None
    at: str
    off: str


class PauseBegun(NamedTuple):
    """A pause that begins now."""

    paused_until: date
    has_reminder: bool


class Pause(NamedTuple):
    """The day on which reminders are back, or None where there is no pause."""

    paused_until: date | None


class PauseOver(NamedTuple):
    """A pause that was ended."""

    paused_until: None = None


class ReminderNow(NamedTuple):
    """What became of the reminder at its time; None where it was shown."""

    silence: "Silence | None"


class Silence(Enum):
    """Why nothing is shown at the time of a reminder."""

    LOGGED = auto()
    PAUSED = auto()
    LATE = auto()
    NO_JOURNAL = auto()
    NOT_SHOWN = auto()


def reminder_time(text: str) -> str:
    """HH:MM from `21:00`, `9pm`, `9:30 pm`, `noon`, or a full hour that can only be meant one way (`21`).

    Raises Misuse.
    """
    typed = text.casefold().replace(".", "").strip()
    if typed == "noon":
        return "12:00"
    if found := re.fullmatch(r"([0-9]{1,2})(?::([0-9]{2}))? ?([ap])m", typed):
        hour, minute = int(found[1]), found[2] or "00"
        if not 1 <= hour <= 12:
            raise Misuse("Before am and pm stands an hour from 1 to 12.", EXAMPLE)
        return _checked(f"{hour % 12 + 12 * (found[3] == 'p')}:{minute}")
    if re.fullmatch(r"[0-9]{1,2}", typed):
        if 1 <= int(typed) <= 12:
            raise Misuse(f"That could be morning or evening: {typed}am or {typed}pm?", EXAMPLE)
        return _checked(f"{typed}:00")
    return _checked(typed)


def _checked(text: str) -> str:
    try:
        return clock_time(text)
    except Misuse as error:
        raise Misuse(error.message, EXAMPLE) from None


def is_still_that_day(at: str, now: datetime, day_starts_at: time) -> bool:
    """Whether the last time the clock showed `at` belongs to the same day of the journal as `now`.

    A computer that slept through the evening wakes a reminder in the morning; then it is too late for it.
    """
    due = datetime.combine(now.date(), time.fromisoformat(at), now.tzinfo)
    if due > now:
        due -= timedelta(days=1)
    return journal_day(due, day_starts_at) == journal_day(now, day_starts_at)
