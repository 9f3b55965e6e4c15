"""Devices whose journals began as one, each with a clock of its own, for trying merges on.

`Model` is the oracle: what a journal has to hold, worked out from what was done to it by other means than the
program's: sets of versions held in memory, without history and without SQL.
"""

import json
import shutil
from collections.abc import Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from hypothesis import strategies as st

from numbjournal.core.entry import Draft, Tagging
from numbjournal.core.mark import Mark
from numbjournal.core.merge import JournalMerged
from numbjournal.core.query import Query
from numbjournal.core.score import Score
from numbjournal.core.signs_shown import Memory
from numbjournal.core.tag import Tag
from numbjournal.errors import NumbjournalError
from numbjournal.store.driver import Connection
from numbjournal.store.entry_reference import Trace, find_trace
from numbjournal.store.events import add_mark, add_score, delete_mark, delete_score, marks, scores
from numbjournal.store.journal import Journal
from numbjournal.store.merge import entries_to_erase, merge, read_other
from numbjournal.store.merge_source import opened_other
from numbjournal.store.purge import erase
from numbjournal.store.remembered import remember
from numbjournal.store.tags import add_alias, add_tag, merge_tags, rename_tag, retire_tag
from tests.store.test_journal import DAY, make_journal

TODAY = datetime(2026, 11, 22, 12, tzinfo=UTC)
OWN = ("moth", "fogbank")
WORDS = (*OWN, "foggy", "work")


@cache
def template() -> Path:
    """A journal with an entry, an own tag and a mark, which all devices begin with."""
    folder = Path(mkdtemp())
    journal = make_journal(folder, TODAY - timedelta(days=400))
    journal.log(
        Draft(DAY, mood=1, tags=(Tagging("moth", None, "moth"),)), [Tag("moth", "own", "moth", own=True)]
    )
    add_mark(journal, Mark(0, "", DAY, "event", "moved", "", False), TODAY)
    journal.close()
    return folder / "journal.db"


@dataclass
class Device:
    """A journal, and how far its clock is off; every change takes a moment."""

    name: str
    path: Path
    off: timedelta
    ticks: int = 0
    journal: Journal = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(self.path, self.now)
        # Nobody cuts the power here, and a flush for each change is most of the time a test takes.
        self.journal.connection.execute("PRAGMA synchronous = OFF")

    def now(self) -> datetime:
        return TODAY + self.off + timedelta(minutes=self.ticks)

    def copy(self, name: str) -> "Device":
        path = self.path.with_name(f"{name}.db")
        path.unlink(missing_ok=True)
        shutil.copy(self.path, path)
        return Device(name, path, self.off, self.ticks)

    def merge(self, other: "Device", *, dry_run: bool = False) -> JournalMerged:
        with opened_other(other.path, self.path) as connection:
            read = read_other(self.journal, connection)
            return merge(self.journal, read, self.now(), lambda each, _: each, dry_run=dry_run)

    def erases(self, other: "Device") -> Sequence[Trace]:
        with opened_other(other.path, self.path) as connection:
            return entries_to_erase(self.journal, read_other(self.journal, connection))


@contextmanager
def devices(offs: Sequence[timedelta], *, same_id: bool = False):
    """Copies of the template; with `same_id` as if the file had been copied while it was in use."""
    folder = Path(mkdtemp())
    made = []
    try:
        for name, off in zip("abc", offs, strict=False):
            path = folder / f"{name}.db"
            shutil.copy(template(), path)
            made.append(Device(name, path, off))
            if not same_id:
                made[-1].journal.connection.execute(
                    "UPDATE state SET value = ? WHERE key = 'device'", (name,)
                )
        yield made
    finally:
        for device in made:
            device.journal.close()
        shutil.rmtree(folder)


# What can be done to a device


def numbers(journal: Journal) -> list[int]:
    return sorted(entry.number for entry in journal.list(Query()))


