"""`demo`: a made-up journal, to try everything with."""

from typing import Annotated

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.context import Run

app = command_app()


@app.command()
def demo(
    context: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="[FILE]", help="Where to make it; demo.db in this folder if left out.")
    ] = "demo.db",
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Make a journal of 200 made-up days in a file of its own. Your own journal is not touched."""
    run = Run.of(context)
    run.use(json=json, plain=plain)
    run.show(run.keeping.make_demo(file))
