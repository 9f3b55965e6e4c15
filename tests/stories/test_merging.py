"""Two computers, one journal: brought together, in either direction."""

import json
import re
import shutil
import sys

import pexpect
import pytest

from numbjournal.core.query import Query
from numbjournal.store.driver import connect
from numbjournal.store.schema import create_journal
from tests.conftest import Home, Result
from tests.faults.canary import where_found
from tests.store.test_forms import FORMS
from tests.terminal import spawn

CANARY = "kingfisher-by-the-weir"


class Laptop:
    """A second journal, which began as a copy of the first or on its own."""

    def __init__(self, home: Home, *, copied: bool = False) -> None:
        self.home, self.path = home, home.path / "laptop.db"
        if copied:
            shutil.copy(home.journal_path, self.path)

    def run(self, line: str | list[str], **options) -> Result:
        words = self.home.words(line) if isinstance(line, str) else line
        return self.home.run(["--journal", str(self.path), *words], **options)


@pytest.fixture
def laptop(home: Home) -> Laptop:
    home.run("log 2 flat --on yesterday")
    return Laptop(home)


def merged(home: Home, laptop: Laptop, *options: str, code: int = 0) -> Result:
    return home.run(["merge", str(laptop.path), *options], code=code)


def test_what_was_logged_elsewhere_comes_in(home: Home, laptop: Laptop) -> None:
    laptop.run("log 5 moth --on -3")
    laptop.run("log 6")
    laptop.run("mark add trip")
    merged(home, laptop, "--dry-run").says("Would be 2 entries, 1 tag and 1 mark new. Nothing was changed.")
    home.run("list").says("1 entry")
    result = merged(home, laptop).says("Merged: 2 entries, 1 tag and 1 mark new. Undo with: numbjournal undo")
    assert result.err == ""
    found = json.loads(home.run("list --json").out)["data"]
    assert [(entry["number"], entry["day"]) for entry in found] == [
        (3, "2026-11-22"), (1, "2026-11-21"), (2, "2026-11-19"),
    ]  # fmt: skip
    merged(home, laptop).says("There is nothing new in that journal. Nothing was changed.")
    laptop.run(["merge", str(home.journal_path)]).says("Merged: 1 entry new.")
    home.run("search moth").says("1 entry")


def test_undo_is_one_step_and_a_second_merge_brings_it_again(home: Home, laptop: Laptop) -> None:
    laptop.run("log 5 moth")
    laptop.run("log 6")
    merged(home, laptop)
    home.run("undo").says("Entries 2 and 3 are taken back.")
    home.run("list").says("1 entry")
    home.run("redo").says("Entries 2 and 3 are back.")
    home.run("undo")
    laptop.run(["merge", str(home.journal_path)]).says("1 entry new")
    laptop.run("list").says("3 entries")
    merged(home, laptop).says("2 entries and 1 tag new")
    home.run("list --plain").says("Entry 2. ").says("Entry 3. ")


def test_the_later_change_counts_and_the_other_is_kept(home: Home, laptop: Laptop) -> None:
    laptop = Laptop(home, copied=True)
    home.later(hours=1)
    home.run(["edit", "1", "--feel", "4"])
    home.later(hours=1)
    laptop.run("edit 1 --feel 7")
    result = merged(home, laptop).says("1 entry changed")
    result.says("1 entry was changed on both devices: 1. The later change counts;")
    result.says("the other version is kept: numbjournal history 1")
    home.run("show 1").says("7 of 10")
    laptop.run(["merge", str(home.journal_path)]).says("What you see is the same; the history knows more.")
    laptop.run("show 1").says("7 of 10")
    for device in (home, laptop):
        history = device.run("--plain history 1").out
        assert [feel in history for feel in ("feel 2", "feel 4", "feel 7")] == [True] * 3
    laptop.run("--plain history 1").says("22:04, merge: entry 1").says("another version counts")
    versions = json.loads(laptop.run("history 1 --json").out)["data"]
    assert [(each["after"]["feel"], each["is_passed"]) for each in versions[:2]] == [(7, False), (4, True)]


