"""Being reminded once a day, resting from it, and being rid of it."""

import json
import os
import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from numbjournal.core.reminder import TITLE, WORDS
from tests.conftest import Home
from tests.reminders.test_systemd import as_systemd_reads

NOTICE = f"notify-send --app-name={TITLE} {TITLE} {WORDS}"

on_linux = pytest.mark.needs("Linux")


def units(home: Home) -> list[Path]:
    return sorted((home.path / ".config/systemd/user").glob("*"))


def files(home: Home) -> set[Path]:
    return {path for path in home.path.rglob("*") if path.is_file()}


@on_linux
def test_a_reminder_from_the_first_to_the_last_day(home: Home) -> None:
    home.run("log 2")
    before = files(home)
    home.run("remind").says("There is no reminder. To set one: numbjournal remind at 21:00")
    home.run("remind at 9pm").says("Each day at 21:00, while there is no entry").says(WORDS)
    service, timer = units(home)
    assert (service.suffix, timer.suffix) == (".service", ".timer")
    assert {stat.S_IMODE(path.stat().st_mode) for path in (service, timer)} == {0o600}
    assert home.system.calls == [
        "systemctl --user show --property=Version",
        "systemctl --user daemon-reload",
        f"systemctl --user enable {timer.name}",
        f"systemctl --user restart {timer.name}",
    ]
    home.run("remind at 20:30").says("at 20:30")
    assert units(home) == [service, timer]
    home.run("remind show").says("Each day at 20:30")
    home.run("remind off").says("There is no reminder at 20:30 any more.")
    assert f"systemctl --user disable --now {timer.name}" in home.system.calls
    assert files(home) == before
    assert not (home.path / ".config/systemd").exists()
    home.run("remind off").says("There was no reminder.")


@on_linux
def test_what_the_timer_runs_says_something_only_without_an_entry(home: Home) -> None:
    home.run("log 2 secret-word --note 'grey all day'")
    home.run("remind at 21:00")
    texts = "".join(path.read_text() for path in units(home))
    assert "grey" not in texts
    assert "secret-word" not in texts
    (line,) = [row for row in texts.splitlines() if row.startswith("ExecStart=")]
    words = as_systemd_reads(line)
    # The very command, in a process of its own, from a folder that has a file named like a library.
    (home.path / "rich.py").write_text("raise SystemExit(9)")
    home.later(days=1)
    ended = subprocess.run(
        words, cwd=home.path, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
    )
    assert ended.stderr == ""
    assert ended.stdout.startswith(("Shown: ", "Nothing is shown: that day is over."))


def test_now(home: Home) -> None:
    home.run("remind now").says("Nothing is shown: the journal is not there.")
    home.run("log 2")
    home.run("remind now").says("Nothing is shown: there is an entry today.")
    assert home.system.shown() == []
    home.later(days=1)
    home.run("remind now --set-for 21:00").says(f"Shown: {WORDS}")
    assert home.system.shown() == [NOTICE]
    home.run("log unsure")
    home.run("remind now").says("there is an entry today")
    # An entry about another day is none of today.
    home.later(days=1)
    home.run("log 3 --on yesterday")
    home.run("remind now").says("Shown")
    home.later(hours=11)
    home.run("remind now --set-for 21:00").says("Nothing is shown: that day is over.")
    assert len(home.system.shown()) == 2
    home.system.fail("notify-send")
    home.run("remind now").says("Nothing could be shown on this screen.")


def test_the_notice_gives_nothing_away() -> None:
    for word in ("numb", "journal", "mood", "feel", "log", "entry", "sad", "help"):
        assert word not in f"{TITLE} {WORDS}".casefold()


def test_late_nights_belong_to_the_day_before(home: Home) -> None:
    home.run("config set day_starts_at 04:00")
    home.run("log 2")
    home.later(hours=4)
    home.run("remind now --set-for 01:00").says("there is an entry today")


