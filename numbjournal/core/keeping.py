"""What there is to say about the file, its backups, and what was brought back. Paths are texts here."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class State(StrEnum):
    """How a finding is to be taken."""

    FINE = "fine"
    NOTE = "worth knowing"
    FAULT = "not fine"


class Place(NamedTuple):
    """Something of this program on the disk: what it is, and its path."""

    what: str
    path: str


class Belongings(NamedTuple):
    """What there is of this program on the disk: what `erase` shows, and all that it then removes.

    `goes` is in the order of removal, the files of a folder before the folder; `stays` lies among it and is
    not recognised as this program's; `unreached` belongs to it and is not there now, with the reason.
    """

    goes: Sequence[Place]
    stays: Sequence[Place] = ()
    unreached: Sequence[tuple[Place, str]] = ()


class Erased(NamedTuple):
    """What is gone, what could not be removed and why, and what stays because it is something else."""

    gone: Sequence[Place]
    left: Sequence[tuple[Place, str]] = ()
    stays: Sequence[Place] = ()


class Finding(NamedTuple):
    """One thing that was looked at: a sentence, the command that helps (may be empty), and an exit code."""

    state: State
    sentence: str
    command: str = ""
    exit_code: int = 0


class Kept(NamedTuple):
    """A file among the backups.

    `reason` is empty for the daily ones; `entries` is None where the file cannot be read, or is encrypted and
    locked; `size` is in bytes.
    """

    name: str
    day: date
    reason: str
    entries: int | None
    size: int
    is_encrypted: bool = False


class Restored(NamedTuple):
    """The journal as it is now.

    `source` is the file it came from, `entries` how many it has; `replaced` is where the file before it is
    kept (empty where there was none), and `newer` how many entries that one has beside those (None: it cannot
    be told).
    """

    source: str
    entries: int
    replaced: str = ""
    newer: int | None = None


class Rekeyed(NamedTuple):
    """What became of a journal's secrets.

    `code` is the recovery code, empty where there is no new one or it was shown before; `backups` how many
    were written anew; `left` the names of those that are as they were; `plain` the paths of other files that
    hold text and are not encrypted.
    """

    code: str
    backups: int
    left: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()
