"""A bar for what takes a while, drawn on standard error and taken away again."""

from collections.abc import Iterable
from typing import TypeVar

from rich.console import Console
from rich.progress import track

Each = TypeVar("Each")


def watched(each: Iterable[Each], total: int, words: str) -> Iterable[Each]:
    """The same things, with a bar that shows how many of them have gone by."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    return track(each, words, total, console=console, transient=True)
