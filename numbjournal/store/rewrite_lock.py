"""One program at a time where a journal and its backups are rewritten together.

`encrypt`, `decrypt`, `passphrase`, `purge` and `restore` replace several files. A copy that gets its name in
the middle of that could stay behind under the old key, or bring back what was erased. So a program that
replaces files among the backups holds a lock on their folder meanwhile. The system releases it when the
program ends, however it ends; where the file system has no such locks, the work goes on without.
"""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from numbjournal.errors import Busy
from numbjournal.store.daily import backup_folder

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

SECONDS = 60.0
"""So long another program is waited for. Encrypting 36,500 entries takes a few seconds."""

_PAUSE = 0.02

_held: set[Path] = set()
"""Folders that this program holds: a lock that is asked for twice would wait for itself."""


@contextmanager
def alone(journal: Path) -> Iterator[None]:
    """Hold the folder of a journal's backups.

    Raises Busy when another program holds it for too long.
    """
    folder = backup_folder(journal)
    if folder in _held or (handle := _opened(folder)) is None:
        yield
        return
    try:
        if not _locked(handle, SECONDS):
            raise Busy("Another program is rewriting the backups.", is_midway=True)
        _held.add(folder)
        yield
    finally:
        _held.discard(folder)
        os.close(handle)


def wait_for_others(journal: Path) -> bool:
    """Wait while another program holds the folder; whether one did, and has let go."""
    folder = backup_folder(journal)
    if folder in _held or (handle := _opened(folder)) is None:
        return False
    try:
        return not _locked(handle, 0) and _locked(handle, SECONDS)
    finally:
        os.close(handle)


def _opened(folder: Path) -> int | None:
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY) if fcntl else None
    except OSError:
        return None


def _locked(handle: int, seconds: float) -> bool:
    """Whether the lock could be had in that time; True too where there are no locks."""
    until = time.monotonic() + seconds
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= until:
                return False
            time.sleep(_PAUSE)
        except OSError:
            return True
        else:
            return True
