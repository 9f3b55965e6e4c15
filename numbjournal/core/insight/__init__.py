"""What can be said of many days together: how flat, in which form, what goes with what.

Everything here describes one person's own days and nothing else. A method that raised too many false alarms
in made-up series is not here; docs/explanation/statistics.md has the figures, tests/simulation/ repeats them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from numbjournal.core.day import MIDNIGHT, ON_TIME, Axis, Day, days_late, days_of, median
from numbjournal.core.entry import Entry
from numbjournal.core.flatness import Flatness, Spread, flatness_of, spread_of
from numbjournal.core.insight.around import Around, around_each
from numbjournal.core.insight.shape import Form, Shape, shape_of
from numbjournal.core.insight.tomorrow import Strategy, Tomorrow, tomorrow_of
from numbjournal.core.mark import Mark
from numbjournal.core.tag import Vocabulary
from numbjournal.core.when import Span

WEEK = 7


class Insights(NamedTuple):
    """All of it, for the days of `span` and one axis.

    `weeks` are medians of seven days each, the last one up to `span.last`, None without a number. `logged`
    days have an entry; `too_late` of them were written too late to be in any figure, and `late` more too late
    to be in `tomorrow`. Flatness is always of how much.
    """

    axis: Axis
    span: Span
    logged: int
    late: int
    too_late: int
    weeks: tuple[float | None, ...]
    flatness: Flatness
    spread: Spread
    shape: Shape
    tomorrow: Tomorrow
    around: tuple[Around, ...]

    @property
    def passing(self) -> tuple[Shape | Strategy | Around, ...]:
        """What may be handed out: a change, strategies that stand out, marks with enough days."""
        return (
            *([self.shape] if self.shape.fit and self.shape.form is not Form.LEVEL else []),
            *(strategy for strategy in self.tomorrow.strategies if strategy.goes_with),
            *(one for one in self.around if one.is_enough),
        )


class InsightsPage(NamedTuple):
    """Insights, and their sentences by the title of each part.

    `onset` is since when it has been like this, if the person said so.
    """

    insights: Insights
    vocabulary: Vocabulary
    onset: date | None
    said: Mapping[str, Sequence[str]]


def insights_of(
    entries: Iterable[Entry],
    span: Span,
    kinds: Mapping[str, str],
    marks: Iterable[Mark] = (),
    axis: Axis = Axis.FEEL,
    starts_at: time = MIDNIGHT,
) -> Insights:
    """From the entries of a stretch of days; `kinds` is tag id to kind. What lies outside is left out.

    `starts_at` is when a day begins.
    """
    members = [entry for entry in entries if entry.draft.day in span]
    days = days_of(members, starts_at=starts_at)
    prompt = (entry for entry in members if days_late(entry, starts_at) <= ON_TIME)
    on_time = days_of(prompt, starts_at=starts_at)
    story = {entry.draft.day for entry in members}
    every = [days.get(span.first + timedelta(days=number)) for number in range(span.length)]
    numbers = _numbers(days, axis)
    return Insights(
        axis,
        span,
        logged=len(story),
        late=len(days.keys() - on_time.keys()),
        too_late=len(story - days.keys()),
        weeks=_weeks(numbers, span),
        flatness=flatness_of(every),
        spread=spread_of(days.values(), axis, kinds),
        shape=shape_of(numbers),
        tomorrow=tomorrow_of(_numbers(on_time, axis), _strategies(on_time, kinds)),
        around=around_each(numbers, (mark for mark in marks if mark.day in span)),
    )


def _numbers(days: Mapping[date, Day], axis: Axis) -> dict[date, float]:
    return {day: number for day, found in days.items() if (number := found.number(axis)) is not None}


def _strategies(days: Mapping[date, Day], kinds: Mapping[str, str]) -> dict[str, set[date]]:
    """The days of each strategy that was tagged."""
    used: dict[str, set[date]] = {}
    for day, found in days.items():
        for tag in found.tags():
            if kinds.get(tag) == "strategy":
                used.setdefault(tag, set()).add(day)
    return used


def _weeks(numbers: Mapping[date, float], span: Span) -> tuple[float | None, ...]:
    weeks: list[list[float]] = [[] for _ in range((span.length + WEEK - 1) // WEEK)]
    for day, number in numbers.items():
        weeks[-1 - (span.last - day).days // WEEK].append(number)
    return tuple(median(week) for week in weeks)
