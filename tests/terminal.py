"""Programs on a terminal, and waiting for what they do: for a prompt or a state, never for a while."""

import os
import sys
import termios
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pexpect

from tests.conftest import Home

PATIENCE = 120
"""Seconds after which something hangs; however busy the machine is, nothing that works takes as long."""

WIDE = 1000
"""This many columns that no sentence is broken, however long the paths in it are."""

_MOMENT = 0.02


def spawn(
    program: str, words: Sequence[str], *, columns: int = WIDE, cwd: str | None = None, **environment: str
) -> pexpect.spawn:
    """A program on a terminal of its own."""
    child = pexpect.spawn(
        program,
        list(words),
        env={**os.environ, **environment},
        cwd=cwd,
        encoding="utf-8",
        dimensions=(24, columns),
        timeout=PATIENCE,
    )
    # Most have ended by then.
    child.ptyproc.delayafterclose = child.ptyproc.delayafterterminate = _MOMENT
    return child


@contextmanager
def terminal(
    home: Home, line: str = "log", columns: int = WIDE, **environment: str
) -> Iterator[pexpect.spawn]:
    """numbjournal on a terminal, closed at the end."""
    child = spawn(sys.executable, ["-m", "numbjournal", *home.words(line)], columns=columns, **environment)
    try:
        yield child
    finally:
        child.close(force=True)


def ended(child: pexpect.spawn) -> int:
    """The exit code, once the program is through."""
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus


def stop_with(child: pexpect.spawn, stop: str, *, in_a_line: bool = False) -> None:
    """Ctrl-C (`sendintr`) or Ctrl-D (`sendeof`) in place of a key, or of a whole line."""
    if not in_a_line:
        wait_for_keys(child)
    getattr(child, stop)()


def wait_until(is_so: Callable[[], bool], what: str) -> None:
    """Come back once something is so; fails, saying `what` was waited for, if it never is."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, f"waited in vain: {what}"
        time.sleep(_MOMENT)


def wait_for_keys(child: pexpect.spawn) -> None:
    """Until each key reaches the program by itself. Sooner, Ctrl-D would be taken for the end of a line."""
    wait_until(lambda: not termios.tcgetattr(child.child_fd)[3] & termios.ICANON, "keys are read one by one")
