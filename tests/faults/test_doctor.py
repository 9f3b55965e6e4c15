"""For every fault, doctor names one command, and that command brings the journal back."""

import json
import shlex
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from numbjournal.core.entry import Answer, Draft, Tagging
from numbjournal.core.query import Query
from numbjournal.store.backup import make_daily_backup
from numbjournal.store.journal import Journal
from tests.conftest import Home, few
from tests.faults.damage import DAMAGES, INCONSISTENCIES, leaves_of, overwrite, page_of_table
from tests.faults.powers import without_powers
from tests.faults.table import Tried
from tests.store.test_forms import FORMS
from tests.store.test_journal import DAY, make_journal

ENTRIES = 120


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a journal of some months and its daily backup."""
    folder = tmp_path_factory.mktemp("lived")
    journal = make_journal(folder)
    for number in range(ENTRIES):
        note = "walked to the river" if number % 40 == 7 else "a quiet day " + "x" * 200
        draft = Draft(
            DAY - timedelta(days=number),
            answer=Answer.RATED,
            feel=number % 11,
            note=note,
            tags=(Tagging("flat"),),
        )
        journal.log(draft)
    make_daily_backup(journal.connection, journal.path, DAY)
    journal.close()
    return folder


@pytest.fixture
def there(home: Home, lived: Path) -> Home:
    shutil.copytree(lived, home.journal_path.parent)
    return home


def next_command(home: Home, code: int) -> str:
    lines = home.run("doctor", code=code).out.splitlines()
    assert lines[0].startswith("Not fine: "), lines
    assert lines[-1].startswith("Next: numbjournal "), lines
    return lines[-1].removeprefix("Next: numbjournal ")


def test_a_journal_in_order_is_said_to_be(there: Home) -> None:
    there.run("doctor").says(f"Fine: The journal is whole: {ENTRIES} entries.").says("1 backup is whole")
    assert "Next" not in there.run("doctor").out


@pytest.mark.parametrize("name", few([name for name in DAMAGES if name != "newer_form"], 4))
def test_with_a_backup_the_named_command_brings_everything_back(there: Home, name: str, tried: Tried) -> None:
    tried("damage", 1)
    before = there.run("list --json").out
    DAMAGES[name](there.journal_path)
    command = next_command(there, 3 if name == "gone" else 5)
    assert shlex.split(command)[0] == "restore"
    there.run(f"{command} --yes")
    assert there.run("list --json").out == before
    there.run("doctor").says("The journal is whole")
    there.run("log 2").says(f"Saved {ENTRIES + 1}")


@pytest.mark.full
@pytest.mark.parametrize(("name", "share"), few([("truncated", 0.7), ("damaged_page", 1.0)], 2))
def test_without_a_backup_what_can_be_read_is_brought_back(there: Home, name: str, share: float) -> None:
    shutil.rmtree(there.journal_path.with_name("journal.db-backups"))
    DAMAGES[name](there.journal_path)
    command = next_command(there, 5)
    assert command == "restore --salvage"
    there.run(f"{command} --yes")
    assert len(there.journal.list(Query())) >= ENTRIES * share
    there.run("doctor").says("The journal is whole")
    there.run("log 2 flat").says(f"Saved {ENTRIES + 1}")
    there.run("undo")


@pytest.mark.parametrize("name", ["empty", "damaged_header", "schema_page"])
def test_where_nothing_is_left_it_says_so(there: Home, name: str) -> None:
    shutil.rmtree(there.journal_path.with_name("journal.db-backups"))
    elsewhere = there.path / "copy of mine.db"
    shutil.copy(there.journal_path, elsewhere)
    DAMAGES[name](there.journal_path)
    assert next_command(there, 5) == "restore FILE"
    there.run(["restore", str(elsewhere), "--yes"]).says(f"{ENTRIES} entries")
    there.run("doctor").says("The journal is whole")


def test_another_file_in_the_journals_place_has_to_be_moved_away_first(there: Home) -> None:
    shutil.rmtree(there.journal_path.with_name("journal.db-backups"))
    elsewhere = there.path / "mine.db"
    shutil.copy(there.journal_path, elsewhere)
    DAMAGES["something_else"](there.journal_path)
    found = there.journal_path.read_bytes()
    assert next_command(there, 5) == "restore FILE"
    said = there.run(["restore", str(elsewhere), "--yes"], code=5).err
    _, from_path, to_path = shlex.split(said.partition("Try: ")[2])
    Path(from_path).rename(to_path)
    there.run(["restore", str(elsewhere), "--yes"]).says(f"{ENTRIES} entries")
    assert Path(to_path).read_bytes() == found


def test_a_newer_journal_asks_for_a_newer_program(there: Home) -> None:
    DAMAGES["newer_form"](there.journal_path)
    there.run("doctor", code=5).says("A newer numbjournal wrote this journal").says(
        "Next: pip install --upgrade"
    )


@pytest.mark.parametrize(("damage", "sentence"), few(INCONSISTENCIES.values(), 5), ids=INCONSISTENCIES)
def test_what_sqlite_finds_in_order_is_named_and_mended(
    there: Home, damage: Callable[[Path], None], sentence: str, tried: Tried
) -> None:
    """The command that is named keeps every entry, also those that are in no backup, and undo goes on."""
    tried("damage", 1)
    there.run("score phq9 12")
    there.run("log 1 foggy 'since the backup'")
    there.run("delete 9")
    before = there.run("list --limit all --json").out
    damage(there.journal_path)
    there.run("doctor", code=5).says(sentence)
    assert next_command(there, 5) == "restore --salvage"
    there.run("restore --salvage --yes")
    says_whole = there.run("doctor").says("The journal is whole")
    assert "Not fine" not in says_whole.out
    assert entries_of(there.run("list --limit all --json").out) == entries_of(before)
    there.run("log 2").says(f"Saved {ENTRIES + 2}")
    # Two of the damages are a step of their own.
    there.run("undo --steps 3").says("Entry 9 is back.")
    there.run("score list").says("12")


def test_what_needs_the_state_says_that_it_is_gone_and_nothing_is_lost(there: Home) -> None:
    INCONSISTENCIES["an empty state"][0](there.journal_path)
    before = there.run("list --limit all --json").out
    there.run("log 3 'a word of mine'", code=5).remarks("lost what it knows").remarks(
        "What you wrote is kept"
    )
    for line in (
        "edit 1 --feel 3",
        "delete 1",
        "undo",
        "mark add trip",
        f"merge {shlex.quote(str(FORMS / '1.db'))}",
    ):
        result = there.run(line, code=5).silent().remarks("The journal has lost what it knows about itself")
        assert result.err.count("\n") == 1
    assert there.run("list --limit all --json").out == before
    there.run(f"{next_command(there, 5)} --yes")
    there.run("log --unsaved").says(f"Saved {ENTRIES + 1}").says("a note")


def test_an_empty_journal_is_mended_too(home: Home) -> None:
    home.run("log 2")
    home.run("purge 1 --yes")
    INCONSISTENCIES["an empty state"][0](home.journal_path)
    home.run(f"{next_command(home, 5)} --yes").says("with 0 entries")
    home.run("doctor").says("The journal is whole: 0 entries.")


def test_no_number_is_given_again_after_a_salvage(home: Home) -> None:
    for line in ("log 2", "log 3", "mark add trip", "delete 2", "mark delete 1"):
        home.run(line)
    INCONSISTENCIES["an empty state"][0](home.journal_path)
    home.run("restore --salvage --yes")
    home.run("log 4").says("Saved 3")
    home.run("mark add move")
    assert home.run("mark list --json").out.count('"number": 2') == 1


def test_a_mark_of_the_form_that_is_too_low_is_set_right_by_any_command(there: Home) -> None:
    INCONSISTENCIES["a form that is too low"][0](there.journal_path)
    there.run("list")
    there.run("doctor").says("The journal is whole")
    assert len(list(there.journal_path.with_name("journal.db-backups").glob("*-before-form-*"))) == 1
    there.run("list")
    assert len(list(there.journal_path.with_name("journal.db-backups").glob("*-before-form-*"))) == 1


@pytest.mark.parametrize("damage", ["another trigger", "a guard less", "a table less"])
def test_a_file_with_other_tables_is_not_restored(there: Home, damage: str) -> None:
    """A trigger of somebody else's could change every entry that is saved from then on."""
    file = there.path / "from elsewhere.db"
    shutil.copy(there.journal_path, file)
    there.run(["restore", str(file), "--yes"]).says("The journal is restored")
    INCONSISTENCIES[damage][0](file)
    before = there.run("list --limit all --json").out
    result = there.run(["restore", str(file), "--yes"], code=5).silent()
    result.remarks("The tables of that file are not those of a journal.")
    there.run([*shlex.split(result.err.partition("Try: numbjournal ")[2]), "--yes"]).says(
        "The journal is restored"
    )
    assert there.run("list --limit all --json").out == before
    there.run("doctor").says("The journal is whole")


