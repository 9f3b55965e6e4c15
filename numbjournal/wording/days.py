"""Days and lengths of time in words, where a sentence has little room for them."""

from collections.abc import Sequence
from datetime import date

from numbjournal.core.when import MONTH_NAMES

WEEKS = {14: "two weeks", 28: "four weeks", 56: "eight weeks", 84: "twelve weeks"}


def month_name(day: date) -> str:
    """`November 2026`."""
    return f"{MONTH_NAMES[day.month - 1]} {day.year}"


def long_day(day: date) -> str:
    """`4 July 2026`."""
    return f"{day.day} {month_name(day)}"


def short_day(day: date) -> str:
    """`4 Jul`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]}"


def day_ranges(days: Sequence[date]) -> str:
    """Days in short, neighbours together: `3-5 Nov, 7 Nov, 30 Nov to 2 Dec`."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_range(run[0], run[-1]) for run in runs)


def duration(days: int) -> str:
    """`7 days`, `two weeks`, `twelve weeks`; other lengths in days."""
    return WEEKS.get(days, f"{days} days")


def _range(first: date, last: date) -> str:
    if first == last:
        return short_day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{short_day(last)}"
    return f"{short_day(first)} to {short_day(last)}"
