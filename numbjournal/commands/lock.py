"""`lock`: forget the key that `unlock` kept."""

import typer

from numbjournal.context import Run
from numbjournal.core.maintenance import JournalLocked
from numbjournal.options.command import command_app
from numbjournal.services import encryption

app = command_app()


@app.command()
def lock(context: typer.Context) -> None:
    """Forget at once what `unlock` kept."""
    run = Run.of(context)
    run.show(JournalLocked(encryption.lock(run)))
