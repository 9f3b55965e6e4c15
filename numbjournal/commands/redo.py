"""`redo`: do again what undo took back."""

import typer

from numbjournal.context import Run
from numbjournal.core.history import StepsRedone
from numbjournal.options.command import command_app
from numbjournal.options.options import StepsOption, step_count

app = command_app()


@app.command()
def redo(
    context: typer.Context,
    steps: StepsOption = "1",
) -> None:
    """Do again what undo took back, as long as nothing else was changed since."""
    run = Run.of(context)
    count = step_count(steps)
    run.show(StepsRedone(run.journal.redo(count)))
