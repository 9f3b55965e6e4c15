"""Writing a file that is there whole or not at all."""

import errno
import os
import shlex
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from numbjournal.effects import Effect, made
from numbjournal.errors import Misuse, Refused

_PART = ".numbjournal-{}.part"
"""What a file is called while it is written; of plain text, none is left lying about."""

_STALE = 60 * 60
"""Seconds after which such a file belongs to a program that was stopped without a chance to clean up."""

WRITTEN = Effect("The file was written.", "{} files were written.")

_TAKEN = "There is a file of that name already, and it stays as it is."


def check_target(path: Path, *, replace: bool, over: str = "") -> None:
    """See early what `write_whole` would refuse, before anybody is asked anything.

    `over` is the command that writes over a file that is there. Raises Misuse, or Refused.
    """
    try:
        if path.is_dir():
            raise Misuse("That is a folder.", "numbjournal export handout.html")
        if not path.parent.is_dir():
            folder = shlex.quote(str(path.parent))
            hint = f"mkdir -p {folder}" if folder.isprintable() else "numbjournal export handout.html"
            raise Refused("There is no such folder.", hint)
        if path.exists() and not path.is_file():
            raise Refused("That is not an ordinary file.", "numbjournal export handout.html")
    except OSError as error:
        raise Refused(
            f"It cannot be written there: {error.strerror}.", "numbjournal export handout.html"
        ) from error
    if os.path.lexists(path) and not replace:
        raise Refused(_TAKEN, over)


@contextmanager
def new_file(path: Path) -> Iterator[None]:
    """An empty file for its owner's eyes, removed at the end of the block unless it got another name there.

    Raises FileExistsError where the name is taken; what has it stays.
    """
    is_taken = False
    try:
        # Within the block that removes it: a signal may arrive as soon as it is made.
        try:
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except FileExistsError:
            is_taken = True
            raise
        yield
    finally:
        if not is_taken:
            path.unlink(missing_ok=True)


def write_whole(path: Path, parts: Iterable[bytes], *, replace: bool) -> None:
    """Write a file for its owner's eyes; under its name only when all of it is on the disk.

    A link of that name is replaced itself, and never written through.

    Raises Refused where there is a file already and `replace` is not set, or it cannot be written.
    """
    unfinished = path.with_name(_PART.format(os.urandom(8).hex()))
    _sweep(path.parent)
    try:
        with new_file(unfinished):
            with unfinished.open("wb") as file:
                for part in parts:
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            with made(WRITTEN):
                if replace:
                    unfinished.replace(path)
                else:
                    _name_without_replacing(unfinished, path)
    except OSError as error:
        words = "the disk is full" if error.errno == errno.ENOSPC else error.strerror
        raise Refused(f"It could not be written there: {words}.", is_midway=True) from error


def _sweep(folder: Path) -> None:
    """Take away what a program that was killed, or a computer without power, had begun to write there."""
    for left in folder.glob(_PART.format("*")):
        with suppress(OSError):
            if time.time() - left.lstat().st_mtime > _STALE:
                left.unlink()


def _name_without_replacing(unfinished: Path, path: Path) -> None:
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise Refused(_TAKEN) from None
    except OSError:
        # File systems without hard links: the check and the rename are two steps there.
        if os.path.lexists(path):
            raise Refused(_TAKEN) from None
        unfinished.rename(path)


def make_private_folder(folder: Path) -> None:
    """Create the folder, and every missing folder above it, for its owner alone (0700)."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=0o700, exist_ok=True)


def flush_file(path: Path) -> None:
    """Make what a file holds durable."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable; on systems that cannot open a folder there is nothing to do."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def real_path(path: Path) -> Path:
    """The file that a path leads to; the path itself where links lead round in a circle.

    `Path.resolve` raises an error of its own there.
    """
    return Path(os.path.realpath(path))
