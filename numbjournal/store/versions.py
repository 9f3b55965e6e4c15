"""Reads the versions that a journal knows from its history, and their records."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from numbjournal.core.clock import NO_CLOCK, is_clock
from numbjournal.core.history import MERGE, Step
from numbjournal.core.merge import (
    FIELDS,
    FOLLOWS,
    GONE,
    NOTHING,
    ItemKey,
    KnownVersions,
    RecordedChange,
    digest_of,
    versions_by_item,
)
from numbjournal.core.record import InvalidRecord, from_json, to_json
from numbjournal.store import rows
from numbjournal.store.driver import Connection
from numbjournal.store.external_changes import CHANGED_OUTSIDE

IN_TABLE = 0
"""The row of a version that is only in the table: another tool wrote it, and history has no record."""


_FLAGS = ("own", "retired", "roughly")


class JournalVersions(NamedTuple):
    """All that a journal knows, by item."""

    versions: dict[ItemKey, KnownVersions]
    numbers: dict[ItemKey, int]
    """The numbers that items have in this file."""
    origins: dict[ItemKey, tuple[str, str]]
    """Where entries were imported from: source and key."""
    words: dict[ItemKey, set[str]]
    """The tags in any version of an entry."""


def read_versions(connection: Connection, shipped: Collection[str], *, strictly: bool) -> JournalVersions:
    """Read every version; `shipped` are ids of tags that come with the program.

    `strictly` checks every record. Raises Misfit.
    """
    found = JournalVersions({}, {}, {}, {})
    steps = [
        Step(*row) for row in connection.execute("SELECT number, command, reverts FROM step ORDER BY number")
    ]
    merges = {step.number for step in steps if step.command == MERGE}
    changes: dict[int, list[RecordedChange]] = {}
    for id, step, device, clock, thing, key, after in connection.execute(
        "SELECT id, step, device, clock, thing, key, after FROM history ORDER BY id"
    ):
        fields = _fields(thing, key, after, strictly=strictly) if after is not None else None
        is_nothing = clock == FOLLOWS and step in merges
        if strictly and not is_nothing and not is_clock(clock):
            raise InvalidRecord("has an invalid clock")
        digest = _noted(found, (thing, key), fields, shipped)
        changes.setdefault(step, []).append(RecordedChange(step, (thing, key), clock, device, digest, id))
    found.versions.update({key: line for key, line in versions_by_item(steps, changes).items() if line.known})
    named = connection.execute("SELECT value FROM state WHERE key = 'device'").fetchone()
    if named is None:
        raise InvalidRecord("does not say which device it is of")
    device = str(named[0])
    for key, text in _unrecorded(connection, shipped, found.versions):
        fields = _fields(*key, text, strictly=strictly) if text is not None else None
        digest = _noted(found, key, fields, shipped)
        line = found.versions.get(key, NOTHING)
        if digest != line.shown or (key not in found.versions and digest != GONE):
            found.versions[key] = line.later(NO_CLOCK, device, digest, IN_TABLE)
    return found


def record_text(connection: Connection, key: ItemKey, row: int) -> str | None:
    """The record of a version, as it is in the file."""
    if row == IN_TABLE:
        return table_text(connection, key)
    found = connection.execute("SELECT after FROM history WHERE id = ?", (row,)).fetchone()
    return found[0] if found else None


def table_text(connection: Connection, key: ItemKey) -> str | None:
    """An item as it is in its table now, in the form of history; None if it is not there."""
    thing, name = key
    if thing == "entry":
        found = connection.execute("SELECT record FROM entry_record WHERE id = ?", (name,)).fetchone()
        return found[0] if found else None
    table, column = rows.TABLES[thing]
    row = connection.execute(f"SELECT * FROM {table} WHERE {column} = ?", (name,)).fetchone()
    if row is None or (thing == "alias" and not row["own"]):
        return None
    return history_text(thing, dict(row))


def history_text(thing: str, fields: Mapping[str, Any], number: int | None = None) -> str:
    """A record in the form of history, with its number in this file."""
    named = {"number": fields.get("number") if number is None else number}
    numbered = named if thing in ("entry", "mark", "score") else {}
    known = {name: fields.get(name, default) for name, default in FIELDS[thing].items()}
    return json.dumps({**numbered, **known}, ensure_ascii=False, separators=(",", ":"))


def _noted(
    found: JournalVersions, key: ItemKey, fields: dict[str, Any] | None, shipped: Collection[str]
) -> str:
    """Note the number, origin and tags of a record, and return its digest."""
    if fields is not None:
        if number := fields.get("number"):
            found.numbers[key] = number
        if key[0] == "entry":
            if fields["source_key"] is not None:
                found.origins[key] = (str(fields["source"]), fields["source_key"])
            if fields["tags"]:
                found.words.setdefault(key, set()).update(tagging[0] for tagging in fields["tags"])
    return digest_of(key[0], fields, shipped)


def _unrecorded(
    connection: Connection, shipped: Collection[str], lines: Mapping[ItemKey, KnownVersions]
) -> Iterator[tuple[ItemKey, str | None]]:
    """Items whose table may differ from the last row of history."""
    for row in connection.execute(CHANGED_OUTSIDE).fetchall():
        yield ("entry", row["id"]), row["after"]
    for thing, (table, column) in rows.TABLES.items():
        if thing == "entry":
            continue
        names = {name for kind, name in lines if kind == thing}
        for row in connection.execute(f"SELECT * FROM {table}").fetchall():
            fields, name = dict(row), str(row[column])
            is_as_shipped = (
                thing == "tag"
                and name in shipped
                and not (row["called"] or row["retired"] or row["merged_into"])
            ) or (thing == "alias" and not row["own"])
            if name in names or not is_as_shipped:
                yield (
                    (thing, name),
                    None if thing == "alias" and is_as_shipped else history_text(thing, fields),
                )
            names.discard(name)
        for name in names:
            yield (thing, name), None


def _fields(thing: str, key: str, text: str, *, strictly: bool) -> dict[str, Any]:
    try:
        fields: dict[str, Any] = json.loads(text)
        if strictly:
            _check(thing, key, text, fields)
    except (
        AttributeError,
        IndexError,
        KeyError,
        OverflowError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        if not strictly or isinstance(error, InvalidRecord):
            raise
        raise InvalidRecord("has a record that does not fit") from error
    return fields


def _check(thing: str, key: str, text: str, fields: dict[str, Any]) -> None:
    """Check a record of history as if it were in an export, which has the same fields in another form."""
    name = fields["name" if thing in ("alias", "fact") else "id"]
    if name != key or not fields.keys() <= {"number", *FIELDS[thing]}:
        raise InvalidRecord("has a record of something else")
    if thing == "entry":
        entry = rows.entry_from_record(text)
        if rows.record(entry) != fields:
            raise InvalidRecord("has an entry that is not as it is written")
        said = {"answer": fields["answer"], "interfered": fields["interfered"]}
        from_json("entry", {**to_json(entry, {}), **said})
    elif thing in ("mark", "score", "fact"):
        from_json(thing, _exported_fields(thing, fields))
    else:
        tag = {"about": "", "own": 1, "called": "", "retired": 0, "merged_into": None, **fields}
        if thing == "alias":
            tag |= {"id": fields["tag"], "kind": "own", "label": ""}
        names = ("id", "own", "kind", "label", "about", "called", "retired", "merged_into")
        exported = _exported_fields("tag", {name: tag[name] for name in names})
        from_json("tag", {**exported, "aliases": [key] if thing == "alias" else []})


def _exported_fields(thing: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record of history as an export writes them."""
    return {
        f"kind_of_{thing}" if name == "kind" else name: bool(value) if name in _FLAGS else value
        for name, value in fields.items()
    }
