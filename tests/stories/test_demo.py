"""Trying everything with a made-up journal, before or beside one's own."""

import json
import stat
from pathlib import Path

import pytest

from tests.conftest import Home


@pytest.fixture
def folder(home: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = home.path / "somewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def test_trying_before_the_first_entry(home: Home, folder: Path) -> None:
    made = home.run("demo").says("A made-up journal with 1").says("numbjournal --journal demo.db report")
    assert made.err == ""
    home.run("--journal demo.db report").says("Your week").says("A doctor or a therapist")
    home.run("--journal demo.db report --last 200d").says("14 Oct, medicine")
    home.run("--journal demo.db calendar").says("written later")
    home.run("--journal demo.db list --limit all").says("medicine started: medicine A 10 mg")
    home.run("--journal demo.db doctor")
    # The person's own journal is still to be made, and is another one.
    home.run("list", code=3)
    home.run("log 2").says("Saved 1")
    assert json.loads(home.run("list --json").out)["data"][0]["number"] == 1


def test_only_its_owner_can_read_it(home: Home, folder: Path) -> None:
    home.run("demo")
    assert stat.S_IMODE((folder / "demo.db").stat().st_mode) == 0o600
    assert [path.name for path in folder.iterdir()] == ["demo.db"]


def test_every_entry_is_a_step_of_its_own(home: Home, folder: Path) -> None:
    home.run("demo try.db")
    home.run("--journal try.db undo").says("is taken back")
    home.run("--journal try.db undo").says("Entry").says("taken back")


def test_a_file_that_is_there_stays(home: Home, folder: Path) -> None:
    path = folder / "demo.db"
    path.write_text("mine")
    assert "stays as it is" in home.run("demo", code=1).err
    assert path.read_text() == "mine"
    path.unlink()
    path.symlink_to(folder / "elsewhere.db")
    home.run("demo", code=1)
    assert not (folder / "elsewhere.db").exists()


def test_never_in_the_place_of_ones_own(home: Home, folder: Path) -> None:
    assert "your own journal" in home.run(["demo", str(home.journal_path)], code=1).err
    assert not home.journal_path.exists()
    home.run("log 2")
    home.run(["demo", str(home.journal_path)], code=1)
    home.run("list --json").says('"number": 1')


def test_a_folder_that_cannot_be_written(home: Home, folder: Path) -> None:
    (folder / "file").write_text("")
    assert "cannot be made" in home.run("demo file/demo.db", code=1).err
    assert [path.name for path in folder.iterdir()] == ["file"]


def test_as_data(home: Home, folder: Path) -> None:
    made = json.loads(home.run("demo --json").out)["data"]
    assert made["path"] == str(folder / "demo.db")
    listed = json.loads(home.run("--journal demo.db list --json").out)
    assert made["entries"] == len(listed["data"])
    assert {mark["kind"] for mark in listed["marks"]} >= {"medication-start", "event"}
    assert [score["value"] for score in listed["scores"]] == [13, 8]
