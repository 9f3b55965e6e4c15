"""What a restore would do, for asking first: which copy, and what only the journal has."""

from datetime import date, datetime
from pathlib import Path

from numbjournal.core.maintenance import FileState, RestorePlan, Surplus
from numbjournal.errors import Locked, NotFound, NumbjournalError
from numbjournal.store.backup import backups
from numbjournal.store.driver import Connection
from numbjournal.store.engine import FileKind, connect_raw, errors_in_words, file_kind, no_key
from numbjournal.store.key import KeyOf
from numbjournal.store.restore import check_source, find_backup, newest_backup
from numbjournal.store.restore_target import check_place


def plan_restore(
    journal: Path, named: str | None, today: date, key_of: KeyOf = no_key, *, salvages: bool = False
) -> RestorePlan:
    """Find the copy, check it, and compare the journal with it. Nothing is changed.

    Raises NotFound; Refused where another file has the journal's place; Damaged for a copy that cannot be
    used; Locked without its key.
    """
    if salvages:
        source = find_backup(journal, named, key_of) if named else journal
        if not source.exists():
            raise NotFound("There is no journal to read from.", "numbjournal backup list")
        check_place(journal, key_of)
        plan = RestorePlan(str(source), _called(journal, source), Surplus(_standing(journal)), salvages=True)
        return plan._replace(name=plan.name if named else "")
    found = backups(journal)
    passed_over = list[Path]()
    if named:
        source = find_backup(journal, named, key_of)
        entries = check_source(journal, source, key_of)
        found = [backup for backup in found if backup.path == source]
    else:
        source, entries, passed_over = newest_backup(journal, key_of)
    check_place(journal, key_of)
    day = next((backup.day for backup in found if backup.path == source), None)
    connection = connect_raw(source, key_of(source), untouched=True)
    try:
        return RestorePlan(
            str(source),
            _called(journal, source),
            _surplus(journal, connection, key_of),
            day=day,
            changed_at=_changed_at(connection),
            entries=entries,
            ahead=[backup.path.name for backup in found if backup.is_copy and backup.is_ahead(today)],
            passed_over=[path.name for path in passed_over],
        )
    finally:
        connection.close()


def _called(journal: Path, source: Path) -> str:
    is_backup = any(backup.path == source for backup in backups(journal))
    return source.name if is_backup else str(source)


def _changed_at(connection: Connection) -> datetime | None:
    with errors_in_words():
        found = connection.execute("SELECT at FROM step ORDER BY number DESC LIMIT 1").fetchone()
    try:
        return datetime.fromisoformat(found["at"]) if found else None
    except ValueError:
        return None


def _standing(journal: Path) -> FileState:
    kind = file_kind(journal)
    return FileState.MISSING if kind is FileKind.MISSING else FileState.DAMAGED


def _surplus(journal: Path, copy: Connection, key_of: KeyOf) -> Surplus:
    if file_kind(journal) not in (FileKind.SQLITE, FileKind.ENCRYPTED):
        return Surplus(_standing(journal))
    try:
        # As any command opens it: what a crash left beside it is rolled back first.
        connection = connect_raw(journal, key_of(journal))
        try:
            with errors_in_words():
                return _compare(connection, copy)
        finally:
            connection.close()
    except Locked:
        return Surplus(FileState.LOCKED)
    except NumbjournalError:
        return Surplus(FileState.DAMAGED)


def _compare(journal: Connection, copy: Connection) -> Surplus:
    held = {id for (id,) in copy.execute("SELECT id FROM entry")}
    more = [day for id, day in journal.execute("SELECT id, day FROM entry") if id not in held]
    steps = "SELECT number, command, at FROM step"
    known = {tuple(row) for row in copy.execute(steps)}
    changes = sum(tuple(row) not in known for row in journal.execute(steps))
    newest = date.fromisoformat(max(more)) if more else None
    return Surplus(FileState.READABLE, len(more), newest, changes)
