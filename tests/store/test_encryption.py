"""A journal under another key: the same journal, or nothing happened."""

from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from numbjournal.core.query import Query
from numbjournal.errors import Damaged, NumbjournalError, Refused
from numbjournal.store import encryption
from numbjournal.store.backup import make_daily_backup
from numbjournal.store.driver import Connection, connect
from numbjournal.store.encryption import rewrite_backups, rewrite_journal
from numbjournal.store.engine import FileKind, file_kind, form_version, no_key, open_journal, opens
from numbjournal.store.journal import Journal
from numbjournal.store.key import Key
from tests.store.test_journal import DAY, make_journal

ONE, OTHER = Key(bytes(range(32)), bytes(range(16))), Key(bytes(range(32, 64)), bytes(range(50, 66)))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A journal with entries, own words, deleted ones, and a backup."""
    from numbjournal.core.entry import Draft, Tagging
    from numbjournal.core.tag import Tag

    journal = make_journal(tmp_path)
    journal.log(
        Draft(DAY, note="a word about it", tags=(Tagging("leaden"),)), [Tag("leaden", "own", "leaden")]
    )
    journal.log(Draft(DAY, mood=3, note="gone again"))
    journal.undo(1)
    make_daily_backup(journal.connection, journal.path, DAY)
    journal.close()
    return journal.path


def dump(path: Path, key: Key | None) -> list[object]:
    """Everything in the file: the form, the statements that made it, and every row."""
    connection = open_journal(path, None, key)
    with closing(connection):
        made = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        tables = [name for kind, name, _ in made if kind == "table"]
        assert {"entry", "history", "entry_search_data"} <= set(tables)
        rows = [connection.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables]
        return [form_version(connection), *map(tuple, made), *(tuple(row) for found in rows for row in found)]


def test_there_and_back_is_the_same_journal(path: Path) -> None:
    plain = dump(path, None)
    rewrite_journal(path, None, ONE)
    assert dump(path, ONE) == plain
    rewrite_journal(path, ONE, OTHER)
    assert dump(path, OTHER) == plain
    assert not opens(path, ONE)
    rewrite_journal(path, OTHER, None)
    assert dump(path, None) == plain


def test_the_history_is_guarded_and_search_works_under_another_key(path: Path) -> None:
    rewrite_journal(path, None, ONE)
    journal = Journal(path, lambda: pytest.fail("no clock"), None, ONE)
    with closing(journal):
        assert [entry.draft.note for entry in journal.list(Query(text="word"))] == ["a word about it"]
        with pytest.raises(Exception, match="history"):
            journal.connection.execute("DELETE FROM history")


def test_what_is_missing_in_the_new_file_is_noticed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = encryption._export

    def careless(connection: Connection, into: Path, key: Key | None) -> None:
        original(connection, into, key)
        with closing(connect(str(into), isolation_level=None)) as other:
            if key:
                other.execute(f'PRAGMA key = "{key.literal}"')
            other.execute("UPDATE tag SET label = 'x' WHERE id = 'flat'")

    before = path.read_bytes()
    monkeypatch.setattr(encryption, "_export", careless)
    with pytest.raises(Damaged, match="does not hold the same"):
        rewrite_journal(path, None, ONE)
    assert path.read_bytes() == before
    assert not list(path.parent.glob(".*"))


@pytest.mark.parametrize("lock", ["BEGIN IMMEDIATE", "BEGIN; SELECT * FROM entry"])
def test_a_journal_that_somebody_uses_is_left_alone(
    path: Path, lock: str, sized: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "_BUSY_MILLISECONDS", sized(50, full=encryption._BUSY_MILLISECONDS))
    before = path.read_bytes()
    with closing(connect(str(path), isolation_level=None)) as other:
        cursors = [other.execute(statement) for statement in lock.split("; ")]
        cursors[-1].fetchone()
        with pytest.raises(Refused, match="busy"):
            rewrite_journal(path, None, ONE)
    assert path.read_bytes() == before


def test_a_disk_that_is_full(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(encryption, "flush_file", full)
    before = path.read_bytes()
    with pytest.raises(Refused, match="No space left"):
        rewrite_journal(path, None, ONE)
    with pytest.raises(Refused, match="No space left"):
        rewrite_backups(path, ONE, no_key)
    assert path.read_bytes() == before
    assert not list(path.parent.rglob(".*.new*"))


def test_a_damaged_journal_is_not_rewritten(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-4096:] = b"\xff" * 4096
    content[4096 * 5 : 4096 * 6] = b"\xff" * 4096
    path.write_bytes(content)
    with pytest.raises(NumbjournalError):
        rewrite_journal(path, None, ONE)
    assert path.read_bytes() == bytes(content)


def test_a_backup_keeps_its_place_among_the_others(path: Path) -> None:
    (backup,) = path.with_name(f"{path.name}-backups").iterdir()
    before = backup.stat().st_mtime_ns
    assert rewrite_backups(path, ONE, no_key) == (1, ())
    assert rewrite_backups(path, ONE, lambda _: ONE) == (0, ())
    assert file_kind(backup) is FileKind.ENCRYPTED
    assert backup.stat().st_mtime_ns == before


def test_a_copy_has_the_key_and_the_salt_of_its_journal(path: Path) -> None:
    rewrite_journal(path, None, ONE)
    connection = open_journal(path, None, ONE)
    with closing(connection):
        copy = make_daily_backup(connection, path, date(2026, 11, 30))
    assert copy.read_bytes()[:16] == ONE.salt
    assert opens(copy, ONE)
