"""Progress of what takes a while. The bar is loaded only if it is shown."""

import sys
from collections.abc import Iterable
from importlib import import_module
from typing import TypeVar

Item = TypeVar("Item")

MANY = 1000
"""More items than this take long enough for a bar."""


def watched(items: Iterable[Item], total: int, words: str, *, plain: bool) -> Iterable[Item]:
    """The items, with a progress bar if there are many and somebody sees it."""
    if total <= MANY or plain or not sys.stderr.isatty():
        return items
    bar: Iterable[Item] = import_module("numbjournal.output.drawn.progress").tracked(items, total, words)
    return bar
