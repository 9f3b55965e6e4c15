"""`passphrase`: another passphrase."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.maintenance import PassphraseChanged
from numbjournal.options.command import command_app
from numbjournal.services.encryption import change_passphrase

app = command_app()


@app.command()
def passphrase(
    context: typer.Context,
    new: Annotated[
        str | None, typer.Option("--new-fd", metavar="N", help="Read the new one from this file descriptor.")
    ] = None,
) -> None:
    """Change the passphrase of the journal and its backups. There is a new recovery code then.

    The recovery code will do in place of the old passphrase.
    """
    run = Run.of(context)
    run.show(PassphraseChanged(change_passphrase(run, new)))
