"""Entries that are dated after today, by a clock that was ahead or further east."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from numbjournal.context import Run
from numbjournal.core.entry import Entry
from numbjournal.wording.future_entries import ahead_words


def future_days(run: Run) -> Sequence[tuple[date, int]]:
    """The days after today that have entries, and how many."""
    return run.journal.days_after(run.today)


def remark_on_future_days(run: Run, first: date | None = None, last: date | None = None) -> None:
    """Say that there are such entries, below a page about days up to today; None is an open end."""
    is_up_to_today = (last is None or last >= run.today) and (first is None or first <= run.today)
    if is_up_to_today and (days := future_days(run)):
        run.output.remark(ahead_words(days, run.today, are_shown=False))


def remark_on_future_entries(run: Run, shown: Iterable[Entry]) -> None:
    """Say that some of the entries that were shown are dated after today."""
    days = Counter(entry.draft.day for entry in shown if entry.draft.day > run.today)
    if days:
        run.output.remark(ahead_words(sorted(days.items()), run.today, are_shown=True))
