"""Words that the shell completes. Nothing is asked or printed; a journal that cannot be read offers none."""

import typer

from numbjournal.context import Run
from numbjournal.core.query import Query
from numbjournal.core.tag import CRISIS_TAGS
from numbjournal.errors import NumbjournalError


def complete_tags(context: typer.Context, incomplete: str) -> list[str]:
    """Tags for the shell; the crisis tags and retired ones are left out."""
    try:
        tags = completing(context).vocabulary.tags
    except NumbjournalError:
        return []
    offered = [tag.name for tag in tags.values() if tag.id not in CRISIS_TAGS and not tag.retired]
    return [name for name in offered if name.startswith(incomplete)]


def complete_entry_numbers(context: typer.Context, incomplete: str) -> list[str]:
    """Numbers of the newest entries for the shell."""
    try:
        entries = completing(context).journal.list(Query(limit=20))
    except NumbjournalError:
        return []
    return [str(entry.number) for entry in entries if str(entry.number).startswith(incomplete)]


def completing(context: typer.Context) -> Run:
    """The run while the shell waits for words: it asks nobody anything."""
    run = Run.of(context)
    # The root command does not run while completing, so its options are taken from the parser.
    run.use(journal=context.find_root().params.get("journal"))
    run.keys.stay_quiet()
    return run