def test_a_deletion_and_a_change(home: Home, laptop: Laptop) -> None:
    laptop = Laptop(home, copied=True)
    home.later(minutes=5)
    home.run("delete 1")
    home.later(minutes=5)
    laptop.run("edit 1 --feel 7")
    merged(home, laptop).says("1 entry new").says("changed on both devices: 1")
    home.run("show 1").says("7 of 10")
    home.run("undo").says("Entry 1 is taken back.")
    home.later(minutes=5)
    laptop.run("delete 1")
    merged(home, laptop).says("What you see is the same")
    home.run("history 1 --plain").says("feel 7")


def test_what_was_erased_elsewhere_is_erased_here_once_that_is_meant(home: Home) -> None:
    home.run(["log", "2", f"a note about a {CANARY}", CANARY])
    home.run("log 3")
    laptop = Laptop(home, copied=True)
    laptop.run("purge 1 --yes")
    merged(home, laptop, code=2).silent().remarks("1 entry was erased for good on the other device")
    merged(home, laptop, "--dry-run").says("would be erased here too")
    home.run("show 1")
    merged(home, laptop, "--yes").says("1 entry was erased for good on the other device, and now here too")
    home.run("list").says("1 entry")
    assert where_found(home.path, CANARY) == set()
    home.run("undo")
    home.run("list").says("No entries")
    assert where_found(home.path, CANARY) == set()


@pytest.mark.parametrize("word", ["xyloquartzite", "鯨骨生物群集"])
def test_no_word_of_it_stays_in_the_index_either(home: Home, word: str) -> None:
    home.run(["log", "2", "--note", f"heard {word} there"])
    home.run("log 3 --note 'a quiet day'")
    laptop = Laptop(home, copied=True)
    laptop.run("purge 1 --yes")
    # Of a word that begins like the one before it in the index, only the rest is stored.
    assert where_found(home.path, word[2:])
    merged(home, laptop, "--yes").says("now here too")
    assert where_found(home.path, word[2:]) == set()


def test_a_backup_that_cannot_be_read_is_named(home: Home) -> None:
    home.run("log 2")
    laptop = Laptop(home, copied=True)
    laptop.run("purge 1 --yes")
    unreadable = home.journal_path.with_name("journal.db-backups") / "2026-11-20.db"
    unreadable.write_bytes(b"no journal")
    merged(home, laptop, "--yes").says("may still hold it").says("2026-11-20.db")


def test_undo_of_what_only_the_history_shows(home: Home) -> None:
    home.run("log 2")
    laptop = Laptop(home, copied=True)
    laptop.run("edit 1 --feel 5")
    home.later(minutes=1)
    home.run("edit 1 --feel 6")
    merged(home, laptop).says("What you see is the same")
    home.run("undo").says("What you see is the same. Do it again with: numbjournal redo")


def test_it_asks_before_it_erases(home: Home) -> None:
    home.run("log 2")
    laptop = Laptop(home, copied=True)
    laptop.run("purge 1 --yes")
    for answer, left in (("n", "1 entry"), ("y", "No entries")):
        child = spawn(sys.executable, ["-m", "numbjournal", "merge", str(laptop.path)])
        child.expect("Erase here too")
        child.sendline({"n": "no", "y": "yes"}[answer])
        child.expect(pexpect.EOF)
        child.close()
        assert child.exitstatus == (130 if answer == "n" else 0)
        home.run("list").says(left)


def test_what_was_erased_here_does_not_come_back(home: Home) -> None:
    home.run(["log", "2", CANARY])
    home.run("log 3")
    laptop = Laptop(home, copied=True)
    laptop.run("log 5")
    home.run("purge 1 --yes")
    merged(home, laptop).says("1 entry new").remarks("1 entry erased here for good stays erased.")
    laptop.path.unlink()
    shutil.rmtree(laptop.path.with_name("laptop.db-backups"))
    assert where_found(home.path, CANARY) == set()
    home.run("list").says("2 entries")


