"""Where the made-up journal is, in sentences and as data."""

import shlex
from pathlib import Path

from numbjournal.core.text import visible
from numbjournal.output.json import JsonPage
from numbjournal.output.text.page import TextPage
from numbjournal.wording.counting import counted


class ExampleSentences:
    """`out` is the screen it is said on."""

    def __init__(self, out: TextPage) -> None:
        self.out = out

    def made(self, path: Path, entries: int) -> None:
        """Where it is, and how to look at it."""
        self.out.result(f"A made-up journal with {counted(entries, 'entry')} is in {visible(str(path))}")
        named = shlex.quote(path.name if path.parent == Path.cwd() else str(path))
        self.out.result(f"To look at it: numbjournal --journal {visible(named)} report")


class ExampleData(ExampleSentences):
    """The same as data."""

    def __init__(self, out: JsonPage) -> None:
        super().__init__(out)
        self._data = out.data

    def made(self, path: Path, entries: int) -> None:
        self._data("demo", {"path": str(path), "entries": entries})
