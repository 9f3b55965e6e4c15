"""The days of the journal that several questions of one run are about."""

from collections.abc import Mapping
from datetime import date

from numbjournal.context import Run
from numbjournal.core.day import Day, days_of
from numbjournal.core.entry import Entry
from numbjournal.core.when import Span
from numbjournal.store.day_ranges import entries_without_notes


class LoggedDays:
    """Reads each day once, and hands it to every question of a run that needs it."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._range: Span | None = None
        self._days: Mapping[date, Day] = {}

    def between(self, first: date, last: date) -> dict[date, Day]:
        """The days with an entry, in their order, including those written too late to count."""
        if self._range is None or first not in self._range or last not in self._range:
            known = self._range or Span(first, last)
            self._range = Span(min(first, known.first), max(last, known.last))
            entries = entries_without_notes(self._run.journal, *self._range)
            starts_at = self._run.settings.day_starts_at
            self._days = days_of(entries, for_story=True, starts_at=starts_at)
        return {day: found for day, found in self._days.items() if first <= day <= last}

    def entries_between(self, first: date, last: date) -> list[Entry]:
        """The entries of those days, without the text of their notes."""
        return [entry for day in self.between(first, last).values() for entry in day.entries]
