"""Years that were kept in another program, brought in."""

import json
from datetime import date, timedelta

import pytest

from numbjournal.core.query import Query
from tests.conftest import Home
from tests.exports.exchange import file
from tests.imports.foreign import BEARABLE, DAYLIO, FEELS, JRNL_TEXT, TABLE
from tests.terminal import ended, terminal

RENAMED = DAYLIO.replace(",rad,", ",Sunshine,").replace(",meh,", ",Fog,")
WIDE = 160
HEADER = DAYLIO.splitlines(keepends=True)[0]
SUNDAY = date(2026, 11, 22)


def daylio(home: Home, *rows: str) -> str:
    """A file of Daylio with these rows (day, mood, activities)."""
    lines = [
        f"{day},,,21:00,{mood},{activities},,\n" for day, mood, activities in (row.split(",") for row in rows)
    ]
    return str(file(home, "daylio.csv", HEADER + "".join(lines)))


def last_days(days: int, mood: str, activities: str = "") -> list[str]:
    return [f"{SUNDAY - timedelta(days=back)},{mood},{activities}" for back in range(days)]


def test_from_daylio(home: Home) -> None:
    path = str(file(home, "daylio.csv", DAYLIO))
    home.run(["import", path, "--dry-run"]).says("Would come in from Daylio: 3 entries and 1 tag.")
    assert not home.journal_path.exists()
    result = home.run(["import", path])
    result.says("Imported 3 entries and 1 tag from Daylio. Undo with: numbjournal undo")
    result.remarks("Your journal is one file on this computer")
    home.run(["import", path]).says("nothing new").remarks("3 were already there")
    home.width = WIDE
    home.run("list").says("mood 5, work (Daylio), something creative (music), fatigue (tired), from Daylio")
    home.run("show 3").says("5 of 10").says("no number").says("Daylio")
    home.run("show 3 --plain").says("From: Daylio")
    home.run("list --plain").says("Pleasant: 5 of 10.").says("From Daylio.")
    assert json.loads(home.run("show 3 --json").out)["data"]["source"] == "Daylio"
    home.run("undo").says("Entries 1, 2 and 3 are taken back")
    home.run("tag list").says("movement")
    assert "work-daylio" not in home.run("tag list").out
    home.run("redo").says("Entries 1, 2 and 3 are back")
    home.run("log 4").says("Saved 4")


def test_the_next_export_brings_what_is_new(home: Home) -> None:
    home.run(["import", daylio(home, "2026-11-20,good,", "2026-11-18,bad,")])
    home.run("log 5")
    newer = daylio(home, "2026-11-21,rad,", "2026-11-20,good,", "2026-11-19,meh,", "2026-11-18,bad,")
    home.run(["import", newer]).says("Imported 2 entries").remarks("2 were already there")
    found = {entry.number: entry.draft.day.day for entry in home.journal.list(Query())}
    assert found == {1: 18, 2: 20, 3: 22, 4: 19, 5: 21}


def test_what_was_written_that_day_is_not_late_and_its_mood_is_marked(home: Home) -> None:
    home.run(["import", daylio(home, "2026-11-20,good,", "2026-11-18,bad,empty")])
    month = home.run("calendar --month 2026-11 --plain")
    month.says("Friday 20 November: mood, no number.").says("Wednesday 18 November: flat, no number.")
    assert "later" not in month.out
    home.run(["import", str(file(home, "t.csv", TABLE)), "--date", "day", "--feel", "feel", "--mood", "MOOD"])
    # Nobody knows when a row of a table was written, so it was written now.
    home.run("calendar --month 2026-11 --plain").says("Saturday 21 November: 2 of 10.")
    old = TABLE.replace("2026-11-21", "2026-11-01")
    home.run(["import", str(file(home, "old.csv", old)), "--date", "day", "--feel", "feel"])
    home.run("calendar --month 2026-11 --plain").says("Sunday 1 November: 2 of 10, written later.")


