"""Erasing everything."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conftest import Home
from tests.terminal import ended, terminal

LEFT = "Not reached: exports, copies elsewhere, the history of the shell, and the program itself."


def everything(home: Home) -> set[Path]:
    return {path for path in home.path.rglob("*") if path.is_file()}


def lived(home: Home) -> None:
    """A journal with all that can gather around it."""
    home.run("log 2 --note 'grey all day'")
    home.run("config set country DE")
    home.settings_path.with_name("helplines.toml").write_text("")
    home.run("remind at 21:00")
    home.run("pause 14d")
    home.run("backup")
    home.run("restore --yes")
    unsaved = home.journal_path.with_name("journal.db-unsaved")
    unsaved.mkdir()
    (unsaved / "x.json").write_text(json.dumps({"journal": str(home.journal_path)}))
    draft = home.path.with_name(f"{home.path.name}-tmp") / "numbjournal-x" / "draft.txt"
    draft.parent.mkdir()
    draft.write_text("grey all day")


def test_nothing_is_left(home: Home) -> None:
    lived(home)
    (home.path / "mine.txt").write_text("mine")
    home.run("erase", code=2).silent().remarks("the journal: ").remarks("numbjournal erase --yes").remarks(
        "To keep what you wrote, first: numbjournal export journal.jsonl --include-private"
    )
    out = home.run("erase --yes").says(LEFT).out
    for what in ("the journal", "the backups", "the settings", "your own helplines", "a draft"):
        assert f"Erased, {what}: " in out
    if sys.platform.startswith("linux"):
        assert "Erased, a reminder: " in out
    assert everything(home) == {home.path / "mine.txt"}
    assert not list(home.path.with_name(f"{home.path.name}-tmp").iterdir())
    assert not home.journal_path.parent.exists()
    assert not home.settings_path.parent.exists()
    home.run("erase --yes").says("There is nothing of numbjournal here to erase.")
    home.run("erase").says("There is nothing")


def test_it_is_asked_on_a_terminal(home: Home) -> None:
    home.run("log 2")
    with terminal(home, "erase") as child:
        child.expect("the journal: ")
        child.expect("Erase all of this for good")
        child.sendline("")
        child.expect("Nothing was changed.")
        assert ended(child) == 130
    assert home.journal_path.exists()
    with terminal(home, "erase") as child:
        child.expect("Erase all of this for good")
        child.sendline("yes")
        child.expect("Erased, the journal: ")
        assert ended(child) == 0
    assert not home.journal_path.exists()


@pytest.mark.parametrize("content", [b"", b"not a journal at all", bytes(4096)])
def test_a_journal_that_cannot_be_read_goes_as_well(home: Home, content: bytes) -> None:
    home.run("log 2")
    home.journal_path.write_bytes(content)
    home.run("erase --yes").says("Erased, the journal")
    assert everything(home) == set()


def test_settings_that_cannot_be_read_go_as_well(home: Home) -> None:
    home.run("log 2")
    home.settings_path.write_text("not = = toml")
    home.run("erase --yes").says("Erased, the settings").says("Erased, the journal")
    assert everything(home) == set()


def test_another_journal_goes_alone(home: Home) -> None:
    lived(home)
    other = home.path / "other.db"
    home.run(["--journal", str(other), "log", "3"])
    home.run(["--journal", str(other), "remind", "at", "8:00"])
    mine = everything(home)
    home.run(["--journal", str(other), "erase", "--yes"]).says(f"Erased, the journal: {other}")
    gone = mine - everything(home)
    assert other in gone
    assert not [path for path in everything(home) if "other.db" in path.name]
    home.run("list").says("2")
    if sys.platform.startswith("linux"):
        home.run("remind").says("Each day at 21:00")


def test_a_journal_behind_a_link(home: Home) -> None:
    home.run("log 2 --note 'grey all day'")
    elsewhere = home.path / "elsewhere.db"
    home.journal_path.rename(elsewhere)
    home.journal_path.symlink_to(elsewhere)
    home.run("erase --yes").says(f"Erased, the journal: {elsewhere}")
    assert everything(home) == set()


def test_what_cannot_be_removed_is_named(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.run("log 2")
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path == home.journal_path:
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        home.run("erase --yes", code=1).says(
            f"Still there, the journal: {home.journal_path} (Permission denied)"
        ).remarks("Not everything could be erased.")
    assert everything(home) == {home.journal_path}


def test_as_data(home: Home) -> None:
    home.run("log 2")
    data = json.loads(home.run("erase --yes --json").out)["data"]
    assert {place["what"] for place in data["gone"]} == {"the journal", "the backups", "the settings"}
    assert data["left"] == []


def test_a_first_entry_afterwards_is_a_first_entry(home: Home) -> None:
    home.run("log 2")
    home.run("erase --yes")
    home.now += timedelta(days=1)
    home.run("log 3").says("Saved 1 for Monday 23 November").remarks("Your journal is one file")


def test_the_history_of_bash_is_emptied_as_the_page_says(home: Home) -> None:
    page = Path(__file__).parents[2] / "docs/how-to/forget-everything.md"
    (commands,) = re.findall(r"`(history [^`]*)`", page.read_text(encoding="utf-8"))
    kept = home.path / ".bash_history"
    kept.write_text("numbjournal log 2 flat\n")
    environment = {**os.environ, "HISTFILE": str(kept)}
    subprocess.run(["bash", "--norc", "-c", f"set -o history; {commands}"], env=environment, check=True)
    assert "numbjournal" not in kept.read_text()