def test_a_tag_merged_on_one_side_and_used_on_the_other(home: Home) -> None:
    home.run("log 2 fogbank")
    laptop = Laptop(home, copied=True)
    home.later(minutes=1)
    home.run("tag merge fogbank foggy")
    laptop.run("log 4 fogbank:2")
    laptop.run("edit 1 --feel 3")
    for device, other in ((home, laptop.path), (laptop, home.journal_path)):
        device.run(["merge", str(other)])
        entries = json.loads(device.run("list --json").out)["data"]
        assert sorted(tag["tag"] for entry in entries for tag in entry["tags"]) == ["foggy", "foggy"]
        device.run(["merge", str(other)]).says("nothing new")
    home.run("search fogbank").says("2 entries")


def test_one_word_made_on_both_sides(home: Home, laptop: Laptop) -> None:
    home.run("tag add dusk --kind body")
    home.later(minutes=1)
    laptop.run("log 2 dusk")
    merged(home, laptop).says('and the other is kept: "dusk".')
    laptop.run(["merge", str(home.journal_path)])
    for device in (home, laptop):
        assert json.loads(device.run("tag show dusk --json").out)["data"]["kind"] == "own"


def test_another_word_here_and_a_tag_of_its_own_there(home: Home, laptop: Laptop) -> None:
    home.run("tag add nebel --same-as foggy")
    laptop.run("log 2 nebel")
    merged(home, laptop)
    laptop.run(["merge", str(home.journal_path)])
    for device in (home, laptop):
        assert json.loads(device.run("tag show nebel --json").out)["data"]["id"] == "nebel"
    home.run("undo")
    assert json.loads(home.run("tag show nebel --json").out)["data"]["id"] == "foggy"


def test_a_clock_that_is_years_ahead(home: Home) -> None:
    home.run("log 2")
    laptop = Laptop(home, copied=True)
    home.later(days=365 * 73)
    laptop.run("edit 1 --feel 9")
    laptop.run("log 8")
    home.later(days=-365 * 73)
    home.later(minutes=1)
    home.run("edit 1 --feel 4")
    merged(home, laptop).remarks("written by a clock that is 73 years ahead.")
    home.run("show 1").says("9 of 10")
    home.later(minutes=1)
    home.run("edit 1 --feel 5")
    merged(home, laptop).says("nothing new")
    home.run("show 1").says("5 of 10")
    laptop.run(["merge", str(home.journal_path)])
    laptop.run("show 1").says("5 of 10")
    # The clock of this journal did not follow, and the other's is right again once it is set right.
    clock = "SELECT value FROM state WHERE key = 'clock'"
    assert int(home.journal.read(clock)[0][0][:13]) // 1000 <= home.now.timestamp()
    laptop.run("log 1")
    home.run("merge " + str(laptop.path))
    newest = home.journal.read("SELECT clock FROM history ORDER BY id DESC LIMIT 1")[0][0]
    assert int(newest[:13]) // 1000 <= home.now.timestamp()


def test_crisis_words_that_come_in_start_no_notice(home: Home, laptop: Laptop) -> None:
    laptop.run("log 2 suicidal")
    result = merged(home, laptop).says("1 entry new")
    assert "thoughts of suicide" not in result.out + result.err


def test_into_an_empty_journal_numbers_stay(home: Home, laptop: Laptop) -> None:
    for feel in (3, 4, 5):
        laptop.run(f"log {feel} --on -{feel}")
    laptop.run("delete 2")
    empty = home.path / "empty.db"
    create_journal(empty)
    into = ["--journal", str(empty)]
    home.run([*into, "merge", str(laptop.path)]).says("2 entries new")
    found = json.loads(home.run([*into, "list", "--json"]).out)["data"]
    assert [(entry["number"], entry["feel"]) for entry in found] == [(1, 3), (3, 5)]
    home.run([*into, "log", "9"]).says("Saved 4")
    home.run([*into, "history", "2", "--plain"]).says("feel 4")


def test_itself_a_copy_and_its_own_backup(home: Home, laptop: Laptop) -> None:
    home.run(["merge", str(home.journal_path)], code=1).remarks("That file is the journal itself.")
    link = home.path / "link.db"
    link.hardlink_to(home.journal_path)
    home.run(["merge", str(link)], code=1).remarks("That file is the journal itself.")
    link.unlink()
    home.run(["merge", str(Laptop(home, copied=True).path)]).says("nothing new")
    (backup,) = home.journal_path.with_name("journal.db-backups").iterdir()
    home.run("log 5")
    home.run(["merge", str(backup)]).says("nothing new")


