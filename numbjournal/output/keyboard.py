"""One key at a time from the terminal, without losing what was typed before or behind it."""

import os
import select
import sys

import typer

if sys.platform != "win32":
    import termios
    import tty


LOOK_UP = 0.2
"""Seconds after which waiting begins again: a signal that comes right before it is answered only then."""


def read_keys(seconds: float | None = None) -> str:
    """What is typed next: one key, or as many as arrived together; empty if nothing came in time.

    Without a limit it waits. Raises KeyboardInterrupt for Ctrl-C and EOFError for Ctrl-D or the end of input.
    """
    if sys.platform == "win32":
        return "" if seconds is not None else typer.getchar()
    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    # DRAIN keeps what was typed ahead; Typer's own getchar throws it away.
    tty.setcbreak(terminal, termios.TCSADRAIN)
    try:
        while not select.select([terminal], [], [], LOOK_UP if seconds is None else seconds)[0]:
            if seconds is not None:
                return ""
        data = os.read(terminal, 1024)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)
    if not data or data[0] == 4:
        raise EOFError
    return data.decode(sys.stdin.encoding or "utf-8", "replace")


def line_is_waiting() -> bool:
    """Whether another line was already typed or pasted."""
    if sys.platform == "win32":
        return False
    return bool(select.select([sys.stdin.fileno()], [], [], 0.05)[0])


def forget_waiting() -> None:
    """Drop what was typed ahead, so that it does not reach the shell."""
    if sys.platform != "win32":
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
