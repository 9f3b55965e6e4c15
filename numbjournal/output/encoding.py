"""Bytes from a command line, a pipe or an editor, taken in as text."""

import os


def repaired(argument: str) -> str:
    """A command-line argument whose bytes were not UTF-8, read as Windows-1252, else as Latin-1.

    Python hands such bytes over as lone surrogates, which no database or file would take.
    """
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        return decoded(os.fsencode(argument))
    return argument


def decoded(data: bytes) -> str:
    """Bytes as UTF-8, or by the same repair as an argument; never fails."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
