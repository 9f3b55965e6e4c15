"""The small files that tell a system's program of a reminder."""

import os
from pathlib import Path

from numbjournal.core.reminder import IN_CALENDAR
from numbjournal.errors import Refused
from numbjournal.files import new_file


def write(path: Path, content: bytes) -> None:
    """Put a file in place in one move, for its owner alone, folders included.

    Raises Refused.
    """
    unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with new_file(unfinished):
            unfinished.write_bytes(content)
            unfinished.replace(path)
    except OSError as error:
        raise Refused(f"The reminder cannot be set there: {error.strerror}.", IN_CALENDAR) from error


def remove(*paths: Path) -> None:
    """Raises Refused where one cannot be removed."""
    try:
        for path in paths:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(f"The reminder's file cannot be removed: {error.strerror}.") from error