def deleted(journal: Journal) -> list[int]:
    """Numbers of entries that only the history has."""
    found = journal.read("""SELECT DISTINCT json_extract(before, '$.number') FROM history
        WHERE thing = 'entry' AND after IS NULL AND key NOT IN (SELECT id FROM entry)""")
    return sorted(number for (number,) in found if number)


def erase_here(journal: Journal, number: int) -> None:
    trace = find_trace(journal.read, number)
    with journal.transaction():
        erase(journal.connection, trace, TODAY)


@dataclass
class Action:
    """One command; `pick` chooses among what there is, `value` says what to make of it."""

    what: str
    pick: int = 0
    value: int = 0

    def on(self, device: Device) -> None:
        device.ticks += 1
        # Where there is nothing to do it to, nothing is done.
        with suppress(NumbjournalError, IndexError):
            self._on(device.journal, device)

    def _on(self, journal: Journal, device: Device) -> None:
        def one(found: Sequence[Any]) -> Any:
            return found[self.pick % len(found)] if found else found[0]

        word = WORDS[self.pick % len(WORDS)]
        other = WORDS[(self.pick + 1 + self.value % (len(WORDS) - 1)) % len(WORDS)]
        tag = OWN[self.pick % 2]
        match self.what:
            case "log":
                journal.log(Draft(DAY - timedelta(days=self.pick), mood=self.value % 11))
            case "log with a word":
                kind = ("own", "body")[self.value % 2]
                journal.log(Draft(DAY, tags=(Tagging(tag, None, tag),)), [Tag(tag, kind, tag, own=True)])
            case "from an app":
                draft = Draft(DAY, mood=self.value % 11, source="app", source_key=str(self.pick % 2))
                journal.log(draft)
            case "edit":
                journal.edit(one(numbers(journal)), lambda draft: draft._replace(note=str(self.value)))
            case "delete":
                journal.delete([one(numbers(journal))])
            case "purge":
                erase_here(journal, one(numbers(journal)))
            case "purge what is deleted":
                erase_here(journal, one(deleted(journal)))
            case "undo":
                journal.undo(1 + self.value % 2)
            case "redo":
                journal.redo()
            case "tag add":
                add_tag(journal, Tag(tag, ("own", "effect")[self.value % 2], tag, own=True))
            case "alias":
                add_alias(journal, ("nebel", "fogbank")[self.value % 2], word)
            case "rename":
                rename_tag(journal, word, ("Fog", "Grey", "")[self.value % 3])
            case "merge tags":
                if word in OWN and other in journal.vocabulary().tags and word in journal.vocabulary().tags:
                    merge_tags(journal, word, other)
            case "retire":
                retire_tag(journal, word, retired=bool(self.value % 2))
            case "mark":
                add_mark(journal, Mark(0, "", DAY, "event", f"x{self.value}", "", False), device.now())
            case "drop mark":
                delete_mark(journal, one(marks(journal)).number)
            case "score":
                add_score(journal, Score(0, "", DAY, "phq-9", self.value % 28), device.now())
            case "drop score":
                delete_score(journal, one(scores(journal)).number)
            case "care":
                journal.set_fact("care", ("yes", "no", None)[self.value % 3], "config set")
            case "shown":
                # By every clock a day that has been: one that is still to come is not taken over.
                remember(journal, Memory(date(2020, 1, 1 + self.pick), self.value % 3, ("1a",)))


WHAT = (
    "log", "log with a word", "from an app", "edit", "edit", "edit", "delete", "purge",
    "purge what is deleted", "undo", "redo", "tag add", "alias", "rename", "merge tags", "retire",
    "mark", "drop mark", "score", "drop score", "care", "shown",
)  # fmt: skip

actions = st.builds(Action, st.sampled_from(WHAT), st.integers(0, 7), st.integers(0, 30))
offs = st.sampled_from(
    [timedelta(), timedelta(), timedelta(minutes=1), timedelta(days=365 * 73), timedelta(days=-365 * 6)]
)


