"""A year or a month as a grid of days, and what each day shows."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from numbjournal.core.day import Glance, half_up, middle_of
from numbjournal.core.day import Look as Look
from numbjournal.core.events import Beside

DAYS_OF_WEEK = 7


class Cell(NamedTuple):
    """One day of a calendar."""

    day: date
    look: Look
    number: int | None = None
    """0 to 10, rounded half up as it is shown."""
    is_late: bool = False
    """Whether it was written some days later."""
    counts: bool = True
    """Whether it was written in time to be in a figure."""


class Month(NamedTuple):
    """A month in weeks from Monday on."""

    first: date
    weeks: tuple[tuple[Cell, ...], ...]
    middle: float | None
    """The median of the numbers of the days that count."""
    logged: int
    """Days with an entry."""

    @property
    def last(self) -> date:
        """Its last day."""
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def cells(self) -> list[Cell]:
        """Its days that are in the journal's time."""
        return [cell for week in self.weeks for cell in week if cell.look is not Look.OUTSIDE]


class CalendarYear(NamedTuple):
    """The months of a year at a glance, and the marks and scores of that time."""

    months: Sequence[Month]
    events: Beside


class CalendarMonth(NamedTuple):
    """One month with its numbers, and the marks and scores of that time."""

    month: Month
    events: Beside


def months_of(
    days: Mapping[date, Glance], first: date, last: date, today: date, began: date | None = None
) -> list[Month]:
    """Every month from that of `first` to that of `last`; `days` include those written too late to count.

    Days to come and days before the journal `began` are outside of its time, and not gaps.
    """
    months = []
    begin = first.replace(day=1)
    while begin <= last:
        after = (begin + timedelta(days=31)).replace(day=1)
        months.append(_month(days, begin, after, began or begin, today))
        begin = after
    return months


def cell_of(day: date, found: Glance | None) -> Cell:
    """What one day shows."""
    if found is None:
        return Cell(day, Look.GAP)
    shown = found.shown
    number = None if shown.feel is None else half_up(shown.feel)
    return Cell(day, shown.look, number, shown.is_hollow, found.counts)


def _month(days: Mapping[date, Glance], begin: date, after: date, began: date, today: date) -> Month:
    monday = begin - timedelta(days=begin.weekday())
    weeks = []
    while monday < after:
        week = [monday + timedelta(days=number) for number in range(DAYS_OF_WEEK)]
        inside = [begin <= day < after and began <= day <= today for day in week]
        if any(inside):
            cells = zip(week, inside, strict=True)
            weeks.append(
                tuple(
                    cell_of(day, days.get(day)) if known else Cell(day, Look.OUTSIDE) for day, known in cells
                )
            )
        monday += timedelta(days=DAYS_OF_WEEK)
    members = [found for day, found in days.items() if begin <= day < after]
    middle = middle_of(found.shown for found in members if found.counts)
    return Month(begin, tuple(weeks), middle, len(members))
