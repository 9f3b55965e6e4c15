"""Reads the journal for an export, record by record, as it is at one moment.

One read transaction covers all records, so that nothing refers to what is missing. Meanwhile, other programs
wait before they save.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from numbjournal.core.export_records import (
    KINDS,
    ErasedEntry,
    ExportContents,
    ExportedFact,
    ExportedMark,
    ExportedScore,
    ExportedTag,
    ExportOptions,
    ExportRecord,
)
from numbjournal.core.tag import name_key
from numbjournal.store import rows
from numbjournal.store.engine import errors_in_words
from numbjournal.store.events import mark_from, score_from
from numbjournal.store.journal import Journal


@contextmanager
def export_contents(journal: Journal, options: ExportOptions, now: datetime) -> Iterator[ExportContents]:
    """The contents of an export, for as long as the block lasts."""
    with errors_in_words():
        journal.connection.execute("BEGIN")
        try:
            yield _export_contents(journal, options, now)
        finally:
            journal.connection.execute("ROLLBACK")


def _export_contents(journal: Journal, options: ExportOptions, now: datetime) -> ExportContents:
    in_range, values = _range(options)
    chosen = in_range if options.includes_private else f"{in_range} AND NOT private"

    def rows_of(sql: str, bound: tuple[str, ...] = values) -> Iterator[Any]:
        return journal.connection.execute(sql, bound)

    def count(sql: str, bound: tuple[str, ...] = values) -> int:
        return int(next(rows_of(sql, bound))[0])

    # An erased entry may have been private, and its id says when it was written.
    erased = "1" if options.includes_private else "0"
    # Few enough to keep in memory: what a person added to the vocabulary or changed.
    tags = list(_tags(journal, _includes_word(journal, options, chosen, values)))
    readers: dict[str, Callable[[], Iterator[ExportRecord]]] = {
        "purged": lambda: (
            ErasedEntry(*row) for row in rows_of(f"SELECT * FROM purged WHERE {erased} ORDER BY id", ())
        ),
        "tag": lambda: iter(tags),
        "entry": lambda: (
            rows.entry_from_record(record)
            for (record,) in rows_of(
                f"SELECT record FROM entry_record WHERE {chosen} ORDER BY day, logged_at, id"
            )
        ),
        "mark": lambda: (
            ExportedMark(mark_from(row), row["logged_at"])
            for row in rows_of(f"SELECT * FROM mark WHERE {in_range} ORDER BY day, logged_at, id")
        ),
        "score": lambda: (
            ExportedScore(score_from(row), row["logged_at"])
            for row in rows_of(f"SELECT * FROM score WHERE {in_range} ORDER BY day, logged_at, id")
        ),
        "fact": lambda: (ExportedFact(*row) for row in rows_of("SELECT * FROM fact ORDER BY name", ())),
    }
    counts = {
        "purged": count(f"SELECT count(*) FROM purged WHERE {erased}", ()),
        "tag": len(tags),
        "entry": count(f"SELECT count(*) FROM entry WHERE {chosen}"),
        "mark": count(f"SELECT count(*) FROM mark WHERE {in_range}"),
        "score": count(f"SELECT count(*) FROM score WHERE {in_range}"),
        "fact": count("SELECT count(*) FROM fact", ()),
    }
    return ExportContents(
        now,
        options,
        {kind: counts[kind] for kind in KINDS},
        lambda kind: readers[kind](),
        {id: tag.shown for id, tag in journal.vocabulary().tags.items()},
        count(f"SELECT count(*) FROM entry WHERE {in_range}") - counts["entry"],
    )


def _range(options: ExportOptions) -> tuple[str, tuple[str, ...]]:
    days = [(">=", options.first), ("<=", options.last)]
    conditions = [f"day {sign} ?" for sign, day in days if day]
    return " AND ".join(conditions) or "1", tuple(day.isoformat() for _, day in days if day)


def _includes_word(
    journal: Journal, options: ExportOptions, chosen: str, values: tuple[str, ...]
) -> Callable[[str], bool]:
    """Whether to export one of the person's own words.

    A word that occurs only in entries that are left out would reveal them. A word that no entry has is
    exported with the whole journal if it was added by itself; otherwise it may have come with a private
    entry.
    """
    if options.includes_private and not options.has_range:
        return lambda _: True

    def words(sql: str, bound: tuple[str, ...] = ()) -> set[str]:
        found = journal.read(
            f"SELECT DISTINCT tag, typed FROM entry_tag JOIN entry ON id = entry {sql}", bound
        )
        return {word for tag, typed in found for word in (tag, name_key(typed))}

    is_made = """SELECT key FROM history JOIN step ON step.number = step
        WHERE thing IN ('tag', 'alias') AND before IS NULL AND command = 'tag add'"""
    made = set() if options.has_range else {word for (word,) in journal.read(is_made)}
    own = """AND (tag IN (SELECT id FROM tag WHERE own) OR tag IN (SELECT tag FROM tag_alias WHERE own)
        OR tag IN (SELECT merged_into FROM tag))"""
    shown = words(f"WHERE {chosen} {own}", values)
    hidden = words(f"WHERE private {own}")
    return lambda word: word in shown or (word in made and word not in hidden)


def _tags(journal: Journal, includes: Callable[[str], bool]) -> Iterator[ExportedTag]:
    """The person's own tags, and shipped tags that were changed."""
    aliases: dict[str, list[str]] = {}
    for name, tag in journal.read("SELECT name, tag FROM tag_alias WHERE own ORDER BY rowid"):
        if includes(name):
            aliases.setdefault(tag, []).append(name)
    found = [
        row
        for row in journal.read("SELECT * FROM tag ORDER BY own, position, rowid")
        if not row["own"] or includes(row["id"])
    ]
    exported = {row["id"] for row in found}
    for row in found:
        tag = ExportedTag(
            row["id"],
            own=bool(row["own"]),
            kind=row["kind"],
            label=row["label"],
            about=row["about"],
            called=row["called"],
            retired=bool(row["retired"]),
            merged_into=row["merged_into"] if row["merged_into"] in exported else None,
            aliases=tuple(aliases.get(row["id"], ())),
        )
        if tag.own or tag.called or tag.retired or tag.merged_into or tag.aliases:
            yield tag
