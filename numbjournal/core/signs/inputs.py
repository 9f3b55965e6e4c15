"""What the rules look at."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from numbjournal.core.day import Day
from numbjournal.core.entry import Entry
from numbjournal.core.signs.crisis import CrisisNote
from numbjournal.core.signs.result import ScoreHelp
from numbjournal.core.tag import CRISIS_TAGS

MEDICINE_WITHIN = timedelta(days=300)
"""A medicine started or changed longer than this before the last logged day is not remarked on."""


def shipped_crisis(tag: str) -> str | None:
    """The crisis tag with an id, if it is one; tags of the person's own are not looked at."""
    return tag if tag in CRISIS_TAGS else None


class SignInputs(NamedTuple):
    """Everything that the rules look at."""

    today: date
    days: Mapping[date, Day]
    """The days that count, from `first_needed` on."""
    entries: Sequence[Entry] = ()
    """Every entry of that time, including those written too late to count."""
    kinds: Mapping[str, str] = {}
    """Tag id to kind."""
    began: date | None = None
    """The journal's first day."""
    onset: date | None = None
    """Since when it has been like this, if the person said so."""
    medicines: Sequence[date] = ()
    """The days on which a medicine was started or changed."""
    scores: Sequence[ScoreHelp] = ()
    stands_for: Callable[[str], str | None] = shipped_crisis
    """Gives the crisis tag that a tag is or spells."""
    noted: Sequence[CrisisNote] = ()
    """Crisis tags about any day, in addition to those of `entries`."""


def recent_medicines(medicines: Sequence[date], last: date) -> list[date]:
    """Those that may be remarked on."""
    return [day for day in medicines if day >= last - MEDICINE_WITHIN]