def test_without_a_journal(home: Home) -> None:
    home.run("merge x.db", code=3).remarks("Try: numbjournal restore x.db")
    home.run("log 2")
    home.run("merge nowhere.db", code=3).remarks("There is no such file.")


def test_a_copy_is_kept_before_and_the_other_file_is_as_it_was(home: Home, laptop: Laptop) -> None:
    laptop.run("log 2")
    before = laptop.path.read_bytes()
    laptop.path.chmod(0o400)
    merged(home, laptop)
    assert laptop.path.read_bytes() == before
    home.run("backup list --plain").says("before-merge")
    assert not list(home.journal_path.parent.glob(".*.new"))


def test_a_journal_of_an_older_form(home: Home, laptop: Laptop) -> None:
    shutil.copy(FORMS / "1.db", laptop.path)
    before = laptop.path.read_bytes()
    merged(home, laptop).says("4 entries")
    assert laptop.path.read_bytes() == before
    assert len(home.journal.list(Query())) == 5
    home.run("search shut").says("1 entry")
    home.run("undo")
    assert not list(home.journal_path.parent.glob(".*.new"))


def test_what_was_shown_and_handed_out(home: Home, laptop: Laptop) -> None:
    home.run("log 2")
    laptop.run("log 4")
    home.run("report --snooze", code=None)
    laptop.run(["export", str(home.path / "x.html"), "--yes"])
    merged(home, laptop)
    laptop.run(["merge", str(home.journal_path)])
    sql = "SELECT key, value FROM state WHERE key IN ('shown', 'handed out') ORDER BY key"
    here = [tuple(row) for row in home.journal.read(sql)]
    other = connect(str(laptop.path))
    assert here == other.execute(sql).fetchall()
    assert "handed out" in dict(here)
    other.close()


def test_as_data(home: Home, laptop: Laptop) -> None:
    laptop.run("log 2 moth")
    data = json.loads(merged(home, laptop, "--json").out)["data"]
    assert (data["new"]["entries"], data["new"]["tags"], data["conflicts"], data["dry_run"]) == (
        1,
        1,
        [],
        False,
    )


@pytest.mark.full
def test_a_bar_for_many_on_a_terminal(home: Home, laptop: Laptop) -> None:
    laptop.run("log 2")
    laptop.run("log 3")
    code = (
        "import sys, numbjournal.output.progress as t; t.MANY = 1;"
        "from numbjournal.run import main; sys.exit(main())"
    )
    child = spawn(sys.executable, ["-c", code, "merge", str(laptop.path)])
    child.expect(pexpect.EOF)
    assert "Merging" in child.before


@pytest.fixture
def imported(home: Home) -> Laptop:
    """A laptop that began with an export of the home's journal, and not with a copy of the file."""
    home.run(["log", "2", "flat", "about the weir", "--on", "yesterday"])
    home.run("log 5 moth")
    home.run(f"export {home.path}/all.jsonl")
    laptop = Laptop(home)
    laptop.run(f"import {home.path}/all.jsonl")
    return laptop


def without_numbers(listed: Result) -> list[str]:
    """The lines of a list; numbers are a file's own."""
    return sorted(re.sub(r"^Entry \d+", "Entry", line) for line in listed.out.splitlines())


def both_ways(home: Home, laptop: Laptop) -> tuple[str, str]:
    """What is said on the laptop and at home."""
    carried = home.path / "carried.db"
    shutil.copy(home.journal_path, carried)
    there = laptop.run(["merge", str(carried), "--yes"])
    here = merged(home, laptop, "--yes")
    assert without_numbers(home.run("--plain list")) == without_numbers(laptop.run("--plain list"))
    return there.out, here.out


def test_an_old_export_takes_back_no_later_edit(home: Home, imported: Laptop) -> None:
    home.run(["edit", "1", "--feel", "7"])
    there, here = both_ways(home, imported)
    assert "both devices" not in there + here
    home.run("--plain show 1").says("7 of 10")


def test_nor_a_deletion(home: Home, imported: Laptop) -> None:
    home.run("delete 1")
    there, here = both_ways(home, imported)
    assert "both devices" not in there + here
    assert "weir" not in home.run("--plain list").out


