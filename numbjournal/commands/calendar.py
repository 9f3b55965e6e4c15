"""`calendar`: a year at a glance, or a month with its numbers."""

from datetime import date
from typing import Annotated, ClassVar

import typer

from numbjournal.context import Run
from numbjournal.core.when import OLDEST, resolve_month
from numbjournal.errors import Misuse
from numbjournal.options.command import OptionsAloneCommand, command_app
from numbjournal.services.calendars import calendar_month, calendar_year
from numbjournal.services.future_entries import remark_on_future_days

app = command_app()


class CalendarCommand(OptionsAloneCommand):
    """`--month` alone is this month."""

    alone: ClassVar = {"--month": "this"}


@app.command(cls=CalendarCommand)
def calendar(
    context: typer.Context,
    year: Annotated[
        str | None, typer.Argument(metavar="[YEAR]", help="A year; without it, the last twelve months.")
    ] = None,
    month: Annotated[
        str | None,
        typer.Option("--month", metavar="WHEN", help="One month: this (also alone), last, 2026-10, October."),
    ] = None,
) -> None:
    """Show a year, a row a month and a sign a day; or one month with its numbers."""
    run = Run.of(context)
    if year is not None and month is not None:
        raise Misuse("A year and a month are two pages.", "numbjournal calendar --month last")
    if month is not None:
        found = calendar_month(run, resolve_month(month, run.today))
        run.show(found)
        remark_on_future_days(run, found.month.first, found.month.last)
    else:
        whole = calendar_year(run, *_year(year, run.today))
        run.show(whole)
        remark_on_future_days(run, whole.months[0].first, whole.months[-1].last)


def _year(typed: str | None, today: date) -> tuple[date, date]:
    """First day of the first and of the last month.

    Raises Misuse.
    """
    if typed is None:
        last = today.replace(day=1)
        return date(last.year - (last.month < 12), last.month % 12 + 1, 1), last
    if not (typed.isascii() and typed.isdigit() and OLDEST.year <= int(typed) <= today.year):
        raise Misuse(f"A year is {OLDEST.year} to {today.year}.", f"numbjournal calendar {today.year}")
    return date(int(typed), 1, 1), date(int(typed), 12, 1)