def test_a_clock_that_was_set_back(home: Home) -> None:
    home.later(days=2)
    home.run("log 2")
    home.later(days=-2)
    home.run("remind now").says("Shown")


def test_a_journal_that_cannot_be_opened_is_not_asked_about(home: Home) -> None:
    home.run("log 2")
    home.journal_path.write_bytes(os.urandom(8192))
    yesterday = (home.now - timedelta(days=1)).timestamp()
    os.utime(home.journal_path, (yesterday, yesterday))
    home.run("remind now").says("Shown")
    os.utime(home.journal_path, (home.now.timestamp(), home.now.timestamp()))
    home.run("remind now").says("there is an entry today")
    # Damaged in another way: it can be seen to be a journal, and not be read.
    home.journal_path.write_bytes(b"SQLite format 3\x00" + bytes(4080))
    home.run("remind now").says("Shown")


def test_settings_that_cannot_be_read_are_no_reason_to_fail(home: Home) -> None:
    home.run("log 2")
    home.settings_path.write_text("not = = toml")
    home.run("remind now").says("there is an entry today")


@on_linux
def test_each_journal_has_its_own(home: Home) -> None:
    home.run("log 2")
    home.run(["--journal", str(home.path / "two words.db"), "log", "2"])
    home.run("remind at 21:00")
    home.run(["--journal", str(home.path / "two words.db"), "remind", "at", "8am"]).says(
        f"To end it: numbjournal --journal '{home.path}/two words.db' remind off"
    )
    assert len(units(home)) == 4
    home.run("remind").says("Each day at 21:00").says(f"Another journal, at 08:00: {home.path}/two words.db")
    home.run("remind off")
    home.run("remind").says("There is no reminder.").says("Another journal, at 08:00")
    home.run("remind off --all").says("There is no reminder at 08:00 any more.")
    assert units(home) == []
    # The timer's journal is the one whose entries count.
    home.later(days=1)
    home.run("log 2")
    home.run(["--journal", str(home.path / "two words.db"), "remind", "now"]).says("Shown")


@on_linux
def test_a_unit_of_somebody_else_stays(home: Home) -> None:
    home.run("log 2")
    home.run("remind at 21:00")
    for path in units(home):
        path.write_text("[Unit]\n")
    home.run("remind at 21:00", code=1).remarks("is not from numbjournal; it stays as it is.")
    home.run("remind off --all").says("There was no reminder.")
    assert [path.read_text() for path in units(home)] == ["[Unit]\n"] * 2


@on_linux
@pytest.mark.parametrize("at", ["daemon-reload", "enable", "restart"])
def test_what_systemd_does_not_take_leaves_nothing(home: Home, at: str) -> None:
    home.run("log 2")
    before = files(home)
    program = home.system.folder / "systemctl"
    program.write_text(f'#!/bin/sh\n[ "$2" != {at} ]\n')
    home.run("remind at 21:00", code=1).remarks("none is set. Try: numbjournal remind at 21:00 --ics")
    assert files(home) == before


@on_linux
def test_without_a_systemd_it_is_an_event_for_a_calendar(home: Home) -> None:
    home.run("log 2")
    home.monkeypatch.chdir(home.path)
    home.system.fail("systemctl")
    home.run("remind at 21:00").says(
        "The systemd of your login does not answer here, so here is an event"
    ).says(f"Written: {home.path}/reminder.ics").says("also when there is an entry")
    assert stat.S_IMODE((home.path / "reminder.ics").stat().st_mode) == 0o600
    home.run("remind at 21:00", code=1).remarks("There is a file of that name already")
    assert units(home) == []
    home.run("remind off").says("One in a calendar is deleted there.")


@on_linux
@pytest.mark.parametrize(("lacks", "said"), [("systemctl", "no systemd"), ("notify-send", "not installed")])
def test_without_a_program(home: Home, lacks: str, said: str) -> None:
    home.run("log 2")
    home.monkeypatch.chdir(home.path)
    (home.system.folder / lacks).unlink()
    home.monkeypatch.setenv("PATH", str(home.system.folder))
    home.run("remind at 21:00").says(said)
    assert (home.path / "reminder.ics").exists()


