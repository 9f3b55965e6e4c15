"""How things stand today: what `numbjournal` alone has to say."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from numbjournal.core.entry import Entry
from numbjournal.core.tag import Vocabulary

AWAY = 14
"""Days without an entry, after which somebody has come back."""


WELCOME_BACK = "Welcome back."
"""All that is said of a time without entries."""


class Status(NamedTuple):
    """The answer of `numbjournal` alone.

    `entries` are today's, the newest first, `last` the last logged day before today.

    `ahead` are the days after today with an entry, and how many they have, the nearest first.
    `vocabulary` names their tags, and `support` says whom to turn to.
    `trouble` is why the journal could not be looked at, `command` what to type next (empty if nothing helps).
    """

    has_journal: bool = False
    entries: Sequence[Entry] = ()
    last: date | None = None
    paused_until: date | None = None
    ahead: Sequence[tuple[date, int]] = ()
    trouble: str = ""
    command: str = ""
    vocabulary: Vocabulary | None = None
    support: str = ""


class HelpingKept(NamedTuple):
    """The answer to whether logging helps: helps, neutral or worse."""

    said: str


def has_been_away(last: date | None, today: date) -> bool:
    """Whether the last logged day before today is long ago."""
    return last is not None and (today - last).days >= AWAY
