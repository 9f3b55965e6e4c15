"""Which entries somebody wants to see."""

import re
from datetime import date
from typing import NamedTuple

from numbjournal.core.entry import SCALE
from numbjournal.errors import Misuse


class Query(NamedTuple):
    """Filters that all have to hold; the newest days come first.

    `feel` is a range of numbers, both ends included. `flat` keeps entries with a number of 3 or less, and
    those without a number that are tagged flat or empty. `text` is words that all have to be found. `limit`
    None means all.
    """

    first: date | None = None
    last: date | None = None
    tags: tuple[str, ...] = ()
    feel: tuple[int, int] | None = None
    flat: bool = False
    with_notes: bool = False
    text: str = ""
    limit: int | None = None

    @property
    def is_about_entries(self) -> bool:
        """Whether it asks for more than a range of days, so that nothing but entries can match."""
        return bool(self.tags or self.feel or self.flat or self.with_notes or self.text)


def feel_range(text: str) -> tuple[int, int]:
    """`3` or `0-3`.

    Raises Misuse unless both ends are 0 to 10 and in order.
    """
    found = re.fullmatch(r"([0-9]{1,2})(?:-([0-9]{1,2}))?", text.strip())
    if found:
        low, high = int(found[1]), int(found[2] or found[1])
        if low in SCALE and high in SCALE and low <= high:
            return low, high
    raise Misuse("A range of numbers lies between 0 and 10.", "numbjournal list --feel 0-3")
