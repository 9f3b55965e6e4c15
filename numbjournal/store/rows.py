"""Between values and rows: how an entry, a tag and a moment look in the file."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from numbjournal.core.clock import is_clock
from numbjournal.core.entry import FLAT_AT_MOST, FLAT_TAGS, Entry
from numbjournal.core.entry_fields import RECORDED, draft_of, plain_fields
from numbjournal.core.query import Query
from numbjournal.core.tag import Tag, Vocabulary, name_key
from numbjournal.errors import Damaged, NotFound
from numbjournal.store import search
from numbjournal.store.driver import Connection
from numbjournal.store.engine import DOCTOR

TABLES = {
    "tag": ("tag", "id"),
    "alias": ("tag_alias", "name"),
    "entry": ("entry", "id"),
    "mark": ("mark", "id"),
    "score": ("score", "id"),
    "fact": ("fact", "name"),
}
"""Table and key of each thing, in the order in which they are written: what others refer to comes first."""

_COLUMNS = tuple(name for name in RECORDED if name != "tags")

_STATE: dict[str, Callable[[Any], bool]] = {
    "device": lambda value: isinstance(value, str) and value != "",
    "clock": lambda value: isinstance(value, str) and (value == "" or is_clock(value)),
    "last_number": lambda value: isinstance(value, int) and value >= 0,
}

_INSERT = f"INSERT INTO entry ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' for _ in _COLUMNS)})"
_UPDATE = f"UPDATE entry SET {', '.join(f'{column} = ?' for column in _COLUMNS)} WHERE id = ?"


def instant(moment: datetime) -> str:
    """A UTC instant to the millisecond, as it is stored."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def entry_from_record(record: str) -> Entry:
    """An entry from the JSON of the view `entry_record` or of history."""
    fields: dict[str, Any] = json.loads(record)
    zone = timezone(timedelta(minutes=fields["utc_offset"]))
    logged_at = datetime.fromisoformat(fields["logged_at"]).astimezone(zone)
    return Entry(fields["id"], fields["number"], logged_at, draft_of(fields))


def record(entry: Entry) -> dict[str, Any]:
    """An entry as `entry_from_record` reads it. SQLite has no booleans: a flag is 0 or 1."""
    offset = entry.logged_at.utcoffset() or timedelta()
    fields = {
        "id": entry.id,
        "number": entry.number,
        "logged_at": instant(entry.logged_at),
        "utc_offset": int(offset.total_seconds()) // 60,
        **plain_fields(entry.draft),
    }
    return {name: int(value) if isinstance(value := fields[name], bool) else value for name in RECORDED}


def read_state(connection: Connection) -> dict[str, Any]:
    """What the file has to know about itself: `device`, `clock` and `last_number`.

    The clock is empty before the first change. Raises Damaged where one is missing or not of its form.
    """
    found = dict(connection.execute(f"SELECT key, value FROM state WHERE key IN {tuple(_STATE)}").fetchall())
    if not all(key in found and state_fits(key, found[key]) for key in _STATE):
        raise Damaged("The journal has lost what it knows about itself (its table state).", DOCTOR)
    return found


def state_fits(key: str, value: Any) -> bool:
    """Whether a value in `state` has the form that its key asks for."""
    return key not in _STATE or _STATE[key](value)


def insert_entry(connection: Connection, entry: Entry) -> None:
    """Write the tags first, then the row, so that the row's triggers see the whole entry."""
    _insert_taggings(connection, entry)
    connection.execute(_INSERT, _values(entry))


def update_entry(connection: Connection, entry: Entry) -> None:
    """Change the tags, then the row; the triggers find what it was before in `state`.

    Raises NotFound when the entry is not there any more.
    """
    connection.execute(
        "INSERT INTO state (key, value) SELECT 'before', record FROM entry_record WHERE id = ?", (entry.id,)
    )
    connection.execute("DELETE FROM entry_tag WHERE entry = ?", (entry.id,))
    _insert_taggings(connection, entry)
    if connection.execute(_UPDATE, (*_values(entry), entry.id)).rowcount == 0:
        raise NotFound(f"Entry {entry.number} was taken back meanwhile.", "numbjournal redo")
    connection.execute("DELETE FROM state WHERE key = 'before'")


def delete_entry(connection: Connection, id: str) -> None:
    connection.execute("DELETE FROM entry WHERE id = ?", (id,))


def select_entries(query: Query) -> tuple[str, list[Any]]:
    """SQL and its values for the records of a query, newest day first."""
    conditions: list[str] = []
    values: list[Any] = []

    def where(condition: str, *arguments: Any) -> None:
        conditions.append(condition)
        values.extend(arguments)

    if query.first:
        where("day >= ?", query.first.isoformat())
    if query.last:
        where("day <= ?", query.last.isoformat())
    for tag in query.tags:
        where("id IN (SELECT entry FROM entry_tag WHERE tag = ?)", tag)
    if query.feel:
        where("feel BETWEEN ? AND ?", *query.feel)
    if query.flat:
        where(
            "(feel <= ? OR (feel IS NULL AND id IN (SELECT entry FROM entry_tag WHERE tag IN (?, ?))))",
            FLAT_AT_MOST,
            *sorted(FLAT_TAGS),
        )
    if query.with_notes:
        where("(note <> '' OR got_through <> '')")
    for condition, found in search.conditions(query.text):
        where(condition, *found)
    # Chosen first and put together afterwards: a record costs more than all that decides whether it is shown.
    chosen = "SELECT number FROM entry"
    if conditions:
        chosen += " WHERE " + " AND ".join(conditions)
    if query.limit is not None:
        chosen += " ORDER BY day DESC, number DESC LIMIT ?"
        values.append(query.limit)
    sql = f"SELECT record FROM entry_record WHERE number IN ({chosen}) ORDER BY day DESC, number DESC"
    return sql, values


def _insert_taggings(connection: Connection, entry: Entry) -> None:
    for position, tagging in enumerate(entry.draft.tags):
        connection.execute(
            "INSERT INTO entry_tag (entry, tag, strength, typed, position) VALUES (?, ?, ?, ?, ?)",
            (entry.id, tagging.tag, tagging.strength, tagging.typed, position),
        )


def _values(entry: Entry) -> tuple[Any, ...]:
    return tuple(record(entry).values())[:-1]


def vocabulary_from(read: Callable[[str], Sequence[Any]]) -> Vocabulary:
    """Every tag with its aliases; a tag that was merged is a name of the one that stays."""
    found = read("SELECT * FROM tag ORDER BY own, position, rowid")
    merged = {row["id"]: row["merged_into"] for row in found if row["merged_into"]}
    aliases: dict[str, list[str]] = {}
    silent: dict[str, list[str]] = {}
    for row in found:
        if row["id"] in merged:
            names = [row["id"], *([name_key(row["called"])] if row["called"] else [])]
            aliases.setdefault(row["merged_into"], []).extend(names)
    for row in read("SELECT name, tag, silent FROM tag_alias ORDER BY rowid"):
        owner = merged.get(row["tag"], row["tag"])
        (silent if row["silent"] else aliases).setdefault(owner, []).append(row["name"])
    return Vocabulary(
        Tag(
            id=row["id"],
            kind=row["kind"],
            label=row["label"],
            about=row["about"],
            aliases=tuple(aliases.get(row["id"], ())),
            silent=tuple(silent.get(row["id"], ())),
            own=bool(row["own"]),
            called=row["called"],
            retired=bool(row["retired"]),
        )
        for row in found
        if row["id"] not in merged
    )
