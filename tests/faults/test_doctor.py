"""For every fault, doctor names one command, and that command brings the journal back."""

import shlex
import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from numbjournal.core.entry import Answer, Draft, Tagging
from numbjournal.core.query import Query
from numbjournal.store.backup import make_daily_backup
from tests.conftest import Home
from tests.faults.damage import DAMAGES, leaves_of, overwrite, page_of_table
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


@pytest.mark.parametrize("name", [name for name in DAMAGES if name != "newer_form"])
def test_with_a_backup_the_named_command_brings_everything_back(there: Home, name: str) -> None:
    before = there.run("list --json").out
    DAMAGES[name](there.journal_path)
    command = next_command(there, 3 if name == "gone" else 5)
    assert shlex.split(command)[0] == "restore"
    there.run(f"{command} --yes")
    assert there.run("list --json").out == before
    there.run("doctor").says("The journal is whole")
    there.run("log 2").says(f"Saved {ENTRIES + 1}")


@pytest.mark.parametrize(("name", "share"), [("truncated", 0.7), ("damaged_page", 1.0)])
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
    said = there.run(["restore", str(elsewhere), "--yes"], code=1).err
    _, from_path, to_path = shlex.split(said.partition("Try: ")[2])
    Path(from_path).rename(to_path)
    there.run(["restore", str(elsewhere), "--yes"]).says(f"{ENTRIES} entries")
    assert Path(to_path).read_bytes() == found


def test_a_newer_journal_asks_for_a_newer_program(there: Home) -> None:
    DAMAGES["newer_form"](there.journal_path)
    there.run("doctor", code=5).says("A newer numbjournal wrote this journal").says(
        "Next: pip install --upgrade"
    )


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
