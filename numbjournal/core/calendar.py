"""A year or a month as a grid of days, and what each day shows."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from numbjournal.core.day import Glance, half_up, middle_of
from numbjournal.core.events import Beside

DAYS_OF_WEEK = 7


class Look(StrEnum):
    """What a day's cell stands for; each has a sign of its own, so that none needs a colour."""

    NUMBER = "a number"
    FLAT = "flat, no number"
    UNSURE = "can't tell"
    TIRED = "too tired to rate"
    MOOD_ONLY = "mood, no number"
    OTHER = "an entry, no number"
    GAP = "no entry"
    OUTSIDE = "not in this time"


class Cell(NamedTuple):
    """One day: what it shows, its number (0 to 10, rounded half up as shown), and whether it came late.

    One that does not count was written too late to be in a figure.
    """

    day: date
    look: Look
    number: int | None = None
    is_late: bool = False
    counts: bool = True


class Month(NamedTuple):
    """A month in weeks from Monday on: the median of the numbers of its days that count, and its days."""

    first: date
    weeks: tuple[tuple[Cell, ...], ...]
    middle: float | None
    logged: int

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
    """Every month from the one of `first` to the one of `last`; `days` are there, however late written.

    Days to come, and those before the journal `began`, are not in its time: they are no gaps.
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
    counts, found = found.counts, found.shown
    if found.feel is not None:
        return Cell(day, Look.NUMBER, half_up(found.feel), found.is_hollow, counts)
    if found.is_flat:
        look = Look.FLAT
    elif found.is_unsure:
        look = Look.UNSURE
    elif found.is_tired:
        look = Look.TIRED
    else:
        look = Look.MOOD_ONLY if found.mood is not None else Look.OTHER
    return Cell(day, look, None, found.is_hollow, counts)


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
