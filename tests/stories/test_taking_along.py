"""The journal taken along as a file, and brought back."""

import json
import shlex
import sys

import pexpect
import pytest

from tests.conftest import Home
from tests.exports.exchange import file, lines
from tests.faults.canary import where_found
from tests.terminal import spawn

CANARY = "kingfisher-by-the-weir"


def test_a_new_computer(home: Home) -> None:
    home.run("log 2 flat headache:3 fogbank")
    home.run(["log", "5", "a good evening", "--on", "yesterday"])
    home.run('mark add "moved house"')
    home.run(f"export {home.path}/all.jsonl")
    new = ["--journal", str(home.path / "new.db")]
    home.run([*new, "import", f"{home.path}/all.jsonl", "--dry-run"]).says(
        "Would come in: 2 entries, 1 tag and 1 mark"
    )
    assert not (home.path / "new.db").exists()
    result = home.run([*new, "import", f"{home.path}/all.jsonl"])
    result.says(
        f"Imported 2 entries, 1 tag and 1 mark. Undo with: numbjournal --journal {shlex.quote(new[1])} undo"
    )
    result.remarks("Your journal is one file on this computer")
    assert home.run([*new, "list", "--plain"]).out == home.run("list --plain").out
    home.run([*new, "import", f"{home.path}/all.jsonl"]).says("nothing new").remarks("4 were already there")
    home.run([*new, "undo"]).says("Entries 1 and 2 are taken back")
    home.run([*new, "list"]).says("No entries match that.")
    home.run([*new, "redo"])
    home.run([*new, "log", "3"]).says("Saved 3")


def test_what_is_there_stays_as_it_is(home: Home) -> None:
    home.run("log 2 flat")
    home.run("log 3")
    before = lines(home)
    home.run("edit 1 --feel 7")
    home.run("delete 2")
    home.run(["import", str(file(home, "x", before)), "--json"]).says('"entries": 1').says('"already": 1')
    home.run("list --plain").says("Entry 3. Sunday 22 November: 3 of 10.").says(
        "Entry 1. Sunday 22 November: 7 of 10."
    )


def test_new_numbers_follow_the_days(home: Home) -> None:
    """Where entries were kept before, those that come get the next numbers, the oldest day first."""
    for day in ("yesterday", "-5", "today", "-2"):
        home.run(f"log 2 --on {day}")
    one = home.run("export - --format json").out
    shuffled = json.loads(one)
    shuffled["entries"].reverse()
    for content in (one, json.dumps(shuffled)):
        other = ["--journal", str(home.path / f"{len(content)}.db")]
        home.run([*other, "log", "9"])
        home.run([*other, "import", str(file(home, "x", content))]).says("Imported 4 entries")
        found = json.loads(home.run([*other, "list", "--json"]).out)["data"]
        listed = found["entries"] if isinstance(found, dict) else found
        assert {entry["number"]: entry["day"] for entry in listed} == {
            1: "2026-11-22", 2: "2026-11-17", 3: "2026-11-20", 4: "2026-11-21", 5: "2026-11-22",
        }  # fmt: skip


def test_a_purged_entry_does_not_come_back(home: Home) -> None:
    home.run(["log", "2", CANARY])
    home.run("log 3")
    before = lines(home)
    home.run("purge 1 --yes")
    home.run(["import", str(file(home, "x", before))]).remarks("1 was erased here for good, and stays erased")
    (home.path / "x").unlink()
    assert where_found(home.path, CANARY) == set()


def test_what_was_erased_elsewhere_is_named_and_not_erased_here(home: Home) -> None:
    home.run("log 2")
    other = ["--journal", str(home.path / "other.db")]
    home.run([*other, "import", str(file(home, "x", lines(home)))])
    home.run([*other, "purge", "1", "--yes"])
    assert '"kind": "purged"' not in home.run([*other, "export", "-", "--format", "jsonl"]).out
    after = home.run([*other, "export", "-", "--format", "jsonl", "--include-private"]).out
    home.run(["import", str(file(home, "x", after))]).remarks("1 was erased where the file comes from")
    home.run("list").says("1 entry")
    home.run("delete 1")
    home.run(["import", str(file(home, "x", after))]).remarks("still here")
    home.run("undo").says("Entry 1 is back")


