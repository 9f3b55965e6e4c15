"""`list`: entries, newest first."""

import typer

from numbjournal.arguments import (
    FeelOption,
    FlatOption,
    FromOption,
    JsonOption,
    LastOption,
    LimitOption,
    PlainOption,
    TagOption,
    ToOption,
    WithNotesOption,
    command_app,
    read_query,
    show_entries,
)
from numbjournal.context import Run

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
    json: JsonOption = False,
    plain: PlainOption = False,
) -> None:
    """Show your entries, newest first: the newest 20, unless a limit says otherwise."""
    run = Run.of(context)
    run.use(json=json, plain=plain)
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
