"""Writes an import in one step: all of it or nothing, and never over what is there.

Items with the same id are left as they are. Entries that were erased here stay erased, and an import erases
nothing. When the import is undone, the ids of entries erased elsewhere stay: they have no text, and undo does
not bring erased entries back.
"""

from collections.abc import Collection, Iterable
from contextlib import suppress
from typing import Any

from numbjournal.core.entry import FLAT_TAGS, Entry, merged_tag
from numbjournal.core.export_records import (
    KIND_OF,
    KINDS,
    ErasedEntry,
    ExportedFact,
    ExportedTag,
    ExportRecord,
    FileImported,
    ParsedRecord,
)
from numbjournal.core.history import IMPORT
from numbjournal.core.tag import Tag, name_key
from numbjournal.errors import Refused, Unreadable
from numbjournal.store import rows
from numbjournal.store.driver import RollBack, constraints_as
from numbjournal.store.journal import Journal

HINT = "numbjournal import --help"


def import_records(
    journal: Journal, found: Iterable[ParsedRecord], lone_tags: Collection[str], *, dry_run: bool
) -> FileImported:
    """Write the records that are new, in one step of undo; a dry run finds them and writes nothing.

    Entries, marks and scores keep their numbers if the journal has never assigned one; otherwise they get the
    next ones in the order of the records. `lone_tags` are tags of erased entries alone, and stay away like
    them. Raises Unreadable if something cannot be stored.
    """
    with suppress(RollBack), journal.step(IMPORT):
        importing = _Import(journal, lone_tags)
        for place, record in found:
            importing.take(place, record)
        importing.finish()
        if dry_run or not any(importing.counts.values()):
            raise RollBack
    return FileImported(importing.counts, importing.already, importing.erased, importing.still_here, dry_run)


def import_entries(journal: Journal, entries: Iterable[Entry], tags: Iterable[Tag]) -> None:
    """Write new entries, and the person's own tags that they need, in one step of undo.

    Their numbers continue after the last one that was assigned. Raises Refused if another program wrote one
    of them in the meantime.
    """
    with journal.step(IMPORT):
        execute = journal.connection.execute
        last = _last_number(journal)
        for tag in tags:
            execute(
                "INSERT INTO tag (id, kind, label, about, own) VALUES (?, ?, ?, ?, 1)",
                (tag.id, tag.kind, tag.label, tag.about),
            )
        greatest = last
        with constraints_as(Refused("The journal was changed meanwhile.", HINT, is_midway=True)):
            for entry in entries:
                number = last + entry.number
                rows.insert_entry(journal.connection, entry._replace(number=number))
                greatest = max(greatest, number)
        execute("UPDATE state SET value = ? WHERE key = 'last_number'", (greatest,))


def source_keys(journal: Journal, source: str) -> Collection[str]:
    """The keys of another program's entries that the journal has."""
    found = journal.read(
        "SELECT source_key FROM entry WHERE source = ? AND source_key IS NOT NULL", (source,)
    )
    return {key for (key,) in found}


def known_tags(journal: Journal) -> Collection[str]:
    """The ids of all tags, also of those that were merged into others."""
    return {id for (id,) in journal.read("SELECT id FROM tag")}


def erased_ids(journal: Journal) -> Collection[str]:
    """The ids of entries that were erased for good."""
    return {id for (id,) in journal.read("SELECT id FROM purged")}


