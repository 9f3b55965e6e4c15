"""A copy made while others write: its count and its contents are of one moment."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from numbjournal.core.entry import Draft
from numbjournal.store.backup import count_entries, make_daily_backup
from numbjournal.store.driver import Connection, DatabaseError, connect
from numbjournal.store.engine import connect_raw
from numbjournal.store.journal import Journal
from tests.store.test_journal import DAY, journal

__all__ = ["journal"]

LOGS = """
import sys, time
from datetime import UTC, date, datetime
from pathlib import Path
from numbjournal.core.entry import Draft
from numbjournal.store.journal import Journal
journal = Journal(Path(sys.argv[1]), lambda: datetime.now(UTC))
journal.connection.execute("PRAGMA busy_timeout = 60000")
print("ready", flush=True)
while True:
    journal.log(Draft(date(2026, 11, 22), mood=1, note="x" * 500))
    # Without a pause, SQLite lets whoever waits starve.
    time.sleep(0.01)
"""


@contextmanager
def writers(path: Path, count: int) -> Iterator[Callable[[], None]]:
    """Other programs that log one entry after the other; what is yielded fails once one of them has ended."""
    running = [
        subprocess.Popen([sys.executable, "-c", LOGS, str(path)], stdout=subprocess.PIPE)
        for _ in range(count)
    ]

    def still_running() -> None:
        assert [writer.poll() for writer in running] == [None] * count

    try:
        for writer in running:
            assert writer.stdout
            assert writer.stdout.readline() == b"ready\n"
        yield still_running
        still_running()
    finally:
        for writer in running:
            writer.kill()
            writer.wait()
            assert writer.stdout
            writer.stdout.close()


def entries_of(path: Path) -> int:
    with closing(connect_raw(path)) as connection:
        return count_entries(connection)


def test_a_copy_made_while_others_write_is_whole(journal: Journal, sized: Callable[..., int]) -> None:
    # A machine that is slow is not what is tested.
    journal.connection.execute("PRAGMA busy_timeout = 60000")
    for _ in range(300):
        journal.log(Draft(DAY, mood=1, note="x" * 500))
    made = []
    with writers(journal.path, 2) as still_running:
        for number in range(sized(8, full=40, long=200)):
            copy = make_daily_backup(journal.connection, journal.path, DAY + timedelta(days=number))
            made.append(entries_of(copy))
            # A program that holds on to the file would let nobody else write.
            seen = journal.count()
            while journal.count() == seen:
                still_running()
    assert made == sorted(made)
    assert made[0] >= 300
    assert made[-1] > made[0]


def test_nobody_writes_between_the_count_and_the_copy(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.log(Draft(DAY, mood=1))
    journal.log(Draft(DAY, mood=2))
    other = connect(str(journal.path), isolation_level=None, timeout=0)
    refused: list[str] = []

    def counted(connection: Connection) -> int:
        entries = count_entries(connection)
        try:
            other.execute("DELETE FROM entry WHERE number = 1")
        except DatabaseError as error:
            refused.append(str(error))
        return entries

    monkeypatch.setattr("numbjournal.store.backup.count_entries", counted)
    copy = make_daily_backup(journal.connection, journal.path, DAY)
    assert entries_of(copy) == 2
    assert refused == ["database is locked"]
    # Once for the journal, once for the copy that is verified; then the lock is gone.
    assert other.execute("SELECT count(*) FROM entry").fetchone()[0] == 1
    other.close()
