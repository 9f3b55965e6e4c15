"""`demo`: a made-up journal, to try everything with."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.options.command import command_app
from numbjournal.services.example import make_example

app = command_app()


@app.command()
def demo(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="Where to make it; demo.db in this folder if left out.")
    ] = "demo.db",
) -> None:
    """Make a journal of 200 made-up days in a file of its own. Your own journal is not touched."""
    run = Run.of(context)
    run.show(make_example(run, file))
