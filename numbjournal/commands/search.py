"""`search`: entries with certain words, newest first."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.errors import Misuse
from numbjournal.options.command import WordsCommand, command_app
from numbjournal.options.days import FromOption, LastOption, ToOption
from numbjournal.options.filters import (
    FeelOption,
    FlatOption,
    LimitOption,
    TagOption,
    WithNotesOption,
    read_query,
    show_entries,
)

app = command_app()


@app.command(cls=WordsCommand)
def search(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT", help="Words, or their beginnings.")],
    tag: TagOption = None,
    first: FromOption = None,
    last: ToOption = None,
    span: LastOption = None,
    feel: FeelOption = None,
    flat: FlatOption = False,
    with_notes: WithNotesOption = False,
    limit: LimitOption = None,
) -> None:
    """Show the entries in which all of the words are found, newest first.

    Looks in notes, in what got through, and in tag words; the beginning of a word is enough.
    """
    run = Run.of(context)
    words = " ".join(text)
    if not words.strip():
        raise Misuse("Say what to look for.", "numbjournal search wind")
    query = read_query(
        run,
        first=first,
        last=last,
        span=span,
        tags=tag,
        feel=feel,
        flat=flat,
        with_notes=with_notes,
        limit=limit,
    )
    show_entries(run, query._replace(text=words), is_limited=limit is not None)
