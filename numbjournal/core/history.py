"""Undo and redo as a walk over an append-only list of steps.

Every command that changes something is a step. Undo and redo are steps too, which name the step they
revert: an undo names the step it takes back, a redo names the undo it takes back. What is undone at a
moment therefore never has to be stored beside the list.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

from numbjournal.core.entry import Draft
from numbjournal.core.tag import Vocabulary

UNDO = "undo"
REDO = "redo"
MERGE = "merge"
IMPORT = "import"


class Step(NamedTuple):
    """One command that changed the journal; `reverts` is the number of the step it takes back."""

    number: int
    command: str
    reverts: int | None = None


class Reverted(NamedTuple):
    """What taking a step back (or doing it again) did.

    `command` is the step's own command. `back`, `gone` and `changed` are entry numbers; the `words` are
    everything else of a person's own: tags and words for tags, marks, scores, facts.
    """

    command: str
    back: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    words_back: tuple[str, ...] = ()
    words_gone: tuple[str, ...] = ()
    words_changed: tuple[str, ...] = ()


class Change(NamedTuple):
    """One thing that one command changed, and when (UTC).

    `number` is the entry's, and `before` and `after` what it was and became (None: not there). For everything
    else `word` names it instead, and `is_there` says whether it stayed. `is_passed` means that a merge
    brought this version and another one counts.
    """

    step: int
    at: datetime
    command: str
    number: int | None = None
    before: Draft | None = None
    after: Draft | None = None
    word: str | None = None
    is_there: bool = True
    is_passed: bool = False


class Purged(NamedTuple):
    """What an erased entry took with it.

    `words` are own tags that no other entry had; `backups` is how many copies were rewritten; `unreached` are
    the paths of those that could not be read.
    """

    number: int
    words: tuple[str, ...] = ()
    backups: int = 0
    unreached: tuple[str, ...] = ()


StepReader = Callable[[int], Step | None]
"""The step with the greatest number up to this one, or None before the first."""


def step_to_undo(newest: int, read: StepReader) -> Step | None:
    """The step that undo would take back, or None when nothing is left."""
    step = read(newest)
    while step:
        if step.reverts is None:
            return step
        reverted = read(step.reverts)
        if step.command == UNDO:
            step = read(step.reverts - 1)
        elif reverted and reverted.reverts is not None:
            return read(reverted.reverts)
        else:
            raise ValueError(f"step {step.number} redoes a step that is not an undo")
    return None


def step_to_redo(newest: int, read: StepReader) -> Step | None:
    """The undo that redo would take back, or None when the newest change is not an undo."""
    step = read(newest)
    while step and step.reverts is not None:
        if step.command == UNDO:
            return step
        step = read(step.reverts - 1)
    return None


class StepsUndone(NamedTuple):
    """The answer of `undo`."""

    steps: Sequence[Reverted]


class StepsRedone(NamedTuple):
    """The answer of `redo`."""

    steps: Sequence[Reverted]


class HistoryPage(NamedTuple):
    """The answer of `history`, newest first."""

    changes: Sequence[Change]
    vocabulary: Vocabulary
