"""`passphrase`: another passphrase."""

from typing import Annotated

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.session import Session

app = command_app()


@app.command()
def passphrase(
    context: typer.Context,
    new: Annotated[
        str | None, typer.Option("--new-fd", metavar="N", help="Read the new one from this file descriptor.")
    ] = None,
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Change the passphrase of the journal and its backups. There is a new recovery code then.

    The recovery code will do in place of the old passphrase.
    """
    session = Session.of(context)
    session.use(json=json, plain=plain)
    session.vault.use(new_descriptor=new)
    session.pages.vault.changed(session.vault.change())