def test_private_entries_stay_out_with_everything_that_is_theirs_alone(home: Home) -> None:
    home.run(["log", "2", f"a note, {CANARY}", CANARY, "--private"])
    home.run(["tag", "add", f"also-{CANARY}", "--same-as", CANARY])
    home.run(["log", "3", f"other-{CANARY}", "--private", "--got-through", CANARY])
    home.run(["tag", "rename", f"other-{CANARY}", f"called {CANARY}"])
    home.run(["tag", "add", f"same-{CANARY}", "--same-as", "flat"])
    home.run(["log", "1", f"same-{CANARY}", "--private"])
    home.run(["log", "1", f"gone-{CANARY}", "--private"])
    home.run("delete 4")
    home.run(["log", "1", f"merged-{CANARY}", "--private"])
    home.run(["tag", "merge", f"merged-{CANARY}", "foggy"])
    home.run(["tag", "merge", "work", CANARY])
    home.run("log 5 fogbank")
    home.run("tag add quiet")
    for format in ("json", "jsonl", "csv"):
        result = home.run(f"export {home.path}/out.{format} --json")
        result.remarks("4 private entries stay out. To take them along: --include-private")
        assert json.loads(result.out)["data"]["left_out"] == 4
        content = (home.path / f"out.{format}").read_bytes()
        assert CANARY.encode() not in content.lower()
        assert b"fogbank" in content
        assert (b"quiet" in content) == (format != "csv")
        home.run(f"export {home.path}/out.{format} --include-private --force").says("5 entries")
        assert content_has(home, f"out.{format}")


def content_has(home: Home, name: str) -> bool:
    return CANARY.encode() in (home.path / name).read_bytes()


def test_a_stretch_of_days_takes_the_words_of_that_time(home: Home) -> None:
    home.run("log 2 fogbank --on -10")
    home.run("log 3 puddle")
    home.run("mark add then --on -10")
    home.run("mark add now")
    home.run("score phq-9 3 --on -10")
    out = home.run("export - --format jsonl --last 3d").out
    assert [word in out for word in ("puddle", '"now"')] == [True, True]
    assert [word in out for word in ("fogbank", '"then"', "phq-9")] == [False, False, False]
    assert json.loads(out.splitlines()[0])["from"] == "2026-11-20"
    home.run("export x.json --last 3d --to today", code=2).silent()


def test_standard_output_is_the_data_alone(home: Home) -> None:
    home.run("log 2 --private")
    result = home.run("export - --format jsonl")
    assert all(json.loads(line) for line in result.out.splitlines())
    result.remarks("1 private entry stays out")
    home.run("export -", code=2).silent().remarks("Say the format: ").remarks("json, jsonl, csv")
    home.run("export - --format jsonl --json", code=2).silent()


@pytest.mark.parametrize("name", ["journal", "journal.txt", "journal.", ".json"])
def test_an_ending_that_says_nothing(home: Home, name: str) -> None:
    home.run("log 2")
    home.run(["export", name], code=2).silent().remarks("A format is one of ").remarks("json, jsonl, csv.")
    home.run(["export", f"{home.path}/{name}x", "--format", "JSONL"]).says("Wrote 1 entry")


def test_there_is_nothing_to_take_along(home: Home) -> None:
    home.run(f"export {home.path}/x.json", code=3).silent().remarks("There is no journal yet.")
    assert not (home.path / "x.json").exists()
    home.run("export x.json --for-spreadsheet", code=2).remarks("--for-spreadsheet is for CSV.")
    home.run("export x.json --notes all", code=2).remarks("an option of the hand-out")


def test_an_import_starts_no_crisis_notice(home: Home) -> None:
    home.run("log 2 suicidal")
    whole = lines(home)
    result = home.run(["--journal", str(home.path / "n.db"), "import", str(file(home, "x", whole))])
    assert "thoughts of suicide" not in result.out + result.err


def test_a_copy_is_kept_before_an_import_into_a_journal(home: Home) -> None:
    home.run("log 2")
    other = ["--journal", str(home.path / "n.db")]
    home.run([*other, "log", "4"])
    home.run([*other, "import", str(file(home, "x", lines(home)))])
    home.run([*other, "backup", "list", "--plain"]).says("before-import")


@pytest.mark.full
def test_a_bar_for_many_on_a_terminal_and_nowhere_else(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("numbjournal.output.progress.MANY", 1)
    home.run("log 2")
    home.run("log 3")
    code = (
        "import sys, numbjournal.output.progress as part; part.MANY = 1;"
        " from numbjournal.run import main; sys.exit(main())"
    )

    def drawn(*words: str) -> str:
        child = spawn(sys.executable, ["-c", code, *words])
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == 0
        return child.before

    assert "Writing" in drawn("export", f"{home.path}/x.json")
    assert "Writing" not in drawn("--plain", "export", f"{home.path}/y.json")
    assert "Reading" in drawn("--journal", f"{home.path}/n.db", "import", f"{home.path}/x.json")
    assert "Writing" not in home.run(f"export {home.path}/z.json").err
