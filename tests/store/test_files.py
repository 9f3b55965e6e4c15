"""The file: how it is made, opened, kept private, refused, and backed up."""

import os
import shutil
import stat
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.entry import Draft
from numbjournal.core.query import Query
from numbjournal.errors import Damaged, Refused
from numbjournal.store import engine
from numbjournal.store.backup import kept_days, make_daily_backup
from numbjournal.store.daily import backup_folder, backup_is_due
from numbjournal.store.driver import Connection, DatabaseError, connect
from numbjournal.store.engine import FileKind, file_kind, open_journal, write_transaction
from numbjournal.store.journal import Journal
from numbjournal.store.schema import create_journal
from tests.store.test_journal import DAY, NOON, journal, make_journal

__all__ = ["journal"]


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_journal_is_whole_and_private(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "folder" / "journal.db"
    os.umask(0o022)
    create_journal(path)
    assert mode(path) == 0o600
    assert mode(path.parent) == mode(path.parent.parent) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["journal.db"]
    connection = open_journal(path)
    (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    assert answer == "ok"


def test_making_a_journal_never_replaces_one(tmp_path: Path) -> None:
    journal = make_journal(tmp_path)
    journal.log(Draft(DAY, mood=1))
    journal.close()
    create_journal(journal.path)
    again = Journal(journal.path, lambda: NOON)
    assert again.count() == 1
    again.close()


@pytest.mark.usefixtures("durable")
def test_settings_in_force(journal: Journal) -> None:
    wanted = {
        "journal_mode": "delete",
        "synchronous": 3,
        "fullfsync": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "secure_delete": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "busy_timeout": 5000,
        "application_id": engine.APPLICATION_ID,
        "user_version": engine.SCHEMA_VERSION,
    }
    found = {name: journal.connection.execute(f"PRAGMA {name}").fetchone() for name in wanted}
    assert {name: row[0] if row else 0 for name, row in found.items()} == wanted


def test_tables_are_strict(journal: Journal) -> None:
    tables = journal.connection.execute("PRAGMA table_list").fetchall()
    own = {row["name"]: row["strict"] for row in tables if row["type"] == "table" and row["schema"] == "main"}
    loose = {
        name for name, strict in own.items() if not strict and not name.startswith(("sqlite_", "_sqlite"))
    }
    assert loose == set()


def test_the_driver_is_the_one_sqlite_utils_uses() -> None:
    code = (
        "from numbjournal.store import schema, driver; import sqlite_utils.utils as u;"
        "assert u.OperationalError.__module__.startswith('sqlcipher3'), u.OperationalError;"
        "import sys; assert 'sqlite3.dbapi2' not in sys.modules or u.sqlite3.__name__ == 'sqlcipher3'"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("content", "kind"),
    [(b"", FileKind.EMPTY), (b"SQLite format 3\x00more", FileKind.SQLITE), (b"hello", FileKind.OTHER)],
)
def test_kinds_of_files(tmp_path: Path, content: bytes, kind: FileKind) -> None:
    path = tmp_path / "file"
    assert file_kind(path) is FileKind.MISSING
    path.write_bytes(content)
    assert file_kind(path) is kind


def unchanged_after_refusal(path: Path, sentence: str) -> None:
    before = path.read_bytes()
    with pytest.raises(Damaged, match=sentence):
        open_journal(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_files_that_are_no_journal_are_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(b"")
    unchanged_after_refusal(path, "empty")
    path.write_bytes(b"PK\x03\x04 something else entirely")
    unchanged_after_refusal(path, "not a journal")
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 5000)
    unchanged_after_refusal(path, "damaged")


def altered(tmp_path: Path, statement: str) -> Path:
    path = tmp_path / "journal.db"
    create_journal(path)
    connection = connect(str(path))
    connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def test_a_newer_journal_is_refused_by_its_version(tmp_path: Path) -> None:
    unchanged_after_refusal(altered(tmp_path, "PRAGMA user_version = 99"), "newer numbjournal.*99")


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    unchanged_after_refusal(altered(tmp_path, "PRAGMA application_id = 5"), "another program")


def test_a_transaction_is_all_or_nothing(journal: Journal) -> None:
    with pytest.raises(Refused), write_transaction(journal.connection):
        journal.connection.executemany("INSERT INTO state VALUES (?, 1)", [("x",), ("x",)])
    assert journal.connection.execute("SELECT count(*) FROM state WHERE key = 'x'").fetchone()[0] == 0


def test_a_busy_journal_says_so_and_changes_nothing(tmp_path: Path) -> None:
    journal = make_journal(tmp_path)
    journal.connection.execute("PRAGMA busy_timeout = 50")
    other = connect(str(journal.path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Refused, match="busy"):
        journal.log(Draft(DAY, mood=1))
    other.execute("ROLLBACK")
    assert journal.log(Draft(DAY, mood=1)).number == 1
    other.close()
    journal.close()


def test_two_programs_write_in_turn(tmp_path: Path) -> None:
    make_journal(tmp_path).close()
    code = (
        "import sys; from datetime import datetime, date, UTC; from pathlib import Path;"
        "from numbjournal.store.journal import Journal; from numbjournal.core.entry import Draft;"
        "journal = Journal(Path(sys.argv[1]), lambda: datetime.now(UTC));"
        "[journal.log(Draft(date(2026, 11, 22), mood=1)) for _ in range(100)]"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "journal.db")]
    writers = [subprocess.Popen(command) for _ in range(2)]
    assert [writer.wait() for writer in writers] == [0, 0]
    journal = Journal(tmp_path / "journal.db", lambda: NOON)
    assert sorted(entry.number for entry in journal.list(Query())) == list(range(1, 201))
    journal.close()


def test_driver_errors_never_carry_text(journal: Journal) -> None:
    for message in (
        "UNIQUE failed: secret",
        "near secret: syntax error",
        "secret is locked",
        "disk full secret",
    ):
        with pytest.raises((Damaged, Refused)) as caught, engine.errors_in_words():
            raise DatabaseError(message)
        assert "secret" not in str(caught.value)


def test_the_daily_backup_is_a_whole_private_copy(journal: Journal) -> None:
    journal.log(Draft(DAY, mood=1, note="canary"))
    assert backup_is_due(journal.path, DAY)
    backup = make_daily_backup(journal.connection, journal.path, DAY)
    assert not backup_is_due(journal.path, DAY)
    assert mode(backup) == 0o600
    assert mode(backup.parent) == 0o700
    assert [file.name for file in backup.parent.iterdir()] == ["2026-11-22.db"]
    copy = Journal(backup, lambda: NOON)
    assert copy.show(1) == journal.show(1)
    copy.close()


def test_a_damaged_journal_is_not_backed_up_and_no_backup_goes(journal: Journal) -> None:
    for number in range(200):
        journal.log(Draft(DAY, mood=1, note="x" * 500 + str(number)))
    folder = backup_folder(journal.path)
    folder.mkdir()
    old = [folder / f"{DAY - timedelta(days=days)}.db" for days in range(1, 40)]
    for file in old:
        file.touch()
    journal.close()
    with journal.path.open("r+b") as file:
        # Half-way in, where entries are: the schema at the beginning is read at every opening.
        file.seek(journal.path.stat().st_size // 2 // 4096 * 4096)
        file.write(b"\xff" * 4096)
    damaged = Journal(journal.path, lambda: NOON)
    with pytest.raises(Damaged):
        make_daily_backup(damaged.connection, damaged.path, DAY)
    damaged.close()
    assert sorted(folder.iterdir()) == sorted(old)


def test_an_index_that_is_damaged_stops_the_backup(journal: Journal) -> None:
    """Copying would build it again and say nothing."""
    journal.log(Draft(DAY, mood=1))
    sql = "SELECT rootpage FROM sqlite_master WHERE name = 'entry_tag_by_tag'"
    (page,) = journal.connection.execute(sql).fetchone()
    journal.close()
    with journal.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    damaged = Journal(journal.path, lambda: NOON)
    with pytest.raises(Damaged):
        make_daily_backup(damaged.connection, damaged.path, DAY)
    damaged.close()


def test_a_copy_with_fewer_entries_is_not_kept(journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = iter([5, 4])
    monkeypatch.setattr("numbjournal.store.backup.count_entries", lambda _: next(counts))
    with pytest.raises(Damaged, match="does not hold every entry"):
        make_daily_backup(journal.connection, journal.path, DAY)
    assert list(backup_folder(journal.path).iterdir()) == []


def test_old_backups_go_when_a_new_one_is_there(journal: Journal) -> None:
    before = [DAY - timedelta(days=days) for days in range(59, 0, -1)]
    template = make_daily_backup(journal.connection, journal.path, before[0])
    folder = template.parent
    (folder / "mine.txt").touch()
    for day in before[1:]:
        shutil.copy(template, folder / f"{day}.db")
    make_daily_backup(journal.connection, journal.path, DAY)
    kept = {date.fromisoformat(file.stem) for file in folder.glob("*.db")}
    assert kept == kept_days([DAY, *reversed(before)])
    assert (folder / "mine.txt").exists()


def test_a_writer_takes_its_turn_from_the_start(journal: Journal) -> None:
    other = connect(str(journal.path), isolation_level=None, timeout=0)
    with write_transaction(journal.connection), pytest.raises(DatabaseError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_new_name_is_made_durable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flushed: list[bool] = []
    original = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda handle: (flushed.append(stat.S_ISDIR(os.fstat(handle).st_mode)), original(handle))
    )
    create_journal(tmp_path / "journal.db")
    assert True in flushed


def test_a_backup_that_cannot_be_written_leaves_nothing_half(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numbjournal.store.backup.flush_file", full)
    with pytest.raises(Refused, match="No space left"):
        make_daily_backup(journal.connection, journal.path, DAY)
    assert list(backup_folder(journal.path).iterdir()) == []


@given(st.lists(st.dates(date(2024, 1, 1), DAY), max_size=400, unique=True))
def test_which_backups_stay(newest_first: list[date]) -> None:
    """In whatever order the days come: a clock may have been wrong."""
    kept = kept_days(newest_first)
    assert kept <= set(newest_first)
    assert set(newest_first[:7]) <= kept
    assert len(kept) <= 7 + 4 + 12
    months = {(day.year, day.month) for day in newest_first}
    kept_months = {(day.year, day.month) for day in kept}
    assert len(kept_months) >= min(12, len(months))
    still = [day for day in newest_first if day in kept]
    assert kept_days(still) == kept


def test_a_year_of_days_keeps_days_weeks_and_months() -> None:
    kept = sorted(kept_days([DAY - timedelta(days=n) for n in range(400)]), reverse=True)
    assert kept[:7] == [DAY - timedelta(days=n) for n in range(7)]
    assert kept[7:9] == [date(2026, 11, 15), date(2026, 11, 8)]
    assert kept[-1] == date(2025, 12, 31)


@pytest.mark.full
def test_nothing_opens_the_live_file_while_connected(tmp_path: Path) -> None:
    """Closing such a handle would drop SQLite's locks. Watched from outside, through audit events."""
    code = """
import sys
opened, connected = [], {}
def watch(event, arguments):
    if event == "open" and str(arguments[0]).endswith("journal.db"):
        opened.append(str(arguments[0]) in connected.values())
sys.addaudithook(watch)
from numbjournal.store import driver
original = driver.connect
class Watched(driver.Connection):
    def close(self):
        super().close()
        connected.pop(id(self), None)
def connect(database, **options):
    connection = original(database, factory=Watched, **options)
    if database.partition("?")[0].endswith("/journal.db"):
        connected[id(connection)] = database.removeprefix("file://").partition("?")[0]
    return connection
driver.connect = connect
from numbjournal.run import main
lines = ("log 2 flat", "list", "undo", "log 3", "backup", "doctor", "restore --yes", "purge 1 --yes")
home = sys.argv[1]
lines += ("export HOME/all.jsonl", "import HOME/all.jsonl", "--journal HOME/other/journal.db log 4")
lines += ("merge HOME/other/journal.db", "undo", "restore --salvage --yes")
lines += ("encrypt", "log 2 flat", "backup", "doctor", "backup list", "restore --yes", "encrypt")
lines += ("merge HOME/other/journal.db", "export HOME/again.jsonl", "import HOME/again.jsonl")
lines += ("unlock", "list", "restore --salvage --yes", "lock", "passphrase --new-fd 0", "decrypt")
for line in lines if "--control" not in sys.argv else lines[:1]:
    assert not connected
    ended = main([word.replace("HOME", home) for word in line.split()])
    # Where the kernel keeps no keys, unlocking is refused, after it looked at the file.
    assert ended == 0 or (line, ended) == ("unlock", 1), (line, ended)
if "--control" in sys.argv:
    live = sys.argv[1] + "/.local/share/numbjournal/journal.db"
    driver.connect(f"file://{live}?mode=ro", uri=True)
    open(live).close()
print(len(opened), any(opened), file=sys.stderr)
"""
    secret = tmp_path / "secret"
    secret.write_text("a passphrase")
    environment = {**os.environ, "HOME": str(tmp_path), "NUMBJOURNAL_PASSPHRASE_FILE": str(secret)}

    def watched(*arguments: str) -> list[str]:
        command = [sys.executable, "-c", code, str(tmp_path), *arguments]
        ended = subprocess.run(
            command, env=environment, capture_output=True, text=True, check=True, input="a passphrase\n"
        )
        return ended.stderr.splitlines()[-1].split()

    times, while_connected = watched()
    assert int(times) >= 8
    assert while_connected == "False"
    assert watched("--control")[1] == "True"


def test_an_unreadable_journal_says_so(tmp_path: Path) -> None:
    folder = tmp_path / "journal.db"
    folder.mkdir()
    with pytest.raises(Refused):
        open_journal(folder)


def test_copies_keep_the_marks_of_a_journal(journal: Journal, tmp_path: Path) -> None:
    backup = make_daily_backup(journal.connection, journal.path, DAY)
    copy = tmp_path / "copy.db"
    shutil.copy(backup, copy)
    connection: Connection = open_journal(copy)
    connection.close()
