"""The timer and its service: what systemd itself makes of them, whatever the paths are called."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from numbjournal.core.reminder import WORDS, Reminder
from numbjournal.errors import Refused
from numbjournal.reminders import ReminderCommand, name_of, reminder_command
from numbjournal.reminders.systemd import Systemd, quoted, service, timer

with_systemd = pytest.mark.needs("systemd")

ODD = [
    "plain",
    "with space",
    "per%cent%h",
    "dol$HOME",
    'quo"te',
    "o'clock",
    "back\\slash",
    "bücher 数",
    "a=b",
]


def verified(folder: Path, reminder: Reminder, run: ReminderCommand) -> subprocess.CompletedProcess[str]:
    """What `systemd-analyze verify` says of the two files; nothing is started."""
    (folder / "x.service").write_text(service(reminder, run))
    (folder / "x.timer").write_text(timer(reminder))
    return subprocess.run(
        ["systemd-analyze", "--user", "verify", "./x.timer", "./x.service"],
        cwd=folder,
        env={**os.environ, "XDG_RUNTIME_DIR": str(folder), "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(params=ODD)
def odd(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A program in a folder with an odd name, which writes down the words it was given."""
    program = tmp_path / request.param / "python"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > {shlex.quote(str(tmp_path / "words"))}\n')
    program.chmod(0o700)
    return program


@with_systemd
def test_systemd_takes_the_units(tmp_path: Path, odd: Path) -> None:
    reminder = Reminder("21:00", str(odd.with_name("my journal.db")))
    run = ReminderCommand(
        (str(odd), *reminder_command(reminder).command[1:]), {"XDG_CONFIG_HOME": str(odd.parent)}
    )
    ended = verified(tmp_path, reminder, run)
    assert (ended.returncode, ended.stderr) == (0, "")


def as_systemd_reads(line: str) -> list[str]:
    """The words of an ExecStart= line by the rules of systemd.service(5), for what `quoted` writes."""
    return [word.replace("%%", "%") for word in shlex.split(line.removeprefix("ExecStart=:"))]


def test_the_program_gets_the_words_as_they_are(tmp_path: Path, odd: Path) -> None:
    journal = str(odd.with_name("my journal.db"))
    run = ReminderCommand((str(odd), "--journal", journal), {})
    (line,) = [row for row in service(Reminder("21:00", journal), run).splitlines() if "ExecStart" in row]
    subprocess.run(as_systemd_reads(line), check=True)
    assert (tmp_path / "words").read_text().splitlines() == ["--journal", journal]


@with_systemd
def test_a_unit_that_is_wrong_is_found(tmp_path: Path) -> None:
    run = ReminderCommand(("/bin/true",), {})
    assert verified(tmp_path, Reminder("21:00", "/x"), run).returncode == 0
    assert verified(tmp_path, Reminder("25:00", "/x"), run).returncode != 0
    assert (
        verified(tmp_path, Reminder("21:00", "/x"), ReminderCommand(("/nowhere/program",), {})).returncode
        != 0
    )


@with_systemd
@pytest.mark.parametrize("at", ["00:00", "02:30", "23:59"])
def test_systemd_reads_the_time(at: str) -> None:
    (line,) = [row for row in timer(Reminder(at, "/x")).splitlines() if row.startswith("OnCalendar=")]
    ended = subprocess.run(
        ["systemd-analyze", "calendar", line.partition("=")[2]], capture_output=True, text=True, check=True
    )
    assert f"Normalized form: *-*-* {at}:00" in ended.stdout


def test_line_ends_in_a_path_stay_in_the_path() -> None:
    assert quoted("a\nExecStart=/bin/rm") == '"a\\x0aExecStart=/bin/rm"'
    assert "\n" not in timer(Reminder("21:00", "a\nb")).splitlines()[0]
    with pytest.raises(Refused, match="UTF-8"):
        quoted("a\udcffb")


def test_nothing_is_said_in_the_units(tmp_path: Path) -> None:
    reminder = Reminder("21:00", "/home/you/journal.db")
    texts = service(reminder, reminder_command(reminder)) + timer(reminder)
    assert [row for row in texts.splitlines() if row.startswith("Description=")] == [
        "Description=Reminder"
    ] * 2
    assert texts.count("=null") == 3
    assert WORDS not in texts
    assert sys.executable in texts


def test_what_lacks_the_mark_is_no_reminder(tmp_path: Path) -> None:
    for name, text in {"a": "[Timer]\n", "b": "# Made by numbjournal remind; x", "c": ""}.items():
        (tmp_path / f"numbjournal-remind-{name}.timer").write_text(text)
    (tmp_path / "numbjournal-remind-d.timer").write_bytes(b"\xff\xfe")
    assert Systemd(tmp_path).kept() == []
    (tmp_path / "numbjournal-remind-copy.timer").write_text(timer(Reminder("21:00", "/x")))
    assert Systemd(tmp_path).kept() == []
    (tmp_path / f"{name_of('/x')}.timer").write_text(timer(Reminder("21:00", "/x")))
    assert [kept.reminder for kept in Systemd(tmp_path).kept()] == [Reminder("21:00", "/x")]
