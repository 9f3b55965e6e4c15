"""The journal: every verb that reads or changes it, each change in one transaction and one step."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from numbjournal.core.clock import ticked
from numbjournal.core.entry import Draft, Entry, check_length, uuid7
from numbjournal.core.history import (
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
from numbjournal.core.tag import Tag, Vocabulary
from numbjournal.core.text import check_size, size_of
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
from numbjournal.store.entry_reference import UNSWEPT
from numbjournal.store.history import CHANGED, EFFECTS, changes, restore_before, reverted
from numbjournal.store.key import Key
from numbjournal.store.rewrite_lock import wait_for_others

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
        self._open_step = 0
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
        return rows.vocabulary_from(self.read)

    def history(self, number: int | None = None, limit: int | None = None) -> Sequence[Change]:
        """What was changed, the newest first: everything, or one entry, also one that is deleted.

        What a merge brought has the time at which it was written on its device. Raises NotFound for an entry
        that never was.
        """
        return changes(self.read, number, limit)

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
            self.add_own_tags(new_tags)
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
            self.add_own_tags(new_tags)
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
            self.add_own_tags(new_tags)
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
        effect = None if continued else EFFECTS.get(command, CHANGED)
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
            self._open_step = cursor.lastrowid or 0
            self._last_step = (self._open_step, command, rows.instant(now))
        self.set_state("clock", ticked(state["clock"], now))
        self.set_state("open_step", self._open_step)
        yield
        self._connection.execute("DELETE FROM state WHERE key = 'open_step'")

    def add_own_tags(self, tags: Iterable[Tag]) -> None:
        """Make tags of a person's own, within a step."""
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
        self.set_state("last_number", number)
        return number

    def _revert(self, command: str, find: StepFinder, steps: int, nothing: str) -> Sequence[Reverted]:
        done: list[Reverted] = []
        with self.transaction(CHANGED):
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
        with self._recorded(command, reverts=step.number):
            changed = restore_before(self._connection, step.number)
        original = self._step_up_to(step.reverts) if step.reverts else step
        return reverted(original.command if original else command, changed)

    def _step_up_to(self, number: int) -> Step | None:
        found = self.read(
            "SELECT number, command, reverts FROM step WHERE number <= ? ORDER BY number DESC LIMIT 1",
            (number,),
        )
        return Step(*found[0]) if found else None

    # The connection

    def read(self, sql: str, values: Sequence[Any] = ()) -> Sequence[Any]:
        """The rows of a query."""
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

    def set_state(self, key: str, value: Any) -> None:
        """Keep a value of the journal's own, within a transaction."""
        self._connection.execute(
            "INSERT INTO state (key, value) VALUES (?, ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            (key, value),
        )
