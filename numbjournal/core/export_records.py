"""The records of a journal: what exports of the whole journal write, and what `import` reads back."""

from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from numbjournal.core.entry import Entry
from numbjournal.core.foreign_entry import SkippedRow
from numbjournal.core.mark import Mark
from numbjournal.core.score import Score


class ExportedTag(NamedTuple):
    """A tag of the person's own, or the person's changes to a shipped tag. Its repr shows the kind alone."""

    id: str
    own: bool
    kind: str
    label: str
    about: str = ""
    called: str = ""
    """The person's own name for the tag."""
    retired: bool = False
    merged_into: str | None = None
    """The id of the tag that this one became another word for."""
    aliases: tuple[str, ...] = ()
    """The person's own other words for the tag."""

    def __repr__(self) -> str:
        return f"ExportedTag({self.kind})"


class ExportedMark(NamedTuple):
    """A mark and when it was written (ISO 8601, UTC)."""

    mark: Mark
    logged_at: str


class ExportedScore(NamedTuple):
    """A total and when it was written (ISO 8601, UTC)."""

    score: Score
    logged_at: str


class ExportedFact(NamedTuple):
    """Something the person said once about themselves: `onset` (a day) or `care` (yes or no)."""

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
"""The kinds in the order in which they are written: what others refer to comes first."""

KINDS = tuple(KIND_OF.values())


class ExportOptions(NamedTuple):
    """Which part of a journal to export."""

    first: date | None = None
    """First day; None for no limit."""
    last: date | None = None
    """Last day; None for no limit."""
    includes_private: bool = False
    for_spreadsheet: bool = False
    """Write CSV that a spreadsheet opens without running anything."""

    @property
    def has_range(self) -> bool:
        return self.first is not None or self.last is not None


class ExportContents(NamedTuple):
    """What an export writes. It can be read once."""

    at: datetime
    options: ExportOptions
    counts: Mapping[str, int]
    """Records by kind."""
    records: Callable[[str], Iterable[ExportRecord]]
    """The records of a kind, read from the file one by one."""
    labels: Mapping[str, str]
    """Words for tags, by id."""
    left_out: int = 0
    """Private entries that are not exported."""


class JournalExported(NamedTuple):
    """An export that was written."""

    path: str | None
    """None for standard output."""
    format: str
    counts: Mapping[str, int]
    """Records by kind."""
    left_out: int = 0
    """Private entries that were not exported."""


class ParsedRecord(NamedTuple):
    """A record, and where it is in its file (`line 12`)."""

    place: str
    record: ExportRecord


class ImportSummary(NamedTuple):
    """What reading a file once has shown."""

    counts: Mapping[str, int]
    """Records by kind."""
    is_in_order: bool
    """Whether the records are in the order of `record_order`."""
    lone_tags: frozenset[str]
    """Ids of tags that only erased entries have."""


class FileImported(NamedTuple):
    """What came in from a file, and what did not."""

    counts: Mapping[str, int]
    """Records by kind."""
    already: int = 0
    """Records that were there, and were left as they are."""
    erased: int = 0
    """Entries that were erased here for good."""
    still_here: int = 0
    """Entries that were erased where the file comes from."""
    dry_run: bool = False
    source: str | None = None
    """The name of the other program, if the file is from one."""
    skipped: tuple[SkippedRow, ...] = ()
    """The first rows of another program that could not be read."""
    skipped_count: int = 0
    unknown_moods: tuple[str, ...] = ()
    """Moods of another program that have no number."""


def record_order(record: ExportRecord) -> tuple[Any, ...]:
    """The order of writing and of new numbers: by kind, day, when it was written, and id."""
    kind = KINDS.index(KIND_OF[type(record)])
    if isinstance(record, Entry):
        return kind, record.draft.day, record.logged_at, record.id
    if isinstance(record, ExportedMark | ExportedScore):
        dated = record[0]
        return kind, dated.day, datetime.fromisoformat(record.logged_at), dated.id
    return (kind,)


def summarize(records: Iterable[ParsedRecord], erased: Collection[str]) -> ImportSummary:
    """Read every record and keep none; `erased` are the ids of entries that do not come back."""
    counts = dict.fromkeys(KINDS, 0)
    is_in_order = True
    last: tuple[Any, ...] = ()
    used: dict[bool, set[str]] = {True: set(), False: set()}
    for _, record in records:
        counts[KIND_OF[type(record)]] += 1
        place = record_order(record)
        is_in_order = is_in_order and last <= place
        last = place
        if isinstance(record, Entry):
            used[record.id in erased].update(tagging.tag for tagging in record.draft.tags)
    return ImportSummary(counts, is_in_order, frozenset(used[True] - used[False]))
