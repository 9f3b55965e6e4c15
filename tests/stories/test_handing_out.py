"""A page for a therapist: what is shown before it is written, what is agreed to, and what can go wrong."""

import json
import os
import stat
import sys
from pathlib import Path

import pytest

from tests.conftest import Home, few
from tests.exports.conftest import journal  # noqa: F401  (a fixture)
from tests.terminal import ended, terminal


@pytest.fixture
def folder(home: Home, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = home.path / "paper"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize("ending", ["pdf", "html", "md"])
def test_a_page(journal: Home, folder: Path, ending: str) -> None:
    made = journal.run(f"export handout.{ending} --yes")
    assert made.out == f"Written, readable by your account only: {folder}/handout.{ending}\n"
    made.remarks("The hand-out, Monday 2 November 2026 to Sunday 22 November 2026")
    made.remarks(
        "Goes in:\n- 7 of 21 days: numbers and tags\n- what the help signs counted\n"
        "- your words from 1 entry for your session\n- 1 mark: medicines and events\n"
        "- 1 total of questionnaires\n- since when it has been like this\n"
    )
    made.remarks(
        "Stays out:\n- 1 private entry (--include-private)\n- your words of 1 entry (--notes all)\n"
        "- what may lie behind it, on 1 entry (--with causes)\n"
    )
    path = folder / f"handout.{ending}"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in folder.iterdir()] == [path.name]


def test_somebody_has_to_agree(journal: Home, folder: Path) -> None:
    for typed in ("export handout.html", "export handout.pdf --last 4w --focus 'How I sleep'"):
        journal.run(typed, code=2).silent().remarks(f"Try: numbjournal {typed} --yes\n")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(("answer", "is_written"), few([("y", True), ("n", False), ("", False)], 3))
def test_being_asked(journal: Home, folder: Path, answer: str, is_written: bool) -> None:
    with terminal(journal, "export handout.html") as child:
        child.expect("Stays out:\r\n- 1 private entry")
        child.expect("Write it")
        child.sendline(answer)
        child.expect("readable by your account only" if is_written else "Nothing was changed")
        assert ended(child) == (0 if is_written else 130)
    assert (folder / "handout.html").exists() is is_written


@pytest.mark.full
def test_a_password_is_asked_for_twice(journal: Home, folder: Path) -> None:
    with terminal(journal, "export handout.pdf --yes --password") as child:
        child.expect("Password for the file")
        child.sendline("open sesame")
        child.expect("once more")
        child.sendline("open sesame")
        child.expect("readable by your account only")
        assert "sesame" not in child.before
        assert ended(child) == 0
    with terminal(journal, "export other.pdf --yes --password") as child:
        for first, again in (("one", "another"), ("", ""), ("open sesame", "open sesame")):
            child.expect("Password for the file")
            child.sendline(first)
            child.expect("The same once more")
            child.sendline(again)
        child.expect("readable by your account only")
        assert ended(child) == 0
    with terminal(journal, "export third.pdf --yes --password") as child:
        for _ in range(3):
            child.expect("Password for the file")
            child.sendline("one")
            child.expect("The same once more")
            child.sendline("another")
            child.expect("not the same")
        assert ended(child) == 2
    assert sorted(path.name for path in folder.iterdir()) == ["handout.pdf", "other.pdf"]


def test_a_password_needs_a_terminal(journal: Home, folder: Path) -> None:
    asked = journal.run("export handout.pdf --yes --password", code=2).silent()
    asked.remarks("A password is typed on a terminal, and there is none here.")
    assert "Warning" not in asked.err
    assert list(folder.iterdir()) == []


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
    ).says("2 – 22 November 2026, Ana").says("- Sleep?\n- Work\n- 21 Nov: Bring this.")
    assert "Ana" not in journal.run("history").out


def test_crisis_tags_stay_out_unless_they_are_chosen(journal: Home, folder: Path) -> None:
    journal.run("log 1 self-harm")
    usual = journal.run("export - --format md --yes").remarks("on 1 entry (--with safety)").out
    assert "self-harm" not in usual.casefold()
    made = journal.run("export - --format md --yes --with safety")
    made.says("## Safety\n\nSelf-harm: tagged on 1 day, the last one 22 November 2026.\n")
    made.says("| 2 weeks | 1 day | thoughts of suicide, or self-harm, about these weeks or written in them |")
    # Somebody who gives it along sees at the top what is most urgent.
    assert made.out.index("## Safety") < made.out.index("## In short")


def test_safety_where_nothing_is_tagged(journal: Home, folder: Path) -> None:
    made = journal.run("export - --format md --yes --with safety")
    made.says(
        "No day of this time is tagged with thoughts of suicide or self-harm. That alone says nothing of"
    )
    assert "## Safety" not in journal.run("export - --format md --yes").out


def test_a_near_miss_is_safety_too(journal: Home, folder: Path) -> None:
    journal.run("log 1 suicidl traumatized heronish")
    usual = journal.run("export - --format md --yes")
    usual.remarks('- tags in your own words: "heronish"\n')
    usual.remarks("- thoughts of suicide or self-harm, on 1 entry (--with safety)")
    usual.remarks("- what may lie behind it, on 2 entries (--with causes)")
    made = journal.run("export - --format md --yes --with safety")
    made.remarks('- tags in your own words: "heronish" and "suicidl"\n')
    made.says("Thoughts of suicide: tagged on 1 day, the last one 22 November 2026.")
    made.says("| 2 weeks | 1 day | thoughts of suicide, or self-harm, about these weeks or written in them |")


