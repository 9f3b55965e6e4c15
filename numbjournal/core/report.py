"""What a report says of a stretch of days, as values.

A gap stays a gap: nothing is filled in, and what has too few days is None.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from numbjournal.core.day import Day, counting, median, middle_of
from numbjournal.core.events import NOTHING, Beside
from numbjournal.core.flatness import NO_DAYS, Flatness, flatness_of, quartiles_of
from numbjournal.core.tag import KINDS

WEEK = timedelta(days=7)

WEEKS_SHOWN = 12
"""Weeks of the line of middles, and the time before a report that "your usual" is taken from."""

USUAL_FROM = 14
"""Logged days in that time below which nothing is called usual."""

MOOD_FROM = 4
"""Days with a mood below which its middle is not shown."""

TREND_FROM = 36
"""Days from which on a report draws weeks instead of days: more than five weeks."""


class Week(NamedTuple):
    """Seven days of a longer time (the first week may have fewer): their middle, and how many are logged.

    `too_late` of them were written too late to count, and are in no middle.
    """

    first: date
    last: date
    middle: float | None
    logged: int
    too_late: int = 0

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1


class Moment(NamedTuple):
    """Something that got through."""

    day: date
    text: str


class Report(NamedTuple):
    """A stretch of days, both ends included.

    `days` has every day of it, None for one without an entry; `weeks` are the middles of the last twelve
    weeks up to `last`, the oldest first (None without a number). `middle`, `before` (the same stretch before)
    and `usual` are medians of the days' numbers, 0 to 10; `low` and `high` their range, `quartiles` what half
    of them lie between (None without a number). `mood` is the middle
    of `mood_days` days. `tags` are days by tag id, by kind. `in_the_way` is how many days it got in the way a
    lot or more; `late` how many logged days were written later than the day after, and `too_late` how many
    of them more than a week later: those are days of the story, and in nothing that is counted.
    """

    first: date
    last: date
    days: tuple[tuple[date, Day | None], ...]
    weeks: tuple[float | None, ...]
    middle: float | None = None
    before: float | None = None
    usual: float | None = None
    low: float | None = None
    high: float | None = None
    mood: float | None = None
    mood_days: int = 0
    logged: int = 0
    late: int = 0
    too_late: int = 0
    in_the_way: int = 0
    tags: Mapping[str, tuple[tuple[str, int], ...]] = {}
    got_through: tuple[Moment, ...] = ()
    beside: Beside = NOTHING
    quartiles: tuple[float, float] | None = None
    flatness: Flatness = NO_DAYS

    @property
    def length(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def draws_weeks(self) -> bool:
        """Whether single days would be too many to look at."""
        return self.length >= TREND_FROM

    @property
    def by_week(self) -> list[Week]:
        """The weeks of the stretch; the last one ends on `last`."""
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


def needed_from(first: date, last: date) -> date:
    """The first day a report about this stretch has to know."""
    length = last - first + timedelta(days=1)
    return min(first - length, first - WEEKS_SHOWN * WEEK, last - WEEKS_SHOWN * WEEK)


def report_of(
    story: Mapping[date, Day],
    first: date,
    last: date,
    kinds: Mapping[str, str],
    beside: Beside = NOTHING,
) -> Report:
    """The report about a stretch, from every day since `needed_from`; `kinds` is tag id to kind.

    Of what stands `beside`, those of the stretch are kept.
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
        days=tuple((day, story.get(day)) for day in inside),
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
