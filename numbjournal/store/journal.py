"""The journal: every verb that reads or changes it, each change in one transaction and one step."""

import json
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from numbjournal.core.clock import moment, ticked
from numbjournal.core.entry import Draft, Entry, check_length, merged_tag, uuid7
from numbjournal.core.history import (
    IMPORT,
    MERGE,
    REDO,
    UNDO,
    Change,
    Reverted,
    Step,
    StepReader,
    step_to_redo,
    step_to_undo,
)
from numbjournal.core.query import Query
from numbjournal.core.signs_shown import Memory, Sign
from numbjournal.core.tag import CRISIS_TAGS, Tag, Vocabulary, name_key
from numbjournal.core.text import check_size, size_of
from numbjournal.core.when import Span
from numbjournal.effects import Effect
from numbjournal.errors import Busy, NotFound, Refused, Replaced
from numbjournal.store import rows
from numbjournal.store.driver import Connection
from numbjournal.store.engine import (
    ending,
    errors_in_words,
    execute_in_place,
    file_identity,
    open_journal,
)
from numbjournal.store.entry_reference import UNSWEPT, find_trace
from numbjournal.store.key import Key
from numbjournal.store.rewrite_lock import wait_for_others

_DAYS = ("day", "snoozed_until", "hinted", "asked")
"""The days of a `Memory`."""

_CHANGED = Effect("The change was saved.", "{} changes were saved.")

_EFFECTS = {
    "log": Effect("The entry was saved.", "{} entries were saved."),
    IMPORT: Effect("The import was saved.", "{} imports were saved."),
    MERGE: Effect("The merge was saved.", "{} merges were saved."),
}
"""What a step is to the person, by its command; any other is a change."""

Revision = Callable[[Draft], Draft]
StepFinder = Callable[[int, StepReader], Step | None]


