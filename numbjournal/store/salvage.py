"""What a damaged file still holds, row by row, in a new journal.

After each error the connection is opened again: one that has met a damaged page refuses rows that are whole.
The history is a second copy of every entry, so an entry whose own page is gone comes back from there.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from numbjournal.errors import Damaged
from numbjournal.store import rows
from numbjournal.store.driver import Connection, DatabaseError
from numbjournal.store.engine import connect_raw, errors_in_words, write_transaction
from numbjournal.store.key import Key
from numbjournal.store.rows import state_fits
from numbjournal.store.schema import create_journal

# Tags before what refers to them, an entry's tags before its row (its triggers read them).
_TABLES = (
    "state", "step", "tag", "tag_alias", "entry_tag", "entry", "history", "mark", "score", "fact", "purged",
)  # fmt: skip

_NOT_TAKEN_OVER = ("open_step", "before", "vocabulary")
"""Keys of `state` about a moment that has passed; without `vocabulary` the shipped tags are written again."""

_GIVE_UP_AFTER = 500
"""After so many row numbers in a row that cannot be read, a walk through a table ends."""

_GREATEST_ROW = 2**63 - 1


def salvage(damaged: Path, into: Path, key: Key | None = None, new_key: Key | None = None) -> None:
    """Make a new journal at `into` from all that can be read; the keys are those of the two files.

    Raises Damaged when no entry can be read, neither itself nor in the history.
    """
    create_journal(into, new_key)
    new = connect_raw(into, new_key)
    try:
        with errors_in_words():
            new.execute("PRAGMA foreign_keys = OFF")
            with write_transaction(new):
                torn = {table for table in _TABLES if not _take_over(damaged, key, table, new)}
                # Where a table was read to the end it is right, also in what another program changed.
                for thing, (table, _) in rows.TABLES.items():
                    if thing != "entry" and table in torn:
                        _take_from_history(new, thing)
                if torn & {"entry", "entry_tag"}:
                    _take_entries_from_history(new)
                _complete(new)
                _settle_numbers(new)
                is_empty = new.execute("SELECT count(*) FROM entry").fetchone()[0] == 0
                if is_empty and torn & {"entry", "history"}:
                    raise Damaged("Nothing could be read in the damaged file.", "numbjournal backup list")
    finally:
        new.close()


def holds_something(damaged: Path, key: Key | None = None) -> bool:
    """Whether any entry can be read, itself or in the history."""
    return any(next(_readable_rows(damaged, key, table, []), None) for table in ("entry", "history"))


def _take_over(damaged: Path, key: Key | None, table: str, new: Connection) -> bool:
    """Copy what can be read of a table; returns whether that was all of it."""
    errors: list[DatabaseError] = []
    columns = [row["name"] for row in new.execute("SELECT name FROM pragma_table_info(?)", (table,))]
    for row in _readable_rows(damaged, key, table, errors):
        if table == "state" and (row["key"] in _NOT_TAKEN_OVER or not state_fits(row["key"], row["value"])):
            continue
        found = {column: row[column] for column in columns if column in row.keys()}  # noqa: SIM118  (a Row's keys)
        sql = f"INSERT OR REPLACE INTO {table} ({', '.join(found)}) VALUES ({', '.join('?' for _ in found)})"
        # A value that a damaged page made up is refused by the table's own rules.
        try:
            new.execute(sql, tuple(found.values()))
        except DatabaseError as error:
            errors.append(error)
    return not errors


def _readable_rows(damaged: Path, key: Key | None, table: str, errors: list[DatabaseError]) -> Iterator[Any]:
    """Every row that can be read: from the first on, and, if that had to be given up, from the last back.

    Errors on the way are put into `errors`.
    """
    seen = 0
    for row in _walk(damaged, key, table, 1, 0, errors):
        if row is None:
            break
        seen = row["row_number"]
        yield row
    else:
        return
    for row in _walk(damaged, key, table, -1, _GREATEST_ROW, errors):
        if row is None or row["row_number"] <= seen:
            return
        yield row


def _walk(
    damaged: Path, key: Key | None, table: str, step: int, last: int, errors: list[DatabaseError]
) -> Iterator[Any]:
    """Rows in one direction, beginning behind row number `last`; at the end None if the rest was given up."""
    missed = 0
    while missed < _GIVE_UP_AFTER:
        connection = connect_raw(damaged, key)
        # A text that is not text any more shall not stop the others.
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        try:
            # Lets SQLite read a file that is shorter than it says it is.
            connection.execute("PRAGMA writable_schema = ON")
            # Behind an error one row number at a time is tried, until one answers.
            comparison = "=" if missed else (">" if step > 0 else "<")
            order = "ASC" if step > 0 else "DESC"
            sql = f"""SELECT rowid AS row_number, * FROM {table}
                WHERE rowid {comparison} ? ORDER BY rowid {order}"""
            for row in connection.execute(sql, (last + step * missed,)):
                last, missed = row["row_number"], -1
                yield row
            if comparison != "=":
                return
            missed += 1
        except DatabaseError as error:
            errors.append(error)
            if "no such table" in str(error):
                return
            missed = max(missed, 0) + 1
        finally:
            connection.close()
    yield None


def _take_from_history(new: Connection, thing: str, only: str | None = None) -> None:
    """Things of one kind that are gone, all or one, as history last knew them."""
    table, column = rows.TABLES[thing]
    columns = {name for (name,) in new.execute("SELECT name FROM pragma_table_info(?)", (table,))}
    latest = new.execute(
        f"""SELECT after FROM history
        WHERE id IN (SELECT max(id) FROM history WHERE thing = ? GROUP BY key)
            AND after IS NOT NULL AND key NOT IN (SELECT {column} FROM {table}) AND key = coalesce(?, key)""",
        (thing, only),
    ).fetchall()
    # Records of the first form were of own words alone, and did not say so.
    own = {"own": 1} if thing in ("tag", "alias") else {}
    for (record,) in latest:
        with suppress(DatabaseError, ValueError):
            fields = {name: value for name, value in {**own, **json.loads(record)}.items() if name in columns}
            sql = f"INSERT INTO {table} ({', '.join(fields)}) VALUES ({', '.join('?' for _ in fields)})"
            new.execute(sql, tuple(fields.values()))


def _take_entries_from_history(new: Connection) -> None:
    """Entries that are gone, or lost their tags, as history last knew them."""
    latest = new.execute(
        """SELECT after FROM history
        WHERE id IN (SELECT max(id) FROM history WHERE thing = 'entry' GROUP BY key)
            AND after IS NOT NULL AND key NOT IN (SELECT id FROM purged)
            AND after NOT IN (SELECT record FROM entry_record)"""
    ).fetchall()
    for (record,) in latest:
        with suppress(DatabaseError, ValueError, KeyError):
            entry = rows.entry_from_record(record)
            new.execute("DELETE FROM entry_tag WHERE entry = ?", (entry.id,))
            new.execute("DELETE FROM entry WHERE id = ? OR number = ?", (entry.id, entry.number))
            rows.insert_entry(new, entry)


def _complete(new: Connection) -> None:
    """Let nothing refer to what is not there."""
    lost = new.execute("SELECT DISTINCT tag FROM entry_tag WHERE tag NOT IN (SELECT id FROM tag)").fetchall()
    for (tag,) in lost:
        _take_from_history(new, "tag", tag)
        new.execute("INSERT OR IGNORE INTO tag (id, kind, label, own) VALUES (?, 'own', ?, 1)", (tag, tag))
    new.execute("DELETE FROM entry_tag WHERE entry NOT IN (SELECT id FROM entry)")
    new.execute("DELETE FROM tag_alias WHERE tag NOT IN (SELECT id FROM tag)")
    new.execute("UPDATE tag SET merged_into = NULL WHERE merged_into NOT IN (SELECT id FROM tag)")
    lost_steps = "SELECT DISTINCT step FROM history WHERE step NOT IN (SELECT number FROM step)"
    for (step,) in new.execute(lost_steps).fetchall():
        new.execute("INSERT INTO step (number, command, at) VALUES (?, 'log', ?)", (step, _moment(new, step)))
    new.execute("UPDATE step SET reverts = NULL WHERE reverts NOT IN (SELECT number FROM step)")


def _settle_numbers(new: Connection) -> None:
    """Let no number be given again that the history knows, also where the file forgot the last ones."""
    known = "SELECT max(json_extract(coalesce(after, before), '$.number')) FROM history WHERE thing = '{}'"
    new.execute(
        f"""UPDATE state SET value = max(value, coalesce(({known.format("entry")}), 0),
            (SELECT coalesce(max(number), 0) FROM entry)) WHERE key = 'last_number'"""
    )
    for table in ("mark", "score"):
        there = f"SELECT max(number) FROM {table}"
        sql = f"SELECT max(coalesce(({known.format(table)}), 0), coalesce(({there}), 0))"
        (last,) = new.execute(sql).fetchone()
        new.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        new.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last))


def _moment(new: Connection, step: int) -> str:
    """When a step was taken, from an entry it wrote."""
    sql = "SELECT min(json_extract(coalesce(after, before), '$.logged_at')) FROM history WHERE step = ?"
    return str(new.execute(sql, (step,)).fetchone()[0] or "1970-01-01T00:00:00.000Z")
