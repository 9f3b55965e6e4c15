"""Dated events: medicines and other marks, and totals of questionnaires."""

from collections.abc import Mapping

from numbjournal.context import Run
from numbjournal.core.events import Beside
from numbjournal.core.mark import Mark
from numbjournal.core.score import Instrument, Score
from numbjournal.data.questionnaires import instruments
from numbjournal.store import events as store


def questionnaires() -> Mapping[str, Instrument]:
    """The questionnaires whose totals can be kept, by id."""
    return instruments()


def all_events(run: Run) -> Beside:
    """Every mark and total of the journal."""
    return Beside(tuple(store.marks(run.journal)), tuple(store.scores(run.journal)))


def add_mark(run: Run, mark: Mark) -> Mark:
    """Keep a mark; returns it with its number.

    Raises TooLong.
    """
    return store.add_mark(run.journal_or_new, mark, run.clock())


def delete_mark(run: Run, number: int) -> Mark:
    """Delete a mark.

    Raises NotFound.
    """
    return store.delete_mark(run.journal, number)


def add_score(run: Run, score: Score) -> Score:
    """Keep a total; returns it with its number."""
    return store.add_score(run.journal_or_new, score, run.clock())


def delete_score(run: Run, number: int) -> Score:
    """Delete a total.

    Raises NotFound.
    """
    return store.delete_score(run.journal, number)