class _Import:
    """One import: the state of the journal, and what has come in so far."""

    def __init__(self, journal: Journal, lone_tags: Collection[str]) -> None:
        self.counts = dict.fromkeys(KINDS, 0)
        self.already = self.erased = self.still_here = 0
        self._connection = journal.connection
        self._execute = journal.connection.execute
        self._last = {
            "entry": _last_number(journal),
            "mark": self._value("SELECT max(seq) FROM sqlite_sequence WHERE name = 'mark'"),
            "score": self._value("SELECT max(seq) FROM sqlite_sequence WHERE name = 'score'"),
        }
        self._keeps_numbers = {kind for kind, number in self._last.items() if number == 0}
        self._owner = dict(journal.vocabulary().owner)
        self._purged = set(erased_ids(journal))
        self._lone_tags = lone_tags
        merged = self._execute("SELECT id, merged_into FROM tag WHERE merged_into IS NOT NULL")
        self._merged: dict[str, str] = dict(merged.fetchall())
        self._merges: list[tuple[str, str]] = []

    def take(self, place: str, record: ExportRecord) -> None:
        """Write a record, unless it is there.

        Raises Unreadable.
        """
        with constraints_as(_unreadable(place, "does not fit the rest")):
            if isinstance(record, Entry):
                self._take_entry(place, record)
            elif isinstance(record, ExportedTag):
                self._take_tag(place, record)
            elif isinstance(record, ErasedEntry):
                self._take_erased(record)
            elif isinstance(record, ExportedFact):
                self._take_row("fact", "name", record._asdict(), place)
            else:
                fields = {**record[0]._asdict(), "logged_at": record.logged_at}
                self._take_row(KIND_OF[type(record)], "id", fields, place)

    def finish(self) -> None:
        """Do what needs all records: merge tags."""
        for source, target in self._merges:
            into = self._merged.get(target, target)
            has_entries = self._execute("SELECT 1 FROM entry_tag WHERE tag = ?", (source,)).fetchone()
            is_there = self._execute("SELECT 1 FROM tag WHERE id = ?", (into,)).fetchone()
            if into != source and is_there and not has_entries:
                self._execute("UPDATE tag SET merged_into = ? WHERE id = ?", (into, source))
        self._execute("UPDATE state SET value = ? WHERE key = 'last_number'", (self._last["entry"],))

    def _take_entry(self, place: str, entry: Entry) -> None:
        if entry.id in self._purged:
            self.erased += 1
            return
        draft = entry.draft
        same = self._execute(
            "SELECT id FROM entry WHERE id = ? OR (source = ? AND source_key = ?)",
            (entry.id, draft.source, draft.source_key),
        ).fetchone()
        if same:
            self._is_there("entry", same[0], place)
            return
        for tagging in draft.tags if self._merged else ():
            if into := self._merged.get(tagging.tag):
                draft = draft._replace(tags=merged_tag(draft.tags, tagging.tag, into))
        number = self._number("entry", entry.number)
        rows.insert_entry(self._connection, entry._replace(number=number, draft=draft))
        self.counts["entry"] += 1

    def _take_tag(self, place: str, tag: ExportedTag) -> None:
        here = self._execute("SELECT * FROM tag WHERE id = ?", (tag.id,)).fetchone()
        called = tag.called if self._owner.get(name_key(tag.called), tag.id) == tag.id else ""
        is_changed = bool(tag.called or tag.retired or tag.merged_into)
        is_new = False
        if here is None:
            if tag.id in self._lone_tags:
                return
            self._execute(
                "INSERT INTO tag (id, kind, label, about, own, called, retired) VALUES (?, ?, ?, ?, 1, ?, ?)",
                (tag.id, tag.kind, tag.label, tag.about, called, int(tag.retired)),
            )
            self._owner.setdefault(tag.id, tag.id)
            is_new = True
        elif not here["own"] and is_changed:
            # Distress and flat days must be found whatever a tag is called.
            if here["kind"] == "distress" or (tag.merged_into and tag.id in FLAT_TAGS):
                raise _unreadable(place, "changes a tag that stays as it is")
            is_new = not (here["called"] or here["retired"] or here["merged_into"])
            if is_new:
                self._execute(
                    "UPDATE tag SET called = ?, retired = ? WHERE id = ?", (called, int(tag.retired), tag.id)
                )
        if is_new and tag.merged_into:
            self._merges.append((tag.id, tag.merged_into))
        if is_new and called:
            self._owner[name_key(called)] = tag.id
        for name in tag.aliases:
            if name not in self._owner:
                self._execute("INSERT INTO tag_alias (name, tag, own) VALUES (?, ?, 1)", (name, tag.id))
                self._owner[name] = tag.id
                is_new = True
        self.counts["tag"] += is_new
        self.already += not is_new

    def _take_erased(self, erased: ErasedEntry) -> None:
        if erased.id in self._purged:
            self.already += 1
        elif self._execute(
            """SELECT 1 FROM history WHERE thing = 'entry' AND key = :id
            UNION ALL SELECT 1 FROM entry WHERE id = :id LIMIT 1""",
            {"id": erased.id},
        ).fetchone():
            # It is in a list, or where undo would find it.
            self.still_here += 1
        else:
            self._execute("INSERT INTO purged (id, purged_at) VALUES (?, ?)", erased)
            self._purged.add(erased.id)
            self.counts["purged"] += 1

    def _take_row(self, table: str, key: str, fields: dict[str, Any], place: str) -> None:
        """Write a row of a table that has the name of its kind."""
        if self._execute(f"SELECT 1 FROM {table} WHERE {key} = ?", (fields[key],)).fetchone():
            self._is_there(table, fields[key], place)
            return
        if table in self._last:
            fields["number"] = self._number(table, fields["number"])
        if day := fields.get("day"):
            fields["day"] = day.isoformat()
        self._execute(
            f"INSERT INTO {table} ({', '.join(fields)}) VALUES ({', '.join('?' for _ in fields)})",
            tuple(fields.values()),
        )
        self.counts[table] += 1

    def _is_there(self, thing: str, key: str, place: str) -> None:
        """Count a record that is there already.

        Raises Unreadable if it came with this file: one of the two would be lost.
        """
        of_this_step = """SELECT 1 FROM history WHERE thing = ? AND key = ?
            AND step = (SELECT value FROM state WHERE key = 'open_step')"""
        if self._execute(of_this_step, (thing, key)).fetchone():
            raise _unreadable(place, "has an id that is in the file twice")
        self.already += 1

    def _number(self, kind: str, number: int) -> int:
        if kind not in self._keeps_numbers:
            number = self._last[kind] + 1
        self._last[kind] = max(self._last[kind], number)
        return number

    def _value(self, sql: str) -> int:
        return int(self._execute(sql).fetchone()[0] or 0)


def _last_number(journal: Journal) -> int:
    """The greatest number that was assigned, also by another tool that did not record it."""
    found = journal.read(
        """SELECT max(value) FROM state WHERE key = 'last_number'
        UNION ALL SELECT coalesce(max(number), 0) FROM entry"""
    )
    return max(int(number) for (number,) in found)


def _unreadable(place: str, what: str) -> Unreadable:
    return Unreadable(f"{place[0].upper()}{place[1:]} {what}.", HINT)
