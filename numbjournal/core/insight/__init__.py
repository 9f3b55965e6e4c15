"""What can be said of many days together: how flat, which trend, what goes with what.

Everything here describes one person's own days and nothing else. Methods that raised too many false alarms in
simulated series were left out: docs/explanation/statistics.md has the figures, tests/simulation/ checks them.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from numbjournal.core.day import MIDNIGHT, ON_TIME, Axis, Day, days_late, days_of, median
from numbjournal.core.entry import Entry
from numbjournal.core.flatness import Flatness, Spread, flatness_of, spread_of
from numbjournal.core.insight.around import Around, around_each
from numbjournal.core.insight.tomorrow import Strategy, Tomorrow, tomorrow_of
from numbjournal.core.insight.trend import Trend, TrendForm, trend_of
from numbjournal.core.mark import Mark
from numbjournal.core.tag import Vocabulary
from numbjournal.core.when import Span

WEEK = 7


class Insights(NamedTuple):
    """All that is said of a range of days on one axis."""

    axis: Axis
    span: Span
    logged: int
    """Days with an entry."""
    late: int
    """Those that were written too late to be in `tomorrow`, but are in the other figures."""
    too_late: int
    """Those that were written too late to be in any figure."""
    weeks: tuple[float | None, ...]
    """The median of each seven days, the last of them up to `span.last`; None without a number."""
    flatness: Flatness
    """Always about how much could be felt, whatever the axis."""
    spread: Spread
    trend: Trend
    tomorrow: Tomorrow
    around: tuple[Around, ...]

    @property
    def passing(self) -> tuple[Trend | Strategy | Around, ...]:
        """What goes into a hand-out: a change, strategies that stand out, marks with enough days."""
        return (
            *([self.trend] if self.trend.fit and self.trend.form is not TrendForm.LEVEL else []),
            *(strategy for strategy in self.tomorrow.strategies if strategy.goes_with),
            *(one for one in self.around if one.is_enough),
        )


class InsightsPage(NamedTuple):
    """Insights with their sentences."""

    insights: Insights
    vocabulary: Vocabulary
    onset: date | None
    """Since when it has been like this, if the person said so."""
    said: Mapping[str, Sequence[str]]
    """The sentences of each part, by its title."""


def insights_of(
    entries: Iterable[Entry],
    span: Span,
    kinds: Mapping[str, str],
    marks: Iterable[Mark] = (),
    axis: Axis = Axis.FEEL,
    starts_at: time = MIDNIGHT,
) -> Insights:
    """Insights into a range of days; entries and marks of other days are left out.

    `kinds` maps tag ids to kinds; `starts_at` is when a day begins.
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
        trend=trend_of(numbers),
        tomorrow=tomorrow_of(_numbers(on_time, axis), _strategies(on_time, kinds)),
        around=around_each(numbers, (mark for mark in marks if mark.day in span)),
    )


def _numbers(days: Mapping[date, Day], axis: Axis) -> dict[date, float]:
    return {day: number for day, found in days.items() if (number := found.number(axis)) is not None}


def _strategies(days: Mapping[date, Day], kinds: Mapping[str, str]) -> dict[str, set[date]]:
    """The days of each tagged strategy."""
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
