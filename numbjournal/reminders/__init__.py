"""Ways for a computer to remind at a time of day: a module each, and the notice that is then shown."""

import hashlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from numbjournal.core.reminder import Arrangement, Reminder


class Way(Protocol):
    """A program of the system that keeps the time; one reminder for each journal."""

    def missing(self) -> str:
        """What is not there of what it needs, in words; empty if it can be used."""
        ...

    def keep(self, reminder: Reminder) -> Arrangement:
        """Set a reminder, in the place of an earlier one for the same journal.

        Raises Refused.
        """
        ...

    def kept(self) -> Sequence[Arrangement]:
        """Every reminder of this program that there is, for whatever journal."""
        ...

    def files(self, kept: Arrangement) -> Sequence[Path]:
        """The files of a reminder, as far as they are there and are from this program."""
        ...

    def forget(self, kept: Arrangement) -> None:
        """Take a reminder away, with every file it had.

        Raises Refused.
        """
        ...


class ReminderCommand(NamedTuple):
    """The command that a reminder runs, and what of the environment it has to be given."""

    command: tuple[str, ...]
    environment: dict[str, str]


def reminder_command(reminder: Reminder) -> ReminderCommand:
    """The command for a reminder, by the Python that runs now, so that it works without any PATH."""
    command = (
        sys.executable,
        "-P",  # the folder it happens to be started in must not stand in for a library
        *("-m", "numbjournal", "--journal", reminder.journal),
        *("remind", "now", "--set-for", reminder.at),
    )
    passed_on = {name: os.environ[name] for name in ("XDG_CONFIG_HOME",) if os.environ.get(name)}
    return ReminderCommand(command, passed_on)


def name_of(journal: str) -> str:
    """A name for the files of a journal's reminder; the same journal has the same one."""
    return f"numbjournal-remind-{hashlib.sha256(os.fsencode(journal)).hexdigest()[:12]}"
