"""`lock`: forget the key that `unlock` kept."""

import typer

from numbjournal.context import Run
from numbjournal.options.command import command_app

app = command_app()


@app.command()
def lock(context: typer.Context) -> None:
    """Forget at once what `unlock` kept."""
    run = Run.of(context)
    run.pages.vault.locked(was_kept=run.vault.lock())