# What a journal holds


def seen(journal: Journal) -> dict[str, list[Any]]:
    """Everything a person sees, and what is remembered, without the numbers of one file."""

    def found(sql: str) -> list[Any]:
        return sorted((tuple(row) for row in journal.read(sql)), key=repr)

    entries = []
    for (record,) in journal.read("SELECT record FROM entry_record"):
        fields = json.loads(record)
        del fields["number"]
        entries.append(json.dumps(fields))
    return {
        "entries": sorted(entries),
        "tags": found("SELECT id, kind, label, about, own, called, retired, merged_into FROM tag"),
        "aliases": found("SELECT name, tag FROM tag_alias WHERE own"),
        "marks": found("SELECT id, day, roughly, kind, name, dose, logged_at FROM mark"),
        "scores": found("SELECT id, day, instrument, value, logged_at FROM score"),
        "facts": found("SELECT * FROM fact"),
        "purged": found("SELECT * FROM purged"),
        "state": found("SELECT value FROM state WHERE key IN ('shown', 'handed out')"),
        "search": searched(journal.connection),
    }


def searched(connection: Connection) -> list[Any]:
    """What the index of words finds, by id."""
    sql = "SELECT id FROM entry_search JOIN entry ON number = entry_search.rowid WHERE entry_search MATCH ?"
    return [sorted(id for (id,) in connection.execute(sql, (word,))) for word in (*WORDS, "7")]


# The oracle


def contents(journal: Journal) -> dict[tuple[str, str], Any]:
    """Entries, marks, totals and facts, each under its key, without the numbers of one file."""
    found: dict[tuple[str, str], Any] = {}
    for id, record in journal.read("SELECT id, record FROM entry_record"):
        found["entry", id] = {name: value for name, value in json.loads(record).items() if name != "number"}
    for table, key in (("mark", "id"), ("score", "id"), ("fact", "name")):
        for row in journal.read(f"SELECT * FROM {table}"):
            found[table, row[key]] = {name: row[name] for name in row.keys() if name != "number"}  # noqa: SIM118
    return found


@dataclass
class Model:
    """What one device knows: versions of each thing (when, where, what), and what was erased for good."""

    name: str
    versions: dict[tuple[str, str], list[tuple[tuple[int, int], str, Any]]] = field(default_factory=dict)
    purged: set[str] = field(default_factory=set)

    def change(self, key: tuple[str, str], value: Any, now: datetime) -> None:
        """A change made here comes after all that is known here, whatever the clock says."""
        known = self.versions.setdefault(key, [])
        last = max((when for when, _, _ in known), default=(0, 0))
        wall = (int(now.timestamp()), 0)
        known.append((wall if wall > last else (last[0], last[1] + 1), self.name, value))

    def merge(self, other: "Model") -> None:
        for key, theirs in other.versions.items():
            ours = self.versions.setdefault(key, [])
            ours += [version for version in theirs if version not in ours]
        self.purged |= other.purged

    def contents(self) -> dict[tuple[str, str], Any]:
        latest = {
            key: max(known, key=lambda version: version[:2])[2]
            for key, known in self.versions.items()
            if key[1] not in self.purged
        }
        return {key: value for key, value in latest.items() if value is not None}


def act(device: Device, model: Model, action: Action) -> None:
    """Do it, and tell the model what became of it, from the outside."""
    before = contents(device.journal)
    action.on(device)
    after = contents(device.journal)
    gone = [key for key in before if key not in after]
    if action.what == "purge":
        model.purged.update(key[1] for key in gone)
        return
    same_again = {("fact", "care")} if action.what == "care" and ("fact", "care") in after else set()
    for key in {*before, *after}:
        if before.get(key) != after.get(key) or key in same_again:
            model.change(key, after.get(key), device.now())
