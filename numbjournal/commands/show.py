"""`show`: one entry, whole."""

import typer

from numbjournal.context import Run
from numbjournal.core.entry_answers import EntryPage
from numbjournal.options.command import command_app
from numbjournal.options.options import NumberArgument, entry_number

app = command_app()


@app.command()
def show(
    context: typer.Context,
    number: NumberArgument,
) -> None:
    """Show everything one entry holds."""
    run = Run.of(context)
    chosen = entry_number(number)
    entry = run.journal.show(chosen)
    run.show(EntryPage(entry, run.vocabulary))