class Journal:
    """An open journal file.

    `path` is the file; `clock` tells the moment, with its zone; `upgrade` brings a journal of an older form
    up to date; `key` opens an encrypted one (`engine.open_journal`). `again` opens the file once more
    when it was rewritten under another key; without it, such a journal takes no more changes.
    """

    def __init__(
        self,
        path: Path,
        clock: Callable[[], datetime],
        upgrade: Callable[[Connection], None] | None = None,
        key: Key | None = None,
        again: "Callable[[], Journal] | None" = None,
    ) -> None:
        self.path = path
        self.changed = False
        self._clock = clock
        self._connection = open_journal(path, upgrade, key)
        self._step_in_hand = 0
        self._again = again
        self._left: list[Connection] = []
        self._last_step: tuple[object, ...] = ()
        try:
            found = self.read("SELECT number, command, at FROM step ORDER BY number DESC LIMIT 1")
        except BaseException:
            self.close()
            raise
        self._last_step = tuple(found[0]) if found else ()

    @property
    def connection(self) -> Connection:
        """The one connection that is held, to the file that has the journal's name."""
        if not self._connection.in_transaction:
            self.follow()
        return self._connection

    @property
    def is_encrypted(self) -> bool:
        return self._connection.key is not None

    @property
    def is_current(self) -> bool:
        """Whether the open file is the one that has the journal's name."""
        return file_identity(self.path) == self._connection.file

    def close(self) -> None:
        for connection in (self._connection, *self._left):
            connection.close()

    # Reading

    def list(self, query: Query) -> list[Entry]:
        """The entries of a query, newest day first, and within a day the greatest number first."""
        sql, values = rows.select_entries(query)
        return [rows.entry_from_record(record) for (record,) in self.read(sql, values)]

    def first_and_last_day(self, *, private: bool = True) -> tuple[date, date] | None:
        """The first and the last day with an entry (or with one that is not private); None without any."""
        # One look at each end of the index; together, min and max would be looked for among all.
        only = "" if private else "WHERE NOT private"
        sql = f"""SELECT (SELECT day FROM entry {only} ORDER BY day LIMIT 1),
            (SELECT day FROM entry {only} ORDER BY day DESC LIMIT 1)"""
        ((first, last),) = self.read(sql)
        return (date.fromisoformat(first), date.fromisoformat(last)) if first else None

    def last_day_before(self, day: date) -> date | None:
        """The last day with an entry before a day."""
        found = self.read("SELECT day FROM entry WHERE day < ? ORDER BY day DESC LIMIT 1", (day.isoformat(),))
        return date.fromisoformat(found[0][0]) if found else None

    def days_after(self, day: date) -> Sequence[tuple[date, int]]:
        """The days after a day that have an entry, and how many, in their order.

        There are some after a flight over the date line to the west, and where a clock was wrong.
        """
        found = self.read(
            "SELECT day, count(*) FROM entry WHERE day > ? GROUP BY day ORDER BY day", (day.isoformat(),)
        )
        return [(date.fromisoformat(day), count) for day, count in found]

    @property
    def began(self) -> datetime | None:
        """When the first thing was changed in it."""
        found = self.read("SELECT at FROM step ORDER BY number LIMIT 1")
        return datetime.fromisoformat(found[0][0]) if found else None

    def fact(self, name: str) -> str | None:
        """Something that was said once: `onset`, `care`, `helping`."""
        found = self.read("SELECT value FROM fact WHERE name = ?", (name,))
        return found[0][0] if found else None

    def show(self, number: int) -> Entry:
        """The entry with this number.

        Raises NotFound.
        """
        for (record,) in self.read("SELECT record FROM entry_record WHERE number = ?", (number,)):
            return rows.entry_from_record(record)
        raise NotFound(f"There is no entry {number}.", "numbjournal list")

    def vocabulary(self) -> Vocabulary:
        """Every tag, shipped and own, with its aliases."""
        found = self.read("SELECT * FROM tag ORDER BY own, position, rowid")
        merged = {row["id"]: row["merged_into"] for row in found if row["merged_into"]}
        aliases: dict[str, list[str]] = {}
        silent: dict[str, list[str]] = {}
        for row in found:
            if row["id"] in merged:
                names = [row["id"], *([name_key(row["called"])] if row["called"] else [])]
                aliases.setdefault(row["merged_into"], []).extend(names)
        for row in self.read("SELECT name, tag, silent FROM tag_alias ORDER BY rowid"):
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

    def most_used(self, since: date, limit: int) -> Sequence[str]:
        """Ids of the tags on most entries since a day, crisis tags never among them."""
        placeholders = ", ".join("?" for _ in CRISIS_TAGS)
        sql = f"""SELECT tag FROM entry_tag JOIN entry ON entry.id = entry_tag.entry
            WHERE entry.day >= ? AND tag NOT IN ({placeholders})
                AND tag NOT IN (SELECT id FROM tag WHERE retired)
            GROUP BY tag ORDER BY count(*) DESC, max(entry.day) DESC, tag LIMIT ?"""
        return [tag for (tag,) in self.read(sql, (since.isoformat(), *sorted(CRISIS_TAGS), limit))]

    def left_over_tags(self) -> frozenset[str]:
        """Ids of the person's own words that came with an entry and are on none any more."""
        sql = """SELECT id FROM tag WHERE own AND called = '' AND id NOT IN (SELECT tag FROM entry_tag)
            AND id NOT IN (SELECT merged_into FROM tag WHERE merged_into IS NOT NULL)
            AND id NOT IN (SELECT tag FROM tag_alias WHERE own)
            AND id IN (SELECT key FROM history JOIN step ON step.number = history.step
                WHERE thing = 'tag' AND before IS NULL AND command IN ('log', 'edit'))
            AND id NOT IN (SELECT key FROM history JOIN step ON step.number = history.step
                WHERE thing = 'tag' AND command LIKE 'tag%')"""
        return frozenset(tag for (tag,) in self.read(sql))

    def history(self, number: int | None = None, limit: int | None = None) -> Sequence[Change]:
        """What was changed, the newest first: everything, or one entry, also one that is deleted.

        What a merge brought has the time at which it was written on its device. Raises NotFound for an entry
        that never was.
        """
        condition, values = "1", list[Any]()
        if number is not None:
            condition, values = "thing = 'entry' AND key = ?", [find_trace(self.read, number).id]
        sql = f"""SELECT step, at, command, thing, key, before, after, clock,
                command = '{MERGE}' AND EXISTS (SELECT 1 FROM history AS next WHERE next.step = history.step
                    AND next.thing = history.thing AND next.key = history.key AND next.id > history.id
                    AND next.clock <> '') AS passed
            FROM history JOIN step ON step.number = history.step
            WHERE {condition} AND before IS NOT after ORDER BY history.id DESC LIMIT ?"""
        return [_change(row) for row in self.read(sql, (*values, -1 if limit is None else limit))]

    def count(self) -> int:
        """How many entries there are."""
        return int(self.read("SELECT count(*) FROM entry")[0][0])

    @property
    def state_of_history(self) -> str:
        """A text that is this journal's alone, and another one after each change."""
        ((device,),) = self.read("SELECT value FROM state WHERE key = 'device'")
        return f"{device} {self._last_step}"

    # Changing

    def log(self, draft: Draft, new_tags: Iterable[Tag] = (), at: datetime | None = None) -> Entry:
        """Keep a new entry; tags that nobody had yet become the person's own.

        `at` is when it was written, where that is not now. Raises TooLong.
        """
        check_length(draft)
        now = at or self._clock()
        with self.step("log"):
            self._add_tags(new_tags)
            number = self._next_number()
            id = uuid7(int(now.timestamp() * 1000), os.urandom(10))
            entry = Entry(id, number, now, draft)
            rows.insert_entry(self._connection, entry)
        return entry

    def amend(self, entry: Entry, draft: Draft, new_tags: Iterable[Tag] = ()) -> Entry:
        """Say more about the entry that was just logged, in the same step of undo.

        Raises TooLong.
        """
        check_length(draft, entry.draft)
        amended = entry._replace(draft=draft)
        with self.step("log", continued=True):
            self._add_tags(new_tags)
            rows.update_entry(self._connection, amended)
        return amended

    def edit(self, number: int, revise: Revision, new_tags: Iterable[Tag] = ()) -> tuple[Entry, Entry]:
        """Change an entry; returns it before and after. What changes nothing is no step.

        Raises NotFound, or TooLong.
        """
        before = self.show(number)
        after = before._replace(draft=revise(before.draft))
        if after == before:
            return before, before
        with self.step("edit"):
            # Read again: another process may have changed it since.
            before = self.show(number)
            after = before._replace(draft=revise(before.draft))
            check_length(after.draft, before.draft)
            self._add_tags(new_tags)
            rows.update_entry(self._connection, after)
        return before, after

    def delete(self, numbers: Sequence[int]) -> Sequence[Entry]:
        """Take entries out; undo brings them back.

        Raises NotFound if one of them does not exist, and then deletes none.
        """
        with self.step("delete"):
            entries = [self.show(number) for number in dict.fromkeys(numbers)]
            for entry in entries:
                rows.delete_entry(self._connection, entry.id)
        return entries

    def set_fact(self, name: str, value: str | None, command: str) -> None:
        """Say something once, or take it back (None)."""
        with self.step(command):
            self._connection.execute("DELETE FROM fact WHERE name = ?", (name,))
            if value is not None:
                self._connection.execute("INSERT INTO fact (name, value) VALUES (?, ?)", (name, value))

    @property
    def memory(self) -> Memory:
        """What was last shown of the help signs."""
        found = self.read("SELECT value FROM state WHERE key = 'shown'")
        return read_memory(found[0][0]) if found else Memory()

    def remember(self, memory: Memory) -> None:
        """Keep it; no step of undo, because nothing that a person wrote changes."""
        with self.transaction():
            self._set_state("shown", memory_text(memory))

    @property
    def looked(self) -> date | None:
        """The day on which it was last looked, after a save, whether the report has something to read.

        Of this file alone: another device looks for itself.
        """
        found = self.read("SELECT value FROM state WHERE key = 'looked'")
        return date.fromisoformat(found[0][0]) if found else None

    def remember_looked(self, day: date) -> None:
        """Keep it; like what was shown, no step of undo."""
        with self.transaction():
            self._set_state("looked", day.isoformat())

    @property
    def last_handout(self) -> Span | None:
        """The range of days of the newest hand-out that was written."""
        found = self.read("SELECT value FROM state WHERE key = 'handed out'")
        return read_span(found[0][0]) if found else None

    def remember_handout(self, span: Span) -> None:
        """Keep it, for the next one; like what was shown, no step of undo."""
        with self.transaction():
            self._set_state("handed out", span_text(span))

    def add_tag(self, tag: Tag) -> None:
        """Make a person's own tag, with its aliases.

        Raises TooLong.
        """
        with self.step("tag add"):
            self._add_tags([tag])

    def add_alias(self, name: str, tag: str) -> None:
        """Make `name` another word for an existing tag.

        Raises TooLong.
        """
        check_size("A tag", size_of(name))
        with self.step("tag add"):
            self._connection.execute("INSERT INTO tag_alias (name, tag, own) VALUES (?, ?, 1)", (name, tag))

    def rename_tag(self, tag: str, called: str) -> None:
        """Give a tag the person's own name; entries keep the tag, and its other names go on meaning it.

        Raises TooLong.
        """
        check_size("A tag", size_of(called))
        with self.step("tag rename"):
            self._connection.execute("UPDATE tag SET called = ? WHERE id = ?", (called, tag))

    def merge_tags(self, source: str, target: str) -> int:
        """Make one tag of two: entries with `source` get `target`, and every name of `source` means it.

        Returns how many entries were changed.
        """
        with self.step("tag merge"):
            records = self.read(
                """SELECT record FROM entry_record WHERE id IN (SELECT entry FROM entry_tag WHERE tag = ?)
                ORDER BY number""",
                (source,),
            )
            for (record,) in records:
                entry = rows.entry_from_record(record)
                draft = entry.draft._replace(tags=merged_tag(entry.draft.tags, source, target))
                rows.update_entry(self._connection, entry._replace(draft=draft))
            self._connection.execute(
                "UPDATE tag SET merged_into = ? WHERE id = ? OR merged_into = ?", (target, source, source)
            )
        return len(records)

    def retire_tag(self, tag: str, *, retired: bool = True) -> None:
        """Offer a tag no longer (or again); entries keep it, and it is understood when it is typed."""
        with self.step("tag retire" if retired else "tag add"):
            self._connection.execute("UPDATE tag SET retired = ? WHERE id = ?", (int(retired), tag))

    def delete_tag(self, tag: str) -> None:
        """Take out a person's own tag with its aliases; undo brings them back.

        Raises Refused where entries have it, or other tags became a part of it.
        """
        with self.step("tag delete"):
            (entries,), (parts,) = (
                self.read(f"SELECT count(*) FROM {table} WHERE {column} = ?", (tag,))[0]
                for table, column in (("entry_tag", "tag"), ("tag", "merged_into"))
            )
            if entries or parts:
                what = "An entry has that tag" if entries == 1 else "Entries have that tag"
                raise Refused(
                    f"{what if entries else 'Another tag was merged into it'}; it can be retired.",
                    f"numbjournal tag retire {tag}",
                )
            self._connection.execute("DELETE FROM tag_alias WHERE tag = ? AND own", (tag,))
            self._connection.execute("DELETE FROM tag WHERE id = ? AND own", (tag,))

    def undo(self, steps: int = 1) -> Sequence[Reverted]:
        """Take the last steps back, the newest first, as far as there are any.

        Raises Refused when there is nothing to undo.
        """
        return self._revert(UNDO, step_to_undo, steps, "There is nothing to undo.")

    def redo(self, steps: int = 1) -> Sequence[Reverted]:
        """Do again what the last undos took back, as far as there are any.

        Raises Refused when the newest change is not an undo.
        """
        return self._revert(REDO, step_to_redo, steps, "There is nothing to do again.")

    @property
    def vocabulary_digest(self) -> int | None:
        """The checksum of the shipped tags that this journal holds."""
        known = self.read("SELECT value FROM state WHERE key = 'vocabulary'")
        return known[0][0] if known else None

    @property
    def is_half_purged(self) -> bool:
        """Whether a purge was stopped before it had swept up."""
        return bool(self.read("SELECT 1 FROM state WHERE key = ?", (UNSWEPT,)))

    def keep_vocabulary(self, tags: Iterable[Tag], digest: int) -> None:
        """Write the shipped tags into the journal, so that it can be read without this program.

        A person's own aliases win over shipped ones.
        """
        with self.transaction():
            execute = self._connection.execute
            execute("DELETE FROM tag_alias WHERE NOT own")
            for position, tag in enumerate(tags):
                execute(
                    """INSERT INTO tag (id, kind, label, about, position) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, label = excluded.label,
                        about = excluded.about, position = excluded.position, own = 0""",
                    (tag.id, tag.kind, tag.label, tag.about, position),
                )
                for name in (*tag.aliases, *tag.silent):
                    execute(
                        "INSERT OR IGNORE INTO tag_alias (name, tag, silent) VALUES (?, ?, ?)",
                        (name, tag.id, int(name in tag.silent)),
                    )
            self._set_state("vocabulary", digest)

    # Within a step

    @contextmanager
    def transaction(self, effect: Effect | None = None) -> Iterator[None]:
        """All of it or nothing, in the file that has the journal's name; `effect` is recorded with it.

        `encrypt` and `restore` put another file in its place; what a waiting program then wrote into the old
        one would be acknowledged and never seen again.
        """
        self._begin()
        with ending(self._connection, effect):
            yield

    def _begin(self) -> None:
        while True:
            self._execute("BEGIN IMMEDIATE")
            if self.is_current:
                return
            self._connection.execute("ROLLBACK")

    def follow(self) -> None:
        """Take up the file that has the journal's name now, if it is the same journal, rewritten.

        Raises Replaced where it is another one (a restore), Locked where its passphrase is not known.
        """
        if self.is_current:
            return
        replaced = Replaced("The journal was replaced by another file meanwhile.", is_midway=True)
        if self._again is None:
            raise replaced
        again = self._again()
        # In the file before nothing is read any more (`engine.execute_in_place`).
        known = "SELECT 1 FROM step WHERE number = ? AND command = ? AND at = ?"
        if self._last_step and not again.read(known, self._last_step):
            again.close()
            raise replaced
        # Whoever is still reading in the file before goes on doing so.
        self._left.append(self._connection)
        self._connection = again.connection

    @contextmanager
    def step(self, command: str, *, continued: bool = False) -> Iterator[None]:
        """One transaction whose changes history records under one step number."""
        effect = None if continued else _EFFECTS.get(command, _CHANGED)
        with self.transaction(effect), self._recorded(command, continued=continued):
            yield
        self.changed = True

    @contextmanager
    def _recorded(
        self, command: str, *, reverts: int | None = None, continued: bool = False
    ) -> Iterator[None]:
        now = self._clock()
        state = rows.read_state(self._connection)
        if not continued:
            cursor = self._connection.execute(
                "INSERT INTO step (command, at, reverts) VALUES (?, ?, ?)",
                (command, rows.instant(now), reverts),
            )
            self._step_in_hand = cursor.lastrowid or 0
            self._last_step = (self._step_in_hand, command, rows.instant(now))
        self._set_state("clock", ticked(state["clock"], now))
        self._set_state("open_step", self._step_in_hand)
        yield
        self._connection.execute("DELETE FROM state WHERE key = 'open_step'")

    def _add_tags(self, tags: Iterable[Tag]) -> None:
        for tag in tags:
            check_size("A tag", size_of(tag.id, tag.about))
            self._connection.execute(
                "INSERT OR IGNORE INTO tag (id, kind, label, about, own) VALUES (?, ?, ?, ?, 1)",
                (tag.id, tag.kind, tag.label, tag.about),
            )

    def _next_number(self) -> int:
        # Kept apart from the entries, so that a deleted entry's number is not given again; the entries are
        # looked at too, in case another tool added some.
        (greatest,) = self._connection.execute("SELECT coalesce(max(number), 0) FROM entry").fetchone()
        number: int = max(rows.read_state(self._connection)["last_number"], greatest) + 1
        self._set_state("last_number", number)
        return number

    def _revert(self, command: str, find: StepFinder, steps: int, nothing: str) -> Sequence[Reverted]:
        done: list[Reverted] = []
        with self.transaction(_CHANGED):
            while len(done) < steps:
                newest = self.read("SELECT coalesce(max(number), 0) FROM step")[0][0]
                step = find(newest, self._step_up_to)
                if step is None:
                    break
                done.append(self._take_back(command, step))
            if not done:
                raise Refused(nothing, "numbjournal list")
        self.changed = True
        return done

    def _take_back(self, command: str, step: Step) -> Reverted:
        changes = self.read(
            "SELECT thing, key, before, after FROM history WHERE step = ? ORDER BY id", (step.number,)
        )
        first: dict[tuple[str, str], str | None] = {}
        for thing, key, before, _ in changes:
            first.setdefault((thing, key), before)
        with self._recorded(command, reverts=step.number):
            # What a merge brought refers to one another in any order.
            self._connection.execute("PRAGMA defer_foreign_keys = ON")
            for (thing, key), before in reversed(first.items()):
                self._restore(thing, key, before)
        original = self._step_up_to(step.reverts) if step.reverts else step
        return _reverted(original.command if original else command, changes)

    def _restore(self, thing: str, key: str, record: str | None) -> None:
        """Bring one thing of the person's own to the state of a record (None: not there)."""
        table, column = rows.TABLES[thing]
        if record is None:
            # A word that was somebody's own may have become a shipped one since; that stays.
            only_own = " AND own" if thing == "tag" else ""
            self._connection.execute(f"DELETE FROM {table} WHERE {column} = ?{only_own}", (key,))
        elif thing == "entry":
            entry = rows.entry_from_record(record)
            is_there = self.read("SELECT 1 FROM entry WHERE id = ?", (key,))
            (rows.update_entry if is_there else rows.insert_entry)(self._connection, entry)
        else:
            # Records of the first form were of own words alone, and did not say so.
            own = {"own": 1} if thing in ("tag", "alias") else {}
            fields: dict[str, Any] = {**own, **json.loads(record)}
            self._connection.execute(
                f"""INSERT INTO {table} ({", ".join(fields)}) VALUES ({", ".join("?" for _ in fields)})
                ON CONFLICT ({column}) DO UPDATE SET
                    {", ".join(f"{field} = excluded.{field}" for field in fields)}""",
                tuple(fields.values()),
            )

    def _step_up_to(self, number: int) -> Step | None:
        found = self.read(
            "SELECT number, command, reverts FROM step WHERE number <= ? ORDER BY number DESC LIMIT 1",
            (number,),
        )
        return Step(*found[0]) if found else None

    # The connection

    def read(self, sql: str, values: Sequence[Any] = ()) -> Sequence[Any]:
        if self._connection.in_transaction:
            with errors_in_words():
                return self._connection.execute(sql, values).fetchall()
        return self._execute(sql, values)

    def _execute(self, sql: str, values: Sequence[Any] = ()) -> Sequence[Any]:
        """In the file that has the journal's name, also where that is being rewritten."""
        while True:
            try:
                with errors_in_words():
                    return execute_in_place(self._connection, self.path, sql, values)
            except Busy:
                if not wait_for_others(self.path) and self.is_current:
                    raise
            except Replaced:
                self.follow()

    def _set_state(self, key: str, value: Any) -> None:
        self._connection.execute(
            "INSERT INTO state (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )


def memory_text(memory: Memory) -> str:
    """What was shown, as it is kept."""
    fields = memory._asdict()
    fields.update({name: fields[name].isoformat() for name in _DAYS if fields[name]})
    return json.dumps(fields)


def read_memory(text: Any) -> Memory:
    """What was shown, from the text in which it is kept; nothing, where that does not fit its form.

    A memory that cannot be read is no reason to go without help signs: they are shown once more.
    """
    try:
        fields = json.loads(text)
        days = {name: date.fromisoformat(fields[name]) for name in _DAYS if fields.get(name) is not None}
        rung, signs = fields["rung"], tuple(Sign(sign).value for sign in fields["signs"])
        totals = tuple(fields.get("totals", ()))
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return Memory()
    fits = type(rung) is int and 0 <= rung <= 3 and all(isinstance(total, str) for total in totals)
    return Memory(rung=rung, signs=signs, totals=totals, **days) if fits else Memory()


def span_text(span: Span) -> str:
    """The range of days of a hand-out, as it is kept."""
    return f"{span.first.isoformat()} {span.last.isoformat()}"


def read_span(text: Any) -> Span | None:
    """The range of days of a hand-out, from the text in which it is kept; None where that does not fit."""
    try:
        first, last = text.split(" ")
        span = Span(date.fromisoformat(first), date.fromisoformat(last))
    except (AttributeError, TypeError, ValueError):
        return None
    return span if span.first <= span.last else None


def _change(row: Any) -> Change:
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


def _reverted(command: str, changes: Sequence[Any]) -> Reverted:
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
