"""A progress bar on standard error, which is removed when it is full."""

from collections.abc import Iterable

from rich.console import Console
from rich.progress import track

from numbjournal.output.progress import Item


def tracked(items: Iterable[Item], total: int, words: str) -> Iterable[Item]:
    """The items, with a bar that shows how many of them have been taken."""
    console = Console(stderr=True, highlight=False, markup=False, emoji=False)
    return track(items, words, total, console=console, transient=True)
