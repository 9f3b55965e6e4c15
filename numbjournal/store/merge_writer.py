"""Works out what two journals are when merged, and writes it.

`core.merge` decides which versions count. Rows of history are written by hand, one for each new version, with
the clock and the device of the original change; triggers would record the moment of the merge. The version
that counts comes last.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from numbjournal.core.entry import FLAT_TAGS, merged_tag
from numbjournal.core.merge import (
    FIELDS,
    FOLLOWS,
    GONE,
    NOTHING,
    ItemKey,
    JournalMerged,
    KnownVersions,
    MergeDecision,
    Version,
    WordVersions,
    days_ahead,
    decide,
    digest_of,
    duplicate_imports,
    merged_memory,
    resolve_aliases,
    resolve_tags,
)
from numbjournal.core.signs_shown import possible
from numbjournal.data import shipped_tags
from numbjournal.errors import Unreadable
from numbjournal.store import rows
from numbjournal.store.driver import Connection
from numbjournal.store.merge_source import HINT
from numbjournal.store.purge import words_born_with
from numbjournal.store.remembered import memory_text, read_memory, read_span, span_text
from numbjournal.store.versions import JournalVersions, history_text, read_versions, record_text, table_text

Watch = Callable[[Iterable[ItemKey], int], Iterable[ItemKey]]
"""Passes items on, and shows the progress."""


class OtherJournal(NamedTuple):
    """What was read from the other journal."""

    connection: Connection
    known: JournalVersions
    purged: Mapping[str, str]


class MergeWriter:
    """One merge: what both journals know, what is new here, and how many rows were written."""

    def __init__(self, connection: Connection, other: OtherJournal) -> None:
        self._ours = connection
        self._execute = self._ours.execute
        self._theirs = other.connection
        self._shipped = shipped_ids(self._ours)
        self._purged = dict(self._execute("SELECT id, purged_at FROM purged").fetchall())
        self.new_purged = {
            id: at for id, at in other.purged.items() if id not in self._purged or at < self._purged[id]
        }
        self.here = read_versions(self._ours, self._shipped, strictly=False)
        self.there = other.known
        stays = [id for id in {**self._purged, **other.purged} if ("entry", id) in self.there.versions]
        self.stays_erased = len(stays)
        hidden = {("entry", id) for id in stays}
        hidden |= {("tag", word) for id in stays for word in words_born_with(self._theirs, id)}
        lines = {key: line for key, line in self.there.versions.items() if key not in hidden}
        found = {key: decide(self.here.versions.get(key, NOTHING), line) for key, line in lines.items()}
        self.decisions: dict[ItemKey, MergeDecision] = {
            key: decision for key, decision in found.items() if decision
        }
        self._versions = lines
        # From the program, not from the file, where an own word may have replaced a shipped one.
        self._shipped_words = {
            name: (tag.id, int(name in tag.silent))
            for tag in shipped_tags()
            for name in (tag.id, *tag.aliases, *tag.silent)
        }
        self.rows = 0

    def new_state(self, today: date) -> dict[str, str]:
        """What was shown and handed out last, if the other device knows of something later."""
        new: dict[str, str] = {}
        kept = "SELECT key, value FROM state WHERE key IN ('shown', 'handed out')"
        ours, theirs = (dict(each.execute(kept).fetchall()) for each in (self._ours, self._theirs))
        mine = read_memory(ours.get("shown"))
        both = merged_memory(mine, possible(read_memory(theirs.get("shown")), today))
        if both != mine:
            new["shown"] = memory_text(both)
        last, span = read_span(ours.get("handed out")), read_span(theirs.get("handed out"))
        if span and span.last <= today and (last is None or span[::-1] > last[::-1]):
            new["handed out"] = span_text(span)
        return new

    def write(self, step: int, now: datetime, watch: Watch) -> JournalMerged:
        """Write everything that is new, and what follows from it."""
        self._step = step
        self._execute("PRAGMA defer_foreign_keys = ON")
        self._check_tags()
        targets = self._targets()
        self._numbers = self._numbered(targets)
        counts: dict[str, dict[str, int]] = {
            name: dict.fromkeys(rows.TABLES, 0) for name in ("new", "changed", "gone")
        }
        # Delete first; write tags before the entries that have them, and delete them after those entries.
        order = sorted(
            targets, key=lambda key: (targets[key] is not None, list(rows.TABLES).index(key[0]), key)
        )
        gone_tags = [key for key in order if targets[key] is None and key[0] in ("tag", "alias")]
        order = [key for key in order if key not in set(gone_tags)] + gone_tags
        for key in watch(order, len(order)):
            if outcome := self._write_one(key, targets[key]):
                counts[outcome][key[0]] += 1
        for id, at in self.new_purged.items():
            self._execute("INSERT OR REPLACE INTO purged (id, purged_at) VALUES (?, ?)", (id, at))
        state = self.new_state(now.date())
        for name, value in state.items():
            self._execute("INSERT OR REPLACE INTO state (key, value) VALUES (?, ?)", (name, value))
        concurrent = [key for key, decision in self.decisions.items() if decision.concurrent]
        return JournalMerged(
            counts["new"],
            counts["changed"],
            counts["gone"],
            conflicts=tuple(sorted(self._numbers[key] for key in concurrent if key[0] == "entry")),
            words=tuple(sorted(self._word(key) for key in concurrent if key[0] != "entry")),
            stays_erased=self.stays_erased,
            to_come=tuple(sorted(self._numbers[key] for key in self._to_come(targets, now.date()))),
            days_ahead=days_ahead(
                (version.clock for decision in self.decisions.values() for version in decision.new), now
            ),
            is_news=bool(self.rows or self.new_purged or state),
        )

    # What will be

    def _targets(self) -> dict[ItemKey, dict[str, Any] | None]:
        """The fields that each item is to have; None for an item that is to be deleted."""
        adjusted = {
            key
            for key, line in self.here.versions.items()
            if line.current and line.shown != line.current.digest
        }
        changing = set(self.decisions) | adjusted
        targets: dict[ItemKey, dict[str, Any] | None] = {
            key: self._fields(key, self._current(key)) for key in changing if key[0] not in ("tag", "alias")
        }
        shipped_names = {name: tag for name, (tag, _) in self._shipped_words.items()}
        words = {
            key: self._as_word(key)
            for key in {*self.here.versions, *self._versions}
            if key[0] in ("tag", "alias")
        }
        tags = {name: word for (thing, name), word in words.items() if thing == "tag" and word}
        aliases = {name: word for (thing, name), word in words.items() if thing == "alias" and word}
        settled = resolve_tags(tags, self._used(tags, targets), shipped_names)
        there = {id: fields for id, fields in settled.items() if fields is not None}
        targets.update({("tag", id): fields for id, fields in settled.items()})
        settled_words = resolve_aliases(aliases, there, shipped_names)
        targets.update({("alias", name): fields for name, fields in settled_words.items()})
        into = {id: fields["merged_into"] for id, fields in there.items() if fields["merged_into"]}
        for (id,) in self._execute(
            f"SELECT DISTINCT entry FROM entry_tag WHERE tag IN ({', '.join('?' for _ in into)})", tuple(into)
        ).fetchall():
            key = ("entry", id)
            if key not in targets:
                targets[key] = self._fields(key, self._current(key))
        for key in self._duplicates():
            targets[key] = None
        for key, fields in targets.items():
            if key[0] == "entry" and fields is not None:
                for id in [tagging[0] for tagging in fields["tags"]]:
                    if id not in self._shipped and id not in there:
                        raise Unreadable("That journal uses a tag that does not exist.", HINT)
                if into:
                    targets[key] = _with_merged_tags(fields, into)
        return targets

    def _used(
        self, tags: Mapping[str, WordVersions], targets: Mapping[ItemKey, dict[str, Any] | None]
    ) -> set[str]:
        """Tags that were deleted but that an entry still has."""
        gone = {id for id, word in tags.items() if word.fields is None}
        used = {
            tagging[0]
            for (thing, _), fields in targets.items()
            if thing == "entry" and fields is not None
            for tagging in fields["tags"]
        }
        for id in gone:
            for (entry,) in self._execute("SELECT entry FROM entry_tag WHERE tag = ?", (id,)):
                if ("entry", entry) not in targets:
                    used.add(id)
        return used & gone

    def _duplicates(self) -> set[ItemKey]:
        """Entries that both devices imported from one source, but for the greatest version."""
        origins = {**self.here.origins, **self.there.origins}
        versions = {
            key: version
            for key in origins
            if (key in self.here.versions or key in self._versions) and (version := self._current(key))
        }
        return duplicate_imports({key: origins[key] for key in versions}, versions)

    def _check_tags(self) -> None:
        """Check that words for severe distress, and those that count as flat, stay as they are shipped.

        Raises Unreadable.
        """
        kinds = dict(self._execute("SELECT id, kind FROM tag WHERE NOT own").fetchall())
        for key, decision in self.decisions.items():
            if key[0] != "tag":
                continue
            fields = self._fields(key, decision.current)
            if fields is None:
                continue
            if key[1] in kinds:
                is_changed = fields.get("called") or fields.get("retired") or fields.get("merged_into")
                is_fixed = kinds[key[1]] == "distress" or (fields.get("merged_into") and key[1] in FLAT_TAGS)
                if is_changed and is_fixed:
                    raise Unreadable("That journal changes a tag that stays as it is.", HINT)
            elif fields["kind"] == "distress":
                raise Unreadable("That journal makes a new word for severe distress.", HINT)

    def _as_word(self, key: ItemKey) -> WordVersions | None:
        current = self._current(key)
        if current is None:
            return None
        line = {**self._line(key).known, **self._versions.get(key, NOTHING).known}
        last = max((version for version in line if version.digest != GONE), default=None)
        return WordVersions(current, self._fields(key, current), self._fields(key, last) if last else None)

    def _to_come(self, targets: Mapping[ItemKey, dict[str, Any] | None], today: date) -> list[ItemKey]:
        """New entries about a day after tomorrow, which travelling west cannot explain."""
        last = (today + timedelta(days=1)).isoformat()
        return [
            key
            for key in self.decisions
            if key[0] == "entry" and (fields := targets[key]) is not None and fields["day"] > last
        ]

    def _numbered(self, targets: Mapping[ItemKey, dict[str, Any] | None]) -> dict[ItemKey, int]:
        """Numbers of all items: those that have one keep it; new items get the next ones, by day."""
        numbers = dict(self.here.numbers)
        (last,) = self._execute(
            """SELECT max((SELECT value FROM state WHERE key = 'last_number'),
                (SELECT coalesce(max(number), 0) FROM entry))"""
        ).fetchone()
        for thing in ("entry", "mark", "score"):
            if thing != "entry":
                found = self._execute(
                    "SELECT max(seq) FROM sqlite_sequence WHERE name = ?", (thing,)
                ).fetchone()
                last = found[0] or 0
            keeps = last == 0
            new = [key for key in self.decisions if key[0] == thing and key not in numbers]
            for key in sorted(new, key=lambda key: self._place(key, targets[key])):
                if key in self.there.numbers:
                    number = self.there.numbers[key] if keeps else last + 1
                    numbers[key] = number
                    last = max(last, number)
            if thing == "entry":
                self._execute("UPDATE state SET value = ? WHERE key = 'last_number'", (last,))
        return numbers

    def _place(self, key: ItemKey, target: Mapping[str, Any] | None) -> tuple[Any, ...]:
        versions = [version for version in self._versions[key].known if version.digest != GONE]
        fields = target or (self._fields(key, max(versions)) if versions else None)
        if fields is None:
            return True, "", "", key[1]
        return target is None, fields["day"], fields["logged_at"], key[1]

    # What is known

    def _line(self, key: ItemKey) -> KnownVersions:
        return self.here.versions.get(key, NOTHING)

    def _current(self, key: ItemKey) -> Version | None:
        decision = self.decisions.get(key)
        return decision.current if decision else self._line(key).current

    def _fields(self, key: ItemKey, version: Version | None) -> dict[str, Any] | None:
        """The fields of a version."""
        if version is None or version.digest == GONE:
            return None
        known_here = self._line(key).known
        if version in known_here:
            text = record_text(self._ours, key, known_here[version])
        else:
            text = record_text(self._theirs, key, self._versions[key].known[version])
        read = json.loads(text or "null")
        return {name: read.get(name, default) for name, default in FIELDS[key[0]].items()}

    def _word(self, key: ItemKey) -> str:
        fields = self._fields(key, self._current(key)) or {}
        return str(fields.get("called") or fields.get("name") or fields.get("instrument") or key[1])

    # Writing

    def _write_one(self, key: ItemKey, target: dict[str, Any] | None) -> str:
        """Write an item and its rows of history; return `new`, `changed`, `gone`, or nothing."""
        before = table_text(self._ours, key)
        decision, current = self.decisions.get(key), self._current(key)
        digest = digest_of(key[0], target, self._shipped)
        was = digest_of(key[0], json.loads(before) if before else None, self._shipped)
        if digest != was:
            self._write_table(key, target)
        after = table_text(self._ours, key)
        chain: list[tuple[str, str, str | None]] = []
        if decision:
            restated = () if decision.current in decision.new else (decision.current,)
            for version in (*decision.new, *restated):
                fields = self._fields(key, version)
                text = None if fields is None else history_text(key[0], fields, self._numbers.get(key))
                chain.append((version.clock, version.device, text))
        if current and digest == current.digest:
            if chain or digest != self._line(key).shown:
                # Exactly as in the table, so that a change by another tool can be detected later.
                chain = [*chain[:-1], (current.clock, current.device, after)]
        elif chain or digest != self._line(key).shown:
            chain.append((FOLLOWS, FOLLOWS, after))
        for clock, device, text in chain:
            self._execute(
                """INSERT INTO history (step, device, clock, thing, key, before, after)
                VALUES (?, ?, ?, ?, ?, ?, ?)""",
                (self._step, device, clock, *key, before, text),
            )
            before = text
            self.rows += 1
        if digest == was:
            return ""
        return "new" if was == GONE else "gone" if digest == GONE else "changed"

    def _write_table(self, key: ItemKey, target: dict[str, Any] | None) -> None:
        thing, name = key
        if thing == "entry":
            self._write_entry(name, target)
            return
        table, column = rows.TABLES[thing]
        if thing == "tag" and name in self._shipped:
            changes = target or {"called": "", "retired": 0, "merged_into": None}
            self._execute(
                "UPDATE tag SET called = ?, retired = ?, merged_into = ? WHERE id = ?",
                (changes["called"], changes["retired"], changes["merged_into"], name),
            )
        elif target is None and thing == "alias" and name in self._shipped_words:
            self._execute(
                "UPDATE tag_alias SET own = 0, tag = ?, silent = ? WHERE name = ? AND own",
                (*self._shipped_words[name], name),
            )
        elif target is None:
            only_own = " AND own" if thing in ("tag", "alias") else ""
            self._execute(f"DELETE FROM {table} WHERE {column} = ?{only_own}", (name,))
        else:
            fields = {**target, "own": 1} if thing in ("tag", "alias") else dict(target)
            if thing == "alias":
                fields["silent"] = 0
            if thing in ("mark", "score"):
                fields["number"] = self._numbers[key]
            self._execute(
                f"""INSERT INTO {table} ({", ".join(fields)}) VALUES ({", ".join("?" for _ in fields)})
                ON CONFLICT ({column}) DO UPDATE SET
                    {", ".join(f"{field} = excluded.{field}" for field in fields)}""",
                tuple(fields.values()),
            )

    def _write_entry(self, id: str, target: dict[str, Any] | None) -> None:
        if target is None:
            rows.delete_entry(self._ours, id)
            return
        entry = rows.entry_from_record(history_text("entry", target, self._numbers["entry", id]))
        is_there = self._execute("SELECT 1 FROM entry WHERE id = ?", (id,)).fetchone()
        (rows.update_entry if is_there else rows.insert_entry)(self._ours, entry)


def shipped_ids(connection: Connection) -> frozenset[str]:
    """The ids of tags that came with the program."""
    return frozenset(id for (id,) in connection.execute("SELECT id FROM tag WHERE NOT own"))


def _with_merged_tags(fields: dict[str, Any], into: Mapping[str, str]) -> dict[str, Any]:
    """An entry's record, in which merged tags are replaced."""
    entry = rows.entry_from_record(history_text("entry", fields, 1))
    taggings = entry.draft.tags
    for tagging in entry.draft.tags:
        if tagging.tag in into:
            taggings = merged_tag(taggings, tagging.tag, into[tagging.tag])
    return {**fields, "tags": [list(tagging) for tagging in taggings]}
