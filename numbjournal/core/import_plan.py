"""What a file of another program would bring: found by reading it once, and made by reading it again.

Two readings, because numbers follow the days and files begin with the newest, and because nothing is written
before everything could be read. What is kept in between is one line an entry.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from numbjournal.core.entry import Draft, Entry, uuid7
from numbjournal.core.foreign_entry import ParsedRow, SkippedRow
from numbjournal.core.foreign_mapping import ForeignMapping
from numbjournal.core.tag import Tag

SKIPPED_KEPT = 1000
"""So many rows that were skipped are named; of more, how many there are."""


class ImportPlan(NamedTuple):
    """What a file would bring, found by reading it once.

    `numbers` are the places of new entries, 1 and up, in the order in which they stand in the file, None for
    those that are not new. `skipped` are the first of `skipped_count`.
    """

    numbers: Sequence[int | None]
    new: int
    already: int
    erased: int
    tags: Sequence[Tag]
    skipped: tuple[SkippedRow, ...]
    skipped_count: int


SKIPPED_KEPT = 1000
"""So many rows that were skipped are named; of more, how many there are."""


def plan_import(
    rows: Iterable[ParsedRow],
    mapping: ForeignMapping,
    now: datetime,
    known: Collection[str],
    erased: Collection[str],
) -> ImportPlan:
    """Read everything once: `known` are the keys that are there, `erased` ids that do not come back."""
    places: list[str | None] = []
    skipped: list[SkippedRow] = []
    skipped_count = already = gone = 0
    used: dict[str, None] = {}
    for each in mapping.mapped(rows):
        if isinstance(each, SkippedRow):
            skipped_count += 1
            if len(skipped) < SKIPPED_KEPT:
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
    """The new entries of a file, read once more; their numbers are their places in `plan`."""
    numbers = iter(plan.numbers)
    for each in mapping.mapped(rows):
        if isinstance(each, SkippedRow):
            continue
        draft, written = each
        number = next(numbers)
        if number is not None:
            yield Entry(entry_id(draft), number, written or now, draft)


def entry_id(draft: Draft) -> str:
    """The id of an entry from elsewhere, the same on every device: so it comes in once, or stays erased."""
    moment = f"{draft.day.isoformat()}T{draft.time or '00:00'}+00:00"
    milliseconds = int(datetime.fromisoformat(moment).timestamp() * 1000)
    digest = sha256(f"{draft.source}\0{draft.source_key}".encode()).digest()
    # Days before 1970 have no Unix time.
    return uuid7(max(milliseconds, 0), digest[:10])
