"""Standard output and standard error, so that a command runs to its end whatever becomes of what it says."""

import os
from contextlib import suppress
from typing import Any, TextIO


class Stream:
    """A text stream; `trouble` is why it takes no more (a full disk, a reader that has gone), or None.

    What is written after that is dropped. `buffer` is the stream's own, and raises.
    """

    def __init__(self, inner: TextIO) -> None:
        self._inner = inner
        self.trouble: OSError | None = None

    def write(self, text: str) -> int:
        if self.trouble is None:
            try:
                return self._inner.write(text)
            except OSError as error:
                self._give_up(error)
        return len(text)

    def flush(self) -> None:
        if self.trouble is None:
            try:
                self._inner.flush()
            except OSError as error:
                self._give_up(error)

    def _give_up(self, error: OSError) -> None:
        self.trouble = error
        # What is left in the buffer is tried once more at the end of the program, and has to go somewhere.
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._inner.fileno())
            os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)
