"""Marks: dated events that numbers can be seen beside, such as a medicine that was started."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from numbjournal.errors import Misuse

KINDS = {
    "medication-start": "medicine started",
    "medication-change": "medicine changed",
    "medication-stop": "medicine stopped",
    "therapy": "therapy",
    "event": "event",
}
"""Kind and the words for it."""

STARTS_AND_CHANGES = frozenset({"medication-start", "medication-change"})
"""The kinds that the remark on medicines looks at."""


class Mark(NamedTuple):
    """One event; `roughly`: its day is about right. Its repr holds nothing of its text."""

    number: int
    id: str
    day: date
    kind: str
    name: str
    dose: str = ""
    roughly: bool = False

    def __repr__(self) -> str:
        return f"Mark({self.number})"


class MarkKept(NamedTuple):
    """A mark that was added."""

    mark: Mark


class MarkDeleted(NamedTuple):
    """A mark that was deleted."""

    mark: Mark


class MarkList(NamedTuple):
    """The marks, newest first."""

    marks: Sequence[Mark]


def mark_kind(text: str) -> str:
    """A typed kind, or the beginning of one that no other has.

    Raises Misuse.
    """
    typed = text.strip().casefold()
    found = [kind for kind in KINDS if typed and kind.startswith(typed)]
    if typed in KINDS:
        return typed
    if len(found) == 1:
        return found[0]
    raise Misuse(f"A kind is one of {', '.join(KINDS)}.", 'numbjournal mark add "a move" --kind event')
