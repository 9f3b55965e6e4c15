"""`backup`: a verified copy now, and the copies there are."""

import typer

from numbjournal.arguments import JsonOption, PlainOption, command_app
from numbjournal.context import Run

app = command_app(
    invoke_without_command=True,
    help="Make a verified copy now. One is made by itself on each day on which something changed.",
)


@app.callback()
def backup(context: typer.Context, json: JsonOption = False, plain: PlainOption = False) -> None:
    run = Run.of(context)
    run.use(json=json, plain=plain)
    if context.invoked_subcommand is None:
        run.voice.backed_up(run.keeping.back_up())


@app.command("list")
def list_backups(context: typer.Context, json: JsonOption = False, plain: PlainOption = False) -> None:
    """Show the copies there are, newest first."""
    run = Run.of(context)
    run.use(json=json, plain=plain)
    run.pages.screen.backups(run.keeping.backups())
