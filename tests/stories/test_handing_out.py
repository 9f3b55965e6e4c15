"""A page for a therapist: what is shown before it is written, what is agreed to, and what can go wrong."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from tests.conftest import Home
from tests.exports.conftest import journal  # noqa: F401  (a fixture)
from tests.stories.test_being_asked import ended, terminal


@pytest.fixture
def folder(home: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = home.path / "paper"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("ending", ["pdf", "html", "md"])
def test_a_page(journal: Home, folder: Path, ending: str) -> None:
    made = journal.run(f"export handout.{ending} --yes")
    assert made.out == f"Written for your eyes only: {folder}/handout.{ending}\n"
    made.remarks("The hand-out, Monday 2 November 2026 to Sunday 22 November 2026")
    made.remarks(
        "your words from 1 entry for your session, 1 mark, 1 total and since when it has been like this"
    )
    made.remarks(
        "Stays out: 1 private entry (--include-private), your words of 1 entry (--notes all) and what may"
    )
    path = folder / f"handout.{ending}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in folder.iterdir()] == [path.name]


def test_somebody_has_to_agree(journal: Home, folder: Path) -> None:
    journal.run("export handout.html", code=2).silent().remarks("numbjournal export handout.html --yes")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("answer", "is_written"), [("y", True), ("n", False), ("", False)])
def test_being_asked(journal: Home, folder: Path, answer: str, is_written: bool) -> None:
    with terminal(journal, "export handout.html") as child:
        child.expect("Stays out: 1 private entry")
        child.expect("Write it")
        child.sendline(answer)
        child.expect("Written for your eyes" if is_written else "Nothing was written")
        assert ended(child) == (0 if is_written else 130)
    assert (folder / "handout.html").exists() is is_written


def test_a_password_is_asked_for_twice(journal: Home, folder: Path) -> None:
    with terminal(journal, "export handout.pdf --yes --password") as child:
        child.expect("Password for the file")
        child.sendline("open sesame")
        child.expect("once more")
        child.sendline("open sesame")
        child.expect("Written for your eyes")
        assert "sesame" not in child.before
        assert ended(child) == 0
    with terminal(journal, "export other.pdf --yes --password") as child:
        child.expect("Password for the file")
        child.sendline("one")
        child.expect("once more")
        child.sendline("another")
        child.expect("not the same")
        assert ended(child) == 2
    assert [path.name for path in folder.iterdir()] == ["handout.pdf"]


def test_to_standard_output(journal: Home, folder: Path) -> None:
    journal.run("export - --format md --yes").says("# How much I could feel").remarks("for standard output")
    journal.run("export - --yes", code=2).silent().remarks("Say the format: ")


def test_what_goes_in_is_chosen(journal: Home, folder: Path) -> None:
    usual = journal.run("export - --format md --yes").says("Bring this.").out
    assert not any(words in usual for words in ("Keep this", "A bird", "Hide this", "loss", "Ana"))
    journal.run("export - --format md --yes --notes all").says("Keep this.").says("A bird.")
    assert "Bring this" not in journal.run("export - --format md --yes --notes none").out
    journal.run("export - --format md --yes --with causes").says("| loss | 1 day |")
    journal.run("export - --format md --yes --include-private --notes all").says("Hide this.")
    journal.run(
        ["export", "-", "--format", "md", "--yes", "--name", "Ana", "--focus", "Sleep?", "--focus", "Work"]
    ).says("22 November 2026, Ana").says("- Sleep?\n- Work\n- 21 Nov: Bring this.")
    assert "Ana" not in journal.run("history").out


def test_crisis_tags_stay_out_unless_they_are_chosen(journal: Home, folder: Path) -> None:
    journal.run("log 1 self-harm")
    usual = journal.run("export - --format md --yes").remarks("on 1 entry (--with safety)").out
    assert "self-harm" not in usual.casefold()
    journal.run("export - --format md --yes --with safety").says(
        "| Thoughts of suicide, or self-harm | tagged |"
    )


def test_since_the_last_one(journal: Home, folder: Path) -> None:
    journal.run("export a.md --yes --since-last", code=1).remarks("There was no hand-out before this one.")
    journal.run("export a.md --yes")
    journal.run("export b.md --yes --since-last", code=1).remarks("up to today")
    journal.later(days=20)
    for day in range(20):
        journal.run(f"log 5 --on -{day}" if day else "log 5")
    journal.run("export b.md --yes --since-last").remarks(
        "Monday 23 November 2026 to Saturday 12 December 2026"
    )
    said = (folder / "b.md").read_text()
    assert "Since the last hand-out (2 Nov to 22 Nov): too early to say" in said
    # What was only looked at is not the last hand-out.
    journal.run("export c.md", code=2)
    journal.run("export d.md --yes --force --since-last", code=1)


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ("export handout.doc --yes", 2, "A format is one of"),
        ("export handout --yes", 2, "A format is one of"),
        ("export handout.html --yes --format nope", 2, "A format is one of"),
        ("export handout.html --yes --notes some", 2, "Notes are none, session, all."),
        (
            "export handout.html --yes --with everything",
            2,
            "With can be causes, safety, insights, or several of them.",
        ),
        ("export handout.html --yes --last 4w --since-last", 2, "Say the time in one way."),
        ("export handout.html --yes --last 14m", 2, "A hand-out is about a year at most."),
        ("export handout.html --yes --from today --to yesterday", 2, "The first day is after the last."),
        ("export handout.html --yes --from 2027-01-01", 2, "still to come"),
        ("export handout.html --yes --password", 2, "Only a PDF can have a password."),
        ("export nowhere/handout.html --yes", 1, "There is no such folder."),
        ("export . --yes --format html", 2, "That is a folder."),
    ],
)
def test_what_cannot_be_done(journal: Home, folder: Path, words: str, code: int, sentence: str) -> None:
    result = journal.run(words, code=code).silent().remarks(sentence)
    assert any(f"Try: {command}" in result.err for command in ("numbjournal export", "mkdir -p "))
    assert list(folder.iterdir()) == []


def test_a_file_that_is_there_stays(journal: Home, folder: Path) -> None:
    path = folder / "handout.html"
    path.write_text("mine")
    journal.run("export handout.html --yes", code=1).remarks("numbjournal export handout.html --force")
    assert path.read_text() == "mine"
    journal.run("export handout.html --yes --force")
    assert path.read_text().startswith("<!doctype html>")


def test_a_link_is_replaced_and_not_written_through(journal: Home, folder: Path) -> None:
    (folder / "other").write_text("mine")
    (folder / "handout.md").symlink_to("other")
    journal.run("export handout.md --yes", code=1)
    journal.run("export handout.md --yes --force")
    assert (folder / "other").read_text() == "mine"
    assert not (folder / "handout.md").is_symlink()


def test_a_full_disk_leaves_nothing_behind(
    journal: Home, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    journal.run("export handout.html --yes", code=1).remarks("nothing was left behind: The disk is full.")
    assert list(folder.iterdir()) == []


def test_without_the_extra(journal: Home, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("typst", "numbjournal.exports.pdf"):
        monkeypatch.setitem(sys.modules, name, None)
    result = journal.run("export handout.pdf --yes", code=1).silent()
    result.remarks("pip install 'numbjournal[pdf]'").remarks("Try: numbjournal export handout.html")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("ending", ["pdf", "html", "md"])
def test_without_an_entry_in_the_time(journal: Home, folder: Path, ending: str) -> None:
    journal.run(f"export handout.{ending} --yes --from 2026-01-01 --to 2026-02-01")
    assert (folder / f"handout.{ending}").stat().st_size > 500


def test_as_data(journal: Home, folder: Path) -> None:
    data = json.loads(journal.run("export handout.md --yes --json").out)["data"]
    assert (data["first"], data["last"], data["days"]) == ("2026-11-02", "2026-11-22", 7)
    assert data["left_out"] == {"private": 1, "notes": 1, "causes": 1, "crisis": 0}
