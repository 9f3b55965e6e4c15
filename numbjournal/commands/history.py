"""`history`: what was changed, and when."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.history import HistoryPage
from numbjournal.options.command import command_app
from numbjournal.options.completion import complete_entry_numbers
from numbjournal.options.filters import SHOWN, LimitOption, read_limit
from numbjournal.options.options import entry_number

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
) -> None:
    """Show what was changed, newest first: everything, or every version of one entry, also a deleted one."""
    run = Run.of(context)
    chosen = entry_number(number) if number is not None else None
    most = read_limit(limit) if limit is not None or run.json else SHOWN
    run.show(HistoryPage(run.journal.history(chosen, most), run.vocabulary))
