"""The help signs, one record each.

To add one, write its rule in a module here, its numbers in data/rules/signs.toml and their bounds in
core/rules.py, a member of `Sign`, and a record below.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from numbjournal.core.rules import Rules
from numbjournal.core.signs.distress import distress
from numbjournal.core.signs.flat import early, hard_to_tell, lasting, long
from numbjournal.core.signs.inputs import SignInputs
from numbjournal.core.signs.interfering import interfering
from numbjournal.core.signs.result import FORTNIGHT, WEEK, Sign, SignResult
from numbjournal.core.signs.window import RecentDays

NAMED, TALK, CRISIS = 1, 2, 3
"""The levels: a sign is named; it is worth taking to a professional; where to turn comes first."""

Rule = Callable[[RecentDays, SignInputs, Rules], SignResult]


class HelpSign(NamedTuple):
    """Everything about one sign. Numbers of the rules are named by section and key: `early.days`."""

    sign: Sign
    name: str
    """What it is called; `{time}` is the length of its window."""
    group: str
    """The sign that it belongs to in a hand-out."""
    level: int
    days: int
    """The length of its window with the shipped numbers."""
    rule: Rule | None = None
    """Counts days; None for crisis tags, which no number holds back."""
    sentence: str = ""
    """What a report says if it is met: `{counted}` of `{of}`, or of `{days}`, in the window `{time}`."""
    needed: str = ""
    """What would meet it, for `report --why`, with numbers of the rules in braces."""
    length: str = ""
    """The number that sets the length of its window, if one does."""
    minimum: str = ""
    """The number of days (or weeks) that the rule needs, if there is one."""
    unit: str = "day"
    """What the rule counts."""
    level_since_long: int = 0
    """Its level if it has been like this for a month or longer, where that is higher."""
    is_about_flat_days: bool = False
    """Whether a medicine that was started before is remarked on."""
    names_gaps: bool = False
    """Whether the sentence is followed by how many days of the window have no entry."""
    unless: Sign | None = None
    """The sign is neither met nor named if this one is met."""
    said_by: tuple[Sign, ...] = ()
    """Signs that say more of the same: if one of them is met, a report leaves this one out."""
    met: str = "met"
    """What a hand-out remarks if it is met."""


_FLAT, _IN_THE_WAY, _DISTRESS = (
    "Flat for a long time",
    "In the way of life",
    "Severe distress: panic, anxiety",
)
_FELT_LITTLE = "On {counted} of the {days} you answered in {time} you could feel very little."

SIGNS: Mapping[Sign, HelpSign] = {
    record.sign: record
    for record in (
        HelpSign(
            sign=Sign.EARLY,
            name="Flat on most days for {time}",
            group=_FLAT,
            level=NAMED,
            days=FORTNIGHT,
            rule=early,
            sentence=_FELT_LITTLE,
            needed="It is met from {early.answered} answered days on, if {early.share:.0%} of them are flat.",
            length="early.days",
            minimum="early.answered",
            level_since_long=TALK,
            is_about_flat_days=True,
            names_gaps=True,
            said_by=(Sign.LASTING, Sign.LONG),
        ),
        HelpSign(
            sign=Sign.LASTING,
            name="Flat on most days for {time}",
            group=_FLAT,
            level=TALK,
            days=2 * FORTNIGHT,
            rule=lasting,
            sentence=_FELT_LITTLE,
            needed="It is met from {lasting.answered} answered days on, if {lasting.share:.0%} of them are"
            " flat.",
            length="lasting.days",
            minimum="lasting.answered",
            is_about_flat_days=True,
            names_gaps=True,
            said_by=(Sign.LONG,),
        ),
        HelpSign(
            sign=Sign.LONG,
            name="Flat in most weeks for {time}",
            group=_FLAT,
            level=TALK,
            days=12 * WEEK,
            rule=long,
            sentence="In {counted} of the {of} weeks with enough days, in {time}, you could feel very"
            " little.",
            needed="It is met from {long.answered_weeks} weeks with enough days on, if {long.share:.0%} of"
            " them are flat.",
            length="long.weeks",
            minimum="long.answered_weeks",
            unit="week",
            is_about_flat_days=True,
        ),
        HelpSign(
            sign=Sign.HARD_TO_TELL,
            name="Flat or hard to tell on most days for {time}",
            group=_FLAT,
            level=NAMED,
            days=FORTNIGHT,
            rule=hard_to_tell,
            sentence="On {counted} of {days} you could feel very little or couldn't tell what you felt."
            " That is an answer too, and worth taking along.",
            needed="It is met from {early.answered} answered days on, if {early.share:.0%} of them are flat.",
            length="early.days",
            minimum="early.answered",
            names_gaps=True,
            unless=Sign.EARLY,
            said_by=(Sign.EARLY, Sign.LASTING, Sign.LONG),
            met="flat or hard to tell, met",
        ),
        HelpSign(
            sign=Sign.INTERFERING,
            name="In the way of life",
            group=_IN_THE_WAY,
            level=TALK,
            days=FORTNIGHT,
            rule=interfering,
            sentence="On {counted} of the {days} you logged in {time} it got in the way a lot.",
            needed="It is met by {interfering.in_a_week} days of 7, {interfering.in_a_fortnight} of 14, half"
            " of a few logged days, or a total.",
        ),
        HelpSign(
            sign=Sign.DISTRESS,
            name="Severe distress",
            group=_DISTRESS,
            level=TALK,
            days=WEEK,
            rule=distress,
            sentence="Panic or strong anxiety was there on {counted} of {time}.",
            needed="It is met by panic or strong anxiety on {distress.in_a_week} days of 7, or by a total.",
        ),
        HelpSign(
            sign=Sign.CRISIS,
            name="Thoughts of suicide, or self-harm",
            group=_DISTRESS,
            level=CRISIS,
            days=FORTNIGHT,
            met="thoughts of suicide, or self-harm, about these weeks or written in them",
        ),
    )
}
"""In the order in which they are shown."""

COUNTED = tuple(record for record in SIGNS.values() if record.rule)
"""The signs that numbers decide: all but the crisis tags."""


def longest_window(rules: Rules) -> int:
    """Days of the longest window of a rule."""
    return max(_window(record, rules) for record in COUNTED)


def _window(record: HelpSign, rules: Rules) -> int:
    if not record.length:
        return record.days
    return rules.whole(record.length) * (WEEK if record.unit == "week" else 1)
