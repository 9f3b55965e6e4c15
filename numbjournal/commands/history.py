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
from numbjournal.context import Run

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
    run = Run.of(context)
    run.use(json=json, plain=plain)
    chosen = entry_number(number) if number is not None else None
    most = read_limit(limit) if limit is not None or json else SHOWN
    run.pages.screen.history(run.journal.history(chosen, most), run.vocabulary)
