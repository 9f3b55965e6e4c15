"""A year or a month of the journal as a calendar."""

from collections.abc import Sequence
from datetime import date, timedelta

from numbjournal.context import Run
from numbjournal.core.calendar import CalendarMonth, CalendarYear, Month, months_of
from numbjournal.errors import NotFound
from numbjournal.services.events import all_events
from numbjournal.store.day_ranges import glances


def calendar_month(run: Run, first: date) -> CalendarMonth:
    """The month that begins on a day."""
    month = _months(run, first, first)[0]
    return CalendarMonth(month, all_events(run).between(month.first, month.last))


def calendar_year(run: Run, first: date, last: date) -> CalendarYear:
    """The months from that of `first` to that of `last`, without those that have no day to show.

    Raises NotFound if none has one.
    """
    months = [month for month in _months(run, first, last) if month.weeks]
    if not months:
        raise NotFound("There is no entry in that time.", "numbjournal calendar")
    return CalendarYear(months, all_events(run).between(months[0].first, months[-1].last))


def _months(run: Run, first: date, last: date) -> Sequence[Month]:
    end = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    range_in_journal = run.journal.first_and_last_day()
    days = glances(run.journal, first.replace(day=1), min(end, run.today), run.settings.day_starts_at)
    return months_of(days, first, last, run.today, range_in_journal and range_in_journal[0])
