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
)
from numbjournal.session import Session

SHOWN = 20
"""Entries that fit a screen; data for other programs (--json) is never cut."""

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
    shortens = limit is None and not json
    if shortens:
        query = query._replace(limit=SHOWN + 1)
    entries = session.journal.list(query)
    session.screen.entries(entries[:SHOWN] if shortens else entries, session.vocabulary)
    if shortens and len(entries) > SHOWN:
        session.voice.remark("There are more: numbjournal list --limit all")
