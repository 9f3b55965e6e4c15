"""Erasing everything."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from numbjournal.store.driver import Connection
from numbjournal.store.engine import connect_raw, file_salt
from numbjournal.store.key import Key
from numbjournal.vault.passphrase import derived_key
from tests.conftest import Home, few
from tests.stories.test_encrypting import PASSPHRASE, quick, secretly
from tests.terminal import ended, terminal

__all__ = ["quick"]

UNSAVED = "20261122-210400-0a1b2c3d.json"

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
    (unsaved / UNSAVED).write_text(json.dumps({"journal": str(home.journal_path)}))
    home.monkeypatch.setattr(tempfile, "tempdir", None)
    draft = home.path.with_name(f"{home.path.name}-tmp") / "numbjournal-ab_c1234" / "draft.txt"
    draft.parent.mkdir()
    draft.write_text("grey all day")


@contextmanager
def unlocked(home: Home) -> Iterator[Connection]:
    """The encrypted journal, for a change that this program would not make."""
    salt = file_salt(home.journal_path)
    connection = connect_raw(home.journal_path, Key(derived_key(PASSPHRASE, salt), salt))
    yield connection
    connection.close()


def test_nothing_is_left(home: Home) -> None:
    lived(home)
    (home.path / "mine.txt").write_text("mine")
    home.run("erase", code=2).silent().remarks("the journal: ").remarks("numbjournal erase --yes").remarks(
        "To keep what you wrote, first: numbjournal export journal.jsonl --include-private"
    )
    out = home.run("erase --yes").says(LEFT).out
    for what in ("the journal", "a backup", "the settings", "your own helplines", "a draft"):
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


@pytest.mark.parametrize("content", few([b"", b"not a journal at all", bytes(4096)], 3))
def test_a_damaged_journal_goes_once_its_name_is_typed_back(home: Home, content: bytes) -> None:
    home.run("log 2")
    home.journal_path.write_bytes(content)
    before = everything(home)
    refused = home.run("erase --yes", code=5).silent()
    refused.remarks("damaged, or not a journal").remarks("Nothing was changed").remarks(
        "Try: numbjournal erase\n"
    )
    assert everything(home) == before
    with terminal(home, "erase --yes") as child:
        child.expect("Type its name, journal.db")
        child.sendline("yes")
        child.expect("Nothing was changed.")
        assert ended(child) == 130
    assert everything(home) == before
    with terminal(home, "erase --yes") as child:
        child.expect("Type its name, journal.db")
        child.sendline("journal.db")
        child.expect("Erased, the journal: ")
        assert ended(child) == 0
    assert everything(home) == set()


def test_an_encrypted_journal_goes_once_it_is_opened(home: Home, quick: None) -> None:
    home.run("log 2")
    secretly(home, "encrypt")
    before = everything(home)
    home.run("erase --yes", code=4).silent().remarks("no passphrase that opens it was given").remarks(
        "numbjournal --passphrase-fd 3 erase --yes 3<FILE"
    )
    secretly(home, "erase --yes", "another one", code=4).silent().remarks("Nothing was changed")
    assert everything(home) == before
    secretly(home, "erase --yes").says("Erased, the journal").says("Erased, a backup")
    assert everything(home) == set()


def test_an_encrypted_journal_that_nobody_can_open_goes_by_its_name(home: Home, quick: None) -> None:
    home.run("log 2")
    secretly(home, "encrypt")
    with terminal(home, "erase") as child:
        child.expect("Type its name, journal.db")
        child.sendline("journal.db")
        child.expect("Erased, the journal: ")
        assert ended(child) == 0
    assert everything(home) == set()


def test_a_database_of_another_program_under_the_same_key_is_not_the_journal(home: Home, quick: None) -> None:
    home.run("log 2")
    secretly(home, "encrypt")
    with unlocked(home) as connection:
        connection.execute("PRAGMA application_id = 7")
    before = everything(home)
    secretly(home, "erase --yes", code=4).silent()
    assert everything(home) == before


def test_a_file_that_may_be_encrypted_is_only_looked_at(home: Home, quick: None) -> None:
    """SQLite would take away what it finds beside a file that it opens for writing."""
    photo = home.path / "photo.jpg"
    photo.write_bytes(os.urandom(8192))
    beside = photo.with_name("photo.jpg-journal")
    beside.write_text("a caption")
    secretly(home, f"--journal {photo} erase --yes", code=4).silent().remarks("Nothing was changed")
    assert beside.read_text() == "a caption"


def test_what_is_not_from_here_stays_and_is_named(home: Home) -> None:
    lived(home)
    backups, unsaved = (home.journal_path.with_name(f"journal.db-{name}") for name in ("backups", "unsaved"))
    mine = [
        backups / "2026-11-22 (copy).db",
        backups / "2026-13-01.db",
        backups / "notes.txt",
        unsaved / "letter.json",
        unsaved / UNSAVED.replace("0a", "0b"),
        home.journal_path.with_name("demo.db"),
        home.settings_path.with_name("other.toml"),
    ]
    for path in mine:
        path.write_text('{"journal": "another"}')
    (backups / "2026-11-20.db").mkdir()
    (backups / "2026-11-20.db" / "inside").write_text("mine")
    there = everything(home)
    listed = home.run("erase", code=2).err
    said = home.run("erase --yes").out
    for path in (*mine, backups / "2026-11-20.db"):
        assert f"Stays, not recognised as numbjournal's: {path}\n" in said
        assert f"Stays, not recognised as numbjournal's: {path}\n" in listed
    gone = [line.partition(": ")[2] for line in said.splitlines() if line.startswith("Erased, ")]
    assert there - everything(home) == {Path(path) for path in gone if Path(path) in there}
    assert all(f": {path}\n" in listed for path in gone)
    assert everything(home) == {*mine, backups / "2026-11-20.db" / "inside"}


def test_an_unfinished_file_goes_as_well(home: Home) -> None:
    """What a program that was killed left is the text of entries too."""
    home.run("log 2")
    backups = home.journal_path.with_name("journal.db-backups")
    left = [
        home.journal_path.with_name(".journal.db.0a1b2c3d.new"),
        home.journal_path.with_name("..journal.db.0a1b2c3d.new.4e5f6a7b.new-journal"),
        backups / ".0a1b2c3d.new",
        backups / ".2026-11-22.db.0a1b2c3d.new",
        home.settings_path.with_name(".config.toml.0a1b2c3d.new"),
    ]
    for path in left:
        path.write_text("grey all day")
    begun = home.journal_path.with_name(".4e5f6a7b.new")
    shutil.copy(home.journal_path, begun)
    home.run("erase --yes").says(f"Erased, an unfinished file: {begun}")
    assert everything(home) == set()


def test_what_waits_for_another_journal_stays(home: Home) -> None:
    lived(home)
    shared = home.path.with_name(f"{home.path.name}-tmp") / f"numbjournal-unsaved-{os.getuid()}"
    shared.mkdir(mode=0o700)
    for name, journal in ((UNSAVED, home.journal_path), (UNSAVED.replace("0a", "0b"), "/another.db")):
        (shared / name).write_text(json.dumps({"journal": str(journal)}))
    home.run("erase --yes").says(f"Erased, an entry that was not saved: {shared / UNSAVED}")
    assert [path.name for path in shared.iterdir()] == [UNSAVED.replace("0a", "0b")]


@pytest.mark.parametrize("which", ["backups", "unsaved"])
def test_through_a_link_the_files_go_and_the_link_and_never_the_folder(home: Home, which: str) -> None:
    lived(home)
    folder, disk = home.journal_path.with_name(f"journal.db-{which}"), home.path / "disk"
    folder.rename(disk)
    folder.symlink_to(disk)
    (disk / "mine.txt").write_text("mine")
    said = home.run("erase --yes").says(f"Stays, not recognised as numbjournal's: {disk / 'mine.txt'}")
    said.says(f": {folder}\n")
    assert everything(home) == {disk / "mine.txt"}
    assert not os.path.lexists(folder)


@pytest.mark.parametrize("which", ["journal.db", "journal.db-backups"])
def test_a_link_to_a_drive_that_is_missing_is_not_said_to_be_erased(home: Home, which: str) -> None:
    home.run("log 2")
    link = home.journal_path.with_name(which)
    disk = home.path / "disk"
    link.rename(disk)
    link.symlink_to(disk)
    disk.rename(home.path / "unplugged")
    home.run("erase --yes", code=1).says(f": {link} (").remarks("Not everything could be erased.")
    assert (home.path / "unplugged").exists()
    assert link.is_symlink()


def test_a_journal_that_is_missing_is_not_said_to_be_erased(home: Home) -> None:
    home.run("log 2")
    home.journal_path.rename(home.path / "unplugged")
    home.run("erase --yes", code=1).says("Not erased, the journal: ").says("is a drive missing?")


def test_of_settings_that_are_a_link_only_the_link_goes(home: Home) -> None:
    home.run("log 2")
    kept = home.path / "dotfiles.toml"
    home.settings_path.rename(kept)
    home.settings_path.symlink_to(kept)
    home.run("erase --yes").says(f"Stays, the settings: {kept}")
    assert everything(home) == {kept}
    assert not home.settings_path.is_symlink()


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
            f"Not erased, the journal: {home.journal_path} (Permission denied)"
        ).remarks("Not everything could be erased.")
    assert everything(home) == {home.journal_path}


def test_as_data(home: Home) -> None:
    home.run("log 2")
    data = json.loads(home.run("erase --yes --json").out)["data"]
    assert {place["what"] for place in data["gone"]} == {
        "the journal",
        "the folder of the journal",
        "a backup",
        "the folder of the backups",
        "the settings",
        "the folder of the settings",
    }
    assert data["left"] == data["stays"] == []


def test_what_stays_as_data(home: Home) -> None:
    home.run("log 2")
    mine = home.journal_path.with_name("mine.txt")
    mine.write_text("mine")
    data = json.loads(home.run("erase --yes --json").out)["data"]
    assert data["stays"] == [{"what": "not recognised as numbjournal's", "path": str(mine)}]


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
