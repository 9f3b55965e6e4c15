"""`mark`: dated events, such as a medicine that was started."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.mark import KINDS, Mark, MarkDeleted, MarkKept, MarkList, mark_kind
from numbjournal.errors import Misuse, NumbjournalError
from numbjournal.options.command import command_app
from numbjournal.options.completion import completing
from numbjournal.options.options import whole_number
from numbjournal.services.days import read_day
from numbjournal.services.events import add_mark, all_events, delete_mark
from numbjournal.services.journal_place import say_where_the_journal_is

app = command_app(invoke_without_command=True, help="Dated events to see your days beside.")

EXAMPLE = 'numbjournal mark add "a medicine" --kind medication-start --dose "10 mg" --on yesterday'


def complete_kinds(incomplete: str) -> list[str]:
    """Kinds of marks for the shell."""
    return [kind for kind in KINDS if kind.startswith(incomplete)]


def complete_marks(context: typer.Context, incomplete: str) -> list[str]:
    """Numbers of marks for the shell."""
    try:
        marks = all_events(completing(context)).marks
    except NumbjournalError:
        return []
    return [str(mark.number) for mark in marks if str(mark.number).startswith(incomplete)]


@app.callback()
def mark(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        list_marks(context)


@app.command()
def add(
    context: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="What it was.")],
    kind: Annotated[
        str,
        typer.Option(
            "--kind",
            metavar="KIND",
            help=f"One of: {', '.join(KINDS)}.",
            autocompletion=complete_kinds,
        ),
    ] = "event",
    dose: Annotated[str, typer.Option("--dose", metavar="TEXT", help="Of a medicine.")] = "",
    on: Annotated[
        str, typer.Option("--on", metavar="WHEN", help="The day; today if it is left out.")
    ] = "today",
    roughly: Annotated[bool, typer.Option("--roughly", help="The day is about right.")] = False,
) -> None:
    """Keep an event: a medicine started, changed or stopped, a therapy, something that happened."""
    run = Run.of(context)
    *words, last = name
    if words and last[:1].isdigit():
        raise Misuse("A dose stands behind --dose.", EXAMPLE)
    named = " ".join(name).strip()
    if not named:
        raise Misuse("A mark has a name.", EXAMPLE)
    new = Mark(0, "", read_day(run, on), mark_kind(kind), named, dose.strip(), roughly)
    run.show(MarkKept(add_mark(run, new)))
    say_where_the_journal_is(run)


@app.command("list")
def list_marks(context: typer.Context) -> None:
    """Show the marks, newest first."""
    run = Run.of(context)
    run.show(MarkList(all_events(run).marks))


@app.command()
def delete(
    context: typer.Context,
    number: Annotated[
        str, typer.Argument(metavar="NUMBER", help="The mark's number.", autocompletion=complete_marks)
    ],
) -> None:
    """Delete a mark; undo brings it back."""
    run = Run.of(context)
    chosen = whole_number(number, "A mark is named by its number.", "numbjournal mark list")
    run.show(MarkDeleted(delete_mark(run, chosen)))
