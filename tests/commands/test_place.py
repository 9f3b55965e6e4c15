"""A journal's place that is something else: every command that writes is refused, and changes nothing."""

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from numbjournal.store.driver import connect
from tests.conftest import Home, Result, few, home_at

LINES = [
    "log 3 flat",
    "log 3 --note -",
    "edit 1 --feel 3",
    "delete 1",
    "purge 1 --yes",
    "undo",
    "redo",
    "tag add dusk",
    "mark add 'a move'",
    "score phq-9 14",
    "onset march",
    "config set care yes",
    "remind at 21:00",
    "remind at 21:00 --ics reminder.ics",
    "import others.jsonl",
    "merge others.db",
    "restore others.db --yes",
    "restore --salvage --yes",
    "export all.jsonl",
    "backup",
    "encrypt",
    "decrypt",
    "passphrase",
    "unlock",
    "lock",
    "erase",
    "erase --yes",
    "erase --yes --json",
]
"""Commands that write into a journal, beside it, or about it."""


def folder(path: Path) -> None:
    path.mkdir()
    (path / "mine.txt").write_text("mine")


def link_to_folder(path: Path) -> None:
    folder(path.with_name("real"))
    path.symlink_to(path.with_name("real"))


def text(path: Path) -> None:
    path.write_text("mine\n" * 1000)


def database(path: Path) -> None:
    connection = connect(str(path))
    connection.execute("CREATE TABLE entry (id)")
    connection.close()


def empty(path: Path) -> None:
    path.touch()


OTHERS = {
    "folder": folder,
    "link to a folder": link_to_folder,
    "text": text,
    "database": database,
    "empty": empty,
}
SAID = {2: re.compile("that is a folder"), 5: re.compile("not a journal|empty|another program")}
WAYS = ("option", "environment", "setting")


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A journal elsewhere and what it exports."""
    path = tmp_path_factory.mktemp("others")
    with pytest.MonkeyPatch.context() as monkeypatch:
        for home in home_at(path, monkeypatch):
            home.run("log 2 flat")
            home.run(["export", str(path / "others.jsonl"), "--include-private"])
            shutil.copy(home.journal_path, path / "others.db")
            yield path


@pytest.fixture
def place(home: Home, others: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the journal is said to be; files to bring in are in the folder that is worked in."""
    work = home.path / "work"
    work.mkdir()
    for name in ("others.jsonl", "others.db"):
        shutil.copy(others / name, work / name)
    monkeypatch.chdir(work)
    return home.path / "place" / "mine"


def named(home: Home, way: str, place: Path, line: str) -> Result:
    if way == "environment":
        home.monkeypatch.setenv("NUMBJOURNAL_FILE", str(place))
    return home.run(f"--journal {place} {line}" if way == "option" else line, stdin=b"a note", code=None)


def everything(root: Path) -> dict[str, tuple[int, bytes | str]]:
    """Every path below a folder, with what it holds or leads to."""
    found: dict[str, tuple[int, bytes | str]] = {}
    for path in sorted(root.rglob("*")):
        held = str(path.readlink()) if path.is_symlink() else path.read_bytes() if path.is_file() else ""
        found[str(path)] = (path.lstat().st_mode, held)
    return found


@pytest.mark.parametrize(
    ("kind", "way"),
    few(
        [
            *((kind, "option") for kind in OTHERS),
            *((kind, way) for kind in ("folder", "text") for way in WAYS[1:]),
        ],
        3,
    ),
)
def test_nothing_is_changed(home: Home, place: Path, kind: str, way: str) -> None:
    place.parent.mkdir()
    if way == "setting":
        home.run(f"config set journal {place}")
    OTHERS[kind](place)
    temporary = home.path.with_name(f"{home.path.name}-tmp")
    before, aside = everything(home.path), everything(temporary)
    for line in LINES:
        if kind == "empty" and line == "restore others.db --yes":
            # A journal may take the place of an empty file.
            continue
        result = named(home, way, place, line)
        said = (line, result)
        assert result.code == (2 if "folder" in kind else 5), said
        assert result.out == "", said
        assert SAID[result.code].search(result.err), said
        assert result.err.count("\n") == 1, said
        assert everything(home.path) == before, said
        assert everything(temporary) == aside, said


@pytest.mark.parametrize("kind", ["folder", "text"])
def test_doctor_names_a_way_that_leads_on(home: Home, place: Path, kind: str) -> None:
    """And not `restore`, which is refused there."""
    place.parent.mkdir()
    OTHERS[kind](place)
    home.run(f"--journal {place} doctor", code=2 if kind == "folder" else 5).says(
        f"Next: numbjournal --journal {place}/journal.db log 2 flat"
        if kind == "folder"
        else "Next: numbjournal config set journal FILE"
    )


def test_a_folder_is_refused_with_a_command_that_works(home: Home, place: Path) -> None:
    place.parent.mkdir()
    folder(place)
    said = home.run(f"--journal {place} log 3", code=2).err
    home.run(said.partition("Try: numbjournal ")[2].strip()).says("Saved 1")
    said = home.run(f"config set journal {place}", code=2).err
    home.run(said.partition("Try: numbjournal ")[2].strip()).says(f"journal is now {place}/journal.db")
    home.run("list").says("1 entry")


def test_a_setting_names_a_journal_or_the_place_for_one(home: Home, place: Path) -> None:
    place.parent.mkdir()
    home.run("log 2")
    before = home.settings_path.read_bytes()
    for make in (folder, text, database, empty):
        make(place)
        home.run(f"config set journal {place}", code=2 if make is folder else 5).silent()
        shutil.rmtree(place) if make is folder else place.unlink()
    missing = place.parent / "no such folder" / "journal.db"
    home.run(["config", "set", "journal", str(missing)], code=1).remarks("Try: mkdir -p ")
    assert home.settings_path.read_bytes() == before
    home.run(f"config set journal {place}").says("journal is now")
    home.run(f"config set journal {home.path}/work/others.db").says("journal is now")
    home.run("list").says("1 entry")


def test_a_damaged_journal_is_still_a_place_for_one(home: Home, place: Path) -> None:
    """Its backups tell: what is typed is kept, and it can be brought back."""
    home.run(f"--journal {place} log 2")
    text(place)
    home.run(f"--journal {place} log 3 flat", code=5).remarks("What you wrote is kept")
    home.run(f"config set journal {place}").says("journal is now")
    home.run(f"--journal {place} restore --yes").says("1 entry")
    home.run(f"--journal {place} log --unsaved").says("feel 3")


def test_a_journal_is_restored_onto_an_empty_file(home: Home, place: Path) -> None:
    place.parent.mkdir()
    empty(place)
    home.run(f"--journal {place} restore others.db --yes").says("1 entry")


@pytest.mark.parametrize("way", ["by its name", "by a second name", "of another journal"])
def test_an_export_never_replaces_a_journal(home: Home, place: Path, way: str) -> None:
    home.run("log 2")
    target = home.journal_path
    if way == "by a second name":
        target = place.parent.with_name("second.db")
        os.link(home.journal_path, target)
    elif way == "of another journal":
        target = home.path / "work" / "others.db"
    for journal in (place, home.journal_path):
        home.run(f"--journal {journal} log 5")
        home.run(f"--journal {journal} export {journal}.html --yes")
        home.later(days=1)
        before = target.read_bytes()
        for line in ("--format jsonl", "--format html --yes --since-last"):
            home.run(f"--journal {journal} export {target} --force {line}", code=1).remarks("is a journal")
        assert target.read_bytes() == before
