"""`encrypt`: a passphrase for the journal."""

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.session import Session

app = command_app()


@app.command()
def encrypt(context: typer.Context, json: JsonOption = False, plain: PlainOption = False) -> None:
    """Encrypt the journal and its backups with a passphrase, and show a recovery code.

    Without the passphrase or the code nobody can open them.
    """
    session = Session.of(context)
    session.use(json=json, plain=plain)
    was_encrypted = session.journal.is_encrypted
    done = session.vault.encrypt()
    if was_encrypted:
        session.pages.vault.already(done)
    else:
        session.pages.vault.encrypted(done)
