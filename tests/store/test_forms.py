"""Every form the journal has had: it opens, keeps all it held, and ends up as a new journal is made."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from numbjournal.core.query import Query
from numbjournal.errors import Damaged
from numbjournal.store import migrations
from numbjournal.store.driver import Connection
from numbjournal.store.engine import SCHEMA_VERSION, form_version, open_journal
from numbjournal.store.schema import bring_up_to_date, create_journal, shape, shape_of_form
from tests.conftest import Home

FORMS = Path(__file__).parent / "forms"
OLD_FORMS = range(1, SCHEMA_VERSION)


def test_every_old_form_is_kept() -> None:
    assert {path.stem for path in FORMS.glob("*.db")} == {str(form) for form in OLD_FORMS}


def written_by(connection: Connection) -> dict[str, Any]:
    """What the word index is written with; `version` is the format that a reader has to know."""
    return dict(connection.execute("SELECT k, v FROM entry_search_config ORDER BY k").fetchall())


@pytest.mark.parametrize("form", OLD_FORMS)
def test_an_old_form_becomes_the_form_of_a_new_journal(form: int, tmp_path: Path) -> None:
    create_journal(tmp_path / "new.db")
    shutil.copy(FORMS / f"{form}.db", tmp_path / "old.db")
    new, old = open_journal(tmp_path / "new.db"), open_journal(tmp_path / "old.db")
    assert form_version(old) == form
    assert shape(old) == shape_of_form(form)
    assert written_by(old) != written_by(new)
    bring_up_to_date(old)
    assert form_version(old) == SCHEMA_VERSION
    assert shape(old) == shape(new)
    assert written_by(old) == written_by(new)
    assert old.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert old.execute("PRAGMA foreign_key_check").fetchall() == []
    for connection in (new, old):
        connection.close()


def test_everything_in_the_first_form_is_kept_and_undo_goes_on(home: Home) -> None:
    home.journal_path.parent.mkdir(parents=True)
    shutil.copy(FORMS / "1.db", home.journal_path)
    home.run("show 1").says("3 of 10").says("a grey day")
    home.run("show 3").says("heavy-legs").says("the smell of rain").says("a lot")
    home.run("show 5").says("shut-down very strong").says("foggy (brain-fog)")
    home.run("tag show shut-down").says("everything closes")
    home.run("search shut").says("1 entry")
    assert [entry.number for entry in home.journal.list(Query())] == [5, 4, 3, 1]
    home.run("undo --steps 3").says("Entry 5 is taken back.").says('"shut-down" is taken back.')
    home.run("undo --steps 2").says("Entry 2 is back.")


def test_everything_in_the_second_form_is_kept_and_undo_goes_on(home: Home) -> None:
    home.journal_path.parent.mkdir(parents=True)
    shutil.copy(FORMS / "2.db", home.journal_path)
    home.run("show 1").says("a grey day, and long").says("grey moderate")
    home.run("show 5").says("a line that goes")
    home.run("search rain").says("1 entry")
    home.run("list --limit all").says("5 entries")
    home.run("mark list").says("moved house")
    home.run("score list").says("12")
    home.run(["merge", str(FORMS / "2.db")]).says("There is nothing new")
    home.run("doctor").says("The journal is whole: 5 entries")
    home.run("undo --steps 2").says("Entry 3 is back.").says("Entry 7 is taken back.")


def test_a_verified_copy_is_made_before_the_form_changes(home: Home) -> None:
    home.journal_path.parent.mkdir(parents=True)
    shutil.copy(FORMS / "1.db", home.journal_path)
    home.run("list")
    (kept,) = home.journal_path.with_name("journal.db-backups").iterdir()
    assert kept.name == f"2026-11-22-210400-before-form-{SCHEMA_VERSION}.db"
    copy = open_journal(kept)
    assert form_version(copy) == 1
    assert copy.execute("SELECT count(*) FROM entry").fetchone()[0] == 4
    copy.close()


def test_a_journal_whose_copy_cannot_be_made_keeps_its_form(home: Home) -> None:
    home.journal_path.parent.mkdir(parents=True)
    shutil.copy(FORMS / "1.db", home.journal_path)
    home.journal_path.with_name("journal.db-backups").write_text("in the way")
    home.run("list", code=1).remarks("backup could not be written")
    old = open_journal(home.journal_path)
    assert form_version(old) == 1
    old.close()


def test_a_migration_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(FORMS / "1.db", tmp_path / "old.db")
    old = open_journal(tmp_path / "old.db")
    before = shape(old)
    monkeypatch.setattr(migrations, "_SECOND_FORM", (*migrations._SECOND_FORM, "SELECT no_such_thing"))
    with pytest.raises(Damaged):
        bring_up_to_date(old)
    assert shape(old) == before
    assert form_version(old) == 1
    old.close()
