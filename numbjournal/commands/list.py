"""`list`: entries, newest first."""

import typer

from numbjournal.context import Run
from numbjournal.options.command import command_app
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


@app.command()
def list_entries(
    context: typer.Context,
    tag: TagOption = None,
    first: FromOption = None,
    last: ToOption = None,
    span: LastOption = None,
    feel: FeelOption = None,
    flat: FlatOption = False,
    with_notes: WithNotesOption = False,
    limit: LimitOption = None,
) -> None:
    """Show your entries, newest first: the newest 20, unless a limit says otherwise."""
    run = Run.of(context)
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
    show_entries(run, query, is_limited=limit is not None)
