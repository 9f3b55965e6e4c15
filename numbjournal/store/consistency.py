"""What can be wrong with a journal that SQLite finds in order: its schema, and rows that belong together."""

from collections.abc import Iterator, Sequence

from numbjournal.errors import Damaged
from numbjournal.store.driver import Connection
from numbjournal.store.engine import form_version
from numbjournal.store.rows import read_state
from numbjournal.store.schema import difference, recorded_form

_SHOWN = 5
"""This many names at most in one sentence."""

_NOT_INDEXED = """
    SELECT (SELECT count(*) FROM entry LEFT JOIN entry_search ON entry_search.rowid = entry.number
        WHERE entry_search.note IS NOT entry.note OR entry_search.got_through IS NOT entry.got_through)
    + (SELECT count(*) FROM entry_search WHERE rowid NOT IN (SELECT number FROM entry))"""
"""How many entries the word index does not have as they are. Tag words are left out: another program may have
written an entry before its tags."""


def inconsistencies(connection: Connection) -> Iterator[str]:
    """What is wrong, a sentence each; nothing for a journal in order. `restore --salvage` mends all of it.

    The connection is to a journal of a form that this program knows.
    """
    marked, made = form_version(connection), recorded_form(connection)
    if made is None:
        yield "The journal does not say which forms its tables have had."
    elif made != marked:
        yield f"The journal is marked as of form {marked}, and its tables are of form {made}."
    missing, foreign = difference(connection, made or marked)
    if missing:
        names = _listed([f"{sort} {name}" for sort, name in missing])
        yield f"Of the journal's tables this is missing or changed: {names}."
    if foreign:
        yield f"Another program's trigger can change what is saved: {_listed(foreign)}."
    if not missing:
        yield from _unfit_rows(connection)


def _unfit_rows(connection: Connection) -> Iterator[str]:
    orphans: dict[str, int] = {}
    for row in connection.execute("PRAGMA foreign_key_check"):
        orphans[row["table"]] = orphans.get(row["table"], 0) + 1
    if orphans:
        where = _listed([f"{count} in {table}" for table, count in sorted(orphans.items())])
        yield f"Some rows refer to what is not there: {where}."
    try:
        read_state(connection)
    except Damaged as error:
        yield error.message
    if connection.execute(_NOT_INDEXED).fetchone()[0]:
        yield "The word index does not have every entry as it is."


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" ..." if len(names) > _SHOWN else "")
