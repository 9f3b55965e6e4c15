"""`export`: take the journal along, as a page for a therapist or whole."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.export_records import ExportOptions
from numbjournal.core.handout import NOTES, HandoutOptions
from numbjournal.core.text import check_size, size_of
from numbjournal.core.when import Span, resolve_span
from numbjournal.errors import Misuse, Refused, Stopped
from numbjournal.options.command import command_app
from numbjournal.options.filters import FromOption, LastOption, ToOption, read_range
from numbjournal.options.options import YesOption

USUAL = timedelta(weeks=12)
"""So long a time a hand-out is about, unless something else is said."""

LONGEST = timedelta(days=366)
STDOUT = "-"
EXAMPLE = "numbjournal export handout.html"
WHOLE_EXAMPLE = "numbjournal export journal.jsonl"

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
    kind = _format(run, file, form)
    if for_spreadsheet and kind != "csv":
        raise Misuse("--for-spreadsheet is for CSV.", "numbjournal export journal.csv --for-spreadsheet")
    if run.taking_along.is_whole_journal(kind):
        if since_last or with_ or name or focus or password or notes != "session":
            raise Misuse("That is an option of the hand-out.", EXAMPLE)
        if run.json and file == STDOUT:
            raise Misuse("--json tells about a file; - is the data itself.", WHOLE_EXAMPLE)
        days = read_range(run, first=first, last=last, span=span)
        selection = ExportOptions(*days, include_private, for_spreadsheet)
        target = None if file == STDOUT else run.taking_along.export_target(file, replace=force)
        run.pages.exchange.exported(run.taking_along.export_whole(kind, selection, target, replace=force))
        return
    if password and kind != "pdf":
        raise Misuse("Only a PDF can have a password.", "numbjournal export handout.pdf --password")
    if password and not run.can_ask:
        raise Misuse(
            "A password is typed on a terminal, and there is none here.", "numbjournal export --help"
        )
    if notes not in NOTES:
        raise Misuse(f"Notes are {', '.join(NOTES)}.", f"{EXAMPLE} --notes none")
    with_names = _with(with_ or [])
    options = HandoutOptions(
        notes=notes,
        causes="causes" in with_names,
        safety="safety" in with_names,
        insights="insights" in with_names,
        private=include_private,
        name=name,
        focus=tuple(text for text in focus or () if text.strip()),
    )
    check_size("A hand-out", size_of(name, *options.focus))
    about = _span(run, first=first, last=last, span=span, since_last=since_last)
    target = None if file == STDOUT else run.taking_along.export_target(file, replace=force)
    handout = run.taking_along.handout(about, options)
    pages = run.pages.handouts
    pages.preview(handout, "standard output" if target is None else str(target))
    run.looking_back.say_what_is_ahead(*about)
    if not yes:
        if not run.can_ask:
            raise Misuse(
                "Somebody has to agree to what goes in, or --yes says so.", run.with_options("--yes")
            )
        if not run.prompts.yes("Write it?"):
            raise Stopped("")
    secret = run.prompts.new_password() if password else ""
    run.taking_along.write_handout(handout, kind, target, secret, replace=force)
    if target is not None:
        pages.written(handout, str(target))


def _format(run: Run, file: str, named: str | None) -> str:
    """The name of a format, from the option or the ending.

    Raises Misuse.
    """
    formats = [row.name for row in run.taking_along.formats]
    typed = named if named is not None else Path(file).suffix.removeprefix(".")
    if typed.casefold() in formats:
        return typed.casefold()
    if file == STDOUT and named is None:
        raise Misuse(f"Say the format: {', '.join(formats)}.", "numbjournal export - --format md")
    raise Misuse(f"A format is one of {', '.join(formats)}.", EXAMPLE)


def _with(typed: list[str]) -> set[str]:
    names = {name.strip().casefold() for words in typed for name in words.split(",")}
    if names <= {"causes", "safety", "insights"}:
        return names
    raise Misuse(
        "With can be causes, safety, insights, or several of them.", f"{EXAMPLE} --with causes,safety"
    )


def _span(run: Run, *, first: str | None, last: str | None, span: str | None, since_last: bool) -> Span:
    """The stretch it is about.

    Raises Misuse; Refused where there was no hand-out before.
    """
    if sum([since_last, span is not None, first is not None or last is not None]) > 1:
        raise Misuse("Say the time in one way.", f"{EXAMPLE} --last 12w")
    today = run.today
    if since_last:
        before = run.journal.last_handout
        if before is None:
            raise Refused("There was no hand-out before this one.", EXAMPLE)
        if before.last >= today:
            raise Refused("The last hand-out was about the days up to today.", EXAMPLE)
        about = Span(before.last + timedelta(days=1), today)
    elif span is not None:
        about = Span(*resolve_span(span, today))
    else:
        end = run.day(last) if last is not None else today
        about = Span(run.day(first) if first is not None else end - USUAL + timedelta(days=1), end)
    if about.first > about.last:
        raise Misuse("The first day is after the last.", f"{EXAMPLE} --from 2026-09-01 --to today")
    if about.last - about.first > LONGEST:
        raise Misuse("A hand-out is about a year at most.", f"{EXAMPLE} --last 12m")
    return about
