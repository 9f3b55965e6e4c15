"""The made-up journal as a file."""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, time
from pathlib import Path

from numbjournal.core.example import Example
from numbjournal.core.tag import Tag
from numbjournal.effects import Effect, made, nothing_recorded
from numbjournal.errors import Refused
from numbjournal.files import flush_folder
from numbjournal.store.events import add_mark, add_score
from numbjournal.store.journal import Journal
from numbjournal.store.schema import create_journal, name_without_replacing
from numbjournal.store.tags import keep_vocabulary

WRITTEN = Effect("The made-up journal was written.", "{} made-up journals were written.")

_IN_THE_MORNING = time(9, tzinfo=UTC)


def write_example(path: Path, example: Example, tags: Iterable[Tag], digest: int) -> int:
    """Make a journal with the example at `path`, each entry a step of its own; return how many there are.

    It is built under another name, and gets its own once it is complete. Raises Refused if there is a file
    already, or none can be made.
    """
    if path.exists() or path.is_symlink():
        raise Refused(
            "There is a file of that name already, and it stays as it is.", "numbjournal demo another.db"
        )
    unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}.demo")
    create_journal(unfinished)
    try:
        with nothing_recorded():
            _fill(unfinished, example, tags, digest)
        with made(WRITTEN):
            name_without_replacing(unfinished, path)
        flush_folder(path.parent)
    except OSError as error:
        raise Refused(f"The example cannot be made there: {error.strerror}.") from error
    finally:
        unfinished.unlink(missing_ok=True)
    return len(example.entries)


def _fill(path: Path, example: Example, tags: Iterable[Tag], digest: int) -> None:
    moments = [example.entries[0].at]
    journal = Journal(path, lambda: moments[-1])
    try:
        # Nobody's journal is at risk: waiting for the disk after each entry would only take time.
        journal.connection.execute("PRAGMA synchronous = OFF")
        keep_vocabulary(journal, tags, digest)
        for mark in example.marks:
            moments.append(datetime.combine(mark.day, _IN_THE_MORNING))
            add_mark(journal, mark, moments[-1])
        for score in example.scores:
            moments.append(datetime.combine(score.day, _IN_THE_MORNING))
            add_score(journal, score, moments[-1])
        for at, draft in example.entries:
            moments.append(at)
            journal.log(draft)
        journal.set_fact("onset", example.onset.isoformat(), "onset")
    finally:
        journal.close()
