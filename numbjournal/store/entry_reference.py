"""What is left of an entry once it is deleted or erased."""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from numbjournal.errors import NotFound

UNSWEPT = "unswept"
"""Key of `state`: an entry was erased and the pages were not yet rewritten."""


class Trace(NamedTuple):
    """What identifies an entry in this file and in every copy of it."""

    id: str
    number: int


def find_trace(read: Callable[..., Sequence[Any]], number: int) -> Trace:
    """The entry with this number, also one that was deleted.

    Raises NotFound.
    """
    found = read("SELECT id FROM entry WHERE number = ?", (number,)) or read(
        # Only a deletion leaves nothing behind it, so only those have to be looked through.
        """SELECT key FROM history WHERE thing = 'entry' AND after IS NULL
            AND json_extract(before, '$.number') = ? LIMIT 1""",
        (number,),
    )
    if not found:
        raise NotFound(f"There is no entry {number}, nor a deleted one of that number.", "numbjournal list")
    return Trace(str(found[0][0]), number)
