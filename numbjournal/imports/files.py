"""Opens a file to import."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from numbjournal.errors import NotFound, Unreadable

HINT: Final = "numbjournal import --help"

LARGEST: Final = 256_000_000
"""Bytes of a table. JSON, which is held in memory, has a limit of its own."""

UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
"""The first bytes of a file in UTF-16."""


@contextmanager
def opened(path: Path) -> Iterator[BinaryIO]:
    """A file to import.

    Raises NotFound, or Unreadable if it is not an ordinary file.
    """
    try:
        # Check before opening: opening a pipe would wait for a writer.
        if not stat.S_ISREG(path.stat().st_mode):
            raise Unreadable("That is not an ordinary file.", HINT)
        with path.open("rb") as stream:
            yield stream
    except FileNotFoundError as error:
        raise NotFound("There is no such file.", HINT) from error
    except OSError as error:
        raise Unreadable(f"The file cannot be read: {error.strerror}.", HINT) from error


def beginning(head: bytes) -> bytes:
    """The first bytes of a text as UTF-8, without the byte order mark and leading white space."""
    return recoded(head, "ignore").removeprefix(b"\xef\xbb\xbf").lstrip()


def recoded(data: bytes, errors: str = "strict") -> bytes:
    """The text in UTF-8, if its byte order mark says that it is UTF-16.

    Raises Unreadable if it is broken; with `errors="ignore"`, broken parts are left out.
    """
    if not data.startswith(UTF_16):
        return data
    try:
        return data.decode("utf-16", errors).encode()
    except UnicodeError:
        raise Unreadable("The file is not valid UTF-16 text.", HINT) from None
