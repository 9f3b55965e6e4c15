"""Running the system's own programs: with an end, without an answer on the screen, and without the journal's
variables in their environment."""

import os
import shutil
import subprocess

SECONDS = 15
"""Longer than any of them takes; one that does not come back is given up."""


def is_there(program: str) -> bool:
    return shutil.which(program) is not None


def succeeds(program: str, *arguments: str) -> bool:
    """Run one to its end; whether it was there and said that all went well."""
    path = shutil.which(program)
    if path is None:
        return False
    environment = {name: value for name, value in os.environ.items() if not name.startswith("NUMBJOURNAL_")}
    try:
        ended = subprocess.run(  # noqa: S603  (a program of the system, with arguments of our own)
            [path, *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return ended.returncode == 0
