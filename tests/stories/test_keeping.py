"""Backups made and restored, an entry erased, on the command line and on a terminal."""

import json
import os
import subprocess
import sys

import pytest

from numbjournal.core.query import Query
from tests.conftest import Home, few
from tests.terminal import ended, terminal


def test_a_backup_now_and_the_list_of_them(home: Home) -> None:
    home.run("log 2 flat")
    home.run("log 3")
    home.run("backup").says("A verified copy is kept: 2 entries").says("It is the file 2026-11-22.db")
    home.later(days=1)
    home.run("log 4")
    home.run("backup list").says("2026-11-23.db   3 entries").says("2026-11-22.db   2 entries")
    home.run("--plain backup list").says("2026-11-22.db: 2 entries, ")
    newest = json.loads(home.run("backup list --json").out)["data"][0]
    assert (newest["name"], newest["entries"], newest["reason"]) == ("2026-11-23.db", 3, "")


def test_before_the_first_backup(home: Home) -> None:
    home.run("backup list").says("There are no backups yet.")
    home.run("backup", code=3).remarks("There is no journal yet.")
    home.run("restore", code=3).remarks("There is no whole backup")


def test_going_back_and_forth_loses_nothing(home: Home) -> None:
    home.run("log 2 flat")
    home.run("backup")
    home.later(days=1)
    home.run("log 3 --note later")
    said = home.run("restore 2026-11-22 --yes").says("The journal is restored, with 1 entry")
    said.says("Not among them, but in the file it replaced: 1 entry.")
    said.says("To go back: numbjournal restore 2026-11-23-210400-replaced.db")
    home.run("list").says("1 entry")
    home.run("restore 2026-11-23-210400-replaced.db --yes").says("with 2 entries")
    home.run("show 2").says("later")
    home.run("restore 2026-11-22 --yes")
    replaced = [path.name for path in home.journal_path.with_name("journal.db-backups").glob("*replaced*")]
    assert len(replaced) == 3
    home.run("doctor").says("The journal is whole")
    restored = json.loads(home.run("restore --yes --json").out)["data"]
    assert restored["entries"] == 2


def test_a_file_from_elsewhere_and_a_journal_that_was_lost(home: Home) -> None:
    home.run("log 2 flat")
    elsewhere = home.path / "my copy.db"
    elsewhere.write_bytes(home.journal_path.read_bytes())
    home.journal_path.unlink()
    home.run(["restore", str(elsewhere), "--yes"]).says("with 1 entry").remarks("Your journal is one file")
    home.run("log 3").says("Saved 2")
    assert elsewhere.exists()


def test_a_drive_that_is_missing_is_not_filled_in(home: Home) -> None:
    drive = home.path / "drive"
    home.run(f"--journal {drive}/mine.db log 2")
    elsewhere = home.path / "copy.db"
    elsewhere.write_bytes((drive / "mine.db").read_bytes())
    drive.rename(home.path / "unplugged")
    home.run(f"restore {elsewhere}", code=3).remarks("is a drive missing?")
    assert not drive.exists()


@pytest.mark.parametrize("named", ["2025-01-01", "nothing", "journal.db", "../journal.db"])
def test_a_backup_that_is_not_there(home: Home, named: str) -> None:
    home.run("log 2")
    home.run(f"restore {named}", code=3).remarks("There is no such backup.")


def test_the_journal_is_no_backup_of_itself(home: Home) -> None:
    home.run("log 2")
    home.run(["restore", str(home.journal_path)], code=1).remarks("That file is the journal itself.")


def test_something_else_is_no_backup(home: Home) -> None:
    home.run("log 2")
    other = home.path / "photo.jpg"
    other.write_bytes(b"\xff\xd8\xff" * 100)
    home.run(["restore", str(other)], code=5).remarks("That backup cannot be used.")
    home.run("list").says("1 entry")


@pytest.mark.full
def test_rotation_leaves_files_that_were_replaced(home: Home) -> None:
    home.run("log 2")
    for _ in range(9):
        home.run("restore --yes")
        home.later(days=1)
        home.run("log 3")
    folder = home.journal_path.with_name("journal.db-backups")
    assert len(list(folder.glob("*-replaced.db"))) == 9
    assert len(list(folder.glob("????-??-??.db"))) <= 11


@pytest.mark.parametrize(
    ("answer", "code", "left"), few([("yes", 0, []), ("y", 0, []), ("no", 130, [1]), ("", 130, [1])], 2)
)
def test_erasing_asks_first(home: Home, answer: str, code: int, left: list[int]) -> None:
    home.run("log 2")
    with terminal(home, "purge 1") as child:
        child.expect("Erase entry 1 for good")
        child.sendline(answer)
        child.expect("is erased" if not code else "Nothing was changed")
        assert ended(child) == code
    assert [entry.number for entry in home.journal.list(Query())] == left


def test_completion_offers_backups(home: Home) -> None:
    home.run("log 2")
    asked = {"COMP_WORDS": "numbjournal restore 20", "COMP_CWORD": "2"}
    asked["_NUMBJOURNAL_COMPLETE"] = "complete_bash"
    command = [sys.executable, "-c", "from numbjournal.__main__ import run; run()"]
    offered = subprocess.run(command, env={**os.environ, **asked}, capture_output=True, text=True, check=True)
    assert len(offered.stdout.split()) == 1
    assert offered.stdout.strip().endswith(".db")
