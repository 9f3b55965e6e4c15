"""`redo`: do again what undo took back."""

import typer

from numbjournal.arguments import JsonOption, PlainOption, StepsOption, command_app, step_count
from numbjournal.context import Run

app = command_app()


@app.command()
def redo(
    context: typer.Context,
    steps: StepsOption = "1",
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Do again what undo took back, as long as nothing else was changed since."""
    run = Run.of(context)
    run.use(json=json, plain=plain)
    count = step_count(steps)
    run.voice.redone(run.journal.redo(count))