def test_a_calendar_by_choice(home: Home) -> None:
    home.run("log 2")
    target = home.path / "my calendar.ics"
    home.run(["remind", "at", "21:00", "--ics", str(target), "--json"]).says('"by": "calendar"')
    assert b"DTSTART:20261123T210000" in target.read_bytes()
    home.run(["remind", "at", "21:00", "--ics", str(home.path)], code=2).remarks("That is a folder.")
    home.run(["remind", "at", "21:00", "--ics", str(home.path / "no/x.ics")], code=1).remarks(
        "no such folder"
    )
    home.run(["remind", "at", "21:00", "--ics", ""], code=2).remarks("Say which file to write.")
    assert home.system.calls == []


@on_linux
def test_a_home_that_takes_nothing(home: Home) -> None:
    home.run("log 2")
    (home.path / ".config/systemd").write_text("no folder")
    home.run("remind at 21:00", code=1).remarks("The reminder cannot be set there").remarks("--ics")


@pytest.mark.parametrize("line", ["remind at 25:00", "remind at evening", "remind at 9", "remind at"])
def test_no_time(home: Home, line: str) -> None:
    home.run("log 2")
    home.run(line, code=2).silent()
    assert home.system.calls == []


def test_a_reminder_is_about_a_journal_that_is_there(home: Home) -> None:
    home.run("remind at 21:00", code=3).remarks("There is no journal yet.")
    home.run(["--journal", "typo.db", "remind", "at", "21:00"], code=3).remarks(
        "--journal typo.db log 2 flat"
    )
    assert home.system.calls == []


@on_linux
def test_a_pause(home: Home) -> None:
    home.run("log 2")
    home.run("pause").says("There is no pause. For one: numbjournal pause 14d")
    home.run("pause 14d").says("Reminders rest until Sunday 6 December.").says("no reminder at present")
    home.run("remind at 21:00").remarks("Reminders rest until Sunday 6 December.")
    home.run("pause next monday").says("Reminders rest until Monday 23 November. To end that: ")
    home.run("pause --json").says('{"paused_until": "2026-11-23"}')
    home.run("remind show").says("Each day at 21:00").says("Reminders rest until Monday 23 November.")
    shown = json.loads(home.run("remind show --json").out)["data"]
    assert (shown["reminder"]["at"], shown["paused_until"]) == ("21:00", "2026-11-23")
    home.run("remind now").says("Nothing is shown: reminders rest.")
    home.run("").says("Reminders rest until Monday 23 November.")
    home.later(days=1)
    home.run("remind now").says("Shown")
    home.run("pause").says("There is no pause.")
    home.run("pause 2w")
    home.run("pause off").says("There is no pause any more.")
    home.run("pause off").says("There is no pause any more.")
    home.run("remind now").says("Shown")


@pytest.mark.parametrize("until", ["yesterday", "today", "0d", "400d", "soon", "01/02/2027"])
def test_no_pause(home: Home, until: str) -> None:
    home.run(f"pause {until}", code=2).silent()
    assert not home.settings_path.exists()


def test_a_pause_is_a_setting(home: Home) -> None:
    home.run("pause 14d")
    home.run("config get paused_until").says("2026-12-06")
    assert not home.journal_path.exists()
    home.run("config set paused_until soon", code=2).remarks("numbjournal pause 14d")
    home.settings_path.write_text("paused_until = 2026-12-24\n")
    home.run("pause").says("Thursday 24 December")
    home.run("config get paused_until --json").says("2026-12-24")


def test_days_of_a_pause_are_days_like_others(home: Home) -> None:
    home.run("log 2")
    plain = home.run("report").out
    home.run("pause 14d")
    assert home.run("report").out == plain
