"""`encrypt`: a passphrase for the journal."""

import typer

from numbjournal.context import Run
from numbjournal.core.maintenance import JournalEncrypted
from numbjournal.options.command import command_app
from numbjournal.services import encryption

app = command_app()


@app.command()
def encrypt(context: typer.Context) -> None:
    """Encrypt the journal and its backups with a passphrase, and show a recovery code.

    Without the passphrase or the code nobody can open them.
    """
    run = Run.of(context)
    was_encrypted = run.journal.is_encrypted
    run.show(JournalEncrypted(encryption.encrypt(run), was_encrypted))