def test_how_pleasant_is_no_sign_and_how_much_is(home: Home) -> None:
    """Four weeks of the worst mood there is say nothing about how much could be felt."""
    path = daylio(home, *last_days(28, "awful"))
    home.run(["import", path])
    home.run("report --json").says('"rung": 0')
    home.run("undo")
    home.run(["import", path, "--feel-from", "mood"]).says("Imported 28 entries")
    home.run("report --json").says('"rung": 2')
    assert {entry.draft.mood for entry in home.journal.list(Query())} == {None}


def test_words_of_a_tracker_count_on_their_day_and_a_table_comes_too_late(home: Home) -> None:
    home.run(["import", daylio(home, *last_days(28, "good", "empty"))])
    home.run("report --json").says('"rung": 2')
    rows = "".join(f"{SUNDAY - timedelta(days=back)},1\n" for back in range(60))
    other = ["--journal", str(home.path / "other.db")]
    home.run([*other, "import", str(file(home, "t.csv", f"d,f\n{rows}")), "--date", "d", "--feel", "f"])
    home.run([*other, "report", "--json"]).says('"rung": 0')


def test_a_crisis_tag_that_comes_in_starts_no_notice(home: Home) -> None:
    result = home.run(["import", daylio(home, "2026-11-20,awful,suicidal | music")])
    assert "suicide" not in result.out + result.err
    home.run("list").says("thoughts of suicide (suicidal)")
    home.run("report").says("You noted thoughts of suicide.")


def test_moods_that_were_renamed(home: Home) -> None:
    path = str(file(home, "daylio.csv", RENAMED))
    asked = home.run(["import", path, "--dry-run"])
    asked.says("[moods]").says('"Sunshine" =').says('"Fog" =')
    said = home.run(["import", path], code=1).silent().err
    assert "Fog" not in said
    assert "--dry-run lists them" in said
    assert not home.journal_path.exists()
    home.run(["import", path, "--json"], code=1).silent()
    mapping = '[moods]\nSunshine = 9\nfog = "none"\n[words]\nwork = "drained:3"\nmusic = ""\n'
    home.run(["import", path, "--map", str(file(home, "map.toml", mapping))]).says("Imported 3 entries from")
    home.width = WIDE
    home.run("list").says("mood 9").says("emotionally drained (strong), fatigue (tired)").says("mood 0")


@pytest.mark.full
def test_moods_are_asked_for_on_a_terminal(home: Home) -> None:
    file(home, "daylio.csv", RENAMED)
    with terminal(home, f"import {home.path}/daylio.csv") as child:
        child.expect("How pleasant is “Fog”")
        child.sendline("11")
        child.expect("not a number from 0 to 10")
        child.expect("How pleasant is “Fog”")
        child.sendline("4")
        child.expect("How pleasant is “Sunshine”")
        child.sendline("")
        child.expect("Imported 3 entries and 1 tag from Daylio")
        assert ended(child) == 0
    assert sorted(str(entry.draft.mood) for entry in home.journal.list(Query())) == ["0", "4", "None"]


def test_stopping_at_the_question_changes_nothing(home: Home) -> None:
    file(home, "daylio.csv", RENAMED)
    with terminal(home, f"import {home.path}/daylio.csv") as child:
        child.expect("How pleasant is “Fog”")
        child.sendintr()
        assert ended(child) == 130
    assert not home.journal_path.exists()


def test_a_scale_that_the_file_does_not_say(home: Home) -> None:
    path = str(file(home, "b.csv", BEARABLE))
    home.run(["import", path], code=1).remarks("how far its scale of moods goes").remarks("--scale 1-5")
    home.run(["import", path, "--scale", "1-5"]).says("Imported 3 entries and 2 tags from Bearable")
    home.width = WIDE
    home.run("list --from 2020-09-22 --to 2020-09-22").says(
        "mood 5, Stress, headache very strong, from Bearable"
    )


def test_rows_that_cannot_be_read(home: Home) -> None:
    path = daylio(home, "2026-11-20,good,", "2027-01-01,good,", "1890-01-01,good,", "x,good,")
    drawn = home.run(["import", path])
    drawn.says("Imported 1 entry from Daylio").says("Not read").says("3 rows")
    assert [line.split()[0] for line in drawn.out.splitlines()[-4:]] == ["Row", "3", "4", "5"]
    home.run("undo")
    home.run(["import", path, "--plain"]).says(
        "3 rows could not be read:\nRow 3: its day is still to come.\n"
    )
    data = json.loads(home.run(["import", path, "--json"]).out)["data"]
    assert data["skipped"][1] == {"row": 4, "reason": "its day is before 1900"}
    assert (data["skipped_count"], data["already"], data["source"]) == (3, 1, "Daylio")


