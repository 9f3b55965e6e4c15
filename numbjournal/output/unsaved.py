"""What is said where nothing may be kept: how to say it once more."""

import shlex
from collections.abc import Sequence
from typing import TextIO

from numbjournal.output.wrapping import UNBROKEN


def kept_nowhere(words: Sequence[str], stream: TextIO) -> str:
    """Beside an encrypted journal nothing is kept in plain; `words` are the command line.

    The command is repeated on the screen on which it was typed, and nowhere else: an error that goes into a
    file never holds what somebody wrote.
    """
    what = "The journal is encrypted, so what you wrote is kept nowhere else"
    command = shlex.join(["numbjournal", *words])
    if len(words) <= 1:
        return f"{what}; what you answered is on the screen."
    if not stream.isatty() or not command.isprintable():
        return f"{what}; what you typed as a command is still in the shell."
    from_input = ", with what came from standard input" if "-" in words else ""
    return f"{what}. To save it once this is mended{from_input}:\n{UNBROKEN}{command}"
