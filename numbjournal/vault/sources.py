"""Where a passphrase comes from when nobody types it: a descriptor, a command, a file, the environment.

Of each the first line counts. Whatever does not answer in time, fails, or holds nothing ends in Locked, and
never in waiting.
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

_MOST_BYTES = 65536


def given_passphrase(descriptor: str | None, environ: Mapping[str, str], variable: str | None) -> str | None:
    """The first of: a descriptor, a command, a file, `variable` (what `NUMBJOURNAL_PASSPHRASE` held).

    None where there is no source at all. Raises Locked where one has no answer, Misuse for a descriptor that
    is no number or not open.
    """
    if descriptor is not None:
        return from_descriptor(descriptor)
    if command := environ.get(COMMAND):
        return _from_command(command, environ)
    if file := environ.get(FILE):
        return _from_file(Path(file).expanduser())
    return None if variable is None else _text(os.fsencode(variable), VARIABLE)


def from_descriptor(typed: str) -> str:
    """The first line of an open file descriptor; what follows it there stays unread.

    Raises Locked, or Misuse.
    """
    try:
        return _text(_read(int(typed), b"\n"), "The file descriptor for the passphrase")
    except TimeoutError:
        raise Locked(f"No passphrase came from the file descriptor within {SECONDS:.0f} seconds.") from None
    except (ValueError, OSError, OverflowError):
        raise Misuse(
            "That is no open file descriptor.", "numbjournal --passphrase-fd 3 list 3<FILE"
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
            said = _read(running.stdout.fileno(), b"", until)
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
            return _text(_read(handle, b"\n"), "The file for the passphrase")
        finally:
            os.close(handle)
    except OSError as error:
        raise Locked(f"The file in {FILE} cannot be read: {error.strerror}.") from None


def _read(handle: int, end: bytes, until: float | None = None) -> bytes:
    """Up to and with `end` (empty: to the end of what there is), by the byte where something may follow.

    Raises TimeoutError.
    """
    until = time.monotonic() + SECONDS if until is None else until
    said = b""
    while len(said) < _MOST_BYTES:
        # Windows can wait for sockets only.
        if os.name == "posix" and not select.select([handle], [], [], max(until - time.monotonic(), 0))[0]:
            raise TimeoutError(None, "it did not answer in time")
        byte = os.read(handle, 1 if end else _MOST_BYTES)
        if not byte:
            break
        said += byte
        if end and byte == end:
            break
    return said


def _text(said: bytes, whose: str) -> str:
    """The first line, without its end and without the mark that some editors begin a file with (BOM).

    Raises Locked for what is no text, or nothing.
    """
    try:
        line = said.partition(b"\n")[0].removesuffix(b"\r").decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Locked(f"{whose} holds something that is no text.") from None
    if not line:
        raise Locked(f"{whose} holds nothing.")
    return line
