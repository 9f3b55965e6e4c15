"""`decrypt`: the journal without a passphrase again."""

import typer

from numbjournal.context import Run
from numbjournal.core.maintenance import JournalDecrypted
from numbjournal.options.command import command_app
from numbjournal.services import encryption

app = command_app()


@app.command()
def decrypt(context: typer.Context) -> None:
    """Make the journal and its backups readable without a passphrase again.

    It needs the passphrase once more, or the recovery code.
    """
    run = Run.of(context)
    run.show(JournalDecrypted(encryption.decrypt(run)))
