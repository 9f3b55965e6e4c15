"""macOS: an agent of the person's own launchd (launchd.plist(5))."""

import os
import plistlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.parsers.expat import ExpatError

from numbjournal.core.reminder import IN_CALENDAR, Arrangement, Reminder
from numbjournal.errors import Refused
from numbjournal.reminders import ReminderCommand, name_of, reminder_command
from numbjournal.reminders.files import remove, write
from numbjournal.reminders.programs import is_there, succeeds


class Launchd:
    """The files are in `folder`; launchd reads them there at each login."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(os.path.expanduser("~/Library/LaunchAgents"))  # noqa: PTH111  (never raises)

    def missing(self) -> str:
        return "" if is_there("launchctl") else "There is no launchd here"

    def keep(self, reminder: Reminder) -> Arrangement:
        path = self.folder / f"{name_of(reminder.journal)}.plist"
        if os.path.lexists(path) and _read(path) is None:
            raise Refused(
                "An agent of that name is there already and is not from numbjournal; it stays as it is.",
                IN_CALENDAR,
            )
        write(path, agent(reminder, reminder_command(reminder)))
        kept = Arrangement(reminder, "launchd", str(path))
        succeeds("launchctl", "bootout", f"{_domain()}/{path.stem}")
        if not succeeds("launchctl", "bootstrap", _domain(), str(path)):
            self.forget(kept)
            raise Refused(
                "launchd did not take the reminder, and none is set.",
                IN_CALENDAR,
            )
        return kept

    def kept(self) -> Sequence[Arrangement]:
        found = [(path, _read(path)) for path in sorted(self.folder.glob("numbjournal-remind-*.plist"))]
        return [Arrangement(reminder, "launchd", str(path)) for path, reminder in found if reminder]

    def files(self, kept: Arrangement) -> Sequence[Path]:
        return [Path(kept.path)]

    def forget(self, kept: Arrangement) -> None:
        succeeds("launchctl", "bootout", f"{_domain()}/{Path(kept.path).stem}")
        remove(Path(kept.path))


def agent(reminder: Reminder, run: ReminderCommand) -> bytes:
    """The agent as a property list; nothing it says is kept."""
    hour, minute = reminder.at.split(":")
    return plistlib.dumps(
        {
            "Label": name_of(reminder.journal),
            "ProgramArguments": [*run.command],
            "EnvironmentVariables": run.environment,
            "StartCalendarInterval": {"Hour": int(hour), "Minute": int(minute)},
            "ProcessType": "Background",
            "StandardInPath": os.devnull,
            "StandardOutPath": os.devnull,
            "StandardErrorPath": os.devnull,
        }
    )


def _read(path: Path) -> Reminder | None:
    """The reminder that a file holds; None if it is not from here."""
    if not path.is_file():
        # A pipe of that name would be waited for.
        return None
    try:
        found: dict[str, Any] = plistlib.loads(path.read_bytes())
        words = found["ProgramArguments"]
        journal, at = (words[words.index(option) + 1] for option in ("--journal", "--set-for"))
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, ExpatError):
        return None
    return Reminder(str(at), str(journal)) if found.get("Label") == name_of(journal) else None


def _domain() -> str:
    return f"gui/{os.getuid()}" if hasattr(os, "getuid") else "gui"
