"""Bytes from a command line, a pipe or an editor, taken in as text."""

import os
from collections.abc import Iterable


def repaired(argument: str) -> str:
    """A command-line argument whose bytes were not UTF-8, read as Windows-1252, else as Latin-1.

    Python hands such bytes over as lone surrogates, which no database or file would take.
    """
    try:
        argument.encode("utf-8")
    except UnicodeEncodeError:
        return decoded(os.fsencode(argument))
    return argument


def raw_words(arguments: Iterable[str]) -> dict[str, set[str]]:
    """What was typed for each argument, or value behind `=`, whose bytes are not UTF-8, by its repaired form.

    A name of a file has to keep its bytes: another name would be another file.
    """
    parts = {part for word in arguments for part in (word, word.partition("=")[2])}
    found: dict[str, set[str]] = {}
    for part in parts:
        if (text := repaired(part)) != part:
            found.setdefault(text, {text} & parts).add(part)
    return found


def decoded(data: bytes) -> str:
    """Bytes as UTF-8, or by the same repair as an argument; never fails."""
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")
