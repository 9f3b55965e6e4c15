"""`report`: the week, or another range of days, and what the help signs say."""

from datetime import date, timedelta
from typing import Annotated, ClassVar

import typer

from numbjournal.context import Run
from numbjournal.core.signs_shown import LONGEST_WAIT
from numbjournal.core.when import Span, resolve_span
from numbjournal.errors import Misuse
from numbjournal.options.command import OptionsAloneCommand, command_app
from numbjournal.options.days import FromOption, LastOption, ToOption, read_days
from numbjournal.services.days import read_day
from numbjournal.services.future_entries import remark_on_future_days
from numbjournal.services.help_signs import say_where_to_turn
from numbjournal.services.reports import remember_shown, report_page, sign_reasons, snooze_signs

WEEK = timedelta(days=7)

app = command_app()


class ReportCommand(OptionsAloneCommand):
    """`--week` alone is this week, `--snooze` alone a fortnight."""

    alone: ClassVar = {"--week": "today", "--snooze": "14d"}


@app.command(cls=ReportCommand)
def report(
    context: typer.Context,
    week: Annotated[
        str | None,
        typer.Option("--week", metavar="WHEN", help="The calendar week of this day; alone, this week."),
    ] = None,
    month: Annotated[bool, typer.Option("--month", help="The last 30 days.")] = False,
    first: FromOption = None,
    last: ToOption = None,
    span: LastOption = None,
    why: Annotated[bool, typer.Option("--why", help="What the help signs counted.")] = False,
    snooze: Annotated[
        str | None,
        typer.Option("--snooze", metavar="14d|off", help="Not now: help signs 1 to 3 wait so long."),
    ] = None,
) -> None:
    """Show the seven days up to today, and what the help signs say. Over five weeks it shows weeks."""
    run = Run.of(context)
    where_to_turn = say_where_to_turn(run)
    if snooze is not None:
        run.show(snooze_signs(run, _wait(snooze, run.today), where_to_turn))
        return
    days = _days(run, week=week, month=month, first=first, last=last, span=span)
    if why:
        run.show(sign_reasons(run, where_to_turn))
        return
    page = report_page(run, *days, where_to_turn)
    run.show(page)
    remark_on_future_days(run, *days)
    # A page about other days is looked up, and does not count as shown.
    if first is None and last is None:
        remember_shown(run, page)


def _days(
    run: Run, *, week: str | None, month: bool, first: str | None, last: str | None, span: str | None
) -> Span:
    """Raises Misuse."""
    if sum([week is not None, month, span is not None, first is not None or last is not None]) > 1:
        raise Misuse("Say the time in one way.", "numbjournal report --last 4w")
    if week is not None:
        day = read_day(run, week)
        monday = day - timedelta(days=day.weekday())
        # In a week that is not over, the days to come are not missing.
        return Span(monday, min(monday + WEEK - timedelta(days=1), run.today))
    if month:
        return Span(run.today - timedelta(days=29), run.today)
    if span is not None:
        return Span(*resolve_span(span, run.today))
    return read_days(run, first=first, last=last, usual=WEEK, page="A report", command="numbjournal report")


def _wait(typed: str, today: date) -> date | None:
    """Until when the signs wait; None ends it.

    Raises Misuse.
    """
    if typed.casefold() == "off":
        return None
    begin, _ = resolve_span(typed, today)
    if today - begin >= LONGEST_WAIT:
        raise Misuse("The help signs wait three months at most.", "numbjournal report --snooze 14d")
    return today + (today - begin) + timedelta(days=1)
