"""`passphrase`: another passphrase."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.options.command import command_app

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
    run.vault.use(new_descriptor=new)
    run.pages.vault.changed(run.vault.change())
