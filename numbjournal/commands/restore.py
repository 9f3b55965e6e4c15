"""`restore`: the journal brought back."""

from typing import Annotated

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app, completing
from numbjournal.session import Session

app = command_app()


def complete_backups(context: typer.Context, incomplete: str) -> list[str]:
    """Names of the copies for the shell."""
    return [kept.name for kept in completing(context).keeping.backups() if kept.name.startswith(incomplete)]


@app.command()
def restore(
    context: typer.Context,
    backup: Annotated[
        str | None,
        typer.Argument(
            metavar="[DAY|FILE]",
            help="A day, a name of `backup list`, or a file. Without it, the newest.",
            autocompletion=complete_backups,
        ),
    ] = None,
    salvage: Annotated[
        bool, typer.Option("--salvage", help="Read what a damaged file still holds (the journal, or FILE).")
    ] = False,
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Bring the journal back from a backup. The file it replaces is kept, and can be restored in turn."""
    session = Session.of(context)
    session.use(json=json, plain=plain)
    session.voice.restored(session.keeping.restore(backup, salvage=salvage))
    session.say_where_the_journal_is()
