"""Where a passphrase comes from when nobody types it: a descriptor, a command, a file, the environment.

A passphrase is one line. Its end, and the mark that some editors begin a file with, are no part of it. What
stands behind that line is handed on with it, for whoever chooses a passphrase to refuse. Whatever does not
answer in time, fails, or holds nothing ends in Locked, and never in waiting.
"""

import os
import select
import shlex
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path

from numbjournal.errors import Locked, Misuse

COMMAND = "NUMBJOURNAL_PASSPHRASE_COMMAND"
FILE = "NUMBJOURNAL_PASSPHRASE_FILE"
VARIABLE = "NUMBJOURNAL_PASSPHRASE"

SECONDS = 30.0
"""So long a command, or whoever writes to a file descriptor, has for an answer."""

QUIET = 1.0
"""This many seconds of silence behind a line are its end, where somebody keeps a pipe open."""

_MOST_BYTES = 65536


def given_passphrase(
    descriptor: str | None, environ: Mapping[str, str], variable: str | None, *, whole: bool = False
) -> str | None:
    """The first of: a descriptor, a command, a file, `variable` (what `NUMBJOURNAL_PASSPHRASE` held).

    `whole`: also what follows the line in a descriptor, which otherwise stays unread there. None where there
    is no source at all. Raises Locked where one has no answer, Misuse for a descriptor that is not a number
    or not open.
    """
    if descriptor is not None:
        return from_descriptor(descriptor, whole=whole)
    if command := environ.get(COMMAND):
        return _from_command(command, environ)
    if file := environ.get(FILE):
        return _from_file(Path(file).expanduser())
    return None if variable is None else _text(os.fsencode(variable), VARIABLE)


def from_descriptor(typed: str, *, whole: bool = False) -> str:
    """The first line of an open file descriptor; what follows stays unread there, unless it is `whole`.

    Raises Locked, or Misuse.
    """
    try:
        return _text(_read(int(typed), whole=whole), "The file descriptor for the passphrase")
    except TimeoutError:
        raise Locked(f"No passphrase came from the file descriptor within {SECONDS:.0f} seconds.") from None
    except (ValueError, OSError, OverflowError):
        raise Misuse(
            "That is not an open file descriptor.", "numbjournal --passphrase-fd 3 list 3<FILE"
        ) from None


def _from_command(command: str, environ: Mapping[str, str]) -> str:
    inherited = {name: value for name, value in environ.items() if not name.startswith("NUMBJOURNAL_")}
    try:
        words = shlex.split(command)
        # No shell: nothing in the words is expanded. What it says to a person goes to the terminal.
        running = subprocess.Popen(  # noqa: S603  (the person names it)
            words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, env=inherited
        )
    except (OSError, ValueError, IndexError):
        raise Locked(f"The command in {COMMAND} could not be started.") from None
    until = time.monotonic() + SECONDS
    try:
        if running.stdout is None:
            raise Locked(f"The command in {COMMAND} cannot be read.")
        with running.stdout:
            said = _read(running.stdout.fileno(), whole=True, until=until, ends=True)
        # Whoever says so much never ends by itself; its first line is what was asked for.
        ended = 0 if len(said) >= _MOST_BYTES else running.wait(max(until - time.monotonic(), 0))
    except (subprocess.TimeoutExpired, TimeoutError):
        raise Locked(f"The command in {COMMAND} did not answer within {SECONDS:.0f} seconds.") from None
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()
    if ended:
        raise Locked(f"The command in {COMMAND} ended with the error {ended}.")
    return _text(said, "The command for the passphrase")


def _from_file(path: Path) -> str:
    try:
        # A pipe that nobody writes to is empty, and not waited for.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            return _text(_read(handle, whole=True), "The file for the passphrase")
        finally:
            os.close(handle)
    except OSError as error:
        raise Locked(f"The file in {FILE} cannot be read: {error.strerror}.") from None


def _read(handle: int, *, whole: bool, until: float | None = None, ends: bool = False) -> bytes:
    """The first line with its end, by the byte; or the `whole`, to the end of what there is.

    A writer that keeps a pipe open behind a line is not waited for, unless it is one that `ends`. Raises
    TimeoutError.
    """
    until = time.monotonic() + SECONDS if until is None else until
    said = b""
    while len(said) < _MOST_BYTES:
        is_line = said.endswith(b"\n")
        if is_line and not whole:
            break
        seconds = max(until - time.monotonic(), 0)
        seconds = min(seconds, QUIET) if is_line and not ends else seconds
        # Windows can wait for sockets only.
        if os.name == "posix" and not select.select([handle], [], [], seconds)[0]:
            if is_line and not ends:
                break
            raise TimeoutError(None, "it did not answer in time")
        more = os.read(handle, _MOST_BYTES if whole else 1)
        if not more:
            break
        said += more
    return said


def _text(said: bytes, whose: str) -> str:
    """What was read, without the ends of its last lines and the mark at its beginning (BOM).

    Raises Locked for what is not UTF-8, or nothing.
    """
    try:
        text = said.decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise Locked(f"{whose} holds something that is not text.") from None
    if not text:
        raise Locked(f"{whose} holds nothing.")
    if text[0] in "\r\n":
        raise Locked(f"{whose} holds nothing in its first line.")
    return text
