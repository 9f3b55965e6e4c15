"""Changes that another program made: what the history does not know, and how it takes them over.

Triggers record only what this program changes (`migrations`), so a change made with another tool shows as a
difference between a table and what the history last recorded.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from numbjournal.core.merge import FIELDS, OF_SHIPPED
from numbjournal.store.driver import Connection
from numbjournal.store.engine import errors_in_words
from numbjournal.store.history import word_of
from numbjournal.store.journal import Journal
from numbjournal.store.rows import TABLES

_LATEST = "SELECT max(id) FROM history WHERE thing = '{thing}' GROUP BY key"

CHANGED_OUTSIDE = f"""
    SELECT entry.id AS id, entry.number AS number, last.after AS before, entry.record AS after
        FROM entry_record AS entry
        LEFT JOIN (SELECT key, after FROM history WHERE id IN ({_LATEST.format(thing="entry")})) AS last
            ON last.key = entry.id
        WHERE last.after IS NOT entry.record
    UNION ALL
    SELECT key, json_extract(after, '$.number'), after, NULL FROM history
        WHERE id IN ({_LATEST.format(thing="entry")}) AND after IS NOT NULL
            AND key NOT IN (SELECT id FROM entry)
    ORDER BY number"""
"""Entries (id, number, before, after) that are not as history last recorded them, or gone unrecorded."""


class Outside(NamedTuple):
    """One thing that another program changed: its record in the history and in its table (None: not there).

    `number` is an entry's, `word` names everything else.
    """

    thing: str
    key: str
    before: str | None
    after: str | None
    number: int = 0
    word: str = ""


def changed_outside(connection: Connection) -> Sequence[Outside]:
    """Everything of the person's own that another program changed, of a journal of today's form."""
    with errors_in_words():
        entries = [
            Outside("entry", row["id"], row["before"], row["after"], row["number"])
            for row in connection.execute(CHANGED_OUTSIDE)
        ]
        return [*entries, *(change for thing in TABLES for change in _others(connection, thing))]


def accept_changes(journal: Journal) -> Sequence[Outside]:
    """Take what another program changed into the history, as one step, so that undo knows it."""
    if not changed_outside(journal.connection):
        return ()
    with journal.step("changed outside"):
        # Read again: another process may have changed or accepted something meanwhile.
        changed = changed_outside(journal.connection)
        journal.connection.executemany(
            """INSERT INTO history (step, device, clock, thing, key, before, after)
            SELECT value, (SELECT value FROM state WHERE key = 'device'),
                (SELECT value FROM state WHERE key = 'clock'), ?, ?, ?, ?
            FROM state WHERE key = 'open_step'""",
            [(each.thing, each.key, each.before, each.after) for each in changed],
        )
    return changed


def _others(connection: Connection, thing: str) -> Iterator[Outside]:
    if thing == "entry":
        return
    table, column = TABLES[thing]
    fields = [*(["number"] if thing in ("mark", "score") else []), *FIELDS[thing]]
    record = ", ".join(f"'{field}', {field}" for field in fields)
    before = "last.after"
    if thing == "tag":
        # What comes with the program was never recorded, and undo is to bring that back.
        shipped = f"json_set(json_object({record}), '$.called', '', '$.retired', 0, '$.merged_into', NULL)"
        before = f"coalesce(last.after, CASE WHEN NOT own THEN {shipped} END)"
    last = f"SELECT key, after FROM history WHERE id IN ({_LATEST.format(thing=thing)})"
    found = connection.execute(
        f"""SELECT {column} AS key, {before} AS before, json_object({record}) AS after
            FROM {table} LEFT JOIN ({last}) AS last ON last.key = {column} WHERE {_differs(thing, fields)}
        UNION ALL SELECT key, after, NULL FROM ({last})
            WHERE after IS NOT NULL AND key NOT IN (SELECT {column} FROM {table})"""
    )
    for key, before, after in found.fetchall():
        yield Outside(thing, key, before, after, word=word_of(thing, key, after or before))


def _differs(thing: str, fields: Sequence[str]) -> str:
    """The condition that a row is not as history last recorded it.

    What comes with the program is not recorded: of a shipped tag only what a person can change counts, and of
    words for tags only the person's own.
    """

    def said(field: str) -> str:
        default = FIELDS[thing].get(field)
        before = f"json_extract(last.after, '$.{field}')"
        return before if default is None else f"coalesce({before}, {default!r})"

    def any_of(names: Sequence[str]) -> str:
        return " OR ".join(f"{said(name)} IS NOT {TABLES[thing][0]}.{name}" for name in names)

    differs = f"(last.after IS NULL OR {any_of(fields)})"
    if thing == "tag":
        return f"((own AND {differs}) OR (NOT own AND ({any_of(OF_SHIPPED)})))"
    return f"(own AND {differs})" if thing == "alias" else differs