def test_days_that_were_written_too_late(home: Home, folder: Path) -> None:
    """A month in one sitting: shown, and in no figure, and a sentence says so beside tiles and signs."""
    for back in range(1, 31):
        home.run(f"log 2 flat --on -{back}")
    page = home.run("export - --format md --yes").out
    late = "23 days were written more than a week later: shown, but not counted."
    assert page.count(late) == 2
    assert page.index("## In short") < page.index(late) < page.index("## The three signs")
    for line in (
        "- Days with an entry: **30 of 31** (1 without; 29 written later)",
        "- Flat, of days answered: **7 of 7** (100%, roughly 65% to 100%)",
        "| flat | 7 days |",
        "| Flat for a long time | Too few days to say | 2 weeks | 7 of 7 days | too few of them in one",
        "| Fri 23 Oct | 2\\*\\* | flat |",
        "| Thu 19 Nov | 2\\* | flat |",
    ):
        assert line in page, line
    home.run("report --last 31d").says("flat")


def test_each_sign_says_what_it_would_take(home: Home, folder: Path) -> None:
    for day in range(14):
        home.later(days=1)
        in_the_way = "--interfered lot" if day > 11 else ""
        home.run(f"log {6 if day < 6 else 2} {in_the_way}")
    page = home.run("export - --format md --yes").out
    for row in (
        "| Flat for a long time | Not by the counts here | 2 weeks | 8 of 14 days | 11 would meet it |",
        "| In the way of life | Not by the counts here | 2 weeks | 2 of 14 days | 5 would meet it, or 3 in",
        "panic, anxiety | Not by the counts here | 1 week | 0 of 7 days | 3 would meet it |",
    ):
        assert row in page, row
    assert "one that is not met does not say that all is well." in page
    home.run("log 2 --interfered lot --on -2")
    home.run("export - --format md --yes").says("| In the way of life | Met | 2 weeks | 3 of 14 days | met |")


def test_a_day_or_none(home: Home, folder: Path) -> None:
    home.run("log 2 flat")
    one = home.run("export - --format md --yes --focus '' --focus ' '")
    assert one.out.startswith("# How much I could feel\n\n22 November 2026\n")
    one.says("- Days with an entry: **1 of 1** (none without)")
    one.remarks("The hand-out, Sunday 22 November 2026, for").remarks("- 1 of 1 day: numbers and tags\n")
    assert "want to talk about" not in one.err
    none = home.run("export - --format md --yes --from 2026-01-01 --to 2026-02-01")
    none.says("There is no entry in this time.").says("- Middle of the days: **–** (no day has a number)")
    none.remarks("- no day: there is no entry in this time\n")


def test_a_number_is_not_taken_for_a_list(home: Home, folder: Path) -> None:
    home.run("log 4")
    home.run("log 5 --at 12:00")
    home.run(["log", "5", "--on", "-1", "--for-session", "--note", "1. not a list"])
    page = home.run("export - --format md --yes --focus '2. and no list'").out
    assert "| Sun 22 Nov | 4.5 |" in page
    assert "- 2\\. and no list" in page


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
    few(
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
        4,
    ),
)
def test_what_cannot_be_done(journal: Home, folder: Path, words: str, code: int, sentence: str) -> None:
    result = journal.run(words, code=code).silent().remarks(sentence)
    assert any(f"Try: {command}" in result.err for command in ("numbjournal export", "mkdir -p "))
    assert list(folder.iterdir()) == []


def test_a_file_that_is_there_stays(journal: Home, folder: Path) -> None:
    path = folder / "handout.html"
    path.write_text("mine")
    journal.run("export handout.html --yes --notes all", code=1).remarks(
        "numbjournal export handout.html --yes --notes all --force\n"
    )
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
    journal.run("export handout.html --yes", code=1).remarks(
        "It could not be written there: the disk is full. Nothing was changed."
    )
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


def test_numbers_of_ones_own_are_said_on_the_page(journal: Home, folder: Path) -> None:
    journal.settings_path.write_text(
        journal.settings_path.read_text() + "\n[rules.early]\nshare = 0.5\ndays = 21\n", encoding="utf-8"
    )
    page = Path("handout.md")
    journal.run("export handout.md --yes")
    said = page.read_text(encoding="utf-8").replace("\\", "")
    assert "Counted with numbers of my own: early.share 0.5, not 0.75; early.days 21, not 14." in said
    assert "3 weeks" in said


def test_a_crisis_tag_that_stays_private_is_no_claim_of_safety(journal: Home, folder: Path) -> None:
    journal.run("log 2 suicidal --private")
    journal.run("export handout.md --yes --with safety")
    said = Path("handout.md").read_text(encoding="utf-8").replace("\\", "")
    assert "no thoughts of suicide or self-harm tagged in what goes along" in said
    assert "That alone says nothing of safety." in said
