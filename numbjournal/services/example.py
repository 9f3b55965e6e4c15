"""`demo`: a made-up journal in a file of its own."""

from datetime import UTC

from numbjournal.context import Run
from numbjournal.core.example import ExampleMade, example_journal
from numbjournal.data import shipped_tags, tags_digest
from numbjournal.errors import Refused
from numbjournal.store.example import write_example


def make_example(run: Run, file: str) -> ExampleMade:
    """Write the example to a file.

    Raises Refused if there is a file already, or if it is the place of the person's own journal.
    """
    path = run.path(file)
    if path == run.journal_path:
        raise Refused("That is the place of your own journal.", "numbjournal demo another.db")
    example = example_journal(run.today, run.clock().tzinfo or UTC)
    return ExampleMade(str(path), write_example(path, example, shipped_tags(), tags_digest()))
