"""`lock`: forget the key that `unlock` kept."""

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.context import Run

app = command_app()


@app.command()
def lock(context: typer.Context, json: JsonOption = False, plain: PlainOption = False) -> None:
    """Forget at once what `unlock` kept."""
    run = Run.of(context)
    run.use(json=json, plain=plain)
    run.pages.vault.locked(was_kept=run.vault.lock())
