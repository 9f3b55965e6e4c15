"""`undo`: take the last change back."""

import typer

from numbjournal.arguments import JsonOption, PlainOption, StepsOption, command_app, step_count
from numbjournal.session import Session

app = command_app()


@app.command()
def undo(
    context: typer.Context,
    steps: StepsOption = "1",
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Take the last change back. One command is one step, also an interactive log."""
    session = Session.of(context)
    session.use(json=json, plain=plain)
    count = step_count(steps)
    done = session.journal.undo(count)
    session.voice.undone(done)
    if len(done) < count:
        session.voice.remark(f"That was all there was: {len(done)} of {count} steps.")
