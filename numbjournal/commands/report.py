"""`report`: the week, or another stretch of days, and what the help signs say."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Annotated, ClassVar

import typer

from numbjournal.context import Run
from numbjournal.core.signs import advise, memory_after, snoozed_memory
from numbjournal.core.signs_shown import LONGEST_WAIT
from numbjournal.core.when import resolve_span
from numbjournal.errors import Misuse, Refused
from numbjournal.options.command import OptionsAloneCommand, command_app
from numbjournal.options.filters import FromOption, LastOption, ToOption

WEEK = timedelta(days=7)
LONGEST = timedelta(days=366)

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
    # Before anything is counted: nothing that goes wrong below may keep it back.
    if tags := run.looking_back.crisis_tags:
        run.pages.weeks.where_to_turn(run.where_to_turn.text(tags[0]))
    if snooze is not None:
        _snooze(run, snooze)
        return
    is_usual = first is None and last is None
    days = _stretch(run, week=week, month=month, first=first, last=last, span=span)
    journal = run.journal
    reading, memory, rules = (
        run.looking_back.signs(),
        run.looking_back.memory,
        run.looking_back.rules,
    )
    advice = advise(reading, memory, run.today, rules, in_care=run.looking_back.in_care)
    if why:
        run.pages.weeks.reasons(reading, rules, in_care=run.looking_back.in_care)
        return
    run.pages.weeks.report(run.looking_back.report(*days), run.vocabulary, reading, advice, rules)
    run.looking_back.say_what_is_ahead(*days)
    # Only what reached a person is remembered as shown; a journal that is busy is no reason to fail.
    after = memory_after(advice, reading, memory, run.today)
    if is_usual and not run.json and after != memory:
        with suppress(Refused):
            journal.remember(after)


def _stretch(
    run: Run, *, week: str | None, month: bool, first: str | None, last: str | None, span: str | None
) -> tuple[date, date]:
    """First and last day.

    Raises Misuse.
    """
    ways = [week is not None, month, span is not None, first is not None or last is not None]
    if sum(ways) > 1:
        raise Misuse("Say the time in one way.", "numbjournal report --last 4w")
    today = run.today
    if week is not None:
        monday = (day := run.day(week)) - timedelta(days=day.weekday())
        # Of a week that is not over, the days that are still to come are nobody's gap.
        return monday, min(monday + WEEK - timedelta(days=1), today)
    if month:
        return today - timedelta(days=29), today
    if span is not None:
        return resolve_span(span, today)
    end = run.day(last) if last is not None else today
    begin = run.day(first) if first is not None else end - WEEK + timedelta(days=1)
    if begin > end:
        raise Misuse("The first day is after the last.", "numbjournal report --from monday --to today")
    if end - begin > LONGEST:
        raise Misuse("A report is about a year at most.", "numbjournal report --last 12m")
    return begin, end


def _snooze(run: Run, span: str) -> None:
    if span.casefold() == "off":
        run.journal.remember(run.journal.memory._replace(snoozed_until=None))
        run.pages.weeks.snoozed(None)
        return
    begin, today = resolve_span(span, run.today)
    if today - begin >= LONGEST_WAIT:
        raise Misuse("The help signs wait three months at most.", "numbjournal report --snooze 14d")
    until = today + (today - begin) + timedelta(days=1)
    journal = run.journal
    journal.remember(snoozed_memory(run.looking_back.signs(), journal.memory, until))
    run.pages.weeks.snoozed(until)
