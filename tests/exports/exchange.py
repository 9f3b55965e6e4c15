"""Journals made for trying exports and imports on, and the two ways, without a command line."""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from numbjournal.core.entry import Draft, Tagging
from numbjournal.core.export_records import KINDS, ExportOptions, FileImported
from numbjournal.core.mark import KINDS as MARK_KINDS
from numbjournal.core.mark import Mark
from numbjournal.core.score import Score
from numbjournal.core.tag import Tag
from numbjournal.exports import EXPORTS
from numbjournal.imports import format_of
from numbjournal.store.events import add_mark, add_score
from numbjournal.store.incoming import import_records, known_tags
from numbjournal.store.journal import Journal
from numbjournal.store.outgoing import export_contents
from numbjournal.store.purge import purge
from numbjournal.store.tags import add_alias, add_tag, merge_tags, rename_tag, retire_tag
from tests.conftest import Home
from tests.store.test_journal import DAY, NOON, drafts

EVERYTHING = ExportOptions(includes_private=True)
OWN = ("fogbank", "wörter", "צל", "grau-in-grau")

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
long_texts = texts | st.sampled_from(
    ["x" * 10_000, "a\r\nb\rc\n", "\x00\x1b]52;c;\x07", "\u202eabc", "🫥👩‍👩‍👧"]
)


@st.composite
def any_drafts(draw: st.DrawFn) -> Draft:
    """Drafts with everything that an entry can hold, also what only an import brings."""
    draft = draw(drafts())
    own = draw(st.lists(st.sampled_from(OWN), unique=True, max_size=2))
    source = draw(st.none() | st.just("elsewhere"))
    return draft._replace(
        note=draw(long_texts),
        tags=(*draft.tags, *(Tagging(tag, None, tag) for tag in own)),
        source=source,
        source_key=draw(st.none() | st.uuids().map(str)) if source else None,
        extra=draw(st.none() | st.sampled_from(['{"a": [1, 2.50, "\\u00fc"], "a": null}', "1e3", '" "'])),
    )


marks = st.builds(
    Mark,
    st.just(0),
    st.just(""),
    st.dates(date(1900, 1, 1), DAY),
    st.sampled_from(sorted(MARK_KINDS)),
    texts.map("x{}".format),
    texts,
    st.booleans(),
)
scores = st.builds(
    Score,
    st.just(0),
    st.just(""),
    st.dates(date(1900, 1, 1), DAY),
    st.just("phq-9"),
    st.integers(0, 27),
)


def fill(
    journal: Journal, kept: Iterable[Draft], marks: Iterable[Mark] = (), scores: Iterable[Score] = ()
) -> None:
    """Keep everything, with own tags, other words, changes of shipped ones, and an entry that was purged."""
    add_tag(journal, Tag("fogbank", "body", "Fogbank", "Like wet sand.", own=True))
    add_alias(journal, "nebel", "fogbank")
    add_alias(journal, "taub", "flat")
    for draft in kept:
        new = [Tag(id, "own", id, own=True) for id in OWN]
        journal.log(draft, new)
    for mark in marks:
        add_mark(journal, mark, NOON)
    for score in scores:
        add_score(journal, score, NOON)
    rename_tag(journal, "empty", "Leer!")
    retire_tag(journal, "work")
    if kept:
        merge_tags(journal, "grau-in-grau", "wörter")
        retire_tag(journal, "צל")
    journal.set_fact("onset", "2026-03-01", "onset")
    journal.set_fact("care", "yes", "config set")
    purge(journal, journal.log(Draft(DAY, note="gone")).number, NOON)


def written(journal: Journal, format: str, options: ExportOptions = EVERYTHING) -> bytes:
    """What `export` writes."""
    with export_contents(journal, options, datetime(2026, 11, 22, tzinfo=UTC)) as whole:
        return b"".join(EXPORTS[format].load().parts(whole))


def taken_in(journal: Journal, data: bytes) -> FileImported:
    """What `import` does."""
    stream = io.BytesIO(data)
    found = format_of(stream).load().read(stream, known_tags(journal))
    return import_records(journal, found, (), dry_run=False)


def held(journal: Journal) -> list[Any]:
    """Every record of a journal, the entries as they are stored."""
    entries = [record for (record,) in journal.read("SELECT record FROM entry_record ORDER BY number")]
    with export_contents(journal, EVERYTHING, NOON) as whole:
        records = [sorted(whole.records(kind), key=str) for kind in KINDS]
        return [entries, [[tuple(record) for record in group] for group in records]]


def lines(home: Home, *options: str) -> list[str]:
    """The lines of a journal as JSON Lines."""
    return home.run(["export", "-", "--format", "jsonl", *options]).out.splitlines(keepends=True)


def file(home: Home, name: str, content: str | bytes | Iterable[str]) -> Path:
    """A file in the home."""
    path = home.path / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else "".join(content)
        path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return path
