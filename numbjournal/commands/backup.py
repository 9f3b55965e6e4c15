"""`backup`: a verified copy now, and the copies there are."""

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.session import Session

app = command_app(
    invoke_without_command=True,
    help="Make a verified copy now. One is made by itself on each day on which something changed.",
)


@app.callback()
def backup(context: typer.Context, json: JsonOption = False, plain: PlainOption = False) -> None:
    session = Session.of(context)
    session.use(json=json, plain=plain)
    if context.invoked_subcommand is None:
        session.voice.backed_up(session.keeping.back_up())


@app.command("list")
def list_backups(context: typer.Context, json: JsonOption = False, plain: PlainOption = False) -> None:
    """Show the copies there are, newest first."""
    session = Session.of(context)
    session.use(json=json, plain=plain)
    session.pages.screen.backups(session.keeping.backups())
