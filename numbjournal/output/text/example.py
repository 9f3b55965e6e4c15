"""Where the made-up journal is, in sentences."""

import shlex
from pathlib import Path

from numbjournal.core.example import ExampleMade
from numbjournal.core.text import visible
from numbjournal.output.text.page import TextPage
from numbjournal.wording.counting import counted


def example_made(made: ExampleMade, page: TextPage) -> None:
    path = Path(made.path)
    page.result(f"A made-up journal with {counted(made.entries, 'entry')} is in {visible(made.path)}")
    named = shlex.quote(path.name if path.parent == Path.cwd() else made.path)
    page.result(f"To look at it: numbjournal --journal {visible(named)} report")
