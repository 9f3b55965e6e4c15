"""`restore`: the journal brought back."""

from shlex import quote
from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.errors import Misuse, Stopped
from numbjournal.options.command import command_app
from numbjournal.options.completion import completing
from numbjournal.options.options import YesOption
from numbjournal.services.backups import agreed, backups, plan_restore, say_plan
from numbjournal.services.backups import restore as bring_back
from numbjournal.services.journal_place import say_where_the_journal_is

app = command_app()


def complete_backups(context: typer.Context, incomplete: str) -> list[str]:
    """Names of the copies for the shell."""
    return [kept.name for kept in backups(completing(context)) if kept.name.startswith(incomplete)]


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
    yes: YesOption = False,
) -> None:
    """Bring the journal back from a backup. It shows first which one, and what only the journal has.

    The file it replaces is kept, and can be restored in turn.
    """
    run = Run.of(context)
    plan = plan_restore(run, backup, salvages=salvage)
    if not yes:
        say_plan(run, plan)
        if not run.can_ask:
            words = ["restore", *([quote(plan.name)] if plan.name else []), *["--salvage"] * salvage, "--yes"]
            raise Misuse(
                "A restore puts another file in the journal's place; say that you mean it.",
                f"numbjournal {' '.join(words)}",
            )
        if not agreed(run, plan):
            raise Stopped("The journal was not replaced.")
    run.show(bring_back(run, plan))
    say_where_the_journal_is(run)
