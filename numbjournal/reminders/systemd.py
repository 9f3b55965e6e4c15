"""Linux: a timer and a service of the person's own systemd (systemd.timer(5), systemd.service(5))."""

import json
import os
from collections.abc import Sequence
from pathlib import Path

from numbjournal.core.reminder import IN_CALENDAR, TITLE, Arrangement, Reminder
from numbjournal.errors import Refused
from numbjournal.reminders import ReminderCommand, name_of, reminder_command
from numbjournal.reminders.files import remove, write
from numbjournal.reminders.programs import is_there, succeeds

MARK = "# Made by numbjournal remind; numbjournal remind off takes it away. "
"""The first line of each file, followed by the reminder as JSON; what lacks it is somebody else's."""

_UNSAFE = frozenset("\"'\\")
"""What systemd does not allow in the name of a program, however it is quoted."""


class Systemd:
    """The files are in `folder`; systemd reads them there."""

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or _folder()

    def missing(self) -> str:
        if not is_there("systemctl"):
            return "There is no systemd here"
        # Answers only where the person's own systemd runs, and there is a bus to reach it by.
        if not succeeds("systemctl", "--user", "show", "--property=Version"):
            return "The systemd of your login does not answer here"
        return ""

    def keep(self, reminder: Reminder) -> Arrangement:
        files = self._files(reminder.journal)
        for path in files.values():
            if os.path.lexists(path) and _read(path) is None:
                raise Refused(
                    "A unit of that name is there already and is not from numbjournal; it stays as it is.",
                    IN_CALENDAR,
                )
        write(files["service"], service(reminder, reminder_command(reminder)).encode())
        write(files["timer"], timer(reminder).encode())
        kept = Arrangement(reminder, "systemd", str(files["timer"]))
        name = files["timer"].name
        # Restarted, because a timer that runs keeps its old time.
        if not (
            succeeds("systemctl", "--user", "daemon-reload")
            and succeeds("systemctl", "--user", "enable", name)
            and succeeds("systemctl", "--user", "restart", name)
        ):
            self.forget(kept)
            raise Refused(
                "systemd did not take the reminder, and none is set.",
                IN_CALENDAR,
            )
        return kept

    def kept(self) -> Sequence[Arrangement]:
        found = [(path, _read(path)) for path in sorted(self.folder.glob("numbjournal-remind-*.timer"))]
        return [
            Arrangement(reminder, "systemd", str(path))
            for path, reminder in found
            if reminder and path.stem == name_of(reminder.journal)
        ]

    def files(self, kept: Arrangement) -> Sequence[Path]:
        # The timer last: by it the others are found again where this is stopped half-way.
        timer = Path(kept.path)
        service, wanted = timer.with_suffix(".service"), self.folder / "timers.target.wants" / timer.name
        return [
            *([service] if _read(service) else []),
            *([wanted] if wanted.is_symlink() else []),
            timer,
        ]

    def forget(self, kept: Arrangement) -> None:
        files = self.files(kept)
        # Where systemd cannot be reached just now, it finds no files the next time it looks.
        succeeds("systemctl", "--user", "disable", "--now", Path(kept.path).name)
        remove(*files)
        for folder in (self.folder / "timers.target.wants", self.folder, self.folder.parent):
            _remove_if_empty(folder)
        succeeds("systemctl", "--user", "daemon-reload")

    def _files(self, journal: str) -> dict[str, Path]:
        return {kind: self.folder / f"{name_of(journal)}.{kind}" for kind in ("service", "timer")}


def timer(reminder: Reminder) -> str:
    """Daily, by the wall clock; a time that was slept through comes once, on waking."""
    return f"""{_mark(reminder)}
[Unit]
Description={TITLE}

[Timer]
OnCalendar=*-*-* {reminder.at}:00

[Install]
WantedBy=timers.target
"""


def service(reminder: Reminder, run: ReminderCommand) -> str:
    """What the timer starts. Nothing it says goes to the system's log."""
    command = run.command
    if _UNSAFE.intersection(command[0]) or not command[0].isprintable():
        command = ("/bin/sh", "-c", 'exec "$@"', "sh", *command)
    environment = "".join(
        f"Environment={quoted(f'{name}={value}')}\n" for name, value in run.environment.items()
    )
    # The colon: what looks like a variable in a path is none.
    return f"""{_mark(reminder)}
[Unit]
Description={TITLE}

[Service]
Type=oneshot
ExecStart=:{" ".join(quoted(word) for word in command)}
{environment}StandardInput=null
StandardOutput=null
StandardError=null
"""


def quoted(word: str) -> str:
    """A word as systemd reads it back: in quotes, without specifiers and line ends.

    Raises Refused for what is not UTF-8.
    """
    try:
        word.encode()
    except UnicodeEncodeError:
        raise Refused("A path that is not UTF-8 cannot be written down for systemd.") from None
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\x{ord(c):02x}" for c in escaped) + '"'


def _mark(reminder: Reminder) -> str:
    return MARK + json.dumps(reminder._asdict())


def _read(path: Path) -> Reminder | None:
    """The reminder that a file holds; None if it is not from here."""
    if not path.is_file():
        # A pipe of that name would be waited for.
        return None
    try:
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        return Reminder(**json.loads(first.removeprefix(MARK))) if first.startswith(MARK) else None
    except (OSError, ValueError, TypeError):
        return None


def _folder() -> Path:
    home = os.environ.get("XDG_CONFIG_HOME") or os.path.expanduser("~/.config")  # noqa: PTH111  (never raises)
    return Path(home) / "systemd" / "user"


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
