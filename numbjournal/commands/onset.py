"""`onset`: since when it has been like this, said once and roughly."""

from datetime import date
from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.onset import OnsetPage, resolve_onset
from numbjournal.errors import Misuse
from numbjournal.options.command import WordsCommand, command_app
from numbjournal.services.days import read_date
from numbjournal.services.journal_place import say_where_the_journal_is

NAME = "onset"

app = command_app()


@app.command(cls=WordsCommand)
def onset(
    context: typer.Context,
    since: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SINCE]", help="since March, 3 weeks ago, 2 years, 2026-03-01, always."),
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Take it back.")] = False,
) -> None:
    """Say since when it has been like this, roughly; without words it shows what was said.

    A month or longer makes the help sign for two flat weeks count as the one for four.
    """
    run = Run.of(context)
    if since and forget:
        raise Misuse("Say since when, or take it back.", "numbjournal onset --forget")
    if since or forget:
        day = resolve_onset(" ".join(since), run.today, read_date) if since else None
        run.journal_or_new.set_fact(NAME, day.isoformat() if day else None, NAME)
        run.show(OnsetPage(day, is_new=True))
        say_where_the_journal_is(run)
        return
    said = run.journal.fact(NAME)
    run.show(OnsetPage(date.fromisoformat(said) if said else None, is_new=False))
