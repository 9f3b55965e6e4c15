"""`show`: one entry, whole."""

import typer

from numbjournal.arguments import JsonOption, NumberArgument, PlainOption, command_app, entry_number
from numbjournal.context import Run

app = command_app()


@app.command()
def show(
    context: typer.Context,
    number: NumberArgument,
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Show everything one entry holds."""
    run = Run.of(context)
    run.use(json=json, plain=plain)
    chosen = entry_number(number)
    entry = run.journal.show(chosen)
    run.pages.screen.entry(entry, run.vocabulary)
