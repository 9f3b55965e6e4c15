"""`decrypt`: the journal without a passphrase again."""

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.context import Run

app = command_app()


@app.command()
def decrypt(context: typer.Context, json: JsonOption = False, plain: PlainOption = False) -> None:
    """Make the journal and its backups readable without a passphrase again.

    It needs the passphrase once more, or the recovery code.
    """
    run = Run.of(context)
    run.use(json=json, plain=plain)
    run.pages.vault.decrypted(run.vault.decrypt())
