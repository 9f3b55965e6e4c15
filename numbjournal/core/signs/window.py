"""Windows: the days up to the last logged one."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property
from math import ceil
from typing import Self

from numbjournal.core.day import Day
from numbjournal.core.entry import Entry
from numbjournal.core.signs.result import SignResult


class RecentDays:
    """The logged days among the last `reach` days up to `last`; `entries` includes those that do not count.

    The days are looked up once, because each rule looks at several windows of them.
    """

    def __init__(
        self, days: Mapping[date, Day], last: date, reach: int, entries: Iterable[Entry] = ()
    ) -> None:
        newest = last.toordinal()
        self.last = last
        self._found = [days.get(date.fromordinal(day)) for day in range(newest - reach + 1, newest + 1)]
        self._all = self._found
        self._story = {entry.draft.day for entry in entries}

    @cached_property
    def not_by_choice(self) -> Self:
        """The same without what was by choice; a day with nothing else counts as not logged."""
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        other._found = [day and day.not_by_choice for day in self._found]
        return other

    def window(self, length: int, back: int = 0) -> list[Day]:
        """The logged days of a window that ends `back` days before the last one, the oldest first."""
        end = len(self._found) - back
        return [day for day in self._found[max(0, end - length) : end] if day is not None]

    def first(self, length: int) -> date:
        """The first day of the window that ends on the last one."""
        return self.last - timedelta(days=length - 1)

    def with_window(self, result: SignResult, length: int) -> SignResult:
        """The result with its window, and how many of its days have no entry, or only late ones."""
        first, window = self.first(length), self._all[-length:]
        counting = {day.day for day in window if day is not None} if self._story else ()
        too_late = sum(first <= day <= self.last and day not in counting for day in self._story)
        missing = len([day for day in window if day is None])
        return result._replace(first=first, last=self.last, unlogged=missing - too_late, too_late=too_late)


def smallest_count(of: int, share: float) -> int:
    """The smallest number that is a share of `of`; at least 1, so that nothing never meets a rule."""
    # A hair less, because 0.55 of 20 is a little over 11 in floating point.
    return max(1, ceil(share * of - 1e-9))
