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
from numbjournal.session import Session

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
    session = Session.of(context)
    session.use(json=json, plain=plain)
    query = read_query(
        session,
        first=first,
        last=last,
        span=span,
        tags=tag,
        feel=feel,
        flat=flat,
        with_notes=with_notes,
        limit=limit,
    )
    show_entries(session, query, is_limited=limit is not None)