def test_a_backup_with_other_tables_is_named_and_never_restored_by_itself(there: Home) -> None:
    (backup,) = there.journal_path.with_name("journal.db-backups").iterdir()
    INCONSISTENCIES["another trigger"][0](backup)
    there.run("doctor").says(f"The backup {backup.name} cannot be used.")
    there.run("restore", code=3).remarks("There is no whole backup")


def test_a_journal_of_an_old_form_is_whole(home: Home) -> None:
    home.journal_path.parent.mkdir(parents=True)
    for form in FORMS.glob("*.db"):
        shutil.copy(form, home.journal_path)
        home.run("doctor").says("The journal is whole")


def entries_of(said: str) -> dict[int, dict[str, Any]]:
    """The entries of a list by number, without the tag that one of the damages adds."""
    entries = {entry["number"]: entry for entry in json.loads(said)["data"] if "answer" in entry}
    for entry in entries.values():
        entry["tags"] = [tag for tag in entry["tags"] if tag["tag"] != "gone"]
    return entries


def test_an_entry_whose_page_is_gone_comes_back_from_the_history(there: Home) -> None:
    shutil.rmtree(there.journal_path.with_name("journal.db-backups"))
    before = {entry.number: entry for entry in there.journal.list(Query())}
    there.close()
    for page in leaves_of(there.journal_path, "entry")[1:4]:
        overwrite(there.journal_path, page)
    there.run("list --limit all", code=5)
    there.run("restore --salvage --yes")
    after = {entry.number: entry for entry in there.journal.list(Query())}
    assert after == before


