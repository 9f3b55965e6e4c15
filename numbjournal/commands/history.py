"""`history`: what was changed, and when."""

from typing import Annotated

import typer

from numbjournal.arguments import (
    SHOWN,
    JsonOption,
    LimitOption,
    PlainOption,
    command_app,
    complete_entry_numbers,
    entry_number,
    read_limit,
)
from numbjournal.session import Session

app = command_app()


@app.command()
def history(
    context: typer.Context,
    number: Annotated[
        str | None,
        typer.Argument(
            metavar="[NUMBER]", help="One entry's versions.", autocompletion=complete_entry_numbers
        ),
    ] = None,
    limit: LimitOption = None,
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Show what was changed, newest first: everything, or every version of one entry, also a deleted one."""
    session = Session.of(context)
    session.use(json=json, plain=plain)
    chosen = entry_number(number) if number is not None else None
    most = read_limit(limit) if limit is not None or json else SHOWN
    session.pages.screen.history(session.journal.history(chosen, most), session.vocabulary)
