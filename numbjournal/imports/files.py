"""A file to import, opened with care."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from numbjournal.errors import NotFound, Unreadable

HINT: Final = "numbjournal import --help"

LARGEST: Final = 256_000_000
"""Bytes of a table; JSON, which is held whole, has a limit of its own."""

UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
"""How a file in UTF-16 begins."""


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


def beginning(head: bytes) -> bytes:
    """The first bytes of a text as UTF-8, without its mark and what is blank before it."""
    return recoded(head, "ignore").removeprefix(b"\xef\xbb\xbf").lstrip()


def recoded(data: bytes, errors: str = "strict") -> bytes:
    """The same text in UTF-8, where it is UTF-16, which is told by its mark.

    Raises Unreadable where it is broken; with `errors="ignore"`, what is broken is left out.
    """
    if not data.startswith(UTF_16):
        return data
    try:
        return data.decode("utf-16", errors).encode()
    except UnicodeError:
        raise Unreadable("The file is no whole UTF-16 text.", HINT) from None
