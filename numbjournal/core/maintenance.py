"""What there is to say about the file, its backups, and what was brought back. Paths are texts here."""

from collections.abc import Sequence
from datetime import date, datetime
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
    locked; `size` is in bytes. `is_ahead`: it is dated after today, so a clock was wrong.
    """

    name: str
    day: date
    reason: str
    entries: int | None
    size: int
    is_encrypted: bool = False
    is_ahead: bool = False


class FileState(StrEnum):
    """What can be said of a journal that is about to be replaced."""

    MISSING = "missing"
    READABLE = "readable"
    LOCKED = "locked"
    DAMAGED = "damaged"


class Surplus(NamedTuple):
    """What a journal has that a copy does not.

    `newest` is the latest day among those entries; `changes` counts commands, also those that wrote no entry.
    Where the journal is not readable there is nothing to count.
    """

    standing: FileState
    entries: int = 0
    newest: date | None = None
    changes: int = 0


class RestorePlan(NamedTuple):
    """What a restore would do.

    `source` is the path it reads, `name` what that is called in a command (empty for the journal itself).
    `day` is from the name of a backup, `changed_at` the moment of the last change in the copy; they and
    `entries` are None where a damaged file is salvaged. `ahead` names backups that are dated after today,
    `passed_over` those that could not be read; one of them may be newer.
    """

    source: str
    name: str
    surplus: Surplus
    salvages: bool = False
    day: date | None = None
    changed_at: datetime | None = None
    entries: int | None = None
    ahead: Sequence[str] = ()
    passed_over: Sequence[str] = ()


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
    were rewritten; `left` the names of those that are as they were; `plain` the paths of other files that
    hold text and are not encrypted.
    """

    code: str
    backups: int
    left: tuple[str, ...] = ()
    plain: tuple[str, ...] = ()


class JournalEncrypted(NamedTuple):
    """The answer of `encrypt`; `was_encrypted`: only backups that were left were still to do."""

    rekeyed: Rekeyed
    was_encrypted: bool


class JournalDecrypted(NamedTuple):
    """The answer of `decrypt`."""

    rekeyed: Rekeyed


class PassphraseChanged(NamedTuple):
    """The answer of `passphrase`."""

    rekeyed: Rekeyed


class JournalUnlocked(NamedTuple):
    """The answer of `unlock`: for how many seconds the key is kept."""

    seconds: int


class JournalLocked(NamedTuple):
    """The answer of `lock`: whether a key was kept."""

    was_kept: bool


class BackupMade(NamedTuple):
    """The answer of `backup`."""

    kept: Kept


class BackupList(NamedTuple):
    """The answer of `backup list`, newest first."""

    backups: Sequence[Kept]


class Findings(NamedTuple):
    """The answer of `doctor`."""

    findings: Sequence[Finding]


class ChangesAccepted(NamedTuple):
    """The answer of `doctor --accept`: numbers of entries, and the names of the rest."""

    numbers: Sequence[int]
    words: Sequence[str]
