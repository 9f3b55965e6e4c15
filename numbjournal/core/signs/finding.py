"""What a rule finds, as values: the signs, their names, and what was counted for each."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from numbjournal.core.signs_shown import Sign as Sign

WEEK = 7
FORTNIGHT = 14


FLAT_SIGNS = (Sign.EARLY, Sign.LASTING, Sign.LONG)
"""Those of sign 1 that are about flat days alone."""

_CALLED = {
    Sign.EARLY: "Flat on most days for {time}",
    Sign.LASTING: "Flat on most days for {time}",
    Sign.LONG: "Flat in most weeks for {time}",
    Sign.HARD_TO_TELL: "Flat or hard to tell on most days for {time}",
    Sign.INTERFERING: "In the way of life",
    Sign.DISTRESS: "Severe distress",
    Sign.CRISIS: "Thoughts of suicide, or self-harm",
}
_SHIPPED_DAYS = {Sign.EARLY: 14, Sign.LASTING: 28, Sign.LONG: 84, Sign.HARD_TO_TELL: 14}


def stretch_words(days: int) -> str:
    """`7 days`, `two weeks`, `twelve weeks`; other lengths in days."""
    return {14: "two weeks", 28: "four weeks", 56: "eight weeks", 84: "twelve weeks"}.get(
        days, f"{days} days"
    )


NAMES = {
    sign: called.format(time=stretch_words(_SHIPPED_DAYS.get(sign, 0))) for sign, called in _CALLED.items()
}
"""What each sign is called with the shipped numbers; `Result.name` is right with changed ones too."""


class Verdict(StrEnum):
    """Whether a rule is met; too few days are neither."""

    MET = "met"
    NOT_MET = "not met"
    NOT_ENOUGH = "not enough days"


class Lack(StrEnum):
    """Why there are not enough days."""

    DAYS = "days"
    AGE = "the journal is young"
    WEEKS = "days in each week"
    STALE = "the last day is long ago"


class Short(StrEnum):
    """What else a rule asks for, where the share alone would have met it."""

    DATES = "they were written on dates too close together"
    HALVES = "they are not in both halves"


class ScoreHelp(NamedTuple):
    """A questionnaire's total that by its published cut-off speaks for a sign, or is worth showing."""

    day: date
    instrument: str
    value: int
    sign: Sign | None

    @property
    def key(self) -> str:
        """What tells it from every other total, also from a later one of the same questionnaire."""
        return f"{self.instrument} {self.value} {self.day.isoformat()}"


class Result(NamedTuple):
    """What one rule found: `counted` of `of` days (weeks for 1c) in a window.

    `needs` is the least `of` the rule wants, `lacks` what there is too little of, and `ready` the first day
    on which the journal is old enough for it; `takes` the least `counted` that would meet it, of as many
    days, and `takes_in_week` the same for the last seven days, where that is enough too; `short_of` what is
    missing although there are so many. `unlogged` is how many days of the window have no entry, `too_late`
    how many have only such that were written too late to count; `days` are those that were counted. `tags`
    (3b) are what was tagged; `scores` are totals that spoke for it, `by_total` whether by them alone.
    """

    sign: Sign
    verdict: Verdict
    counted: int = 0
    of: int = 0
    needs: int = 0
    lacks: Lack | None = None
    unlogged: int = 0
    too_late: int = 0
    first: date | None = None
    last: date | None = None
    days: tuple[date, ...] = ()
    tags: tuple[str, ...] = ()
    scores: tuple[ScoreHelp, ...] = ()
    takes: int = 0
    takes_in_week: int = 0
    short_of: Short | None = None
    ready: date | None = None
    by_total: bool = False

    @property
    def is_met(self) -> bool:
        return self.verdict is Verdict.MET

    @property
    def name(self) -> str:
        """What the sign is called, with the length of the window that was looked at."""
        if self.first is None or self.last is None:
            return NAMES[self.sign]
        return _CALLED[self.sign].format(time=stretch_words((self.last - self.first).days + 1))
