"""Text put into the lines of a terminal: broken between words, and indented where it goes on."""

import shutil
import textwrap
from collections.abc import MutableMapping, Sequence
from typing import TextIO

_SPACE = "\x00"
"""Stands for a space at which no line may end."""

MOST_COLUMNS = 1000
"""No line of text is wider, whatever the terminal."""
UNBROKEN = "\x01"
"""Begins a line that is shown as it is, however long: a command to type as it stands."""

HANGING = 2
"""This many blanks further in, an indented line goes on."""


def settle_size(environ: MutableMapping[str, str]) -> None:
    """Take a size that no terminal has out of the environment; Rich and `shutil` then go without it."""
    for name in ("COLUMNS", "LINES"):
        value = environ.get(name, "")
        is_size = value.isascii() and value.isdigit() and len(value) <= len(str(MOST_COLUMNS))
        if name in environ and not (is_size and 0 < int(value) <= MOST_COLUMNS):
            del environ[name]


def fitted(text: str, stream: TextIO) -> str:
    """The text with lines broken between words where a terminal is narrower; as it is anywhere else."""
    if not stream.isatty():
        return text
    return broken(text, shutil.get_terminal_size().columns)


def broken(text: str, width: int) -> str:
    """The text in lines of at most `width` characters; an indented line goes on a little further in."""
    return "\n".join("\n".join(_parts(line, max(width, 1))) for line in text.split("\n"))


def filled(options: Sequence[str], width: int) -> str:
    """Options in as many lines as they need, none of them broken in two."""
    text = "   ".join(option.replace(" ", _SPACE) for option in options)
    lines = textwrap.wrap(text, max(width, 1), break_long_words=False, break_on_hyphens=False)
    return "\n".join(lines).replace(_SPACE, " ")


def _parts(line: str, width: int) -> list[str]:
    if line.startswith(UNBROKEN):
        return [line.removeprefix(UNBROKEN)]
    if len(line) <= width:
        return [line]
    indent = len(line) - len(line.lstrip(" "))
    return textwrap.wrap(
        line,
        width,
        subsequent_indent=" " * (indent + HANGING if indent else 0),
        break_on_hyphens=False,
        replace_whitespace=False,
    ) or [""]
