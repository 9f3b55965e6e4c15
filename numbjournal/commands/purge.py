"""`purge`: erase an entry for good."""

import typer

from numbjournal.context import Run
from numbjournal.errors import Misuse, Stopped
from numbjournal.options.command import command_app
from numbjournal.options.options import NumberArgument, YesOption, entry_number
from numbjournal.services import erasing

app = command_app()


@app.command()
def purge(
    context: typer.Context,
    number: NumberArgument,
    yes: YesOption = False,
) -> None:
    """Erase an entry for good, with its history and its copies in the backups. This cannot be undone."""
    run = Run.of(context)
    chosen = entry_number(number)
    # An entry that never was is said before anybody is asked about it.
    run.journal.history(chosen, limit=1)
    if not yes:
        if not run.can_ask:
            raise Misuse(
                "Erasing cannot be undone; say that you mean it.", f"numbjournal purge {chosen} --yes"
            )
        if not run.prompts.yes(f"Erase entry {chosen} for good? Undo will not bring it back."):
            raise Stopped("")
    run.show(erasing.purge(run, chosen))
