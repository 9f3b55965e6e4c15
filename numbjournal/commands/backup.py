"""`backup`: a verified copy now, and the copies there are."""

import typer

from numbjournal.context import Run
from numbjournal.core.maintenance import BackupList, BackupMade
from numbjournal.options.command import JournalGroup, command_app
from numbjournal.services import backups

app = command_app(
    cls=JournalGroup,
    invoke_without_command=True,
    help="Make a verified copy now. One is made by itself on each day on which something changed.",
)


@app.callback()
def backup(context: typer.Context) -> None:
    run = Run.of(context)
    if context.invoked_subcommand is None:
        run.show(BackupMade(backups.back_up(run)))


@app.command("list")
def list_backups(context: typer.Context) -> None:
    """Show the copies there are, newest first."""
    run = Run.of(context)
    run.show(BackupList(backups.backups(run)))
