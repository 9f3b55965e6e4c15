"""A disk, a folder or a lock that does not play along: a sentence, the exit code, and nothing lost."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from numbjournal.core.query import Query
from numbjournal.store import engine
from numbjournal.store.driver import Connection, connect
from tests.conftest import Home
from tests.needs import without_power


def one_sentence(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


def test_a_lock_held_for_longer_than_the_program_waits_is_busy(home: Home, patience: float) -> None:
    home.run("log 2 flat")
    with closing(connect(str(home.journal_path), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        result = home.run(["log", "3", "a word of mine"], code=1)
        assert time.monotonic() - began >= 0.9 * patience
    result.remarks("The journal is busy").remarks("What you wrote is kept")
    assert one_sentence(result.err)
    assert "a word of mine" not in result.err
    home.run("log --unsaved").says("feel 3, a note")


def test_a_full_disk(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.run("log 2 flat")
    with closing(sqlite3.connect(home.journal_path)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    monkeypatch.setattr(engine, "SETTINGS", (*engine.SETTINGS, f"max_page_count={pages}"))
    result = home.run(["log", "3", "word " * 20_000], code=1).remarks(
        "The disk is full. What you wrote is kept"
    )
    assert one_sentence(result.err)
    assert result.err.count("word") < 3
    monkeypatch.undo()
    monkeypatch.setenv("HOME", str(home.path))
    home.run("list").says("1 entry")
    home.run("log --unsaved").says("Saved 2")


def test_a_full_disk_while_a_backup_is_made(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("numbjournal.store.backup.flush_file", full)
    home.run("log 2").says("Saved 1").remarks(
        "What you did is saved. The backup could not be written: No space"
    )
    home.run("backup", code=1).remarks("No space left on device")
    folder = home.journal_path.with_name("journal.db-backups")
    assert list(folder.iterdir()) == []


def test_a_journal_that_cannot_be_written_can_be_read(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.run("log 2 flat")

    def read_only(path: Path, key: None = None, *, create: bool = False) -> Connection:
        connection = connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None)
        connection.row_factory = engine.Row
        connection.file = engine.file_identity(path)
        return connection

    monkeypatch.setattr(engine, "connect_raw", read_only)
    home.run("list").says("1 entry")
    result = home.run("log 3", code=1).remarks("cannot be written").remarks("What you wrote is kept")
    assert one_sentence(result.err)


@pytest.mark.needs("permissions")
def test_a_folder_that_takes_no_writes(home: Home) -> None:
    """In a process without the power to pass over permissions, which root has otherwise."""
    home.run("log 2 flat")
    folder = home.journal_path.parent
    folder.chmod(0o500)

    def ended(*words: str) -> subprocess.CompletedProcess[str]:
        command = [*without_power(), sys.executable, "-m", "numbjournal", *words]
        return subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)

    try:
        assert "1 entry" in ended("list").stdout
        refused = ended("log", "3", "a word of mine")
    finally:
        folder.chmod(0o700)
    assert refused.returncode == 1
    assert "cannot be written" in refused.stderr
    assert "What you wrote is kept" in refused.stderr
    assert one_sentence(refused.stderr)
    home.run("log --unsaved").says("feel 3, a note")


@pytest.mark.parametrize("state", ["gone", "a file"])
def test_backups_that_cannot_be_made_are_said_and_cost_nothing(home: Home, state: str) -> None:
    home.run("log 2")
    folder = home.journal_path.with_name("journal.db-backups")
    shutil.rmtree(folder)
    if state == "a file":
        folder.write_text("in the way")
        home.later(days=1)
        home.run("log 3").says("Saved 2").remarks("What you did is saved. The backup could not be written")
        home.run("doctor", code=1).says("A file is where the folder of backups should be.").says("Next: rm ")
        return
    home.later(days=1)
    home.run("doctor").says("There is no whole backup.").says("Next: numbjournal backup")
    assert home.run("log 3").err == ""
    assert len(list(folder.iterdir())) == 1


INTERRUPTED_WRITE = """
import os, sys
from pathlib import Path
from numbjournal.store.engine import open_journal
connection = open_journal(Path(sys.argv[1]))
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE entry SET note = note || 'half of a change'")
print("in the middle", flush=True)
import time; time.sleep(30)
"""


def crashed(home: Home) -> Path:
    """A journal whose program was killed with part of a change in the file; returns the rollback journal."""
    for day in range(60):
        home.run(["log", "2", "flat", "--on", f"2026-08-{1 + day % 28:02d}", "--note", "word " * 150])
    home.run("backup")
    writer = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED_WRITE, str(home.journal_path)], stdout=subprocess.PIPE
    )
    assert writer.stdout
    writer.stdout.readline()
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    rollback = home.journal_path.with_name("journal.db-journal")
    assert rollback.stat().st_size > 0
    assert b"half of a change" in home.journal_path.read_bytes()
    return rollback


def test_half_of_a_change_is_taken_back_after_a_crash(home: Home) -> None:
    crashed(home)
    assert all("half" not in entry.draft.note for entry in home.journal.list(Query()))
    home.run("doctor").says("The journal is whole: 60 entries.")


@pytest.mark.full
def test_without_its_rollback_journal_doctor_knows(home: Home) -> None:
    """Somebody tidied up the file that SQLite would have mended the journal with."""
    crashed(home).unlink()
    said = home.run("doctor", code=None).out
    if "damaged" in said:
        assert "Next: numbjournal restore\n" in said
        home.run("restore --yes")
    else:
        assert "changed by another program" in said
        home.run("restore --yes")
    home.run("doctor").says("The journal is whole: 60 entries.")
    assert all("half" not in entry.draft.note for entry in home.journal.list(Query()))


@pytest.mark.full
def test_a_restore_leaves_nothing_that_would_spoil_the_journal(home: Home) -> None:
    """What a crash left beside a file that cannot be opened goes aside with it."""
    rollback = crashed(home)
    with home.journal_path.open("r+b") as file:
        file.write(b"something else, 16 bytes and more")
    home.run("restore --yes")
    assert not rollback.exists()
    home.run("doctor").says("The journal is whole: 60 entries.")
    kept = home.journal_path.with_name("journal.db-backups").glob("*-replaced.db-journal")
    assert len(list(kept)) == 1


def test_a_program_that_waited_for_a_restore_writes_nothing_into_the_old_file(home: Home) -> None:
    home.run("log 2")
    home.run("backup")
    waiting = home.journal
    home.run("restore --yes")
    from numbjournal.core.entry import Draft
    from numbjournal.errors import Refused

    with pytest.raises(Refused, match="replaced by another file"):
        waiting.log(Draft(home.now.date(), mood=3))
    home.run("list").says("1 entry")
