"""Output that cannot be written, input that cannot be read: what was asked for is done, and that is said."""

import subprocess
import sys
from pathlib import Path

import pytest

from numbjournal.core.entry import Entry
from numbjournal.core.query import Query
from tests.conftest import Home, few

FULL = Path("/dev/full")

UNHEARD = "The output could not be written: No space left on device."

needs_full = pytest.mark.needs("/dev/full")


def typed(home: Home, line: str) -> tuple[int, str, str]:
    """A line of the shell, `numbjournal` in it as the program that is tested; exit code, output, remarks."""
    script = f'set -o pipefail; numbjournal() {{ "{sys.executable}" -m numbjournal "$@"; }}; {line}'
    ended = subprocess.run(
        ["bash", "-c", script], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ended.stderr
    assert "went wrong" not in ended.stderr
    assert "Exception ignored" not in ended.stderr
    return ended.returncode, ended.stdout, ended.stderr


@needs_full
@pytest.mark.parametrize(
    "words",
    few(
        [
            "report",
            "--plain report",
            "list --json",
            "list",
            "show 1",
            "calendar",
            "insights",
            "tag list",
            "history",
            "search flat",
            "doctor",
            "learn causes",
            "config",
            "config get country",
            "backup list",
            "--help",
            "log --help",
            "--version",
            "export - --format jsonl",
            "export - --format csv",
            "export - --format md --yes --notes none",
            "",
        ],
        5,
    ),
)
def test_an_answer_that_does_not_arrive_is_said(home: Home, words: str) -> None:
    home.run("log 2 flat")
    code, _, said = typed(home, f"numbjournal {words} > /dev/full")
    assert code == 1
    assert said.splitlines()[-1] == UNHEARD


@needs_full
@pytest.mark.parametrize(
    ("words", "changed"),
    few(
        [
            ("log 4 flat", "The entry was saved."),
            ("log 4 flat --json", "The entry was saved."),
            ("edit 1 --feel 3", "The change was saved."),
            ("delete 1", "The change was saved."),
            ("undo", "The change was saved."),
            ("onset 'since March'", "The change was saved."),
            (
                "purge 1 --yes",
                "1 backup no longer holds what is to be erased. The entry was erased from the journal.",
            ),
            ("backup", "A backup was made."),
            ("config set country DE", "The settings were changed."),
            ("demo ~/made-up.db", "The made-up journal was written."),
            ("export ~/journal.jsonl", "The file was written."),
        ],
        4,
    ),
)
def test_what_was_done_is_said_where_the_answer_does_not_arrive(home: Home, words: str, changed: str) -> None:
    home.run("log 2 flat")
    code, _, said = typed(home, f"numbjournal {words} > /dev/full")
    assert code == 1
    assert said.splitlines()[-1] == f"{UNHEARD} {changed} Nothing else was changed."


@needs_full
def test_an_entry_is_kept_and_its_backup_made(home: Home) -> None:
    code, _, said = typed(home, "numbjournal log 4 flat > /dev/full")
    changed = "A new, empty journal was made. The entry was saved. Nothing else was changed."
    assert (code, said.splitlines()[-1]) == (1, f"{UNHEARD} {changed}")
    assert [entry.draft.feel for entry in entries(home)] == [4]
    assert len(list(home.journal_path.with_name("journal.db-backups").iterdir())) == 1


@needs_full
def test_where_to_turn_is_said_where_it_can_be(home: Home) -> None:
    code, _, said = typed(home, "numbjournal log 5 suicidal > /dev/full")
    assert code == 1
    assert said.index("You noted thoughts of suicide.") < said.index(UNHEARD)
    assert "findahelpline.com" in said
    assert "findahelpline.com" in typed(home, "numbjournal crisis > /dev/full")[2]


@needs_full
def test_a_handout_that_did_not_arrive_is_not_the_last_one(home: Home) -> None:
    home.run("log 2 flat")
    assert typed(home, "numbjournal export - --format md --yes > /dev/full")[0] == 1
    home.run("export - --format md --since-last --yes", code=1).remarks("There was no hand-out before")
    home.run("export - --format md --yes")
    home.run("export - --format md --since-last --yes", code=1).remarks("up to today")


@pytest.mark.parametrize(
    "words", few(["log 3 flat", "list", "report", "export - --format jsonl", "crisis", "--help"], 3)
)
def test_a_reader_that_has_gone_has_heard_enough(home: Home, words: str) -> None:
    home.run("log 2 flat")
    for reader in ("true", "head -c 1"):
        code, _, said = typed(home, f"numbjournal {words} | {reader}")
        assert (code, said) == (0, "")
    assert len(entries(home)) == (3 if words.startswith("log") else 1)


@pytest.mark.full
@needs_full
@pytest.mark.parametrize("remarks", ["2> /dev/full", "2>&-"])
def test_remarks_that_do_not_arrive_change_nothing(home: Home, remarks: str) -> None:
    home.run("log 2 flat")
    code, said, _ = typed(home, f"numbjournal log 3 flatt {remarks}")
    assert code == 0
    assert said.startswith("Saved 2")
    assert typed(home, f"numbjournal show 99 {remarks}") == (3, "", "")
    assert typed(home, f"numbjournal log 4 > /dev/full {remarks}") == (1, "", "")
    assert len(entries(home)) == 3


@pytest.mark.parametrize("closed", ["<&-", "0> /dev/null"])
def test_a_note_that_cannot_be_read_costs_no_number(home: Home, closed: str) -> None:
    home.run("log 2 flat")
    code, said, remarks = typed(home, f"numbjournal log 3 fatigue --note - {closed}")
    assert code == 1
    assert said.startswith("Saved 2")
    assert remarks.startswith("The note could not be read from standard input:")
    assert remarks.endswith("The entry was saved. Nothing else was changed. Try: numbjournal edit 2 --edit\n")
    newest = entries(home)[0].draft
    assert (newest.feel, newest.note) == (3, "")


def test_where_there_is_only_a_note_to_save_nothing_is(home: Home) -> None:
    home.run("log 2 flat")
    code, said, remarks = typed(home, "numbjournal log --note - <&-; numbjournal edit 1 --note - <&-")
    assert (code, said) == (1, "")
    assert remarks.count("The note could not be read from standard input: it is closed.\n") == 2
    assert len(entries(home)) == 1


def entries(home: Home) -> list[Entry]:
    return home.journal.list(Query())
