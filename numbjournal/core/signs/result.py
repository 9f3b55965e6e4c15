"""What a rule finds, as values."""

from datetime import date
from enum import StrEnum
from typing import NamedTuple, Self

from numbjournal.core.signs_shown import Sign as Sign

WEEK = 7
FORTNIGHT = 14


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
    """A questionnaire's total that speaks for a sign by its published cut-off, or is worth showing."""

    day: date
    instrument: str
    value: int
    sign: Sign | None

    @property
    def key(self) -> str:
        """Tells it from every other total, including a later one of the same questionnaire."""
        return f"{self.instrument} {self.value} {self.day.isoformat()}"


class SignResult(NamedTuple):
    """What one rule counted in its window; sign 1c counts weeks, all others count days."""

    sign: Sign
    verdict: Verdict
    counted: int = 0
    """How many of `of` speak for the sign."""
    of: int = 0
    needs: int = 0
    """The smallest `of` with which the rule gives an answer."""
    takes: int = 0
    """The smallest `counted` that would meet the rule."""
    takes_in_week: int = 0
    """The same for the last seven days, where they are enough by themselves."""
    by_total: bool = False
    """Whether the sign is met by totals alone."""
    lacks: Lack | None = None
    """Why the verdict is `NOT_ENOUGH`."""
    short_of: Short | None = None
    """What is missing although `counted` would be enough."""
    ready: date | None = None
    """The first day on which the journal is old enough for the rule."""
    unlogged: int = 0
    """Days of the window without an entry."""
    too_late: int = 0
    """Days of the window whose entries were all written too late to count."""
    first: date | None = None
    last: date | None = None
    """The window, both ends included; None where no day is logged."""
    days: tuple[date, ...] = ()
    """The days that were counted."""
    tags: tuple[str, ...] = ()
    """The crisis tags that were found (3b)."""
    scores: tuple[ScoreHelp, ...] = ()
    """The totals that speak for the sign."""

    @property
    def is_met(self) -> bool:
        return self.verdict is Verdict.MET

    def with_totals(self, totals: tuple[ScoreHelp, ...]) -> Self:
        """The result with those of the totals that speak for its sign: one of them meets it."""
        scores = tuple(score for score in totals if score.sign is self.sign)
        if not scores:
            return self
        return self._replace(verdict=Verdict.MET, scores=scores, by_total=not self.is_met)
