"""The formats of `import` as data. The module of a format is loaded when a file is held against it.

A module has `recognises(head)`, for the first bytes of a file, and `read(stream, tags)`, which yields what
the stream of bytes brings, and where it stands, as `Found`; `tags` are the ids of the tags that are known.
It raises Unreadable at the first thing that cannot be used.
"""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Final

from numbjournal.catalogue import Catalogue, Row
from numbjournal.errors import NotFound, Unreadable

HEAD: Final = 64 * 1024
"""So many bytes decide which format a file has."""

HINT: Final = "numbjournal import --help"


def _row(name: str, summary: str) -> Row:
    return Row(name, summary, f"{__name__}.{name}")


IMPORTS = Catalogue(
    (
        _row("jsonl", "A journal as JSON Lines, written by `export`."),
        _row("json", "A journal as JSON, written by `export`."),
    )
)


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file to import.

    Raises NotFound, or Unreadable for what is no ordinary file.
    """
    try:
        # Looked at before it is opened: opening a pipe would wait for whoever writes into it.
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("That is not an ordinary file.", HINT)
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        raise NotFound("There is no such file.", HINT) from error
    except OSError as error:
        raise Unreadable(f"The file cannot be read: {error.strerror}.", HINT) from error


def reader_of(stream: BinaryIO) -> ModuleType:
    """The module for what a file holds, told from its beginning; the stream is then at its beginning.

    Raises Unreadable.
    """
    head = stream.read(HEAD)
    stream.seek(0)
    if not head.strip():
        raise Unreadable("The file is empty.", HINT)
    for row in IMPORTS:
        module = row.load()
        if module.recognises(head):
            return module
    raise Unreadable("The file is no journal that `export` wrote as JSON or JSON Lines.", HINT)
