"""`delete`: take entries out; they can come back."""

from typing import Annotated

import typer

from numbjournal.arguments import (
    JsonOption,
    PlainOption,
    command_app,
    complete_entry_numbers,
    entry_number,
)
from numbjournal.context import Run

app = command_app()


@app.command()
def delete(
    context: typer.Context,
    numbers: Annotated[
        list[str],
        typer.Argument(metavar="NUMBER...", help="Entry numbers.", autocompletion=complete_entry_numbers),
    ],
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Delete entries. Nothing is asked, because undo brings them back."""
    run = Run.of(context)
    run.use(json=json, plain=plain)
    chosen = [entry_number(number) for number in numbers]
    run.voice.deleted(run.journal.delete(chosen))
