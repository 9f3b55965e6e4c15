"""Which days: the options for a range of them, and how they are read together."""

from datetime import date, timedelta
from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.when import Span, resolve_span
from numbjournal.errors import Misuse
from numbjournal.services.days import read_day

FromOption = Annotated[str | None, typer.Option("--from", metavar="DAY", help="First day.")]
ToOption = Annotated[str | None, typer.Option("--to", metavar="DAY", help="Last day.")]
LastOption = Annotated[
    str | None,
    typer.Option("--last", metavar="14d|4w|3m", help="The time up to today; a bare number is weeks."),
]

YEAR = timedelta(days=366)


def read_range(
    run: Run, *, first: str | None, last: str | None, span: str | None
) -> tuple[date | None, date | None]:
    """The first and the last day of a typed range, both included; None is an open end.

    Raises Misuse.
    """
    if span is not None and (first is not None or last is not None):
        raise Misuse("--last and --from/--to are two ways to say the same.", "numbjournal list --last 14d")
    first_day, last_day = resolve_span(span, run.today) if span else (None, None)
    first_day = read_day(run, first) if first is not None else first_day
    last_day = read_day(run, last) if last is not None else last_day
    if first_day and last_day and first_day > last_day:
        raise Misuse("The first day is after the last.", "numbjournal list --from monday --to today")
    return first_day, last_day


def read_days(
    run: Run, *, first: str | None, last: str | None, usual: timedelta, page: str, command: str
) -> Span:
    """A typed range with both ends: it ends today and has its usual length, unless something else is typed.

    `page` is what is about it: "A report".

    Raises Misuse.
    """
    end = read_day(run, last) if last is not None else run.today
    begin = read_day(run, first) if first is not None else end - usual + timedelta(days=1)
    if begin > end:
        raise Misuse("The first day is after the last.", f"{command} --from monday --to today")
    if end - begin > YEAR:
        raise Misuse(f"{page} is about a year at most.", f"{command} --last 12m")
    return Span(begin, end)