def test_nor_that_an_entry_is_private(home: Home, imported: Laptop) -> None:
    home.run("edit 1 --private")
    both_ways(home, imported)
    assert json.loads(home.run("show 1 --json").out)["data"]["private"]


def test_what_was_changed_after_an_import_is_a_change(home: Home, imported: Laptop) -> None:
    imported.run("edit 1 --feel 9")
    there, here = both_ways(home, imported)
    assert "both devices" not in there + here
    home.run("--plain show 1").says("9 of 10")


def test_both_changed_after_an_import(home: Home, imported: Laptop) -> None:
    imported.run("edit 1 --feel 9")
    home.run("edit 1 --feel 7")
    there, _ = both_ways(home, imported)
    assert "changed on both devices: 1" in there
    assert json.loads(home.run("show 1 --json").out)["data"]["feel"] in (7, 9)


def test_an_import_that_was_undone_deletes_nothing_elsewhere(home: Home, imported: Laptop) -> None:
    imported.run("undo")
    imported.run("--plain list --limit 1")
    there, _ = both_ways(home, imported)
    assert "2 entries" in there
    home.run("--plain list").says("about the weir")


def test_the_same_file_on_both_is_no_conflict(home: Home, laptop: Laptop) -> None:
    table = home.path / "moods.csv"
    table.write_text("day,mood\n2026-11-01,1\n2026-11-02,2\n", encoding="utf-8")
    for run in (home.run, laptop.run):
        run(f"import {table} --date day --mood mood")
    there, here = both_ways(home, laptop)
    assert "both devices" not in there + here
    assert home.run("--plain list").out.count("Pleasant") == 2


def test_erased_after_an_undone_merge_that_only_the_history_showed(home: Home) -> None:
    """What was undone there left no trace; nothing that took it back is in the way of erasing."""
    home.run("log 5 flat")
    laptop = Laptop(home)
    laptop.run("log 1 flat")
    laptop.run("delete 1")
    merged(home, laptop).says("the history knows more")
    home.run("undo")
    laptop.run("purge 1 --yes")
    merged(home, laptop, "--yes").says("1 entry was erased for good on the other device, and now here too")
    merged(home, laptop).says("There is nothing new")
    home.run("undo")
    home.run("redo")
    home.run("doctor")


def test_an_entry_about_a_day_still_to_come_is_named(home: Home, laptop: Laptop) -> None:
    laptop.run("log 5")
    here = home.now
    home.later(days=40)
    laptop.run("log 6")
    home.now = here
    merged(home, laptop, "--dry-run").says("1 entry is about a day still to come.")
    result = merged(home, laptop).says("2 entries new").says("1 entry is about a day still to come.")
    result.says("numbjournal edit 3 --on WHEN")
    home.run("edit 3 --on yesterday")
    assert "still to come" not in merged(home, laptop).out
    laptop.run("delete 2")
    assert "still to come" not in merged(home, laptop).out


def test_several_entries_about_days_still_to_come(home: Home, laptop: Laptop) -> None:
    here = home.now
    home.later(days=40)
    laptop.run("log 6")
    laptop.run("log 7")
    home.now = here
    merged(home, laptop).says("2 entries are about days still to come: 2 and 3.")


def test_tomorrow_is_no_day_still_to_come_for_somebody_who_travels_west(home: Home, laptop: Laptop) -> None:
    here = home.now
    home.later(hours=20)
    laptop.run("log 6")
    home.now = here
    assert "still to come" not in merged(home, laptop).says("1 entry new").out


def test_a_file_that_another_tool_set_to_write_ahead_logging_is_only_read(home: Home, laptop: Laptop) -> None:
    laptop.run("log 6")
    connection = connect(str(laptop.path))
    connection.execute("PRAGMA journal_mode = wal")
    connection.close()
    before = laptop.path.read_bytes()
    merged(home, laptop).says("1 entry new")
    assert laptop.path.read_bytes() == before
    beside = {path.name for path in home.path.glob("laptop.db*")} - {"laptop.db", "laptop.db-backups"}
    assert beside == {"laptop.db-wal", "laptop.db-shm"}
