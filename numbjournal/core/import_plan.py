"""What a file of another program would bring, found by reading it once, and made by reading it again.

It is read twice because entries are numbered by day while such files begin with the newest day, and because
nothing is written before the whole file has been read. One line an entry is kept in between.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from numbjournal.core.entry import Draft, Entry, uuid7
from numbjournal.core.foreign_entry import ParsedRow, SkippedRow
from numbjournal.core.foreign_mapping import ForeignMapping
from numbjournal.core.tag import Tag

MOST_SKIPPED = 1000
"""If more rows than this are skipped, the rest are counted instead of kept."""


class ImportPlan(NamedTuple):
    """What a file would bring."""

    numbers: Sequence[int | None]
    """The number of each entry, counted from 1, in the order of the file; None for one that is not new."""
    new: int
    already: int
    """Entries that the journal has."""
    erased: int
    """Entries that were erased for good."""
    tags: Sequence[Tag]
    """New tags that the new entries have."""
    skipped: tuple[SkippedRow, ...]
    """The first rows that could not be read."""
    skipped_count: int


def plan_import(
    rows: Iterable[ParsedRow],
    mapping: ForeignMapping,
    now: datetime,
    known: Collection[str],
    erased: Collection[str],
) -> ImportPlan:
    """Read the rows. `known` are keys of entries that the journal has, `erased` are ids of erased entries."""
    places: list[str | None] = []
    skipped: list[SkippedRow] = []
    skipped_count = already = gone = 0
    used: dict[str, None] = {}
    for each in mapping.mapped(rows):
        if isinstance(each, SkippedRow):
            skipped_count += 1
            if len(skipped) < MOST_SKIPPED:
                skipped.append(each)
            continue
        draft, written = each
        id = entry_id(draft)
        if draft.source_key in known:
            already += 1
            places.append(None)
        elif id in erased:
            gone += 1
            places.append(None)
        else:
            places.append(f"{draft.day.isoformat()} {(written or now).timestamp():015.3f} {id}")
            used.update((tagging.tag, None) for tagging in draft.tags if tagging.tag in mapping.new_tags)
    order = sorted((place, index) for index, place in enumerate(places) if place is not None)
    numbers: list[int | None] = [None] * len(places)
    for number, (_, index) in enumerate(order, start=1):
        numbers[index] = number
    tags = [mapping.new_tags[id] for id in used]
    return ImportPlan(numbers, len(order), already, gone, tags, tuple(skipped), skipped_count)


def planned_entries(
    plan: ImportPlan, rows: Iterable[ParsedRow], mapping: ForeignMapping, now: datetime
) -> Iterator[Entry]:
    """Read the rows again; yield the entries that are new, with their numbers from the plan."""
    numbers = iter(plan.numbers)
    for each in mapping.mapped(rows):
        if isinstance(each, SkippedRow):
            continue
        draft, written = each
        number = next(numbers)
        if number is not None:
            yield Entry(entry_id(draft), number, written or now, draft)


def entry_id(draft: Draft) -> str:
    """The id of an imported entry, the same on every device, so that it comes in once or stays erased."""
    moment = f"{draft.day.isoformat()}T{draft.time or '00:00'}+00:00"
    milliseconds = int(datetime.fromisoformat(moment).timestamp() * 1000)
    digest = sha256(f"{draft.source}\0{draft.source_key}".encode()).digest()
    # A UUIDv7 has no negative time.
    return uuid7(max(milliseconds, 0), digest[:10])
