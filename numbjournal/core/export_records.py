"""A journal piece by piece: what data exports write, and what an import brings."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from numbjournal.core.entry import Entry
from numbjournal.core.foreign_entry import SkippedRow
from numbjournal.core.mark import Mark
from numbjournal.core.score import Score


class ExportedTag(NamedTuple):
    """All of a person's own tag, or what they changed of a shipped one. Its repr holds nothing but the id.

    `label` is shown, `called` is the person's own name for it; `merged_into` is the id of the tag it became
    another word for; `aliases` are the person's own other words for it.
    """

    id: str
    own: bool
    kind: str
    label: str
    about: str = ""
    called: str = ""
    retired: bool = False
    merged_into: str | None = None
    aliases: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"KeptTag({self.kind})"


class ExportedMark(NamedTuple):
    """A mark and when it was written (ISO 8601, UTC)."""

    mark: Mark
    logged_at: str


class ExportedScore(NamedTuple):
    """A total and when it was written (ISO 8601, UTC)."""

    score: Score
    logged_at: str


class ExportedFact(NamedTuple):
    """Something said once about oneself: `onset` (a day) or `care` (yes or no)."""

    name: str
    value: str


class ErasedEntry(NamedTuple):
    """The id of an entry that was erased for good, and when (ISO 8601, UTC)."""

    id: str
    purged_at: str


ExportRecord = ErasedEntry | ExportedTag | Entry | ExportedMark | ExportedScore | ExportedFact

KIND_OF: Mapping[type, str] = {
    ErasedEntry: "purged",
    ExportedTag: "tag",
    Entry: "entry",
    ExportedMark: "mark",
    ExportedScore: "score",
    ExportedFact: "fact",
}
"""The kinds, in the order in which they are written: what others refer to comes first."""

KINDS = tuple(KIND_OF.values())


class ExportOptions(NamedTuple):
    """What of a journal goes along: the days, both ends included (None: open), and private entries or not.

    `for_spreadsheet` asks for a form that a spreadsheet opens without running anything.
    """

    first: date | None = None
    last: date | None = None
    includes_private: bool = False
    for_spreadsheet: bool = False

    @property
    def has_range(self) -> bool:
        return self.first is not None or self.last is not None


class ExportContents(NamedTuple):
    """What goes along, to be read once: `counts` by kind, and `records` of a kind as they come from the file.

    `labels` are the words shown for tags, by id; `left_out` is how many private entries stay behind.
    """

    at: datetime
    options: ExportOptions
    counts: Mapping[str, int]
    records: Callable[[str], Iterable[ExportRecord]]
    labels: Mapping[str, str]
    left_out: int = 0


class JournalExported(NamedTuple):
    """What was written: where (None: standard output), in which format, how many of each kind."""

    path: str | None
    format: str
    counts: Mapping[str, int]
    left_out: int = 0


class ParsedRecord(NamedTuple):
    """A piece and where in its file it stands, in words (`line 12`)."""

    place: str
    record: ExportRecord


class ImportSummary(NamedTuple):
    """A file read through once: how many of each kind, and whether they come in their order (`record_order`).

    `lone_tags` are the ids of tags that only erased entries have.
    """

    counts: Mapping[str, int]
    is_in_order: bool
    lone_tags: frozenset[str]


class FileImported(NamedTuple):
    """What came in, by kind, and what did not.

    `already` were there and are left as they are; `erased` were erased here for good; `still_here` were
    erased where the file comes from. `dry_run` means that nothing was meant to be changed. For a file of
    another program, `source` is its name, `skipped` are the first of `skipped_count` rows that could not be
    read, and `unknown_moods` are its moods that no number is known for.
    """

    counts: Mapping[str, int]
    already: int = 0
    erased: int = 0
    still_here: int = 0
    dry_run: bool = False
    source: str | None = None
    skipped: tuple[SkippedRow, ...] = ()
    skipped_count: int = 0
    unknown_moods: tuple[str, ...] = ()


def record_order(record: ExportRecord) -> tuple[Any, ...]:
    """Pieces are written, and get new numbers, in this order: by kind, day, when they were written, id."""
    kind = KINDS.index(KIND_OF[type(record)])
    if isinstance(record, Entry):
        return kind, record.draft.day, record.logged_at, record.id
    if isinstance(record, ExportedMark | ExportedScore):
        dated = record[0]
        return kind, dated.day, datetime.fromisoformat(record.logged_at), dated.id
    return (kind,)


def summarize(found: Iterable[ParsedRecord], erased: Collection[str]) -> ImportSummary:
    """Read everything once, and keep nothing of it; `erased` are the ids of entries that do not come back."""
    counts = dict.fromkeys(KINDS, 0)
    is_in_order = True
    last: tuple[Any, ...] = ()
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for _, record in found:
        counts[KIND_OF[type(record)]] += 1
        place = record_order(record)
        is_in_order = is_in_order and last <= place
        last = place
        if isinstance(record, Entry):
            used[record.id in erased].update(tagging.tag for tagging in record.draft.tags)
    return ImportSummary(counts, is_in_order, frozenset(used[True] - used[False]))
