"""Words that the shell completes. Nothing is asked or printed; a journal that cannot be read offers none."""

import typer

from numbjournal.context import Run
from numbjournal.core.query import Query
from numbjournal.core.tag import CRISIS_TAGS, name_key
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


def complete_countries(context: typer.Context, incomplete: str) -> list[str]:
    """Names (with hyphens for spaces) and codes of countries for the shell, in the case that is typed."""
    countries = completing(context).where_to_turn.countries
    names = [name_key(country.name).removeprefix("the-") for country in countries]
    words = [*(country.code.casefold() for country in countries), *names]
    begun = [word for word in words if word.startswith(incomplete.casefold())]
    return [word.upper() if incomplete.isupper() else word for word in begun]


def complete_settings(context: typer.Context, incomplete: str) -> list[str]:
    """Names of settings for the shell."""
    return [name for name in completing(context).settings.known if name.startswith(incomplete)]


def complete_topics(context: typer.Context, incomplete: str) -> list[str]:
    """Names of pages for the shell."""
    return [topic.id for topic in completing(context).topics if topic.id.startswith(incomplete)]


def complete_marks(context: typer.Context, incomplete: str) -> list[str]:
    """Numbers of marks for the shell."""
    try:
        marks = completing(context).events.all.marks
    except NumbjournalError:
        return []
    return [str(mark.number) for mark in marks if str(mark.number).startswith(incomplete)]


def complete_scores(context: typer.Context, incomplete: str) -> list[str]:
    """Numbers of totals for the shell."""
    try:
        scores = completing(context).events.all.scores
    except NumbjournalError:
        return []
    return [str(score.number) for score in scores if str(score.number).startswith(incomplete)]


def complete_questionnaires(context: typer.Context, incomplete: str) -> list[str]:
    """Ids of questionnaires for the shell."""
    return [id for id in completing(context).events.instruments if id.startswith(incomplete.casefold())]


def completing(context: typer.Context) -> Run:
    """The run while the shell waits for words: it asks nobody anything."""
    run = Run.of(context)
    # The root command does not run while completing, so its options are taken from the parser.
    run.use(journal=context.find_root().params.get("journal"))
    run.vault.stay_quiet()
    return run
