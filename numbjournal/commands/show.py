"""`show`: one entry, whole."""

import typer

from numbjournal.arguments import JsonOption, NumberArgument, PlainOption, command_app, entry_number
from numbjournal.session import Session

app = command_app()


@app.command()
def show(
    context: typer.Context,
    number: NumberArgument,
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Show everything one entry holds."""
    session = Session.of(context)
    session.use(json=json, plain=plain)
    chosen = entry_number(number)
    entry = session.journal.show(chosen)
    session.pages.screen.entry(entry, session.vocabulary)
