"""The file read and changed by other programs, most of which have an older SQLite, after each kind of change.

The format of the word index is checked too, so that a newer SQLite on the machine does not hide what an older
one cannot open.
"""

import json
import shlex
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from tests.conftest import Home, Result
from tests.store.test_forms import FORMS

OLDEST_FORMAT = 4
"""The format of an FTS5 index that every SQLite with FTS5 reads; 5 needs SQLite 3.42."""

CHANGES = {
    "log": ["log 3 flat 'a windy day'"],
    "edit": ["edit 1 --note 'a rainy day, with wind'"],
    "delete": ["delete 2"],
    "undo": ["delete 1", "undo"],
    "purge": ["purge 2 --yes"],
    "rename": ["tag rename flat grey"],
    "merge": [f"merge {shlex.quote(str(FORMS / '1.db'))} --yes"],
    "salvage": ["edit 1 --note 'a rainy day, with wind'", "restore --salvage --yes"],
}


@pytest.fixture
def changed(home: Home) -> Sequence[Path]:
    """A journal for each kind of change, and a backup of each that was made after it."""
    files = []
    for name, lines in CHANGES.items():
        path = home.path / f"{name}.db"
        for line in ["log 2 flat 'wind from the sea'", "log 4 walk", *lines, "backup"]:
            home.run(["--journal", str(path), *shlex.split(line)])
        (copy,) = path.with_name(f"{name}.db-backups").glob("????-??-??.db")
        files += [path, copy.rename(home.path / f"{name}-copy.db")]
    return files


@pytest.mark.full
def test_the_standard_library_reads_every_table(changed: Sequence[Path]) -> None:
    for path in changed:
        with closing(sqlite3.connect(path)) as other:
            names = [name for (name,) in other.execute("SELECT name FROM pragma_table_list")]
            assert {"entry", "entry_search", "daily", "tag_days"} <= set(names)
            for name in names:
                other.execute(f'SELECT count(*) FROM "{name}"').fetchone()
            search = "SELECT rowid FROM entry_search WHERE entry_search MATCH 'wind*'"
            assert 1 in [row for (row,) in other.execute(search)]
            (format_,) = other.execute("SELECT v FROM entry_search_config WHERE k = 'version'").fetchone()
            assert format_ == OLDEST_FORMAT, path.name


def test_the_standard_library_changes_entries(changed: Sequence[Path], home: Home) -> None:
    for path in changed[::2]:

        def run(line: str, path: Path = path) -> Result:
            return home.run(["--journal", str(path), *line.split()])

        with closing(sqlite3.connect(path)) as other, other:
            other.execute("UPDATE entry SET note = 'written elsewhere' WHERE number = 1")
        run("search elsewhere").says("1 entry")
        run("doctor").says("1 entry was changed by another program: 1.")
        run("doctor --accept")
        run("undo").says("Entry 1 is as before.")
        run("search elsewhere").says("No entries match that.")


@pytest.mark.full
def test_sqlite_utils_counts_every_table(changed: Sequence[Path]) -> None:
    for path in changed[::2]:
        counted = printed(sys.executable, "-m", "sqlite_utils", "tables", "--counts", str(path))
        counts = {table["table"]: table["count"] for table in json.loads(counted)}
        assert counts["entry"] == counts["entry_search"] > 0


@pytest.mark.full
def test_datasette_counts_and_shows_every_table(changed: Sequence[Path]) -> None:
    datasette = [sys.executable, "-m", "datasette"]
    counts = json.loads(printed(*datasette, "inspect", *map(str, changed)))
    assert len(counts) == len(changed)
    for found in counts.values():
        assert found["tables"]["entry"]["count"] == found["tables"]["entry_search"]["count"] > 0
    for page in ("entry_search.json?_search=wind", "daily.json"):
        assert json.loads(printed(*datasette, *map(str, changed), "--get", f"/purge/{page}"))["rows"]


@pytest.mark.full
@pytest.mark.needs("sqlite3")
def test_the_sqlite_program_reads_it(changed: Sequence[Path]) -> None:
    for path in changed:
        sql = "SELECT count(*) > 0 FROM entry_search"
        assert printed("sqlite3", "-readonly", str(path), sql).strip() == "1"


def test_the_form_before_could_not_be_read_everywhere() -> None:
    """Without this the format that is checked above would prove nothing."""
    with closing(sqlite3.connect(FORMS / "2.db")) as other:
        (format_,) = other.execute("SELECT v FROM entry_search_config WHERE k = 'version'").fetchone()
        assert format_ > OLDEST_FORMAT
        if sqlite3.sqlite_version_info < (3, 42):
            with pytest.raises(sqlite3.DatabaseError, match="invalid fts5 file format"):
                other.execute("SELECT count(*) FROM entry_search")


def printed(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout
