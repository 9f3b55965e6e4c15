"""`encrypt`: a passphrase for the journal."""

import typer

from numbjournal.context import Run
from numbjournal.options.command import command_app

app = command_app()


@app.command()
def encrypt(context: typer.Context) -> None:
    """Encrypt the journal and its backups with a passphrase, and show a recovery code.

    Without the passphrase or the code nobody can open them.
    """
    run = Run.of(context)
    was_encrypted = run.journal.is_encrypted
    done = run.vault.encrypt()
    if was_encrypted:
        run.pages.vault.already(done)
    else:
        run.pages.vault.encrypted(done)
