"""What this account may not read or write of a journal, whose it is, and the command that changes that."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from shlex import quote
from typing import Any

from numbjournal.core.maintenance import Finding, State
from numbjournal.core.text import one_line
from numbjournal.errors import Refused
from numbjournal.files import real_path
from numbjournal.store.daily import backup_folder

try:
    from pwd import getpwuid
except ImportError:  # Windows

    def getpwuid(_: int) -> Any:  # type: ignore[misc]
        raise KeyError


def closed_places(journal: Path) -> Iterator[Finding]:
    """A finding for each folder and file of a journal that is closed to this account.

    Behind a folder that cannot be entered nothing more can be seen, so that it is the only one.
    """
    file = real_path(journal)
    for folder in reversed(file.parents):
        if not may(folder, os.X_OK):
            yield _closed("The folder", folder, "enter", "u+rwx")
            return
    if not may(file.parent, os.W_OK):
        yield _closed("The journal's folder", file.parent, "write in", "u+rwx")
    if not may(file, os.R_OK | os.W_OK):
        yield _closed("The journal", file, "read and write", "u+rw")
    copies = backup_folder(journal)
    if not os.path.isdir(copies):  # noqa: PTH112  (pathlib raises where it is closed)
        return
    if not may(copies, os.R_OK | os.W_OK | os.X_OK):
        yield _closed("The folder of backups", copies, "use", "u+rwx")
        return
    with suppress(OSError):
        for path in sorted(copies.glob("*.db")):
            if not may(path, os.R_OK | os.W_OK):
                yield _closed("The backup", path, "read and write", "u+rw")


def may(path: Path, mode: int) -> bool:
    """Whether this account may; what is not there is not closed."""
    try:
        path.stat()
    except OSError:
        # The folder above it is open, so that this is a file that is missing, or no file at all.
        return True
    # The power that counts is the one this program has now, and not that of whoever started it.
    return os.access(path, mode, effective_ids=os.access in os.supports_effective_ids)


def _closed(what: str, path: Path, verb: str, mode: str) -> Finding:
    place, named = f"{what} {one_line(str(path))}", quote(str(path))
    if owner := _other_owner(path):
        sentence = f"{place} belongs to the account {owner}; this account may not {verb} it."
        # A folder of others is theirs; only what this program makes is asked back.
        is_own = "numbjournal" in path.name or not path.is_dir() or path.name.endswith("-backups")
        command = f"sudo chown {os.geteuid()} {named}" if is_own else f"ls -ld {named}"
    else:
        sentence = f"{place} is closed: this account may not {verb} it."
        wanted = 0o700 if path.is_dir() else 0o600
        # On a disk that is for reading only, the mode is not in the way; another place helps.
        is_in_the_way = path.stat().st_mode & wanted != wanted
        command = f"chmod {mode} {named}" if is_in_the_way else "numbjournal config set journal FILE"
    return Finding(State.FAULT, sentence, command, Refused.exit_code)


def _other_owner(path: Path) -> str:
    """The name of the account that owns the path, its number where it has no name; empty for this account."""
    owner = path.stat().st_uid
    if not hasattr(os, "geteuid") or owner == os.geteuid():
        return ""
    with suppress(KeyError):
        return str(getpwuid(owner).pw_name)
    return str(owner)
