"""`delete`: take entries out; they can come back."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.entry_answers import EntriesDeleted
from numbjournal.options.command import command_app
from numbjournal.options.completion import complete_entry_numbers
from numbjournal.options.options import entry_number

app = command_app()


@app.command()
def delete(
    context: typer.Context,
    numbers: Annotated[
        list[str],
        typer.Argument(metavar="NUMBER...", help="Entry numbers.", autocompletion=complete_entry_numbers),
    ],
) -> None:
    """Delete entries. Nothing is asked, because undo brings them back."""
    run = Run.of(context)
    chosen = [entry_number(number) for number in numbers]
    run.show(EntriesDeleted(run.journal.delete(chosen)))
