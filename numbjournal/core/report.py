"""What a report says of a range of days, as values.

Nothing fills in a day without an entry, and what has too few days is None.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from numbjournal.core.day import Day, counting, median, middle_of
from numbjournal.core.events import NOTHING, Beside
from numbjournal.core.flatness import NO_DAYS, Flatness, flatness_of, quartiles_of
from numbjournal.core.signs import Advice, Reading
from numbjournal.core.tag import KINDS, Vocabulary

WEEK = timedelta(days=7)

WEEKS_SHOWN = 12
"""Weeks whose middles a report shows in a line, and from which "your usual" is taken."""

USUAL_FROM = 14
"""Logged days in those weeks from which on something is called usual."""

MOOD_FROM = 4
"""Days with a mood from which on its middle is shown."""

WEEKS_FROM = 36
"""Days from which on a report draws weeks instead of days: more than five weeks."""


class Week(NamedTuple):
    """Seven days of a longer time; the first week may have fewer."""

    first: date
    last: date
    middle: float | None
    logged: int
    """Days with an entry."""
    too_late: int = 0
    """Those of them that were written too late to count, and are in no middle."""

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


class Moment(NamedTuple):
    """Something that got through."""

    day: date
    text: str


class ReportDay(NamedTuple):
    """A day of a report; `found` is None where it has no entry."""

    day: date
    found: Day | None


class Report(NamedTuple):
    """What there is to say of a range of days, both ends included; middles are medians of the numbers."""

    first: date
    last: date
    days: tuple[ReportDay, ...]
    """Every day of the range."""
    weeks: tuple[float | None, ...]
    """The middles of the last twelve weeks up to `last`, the oldest first."""
    middle: float | None = None
    before: float | None = None
    """The middle of as many days before `first`."""
    usual: float | None = None
    """The middle of the twelve weeks before `first`, if they have enough days."""
    low: float | None = None
    high: float | None = None
    quartiles: tuple[float, float] | None = None
    """What half of the numbers lie between."""
    flatness: Flatness = NO_DAYS
    mood: float | None = None
    """The middle of how pleasant the days were, if enough days say so."""
    mood_days: int = 0
    """Days that say how pleasant they were."""
    logged: int = 0
    """Days with an entry."""
    late: int = 0
    """Those of them that were written later than the day after."""
    too_late: int = 0
    """Those that were written more than a week later: they are shown, and in nothing that is counted."""
    in_the_way: int = 0
    """Days on which it got in the way a lot or more."""
    tags: Mapping[str, tuple[tuple[str, int], ...]] = {}
    """By kind, tag ids with their number of days, the most frequent first."""
    got_through: tuple[Moment, ...] = ()
    beside: Beside = NOTHING
    """The marks and totals of the range."""

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def draws_weeks(self) -> bool:
        """Whether single days would be too many to look at."""
        return self.length >= WEEKS_FROM

    @property
    def by_week(self) -> list[Week]:
        """The weeks of the range; the last one ends on `last`."""
        found = {day: members for day, members in self.days if members}
        weeks = []
        newest = self.last
        while newest >= self.first:
            oldest = max(self.first, newest - WEEK + timedelta(days=1))
            logged = {day: members for day, members in found.items() if oldest <= day <= newest}
            counted = counting(logged)
            weeks.append(Week(oldest, newest, middle_of(counted), len(logged), len(logged) - len(counted)))
            newest -= WEEK
        return weeks[::-1]


class ReportPage(NamedTuple):
    """A report, and what the help signs say beside it."""

    report: Report
    vocabulary: Vocabulary
    reading: Reading
    advice: Advice
    said: Sequence[str]
    """What the signs say, with commands to type as they stand."""
    topic: str
    """The page to read about it."""
    help: str | None
    """Where to turn, if a crisis tag was noted lately; it was said before."""


class SignReasons(NamedTuple):
    """What the help rules counted; `help` as in `ReportPage`."""

    reading: Reading
    why: Sequence[str]
    help: str | None


class SignsSnoozed(NamedTuple):
    """Until when the help signs wait (None: they do not); `help` as in `ReportPage`."""

    until: date | None
    help: str | None


def needed_from(first: date, last: date) -> date:
    """The first day that a report about this range has to know."""
    length = last - first + timedelta(days=1)
    return min(first - length, first - WEEKS_SHOWN * WEEK, last - WEEKS_SHOWN * WEEK)


def report_of(
    story: Mapping[date, Day],
    first: date,
    last: date,
    kinds: Mapping[str, str],
    beside: Beside = NOTHING,
) -> Report:
    """The report about a range, from every day since `needed_from`; `kinds` is tag id to kind.

    `beside` are the marks and totals of any time.
    """
    days = counting(story)
    length = (last - first).days + 1
    inside = [first + timedelta(days=number) for number in range(length)]
    logged = [story[day] for day in inside if day in story]
    counted = [days[day] for day in inside if day in days]
    numbers = [day.feel for day in counted if day.feel is not None]
    moods = [day.mood for day in counted if day.mood is not None]
    earlier = [day for day in days.values() if first - WEEKS_SHOWN * WEEK <= day.day < first]
    return Report(
        first,
        last,
        days=tuple(ReportDay(day, story.get(day)) for day in inside),
        weeks=tuple(_weeks(days, last)),
        middle=median(numbers),
        before=middle_of(day for day in days.values() if first - timedelta(days=length) <= day.day < first),
        usual=middle_of(earlier) if len(earlier) >= USUAL_FROM else None,
        low=min(numbers, default=None),
        high=max(numbers, default=None),
        mood=median(moods) if len(moods) >= MOOD_FROM else None,
        mood_days=len(moods),
        logged=len(logged),
        late=sum(day.shown.is_hollow for day in logged),
        too_late=len(logged) - len(counted),
        in_the_way=sum(_is_in_the_way(day) for day in counted),
        tags={kind: _counted(counted, kinds, kind) for kind in KINDS},
        got_through=tuple(
            Moment(day.day, entry.draft.got_through)
            for day in logged
            for entry in day.entries
            if entry.draft.got_through.strip()
        ),
        beside=beside.between(first, last),
        quartiles=quartiles_of(numbers),
        flatness=flatness_of([days.get(day) for day in inside]),
    )


def _weeks(days: Mapping[date, Day], last: date) -> Iterable[float | None]:
    for back in range(WEEKS_SHOWN - 1, -1, -1):
        newest = last - back * WEEK
        yield middle_of(day for day in days.values() if newest - WEEK < day.day <= newest)


def _is_in_the_way(day: Day) -> bool:
    return any(entry.draft.is_in_the_way for entry in day.entries)


def _counted(days: Sequence[Day], kinds: Mapping[str, str], kind: str) -> tuple[tuple[str, int], ...]:
    """Tags of a kind by the number of days they are on, the most frequent first."""
    counter = Counter(tag for day in days for tag in day.tags() if kinds.get(tag, "own") == kind)
    return tuple(sorted(counter.items(), key=lambda found: (-found[1], found[0])))
