"""What the person said about themselves, which is kept in the journal."""

from datetime import date

from numbjournal.context import Run


def is_in_care(run: Run) -> bool:
    """Whether they already have care."""
    return run.journal.fact("care") == "yes"


def onset_of(run: Run) -> date | None:
    """Since when it has been like this, if they said so."""
    said = run.journal.fact("onset")
    return date.fromisoformat(said) if said else None
