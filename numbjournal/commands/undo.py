"""`undo`: take the last change back."""

import typer

from numbjournal.context import Run
from numbjournal.core.history import StepsUndone
from numbjournal.options.command import command_app
from numbjournal.options.options import StepsOption, step_count

app = command_app()


@app.command()
def undo(
    context: typer.Context,
    steps: StepsOption = "1",
) -> None:
    """Take the last change back. One command is one step, also an interactive log."""
    run = Run.of(context)
    count = step_count(steps)
    done = run.journal.undo(count)
    run.show(StepsUndone(done))
    if len(done) < count:
        run.output.remark(f"That was all there was: {len(done)} of {count} steps.")
