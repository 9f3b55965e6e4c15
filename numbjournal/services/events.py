"""Beside the entries: medicines and other dated events, and questionnaires' totals."""

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numbjournal.context import Run
    from numbjournal.core.events import Beside
    from numbjournal.core.mark import Mark
    from numbjournal.core.score import Instrument, Score


class Events:
    """The journal's marks and scores."""

    def __init__(self, run: "Run") -> None:
        self._run = run

    @cached_property
    def instruments(self) -> "Mapping[str, Instrument]":
        """The questionnaires whose totals can be kept, by id."""
        from numbjournal.data.questionnaires import instruments

        return instruments()

    @cached_property
    def all(self) -> "Beside":
        """Every mark and total there is at the start of the run."""
        from numbjournal.core.events import Beside
        from numbjournal.store.events import marks, scores

        return Beside(tuple(marks(self._run.journal)), tuple(scores(self._run.journal)))

    def add_mark(self, mark: "Mark") -> "Mark":
        """Keep a mark."""
        from numbjournal.store.events import add_mark

        return add_mark(self._run.journal_or_new, mark, self._run.clock())

    def delete_mark(self, number: int) -> "Mark":
        """Take a mark out.

        Raises NotFound.
        """
        from numbjournal.store.events import delete_mark

        return delete_mark(self._run.journal, number)

    def add_score(self, score: "Score") -> "Score":
        """Keep a total."""
        from numbjournal.store.events import add_score

        return add_score(self._run.journal_or_new, score, self._run.clock())

    def delete_score(self, number: int) -> "Score":
        """Take a total out.

        Raises NotFound.
        """
        from numbjournal.store.events import delete_score

        return delete_score(self._run.journal, number)
