"""`lock`: forget the key that `unlock` kept."""

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.session import Session

app = command_app()


@app.command()
def lock(context: typer.Context, json: JsonOption = False, plain: PlainOption = False) -> None:
    """Forget at once what `unlock` kept."""
    session = Session.of(context)
    session.use(json=json, plain=plain)
    session.pages.vault.locked(was_kept=session.vault.lock())
