"""`undo`: take the last change back."""

import typer

from numbjournal.arguments import JsonOption, PlainOption, StepsOption, command_app, step_count
from numbjournal.context import Run

app = command_app()


@app.command()
def undo(
    context: typer.Context,
    steps: StepsOption = "1",
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Take the last change back. One command is one step, also an interactive log."""
    run = Run.of(context)
    run.use(json=json, plain=plain)
    count = step_count(steps)
    done = run.journal.undo(count)
    run.voice.undone(done)
    if len(done) < count:
        run.voice.remark(f"That was all there was: {len(done)} of {count} steps.")
