"""What was changed: read, and brought back to what it was."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from numbjournal.core.clock import moment
from numbjournal.core.history import IMPORT, MERGE, Change, Reverted
from numbjournal.effects import Effect
from numbjournal.store import rows
from numbjournal.store.driver import Connection
from numbjournal.store.entry_reference import find_trace

CHANGED = Effect("The change was saved.", "{} changes were saved.")

EFFECTS = {
    "log": Effect("The entry was saved.", "{} entries were saved."),
    IMPORT: Effect("The import was saved.", "{} imports were saved."),
    MERGE: Effect("The merge was saved.", "{} merges were saved."),
}
"""What a step is to the person, by its command; any other is a change."""

Read = Callable[..., Sequence[Any]]


def changes(read: Read, number: int | None, limit: int | None) -> Sequence[Change]:
    """What was changed, the newest first: everything, or one entry.

    Raises NotFound for an entry that never was.
    """
    condition, values = "1", list[Any]()
    if number is not None:
        condition, values = "thing = 'entry' AND key = ?", [find_trace(read, number).id]
    sql = f"""SELECT step, at, command, thing, key, before, after, clock,
            command = '{MERGE}' AND EXISTS (SELECT 1 FROM history AS next WHERE next.step = history.step
                AND next.thing = history.thing AND next.key = history.key AND next.id > history.id
                AND next.clock <> '') AS passed
        FROM history JOIN step ON step.number = history.step
        WHERE {condition} AND before IS NOT after ORDER BY history.id DESC LIMIT ?"""
    return [_change_in(row) for row in read(sql, (*values, -1 if limit is None else limit))]


def restore_before(connection: Connection, step: int) -> Sequence[Any]:
    """Bring what a step changed to what it was before; returns its rows of history, oldest first."""
    changed = connection.execute(
        "SELECT thing, key, before, after FROM history WHERE step = ? ORDER BY id", (step,)
    ).fetchall()
    first: dict[tuple[str, str], str | None] = {}
    for thing, key, before, _ in changed:
        first.setdefault((thing, key), before)
    # What a merge brought refers to one another in any order.
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for (thing, key), before in reversed(first.items()):
        _restore(connection, thing, key, before)
    return changed


def _restore(connection: Connection, thing: str, key: str, record: str | None) -> None:
    """Bring one thing of the person's own to the state of a record (None: not there)."""
    table, column = rows.TABLES[thing]
    if record is None:
        # A word that was somebody's own may have become a shipped one since; that stays.
        only_own = " AND own" if thing == "tag" else ""
        connection.execute(f"DELETE FROM {table} WHERE {column} = ?{only_own}", (key,))
    elif thing == "entry":
        entry = rows.entry_from_record(record)
        is_there = connection.execute("SELECT 1 FROM entry WHERE id = ?", (key,)).fetchone()
        (rows.update_entry if is_there else rows.insert_entry)(connection, entry)
    else:
        # Records of the first form were of own words alone, and did not say so.
        own = {"own": 1} if thing in ("tag", "alias") else {}
        fields: dict[str, Any] = {**own, **json.loads(record)}
        connection.execute(
            f"""INSERT INTO {table} ({", ".join(fields)}) VALUES ({", ".join("?" for _ in fields)})
            ON CONFLICT ({column}) DO UPDATE SET
                {", ".join(f"{field} = excluded.{field}" for field in fields)}""",
            tuple(fields.values()),
        )


def _change_in(row: Any) -> Change:
    at = moment(row["clock"]) if row["command"] == MERGE else None
    change = Change(
        row["step"], at or datetime.fromisoformat(row["at"]), row["command"], is_passed=bool(row["passed"])
    )
    if row["thing"] != "entry":
        word = word_of(row["thing"], row["key"], row["after"] or row["before"])
        return change._replace(word=word, is_there=row["after"] is not None)
    before, after = (rows.entry_from_record(row[side]) if row[side] else None for side in ("before", "after"))
    entry = after or before
    return change._replace(
        number=entry.number if entry else None,
        before=before.draft if before else None,
        after=after.draft if after else None,
    )


def reverted(command: str, changes: Sequence[Any]) -> Reverted:
    """Sort what a step had changed (oldest first) by how it ends up once taken back."""
    before = {(thing, key): record for thing, key, record, _ in reversed(changes)}
    after = {(thing, key): record for thing, key, _, record in changes}
    back, gone, changed = list[int](), list[int](), list[int]()
    words_back, words_gone, words_changed = list[str](), list[str](), list[str]()
    for (thing, key), old in before.items():
        new = after[thing, key]
        record = old or new
        if record is None or old == new:
            continue
        if thing == "entry":
            outcome = gone if old is None else back if new is None else changed
            outcome.append(json.loads(record)["number"])
        else:
            words = words_gone if old is None else words_back if new is None else words_changed
            words.append(word_of(thing, key, record))
    return Reverted(
        command,
        back=tuple(sorted(back)),
        gone=tuple(sorted(gone)),
        changed=tuple(sorted(changed)),
        words_back=tuple(sorted(words_back)),
        words_gone=tuple(sorted(words_gone)),
        words_changed=tuple(sorted(words_changed)),
    )


def word_of(thing: str, key: str, record: str) -> str:
    """The name of something that is not an entry."""
    fields = json.loads(record)
    if thing == "mark":
        return str(fields["name"])
    if thing == "score":
        return f"{fields['instrument']} {fields['value']}"
    return str(fields.get("called") or key)