def test_of_many_rows_that_cannot_be_read_the_first_are_shown(home: Home) -> None:
    path = daylio(home, *["x,good,"] * 1500)
    for plain in ("", "--plain"):
        result = home.run(f"import {path} {plain}").says("nothing new").says("1500 rows")
        result.says("and 1480 more rows. As data: --json")
        assert result.out.count("day cannot be read") == 20
    data = json.loads(home.run(["import", path, "--json"]).out)["data"]
    assert (len(data["skipped"]), data["skipped_count"]) == (1000, 1500)


def test_what_was_erased_for_good_does_not_come_back(home: Home) -> None:
    path = daylio(home, "2026-11-20,good,", "2026-11-19,good,")
    home.run(["import", path])
    home.run("purge 2 --yes")
    home.run(["import", path]).says("nothing new").remarks("1 was erased here for good, and stays erased")
    other = ["--journal", str(home.path / "other.db")]
    home.run([*other, "import", path])
    home.run([*other, "export", f"{home.path}/all.jsonl"])
    home.run(["import", f"{home.path}/all.jsonl"]).says("nothing new").remarks("1 was erased here for good")


def test_what_was_deleted_comes_back_with_its_file(home: Home) -> None:
    """As with an export: only what was erased for good is remembered as gone."""
    path = daylio(home, "2026-11-20,good,", "2026-11-19,good,")
    home.run(["import", path])
    home.run("delete 1")
    home.run(["import", path]).says("Imported 1 entry from Daylio").remarks("1 was already there")
    home.run("undo").says("Entry 3 is taken back")


def test_two_computers_that_bring_in_the_same_have_the_same(home: Home) -> None:
    path = str(file(home, "j.txt", JRNL_TEXT))
    other = ["--journal", str(home.path / "other.db")]
    home.run(["import", path])
    home.run([*other, "import", path])
    home.run(f"export {home.path}/all.jsonl")
    home.run([*other, "import", f"{home.path}/all.jsonl"]).says("nothing new")


def test_a_copy_is_kept_before_an_import_into_a_journal(home: Home) -> None:
    home.run("log 2")
    home.run(["import", str(file(home, "f.json", FEELS))]).says("from feels")
    home.run("backup list --plain").says("before-import")


def test_a_word_of_ones_own_is_found_again(home: Home) -> None:
    home.run('tag add "board games" --same-as connecting')
    home.run("tag rename movement sport")
    home.run("log 3 knitting")
    home.run(["import", daylio(home, "2026-11-20,good,board games | Sport | knitting | note")])
    home.width = WIDE
    home.run("list").says("contact with someone (board games), sport, knitting, note (Daylio), from Daylio")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--format", "diary"], "A format is one of jsonl, json, daylio"),
        (["--scale", "5"], "A scale goes from"),
        (["--feel-from", "sleep"], "no column of the name that --feel-from says"),
        (["--mood", "mood"], "Columns are named for a table"),
        (["--date", "Tag"], "no column of the name that --date says"),
        (["--format", "csv"], "Say which column has the day"),
    ],
)
def test_what_cannot_be_asked_for(home: Home, options: list[str], says: str) -> None:
    home.run(["import", str(file(home, "d.csv", DAYLIO)), *options], code=2).silent().remarks(says)
    assert not home.journal_path.exists()


def test_options_for_other_programs_are_none_for_an_export(home: Home) -> None:
    home.run("log 2")
    home.run(f"export {home.path}/all.jsonl")
    home.run(f"import {home.path}/all.jsonl --scale 1-5", code=2).remarks("for files of other programs")
    home.run(f"import {home.path}/nowhere.csv --map x", code=3).remarks("no such file")
    home.run(["import", str(file(home, "d.csv", DAYLIO)), "--map", "nowhere"], code=3).remarks("no such file")
