"""What stands beside the entries of a time: marks and totals."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from numbjournal.core.entry import Entry
from numbjournal.core.mark import Mark
from numbjournal.core.score import Score
from numbjournal.core.tag import Vocabulary


class Beside(NamedTuple):
    """Marks and totals, the newest day first."""

    marks: tuple[Mark, ...] = ()
    scores: tuple[Score, ...] = ()

    def between(self, first: date | None, last: date | None) -> "Beside":
        """Those of a range of days, both ends included; None is an open end."""
        low, high = first or date.min, last or date.max
        return Beside(
            tuple(mark for mark in self.marks if low <= mark.day <= high),
            tuple(score for score in self.scores if low <= score.day <= high),
        )


NOTHING = Beside()


class EntryList(NamedTuple):
    """The answer of `list` and `search`: entries, newest first, with the events of their days."""

    entries: Sequence[Entry]
    vocabulary: Vocabulary
    events: Beside
