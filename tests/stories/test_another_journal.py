"""Somebody looks at another journal with `--journal`: every command that is printed is about that one too."""

import re
import shlex

import pytest

from numbjournal.commands import COMMANDS
from numbjournal.output.command_hints import WITHOUT_JOURNAL, about_journal
from tests.conftest import Home, Result

PLACE = "other journal.db"
OPTION = f"--journal {shlex.quote(PLACE)} "

LINES = [
    ["log", "2", "flat"],
    ["log", "3", "moth", "--on", "yesterday"],
    ["undo"],
    ["redo"],
    ["edit", "1", "--feel", "3"],
    ["delete", "2"],
    ["tag", "rename", "flat", "grey"],
    ["mark", "add", "a move"],
    ["mark", "delete", "1"],
    ["score", "phq-9", "14"],
    ["onset", "since March"],
    ["config", "set", "care", "yes"],
    ["report"],
    ["report", "--plain"],
    ["report", "--json"],
    ["report", "--why"],
    ["report", "--snooze", "14d"],
    ["backup", "list"],
    ["doctor"],
    ["history"],
    ["log", "11"],
    ["log", "two", "and", "3"],
    ["show", "99"],
    ["list", "--last", "x"],
    ["calendar", "1600"],
    ["nonsense"],
    ["export", "x.json", "--yes"],
    ["export", "x.html"],
    ["import", "missing.json"],
    ["purge", "1"],
]
"""Commands that print others, when they are done and when they are refused."""


@pytest.fixture
def elsewhere(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    (home.path / "work").mkdir()
    monkeypatch.chdir(home.path / "work")
    home.run("log 5")
    return home


def printed(result: Result) -> list[str]:
    """The commands in what was said, from `numbjournal` on, lines joined."""
    names = "|".join(row.name for row in COMMANDS if row.name not in WITHOUT_JOURNAL)
    said = re.sub(r"\n\s*(?:│ )?", " ", result.out + result.err)
    return re.findall(rf"numbjournal (?:--journal '[^']+' )?(?:{names})\b", said)


def test_every_printed_command_is_about_the_journal_that_was_named(elsewhere: Home) -> None:
    seen = 0
    for line in LINES:
        for command in printed(elsewhere.run(["--journal", PLACE, *line], code=None)):
            assert OPTION in command, f"{line} printed {command!r}"
            seen += 1
    assert seen > 20


def test_without_the_option_commands_stay_short(elsewhere: Home) -> None:
    elsewhere.run("log 2").says("Undo with: numbjournal undo\n")
    assert "--journal" not in elsewhere.run("report").out


def test_the_printed_undo_takes_back_the_right_entry(elsewhere: Home) -> None:
    said = elsewhere.run(["--journal", PLACE, "log", "7"]).out
    typed = said.partition("Undo with: numbjournal ")[2]
    elsewhere.run(typed.strip()).says("Entry 1 is taken back.")
    elsewhere.run("list").says("1 entry")


def test_the_printed_way_to_what_waits_finds_it(elsewhere: Home) -> None:
    said = elsewhere.run(["--journal", "/proc/x.db", "log", "2"], code=None).err
    typed = said.partition("save it once this is mended: numbjournal ")[2].splitlines()[0]
    assert "nothing that waits" not in elsewhere.run(typed, code=None).out


def test_what_somebody_wrote_is_no_command(elsewhere: Home) -> None:
    elsewhere.run(
        ["--journal", PLACE, "log", "2", "I typed numbjournal undo", "--got-through", "numbjournal log"]
    )
    for line in ("show 1", "list", "report", "search typed"):
        for plain in ([], ["--plain"]):
            said = " ".join(elsewhere.run(["--journal", PLACE, *plain, *line.split()]).out.split())
            assert f"typed numbjournal {OPTION}" not in said
            assert f'"numbjournal {OPTION}' not in said


def test_a_path_is_quoted_and_cannot_steer_the_terminal() -> None:
    said = about_journal("Try: numbjournal undo", "it's\x1b[2J.db", ["undo"])
    assert said == "Try: numbjournal --journal 'it'\"'\"'s\\x1b[2J.db' undo"
    short = "numbjournal undone; numbjournal crisis"
    assert about_journal(short, "x.db", ["undo", "crisis"]) == short
