"""`export`: take the journal along, as a page for a therapist or whole."""

from datetime import timedelta
from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.export_records import ExportOptions
from numbjournal.core.when import Span, resolve_span
from numbjournal.errors import Misuse
from numbjournal.options.command import command_app
from numbjournal.options.days import FromOption, LastOption, ToOption, read_range
from numbjournal.options.options import YesOption
from numbjournal.services.days import read_day
from numbjournal.services.exporting import EXAMPLE, export_format, export_journal, is_whole, say_left_out
from numbjournal.services.handouts import days_since_last_handout, export_handout, handout_options

USUAL = timedelta(weeks=12)
LONGEST = timedelta(days=366)

app = command_app()


@app.command()
def export(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="handout.pdf, .html or .md; journal.json, .jsonl or .csv; - with --format."
        ),
    ],
    form: Annotated[
        str | None, typer.Option("--format", metavar="NAME", help="If the name does not end in it.")
    ] = None,
    first: FromOption = None,
    last: ToOption = None,
    span: LastOption = None,
    since_last: Annotated[
        bool, typer.Option("--since-last", help="The time after the last hand-out.")
    ] = False,
    notes: Annotated[
        str, typer.Option("--notes", metavar="none|session|all", help="Whose words go along.")
    ] = "session",
    with_: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="causes,safety,insights",
            help="What may lie behind it; crisis tags; what many days say together.",
        ),
    ] = None,
    name: Annotated[
        str, typer.Option("--name", metavar="TEXT", help="Printed on it, and kept nowhere.")
    ] = "",
    focus: Annotated[
        list[str] | None,
        typer.Option("--focus", metavar="TEXT", help="What you want to talk about (repeatable)."),
    ] = None,
    include_private: Annotated[
        bool, typer.Option("--include-private", help="Private entries go along too.")
    ] = False,
    password: Annotated[
        bool, typer.Option("--password", help="Ask for a password to open the PDF with.")
    ] = False,
    for_spreadsheet: Annotated[
        bool, typer.Option("--for-spreadsheet", help="A CSV file that a spreadsheet opens safely.")
    ] = False,
    yes: YesOption = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file of that name.")] = False,
) -> None:
    """Write a hand-out: one page for a doctor or a therapist, with the days behind it.

    It is about the last twelve weeks, unless another time is said. Before it is written you see what goes
    in and what stays out.

    As JSON, JSON Lines or CSV it is the whole journal instead, or that of the days that are said. JSON and
    JSON Lines hold everything but the history, and can be imported again; CSV is to look at.
    """
    run = Run.of(context)
    row = export_format(file, form)
    if for_spreadsheet and row.name != "csv":
        raise Misuse("--for-spreadsheet is for CSV.", "numbjournal export journal.csv --for-spreadsheet")
    if is_whole(row):
        if since_last or with_ or name or focus or password or notes != "session":
            raise Misuse("That is an option of the hand-out.", EXAMPLE)
        days = read_range(run, first=first, last=last, span=span)
        options = ExportOptions(*days, include_private, for_spreadsheet)
        exported = export_journal(run, row, options, file, replace=force)
        run.show(exported)
        say_left_out(run, exported)
        return
    choice = handout_options(notes, with_ or [], focus or [], name=name, private=include_private)
    about = _span(run, first=first, last=last, span=span, since_last=since_last)
    done = export_handout(run, row, about, choice, file, password=password, yes=yes, replace=force)
    if done.path:
        run.show(done)


def _span(run: Run, *, first: str | None, last: str | None, span: str | None, since_last: bool) -> Span:
    """The days that a hand-out is about.

    Raises Misuse; Refused if there was no hand-out before.
    """
    if sum([since_last, span is not None, first is not None or last is not None]) > 1:
        raise Misuse("Say the time in one way.", f"{EXAMPLE} --last 12w")
    if since_last:
        about = days_since_last_handout(run)
    elif span is not None:
        about = Span(*resolve_span(span, run.today))
    else:
        end = read_day(run, last) if last is not None else run.today
        about = Span(read_day(run, first) if first is not None else end - USUAL + timedelta(days=1), end)
    if about.first > about.last:
        raise Misuse("The first day is after the last.", f"{EXAMPLE} --from 2026-09-01 --to today")
    if about.last - about.first > LONGEST:
        raise Misuse("A hand-out is about a year at most.", f"{EXAMPLE} --last 12m")
    return about
