"""What the rules are asked about, and how far back that goes."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from numbjournal.core.day import Day
from numbjournal.core.entry import Entry
from numbjournal.core.rules import Rules
from numbjournal.core.signs.crisis import CrisisNote
from numbjournal.core.signs.finding import FORTNIGHT, WEEK, ScoreHelp
from numbjournal.core.tag import CRISIS_TAGS

MEDICINE_WITHIN = timedelta(days=300)
"""A medicine started or changed longer before the last logged day is nothing to remark on any more."""


def shipped_crisis(tag: str) -> str | None:
    """The crisis tag that an id is, as long as nobody has words of their own."""
    return tag if tag in CRISIS_TAGS else None


class Known(NamedTuple):
    """What the rules are asked about.

    `days` are the days that count, from `first_needed` on; `entries` every entry of that time, also late
    ones; `kinds` is tag id to kind; `began` the journal's first day; `onset` since when it has been like
    this, if that was said; `medicines` are the days of starts and changes. `stands_for` gives the crisis tag
    that a tag is or spells; `noted` are crisis tags on whatever day, beside those of `entries`.
    """

    today: date
    days: Mapping[date, Day]
    entries: Sequence[Entry] = ()
    kinds: Mapping[str, str] = {}
    began: date | None = None
    onset: date | None = None
    medicines: Sequence[date] = ()
    scores: Sequence[ScoreHelp] = ()
    stands_for: Callable[[str], str | None] = shipped_crisis
    noted: Sequence[CrisisNote] = ()


def longest_window(rules: Rules) -> int:
    """Days of the longest window of signs 1 to 3."""
    return max(
        rules.whole("early.days"), rules.whole("lasting.days"), WEEK * rules.whole("long.weeks"), FORTNIGHT
    )


def first_needed(rules: Rules, last: date, medicines: Sequence[date] = ()) -> date:
    """The first day that the rules have to know where `last` is the last logged one.

    For each medicine that is not long ago this is what came before it: otherwise an episode that had begun
    earlier would seem to begin where the reading does.
    """
    before = timedelta(days=rules.whole("medication.quiet_before") + rules.whole("early.days"))
    begin = last - timedelta(days=longest_window(rules) - 1)
    return min([begin, *(day - before for day in recent_medicines(medicines, last))])


def recent_medicines(medicines: Sequence[date], last: date) -> list[date]:
    """Those that may be remarked on."""
    return [day for day in medicines if day >= last - MEDICINE_WITHIN]