def test_salvage_keeps_the_spoiled_file(there: Home) -> None:
    DAMAGES["damaged_page"](there.journal_path)
    spoiled = there.journal_path.read_bytes()
    there.run("restore --salvage --yes")
    (kept,) = there.journal_path.with_name("journal.db-backups").glob("*-replaced.db")
    assert kept.read_bytes() == spoiled


def test_changes_by_another_program_are_noticed_and_can_be_taken_over(there: Home) -> None:
    with closing(sqlite3.connect(there.journal_path, isolation_level=None)) as other:
        other.execute("PRAGMA trusted_schema = ON")
        other.execute("UPDATE entry SET feel = 9, answer = 'rated' WHERE number = 3")
    there.run("doctor").says("Worth knowing: 1 entry was changed by another program: 3.").says(
        "doctor --accept"
    )
    there.run("doctor --accept").says("Entry 3: the history has the changes now.")
    assert "another program" not in there.run("doctor").out
    there.run("show 3").says("9 of 10")
    there.run("undo").says("Entry 3 is as before.")
    there.run("show 3").says("2 of 10")
    assert "another program" not in there.run("doctor").out


OTHER_THINGS = {
    "a total": ("UPDATE score SET value = 3", "phq"),
    "a total less": ("DELETE FROM score", "phq"),
    "an event": ("UPDATE mark SET name = 'stayed'", "stayed"),
    "a fact": ("UPDATE fact SET value = 'no' WHERE name = 'care'", "care"),
    "an own tag": ("UPDATE tag SET about = 'x' WHERE id = 'fogbank'", "fogbank"),
    "a name of a shipped tag": ("UPDATE tag SET called = 'grey' WHERE id = 'flat'", "grey"),
    "a word for a tag": ("INSERT INTO tag_alias (name, tag, own) VALUES ('bleak', 'flat', 1)", "bleak"),
}


