"""`merge`: the journal of another device, brought into this one."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.options.command import command_app
from numbjournal.options.options import YesOption
from numbjournal.services.merging import merge_journal

app = command_app()


@app.command()
def merge(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="The other journal; it is only read.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    yes: YesOption = False,
) -> None:
    """Bring another device's journal into this one, in one step of undo: both ways, in any order, repeatedly.

    Where both changed the same entry, the later change counts, and the other version is kept in the history.
    What was erased for good on one device is erased on the other too; that asks first. Bringing an encrypted
    journal into one that is not asks too.
    """
    run = Run.of(context)
    run.show(merge_journal(run, file, dry_run=dry_run, yes=yes))
