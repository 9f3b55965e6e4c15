"""Which entries: the filters of `list` and other commands that look through entries."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.events import NOTHING, EntryList
from numbjournal.core.query import Query, feel_range
from numbjournal.options.completion import complete_tags
from numbjournal.options.days import read_range
from numbjournal.options.options import whole_number
from numbjournal.services.events import all_events
from numbjournal.services.future_entries import remark_on_future_days, remark_on_future_entries
from numbjournal.services.tags import known_tag

SHOWN = 20
"""Entries on a page without `--limit`."""


TagOption = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help="With this tag (repeatable).", autocompletion=complete_tags),
]


FeelOption = Annotated[str | None, typer.Option("--feel", metavar="0-3", help="With a number in this range.")]


FlatOption = Annotated[
    bool, typer.Option("--flat", help="A number up to 3, or none and tagged flat or empty.")
]


WithNotesOption = Annotated[
    bool, typer.Option("--with-notes", help="With a note, or something that got through.")
]


LimitOption = Annotated[str | None, typer.Option("--limit", metavar="N", help="At most this many, or all.")]


def read_query(
    run: Run,
    *,
    first: str | None,
    last: str | None,
    span: str | None,
    tags: list[str] | None,
    feel: str | None,
    flat: bool,
    with_notes: bool,
    limit: str | None,
) -> Query:
    """The filters as a query.

    Raises Misuse, or NotFound for a tag nobody has.
    """
    first_day, last_day = read_range(run, first=first, last=last, span=span)
    return Query(
        first=first_day,
        last=last_day,
        tags=tuple(known_tag(run, word) for word in tags or ()),
        feel=feel_range(feel) if feel is not None else None,
        flat=flat,
        with_notes=with_notes,
        limit=read_limit(limit),
    )


def read_limit(text: str | None) -> int | None:
    """A typed limit; None means all.

    Raises Misuse.
    """
    if text is None or text.casefold() == "all":
        return None
    return whole_number(text, "A limit is a whole number from 1, or all.", "numbjournal list --limit 7")


def show_entries(run: Run, query: Query, *, is_limited: bool) -> None:
    """Show what a query finds: all of it as data, otherwise the newest that fit a screen, and say so."""
    limit = query.limit if is_limited or run.json else SHOWN + 1
    found = run.journal.list(query._replace(limit=limit))
    is_cut = limit == SHOWN + 1 and len(found) == limit and not is_limited
    shown = found[:SHOWN] if is_cut else found
    events = NOTHING
    if not query.is_about_entries:
        # Of a list that is cut, what lies before its oldest entry would stand there without its days.
        ends_early = (shown and len(shown) == query.limit) or is_cut
        events = all_events(run).between(shown[-1].draft.day if ends_early else query.first, query.last)
    run.show(EntryList(shown, run.vocabulary, events))
    remark_on_future_entries(run, shown)
    if query.last is not None and not query.is_about_entries:
        remark_on_future_days(run, query.first, query.last)
    if is_cut:
        run.output.remark("There are more; all of them with: --limit all")