@pytest.mark.parametrize(("change", "name"), few(OTHER_THINGS.values(), 3), ids=OTHER_THINGS)
def test_other_things_that_another_program_changed_are_noticed_too(
    there: Home, change: str, name: str
) -> None:
    for line in ("score phq9 12", "mark add moved", "config set care yes", "tag add fogbank"):
        there.run(line)
    assert "another program" not in there.run("doctor").out
    before = contents(there.journal)
    with closing(sqlite3.connect(there.journal_path, isolation_level=None)) as other:
        other.execute(change)
    said = there.run("doctor").says("Worth knowing: 1 other thing was changed by another program: ")
    assert name.casefold() in said.out.casefold()
    assert contents(there.journal) != before
    there.run(next(line for line in said.out.splitlines() if line.startswith("Next: ")).split(" ", 2)[2])
    assert "another program" not in there.run("doctor").out
    there.run("undo")
    assert contents(there.journal) == before
    assert "another program" not in there.run("doctor").out


def contents(journal: Journal) -> list[tuple[Any, ...]]:
    """Every row of the person's own beside entries."""
    found = [
        tuple(row)
        for table in ("score", "mark", "fact", "tag", "tag_alias")
        for row in journal.read(f"SELECT * FROM {table} ORDER BY 1")
    ]
    journal.close()
    return found


def test_an_entry_that_another_program_took_out_is_noticed(there: Home) -> None:
    with closing(sqlite3.connect(there.journal_path, isolation_level=None)) as other:
        other.execute("DELETE FROM entry_tag WHERE entry = (SELECT id FROM entry WHERE number = 5)")
        other.execute("DELETE FROM entry WHERE number = 5")
    there.run("doctor").says("changed by another program: 5.")
    there.run("doctor --accept")
    there.run("undo").says("Entry 5 is back.")
    there.run("show 5").says("flat")


def test_a_damaged_backup_is_named_and_never_restored_by_itself(there: Home) -> None:
    (backup,) = there.journal_path.with_name("journal.db-backups").iterdir()
    overwrite(backup, page_of_table(backup, "entry_tag_by_tag"))
    there.run("doctor").says(f"The backup {backup.name} is damaged.").says("There is no whole backup.")
    there.run("restore", code=3).remarks("There is no whole backup")
    there.run(f"restore {backup.name}", code=5).remarks("That backup cannot be used.")
    there.run("list")


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Work", "Sync/.stfolder"])
def test_a_folder_that_is_carried_elsewhere_is_warned_of(home: Home, folder: str) -> None:
    mark = home.path / folder
    mark.mkdir(parents=True)
    journal = (mark.parent if mark.name.startswith(".") else mark) / "mine.db"
    home.run(f"--journal '{journal}' log 2").says("Saved 1").remarks(
        "a copy made during a change can be torn"
    )
    home.run(f"--journal '{journal}' doctor").says("Worth knowing: The journal is in a folder that")


def test_an_ordinary_folder_is_not_warned_of(home: Home) -> None:
    assert "torn" not in home.run("log 2").err
    assert "torn" not in home.run("doctor").out


def test_doctor_before_the_first_entry(home: Home) -> None:
    home.run("doctor").says("There is no journal yet.").says("Next: numbjournal log 2 flat")


def test_other_accounts_are_noticed(there: Home) -> None:
    there.journal_path.chmod(0o644)
    there.run("doctor").says("Other accounts of this computer may open the journal.").says("Next: chmod 600")


@pytest.mark.needs("dropped powers")
@pytest.mark.parametrize(
    ("which", "what"),
    [
        ("journal.db", "The journal"),
        ("", "The journal's folder"),
        ("journal.db-backups", "The folder of backups"),
    ],
)
def test_what_cannot_be_written_is_named(there: Home, which: str, what: str) -> None:
    there.run("doctor")
    path = there.journal_path.parent / which
    path.chmod(0o500 if path.is_dir() else 0o400)
    with without_powers():
        said = there.run("doctor", code=1)
    lines = said.out.splitlines()
    assert lines[0].startswith(f"Not fine: {what} {path} is closed: this account may not ")
    command = lines[-1].removeprefix("Next: ")
    assert command.startswith("chmod ")
    subprocess.run(command, shell=True, check=True)
    with without_powers():
        assert "is closed" not in there.run("doctor").says("The journal is whole").out
