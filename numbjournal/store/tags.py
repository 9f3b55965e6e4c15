"""The journal's words: what a person changes in them, and the shipped ones."""

from collections.abc import Iterable, Sequence
from datetime import date

from numbjournal.core.entry import merged_tag
from numbjournal.core.tag import CRISIS_TAGS, Tag
from numbjournal.core.text import check_size, size_of
from numbjournal.errors import Refused
from numbjournal.store import rows
from numbjournal.store.journal import Journal


def most_used(journal: Journal, since: date, limit: int) -> Sequence[str]:
    """Ids of the tags on most entries since a day, crisis tags never among them."""
    placeholders = ", ".join("?" for _ in CRISIS_TAGS)
    sql = f"""SELECT tag FROM entry_tag JOIN entry ON entry.id = entry_tag.entry
        WHERE entry.day >= ? AND tag NOT IN ({placeholders})
            AND tag NOT IN (SELECT id FROM tag WHERE retired)
        GROUP BY tag ORDER BY count(*) DESC, max(entry.day) DESC, tag LIMIT ?"""
    return [tag for (tag,) in journal.read(sql, (since.isoformat(), *sorted(CRISIS_TAGS), limit))]


def left_over_tags(journal: Journal) -> frozenset[str]:
    """Ids of the person's own words that came with an entry and are on none any more."""
    sql = """SELECT id FROM tag WHERE own AND called = '' AND id NOT IN (SELECT tag FROM entry_tag)
        AND id NOT IN (SELECT merged_into FROM tag WHERE merged_into IS NOT NULL)
        AND id NOT IN (SELECT tag FROM tag_alias WHERE own)
        AND id IN (SELECT key FROM history JOIN step ON step.number = history.step
            WHERE thing = 'tag' AND before IS NULL AND command IN ('log', 'edit'))
        AND id NOT IN (SELECT key FROM history JOIN step ON step.number = history.step
            WHERE thing = 'tag' AND command LIKE 'tag%')"""
    return frozenset(tag for (tag,) in journal.read(sql))


def add_tag(journal: Journal, tag: Tag) -> None:
    """Make a person's own tag, with its aliases.

    Raises TooLong.
    """
    with journal.step("tag add"):
        journal.add_own_tags([tag])


def add_alias(journal: Journal, name: str, tag: str) -> None:
    """Make `name` another word for an existing tag.

    Raises TooLong.
    """
    check_size("A tag", size_of(name))
    with journal.step("tag add"):
        journal.connection.execute("INSERT INTO tag_alias (name, tag, own) VALUES (?, ?, 1)", (name, tag))


def rename_tag(journal: Journal, tag: str, called: str) -> None:
    """Give a tag the person's own name; entries keep the tag, and its other names go on meaning it.

    Raises TooLong.
    """
    check_size("A tag", size_of(called))
    with journal.step("tag rename"):
        journal.connection.execute("UPDATE tag SET called = ? WHERE id = ?", (called, tag))


def merge_tags(journal: Journal, source: str, target: str) -> int:
    """Make one tag of two: entries with `source` get `target`, and every name of `source` means it.

    Returns how many entries were changed.
    """
    with journal.step("tag merge"):
        records = journal.read(
            """SELECT record FROM entry_record WHERE id IN (SELECT entry FROM entry_tag WHERE tag = ?)
            ORDER BY number""",
            (source,),
        )
        for (record,) in records:
            entry = rows.entry_from_record(record)
            draft = entry.draft._replace(tags=merged_tag(entry.draft.tags, source, target))
            rows.update_entry(journal.connection, entry._replace(draft=draft))
        journal.connection.execute(
            "UPDATE tag SET merged_into = ? WHERE id = ? OR merged_into = ?", (target, source, source)
        )
    return len(records)


def retire_tag(journal: Journal, tag: str, *, retired: bool = True) -> None:
    """Offer a tag no longer (or again); entries keep it, and it is understood when it is typed."""
    with journal.step("tag retire" if retired else "tag add"):
        journal.connection.execute("UPDATE tag SET retired = ? WHERE id = ?", (int(retired), tag))


def delete_tag(journal: Journal, tag: str) -> None:
    """Take out a person's own tag with its aliases; undo brings them back.

    Raises Refused where entries have it, or other tags became a part of it.
    """
    with journal.step("tag delete"):
        (entries,), (parts,) = (
            journal.read(f"SELECT count(*) FROM {table} WHERE {column} = ?", (tag,))[0]
            for table, column in (("entry_tag", "tag"), ("tag", "merged_into"))
        )
        if entries or parts:
            what = "An entry has that tag" if entries == 1 else "Entries have that tag"
            raise Refused(
                f"{what if entries else 'Another tag was merged into it'}; it can be retired.",
                f"numbjournal tag retire {tag}",
            )
        journal.connection.execute("DELETE FROM tag_alias WHERE tag = ? AND own", (tag,))
        journal.connection.execute("DELETE FROM tag WHERE id = ? AND own", (tag,))


def keep_vocabulary(journal: Journal, tags: Iterable[Tag], digest: int) -> None:
    """Write the shipped tags into the journal, so that it can be read without this program.

    A person's own aliases win over shipped ones.
    """
    with journal.transaction():
        execute = journal.connection.execute
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
        journal.set_state("vocabulary", digest)
