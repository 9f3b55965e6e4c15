"""Merging two journals: which version of an item counts, and what follows for the others.

Each change leaves a version of an item: when it was made (by the clock of the device), where (the device),
and a digest of what it says. A journal knows some versions of each item, and the greatest one counts. A merge
is the union of the versions that both journals know. So the order of merges makes no difference, nor does
repeating one, and nothing is lost: a version that does not count is still known.

Versions are not stored. They are derived from the history, in a walk like that of undo. A row that a merge
brought has the clock and the device of the original change. Every other row is a change made here, and comes
after all versions that were known here of the same item, even if the clock was wrong.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from numbjournal.core.clock import LATER, NO_CLOCK, ahead
from numbjournal.core.entry_fields import RECORDED
from numbjournal.core.history import IMPORT, MERGE, UNDO, Step
from numbjournal.core.signs_shown import Memory
from numbjournal.core.tag import CRISIS_TAGS, name_key

ItemKey = tuple[str, str]
"""The kind of an item, as history calls it, and its key."""

GONE = ""
"""The digest of an item that does not exist: deleted, or never made."""

FOLLOWS = ""
"""The clock of a row that is not a version: what it says follows from versions of other items."""

IMPORTED = ""
"""The device of an item that an import brought; the first time, nobody has changed it."""

FIELDS: Mapping[str, Mapping[str, Any]] = {
    "entry": dict.fromkeys(name for name in RECORDED if name != "number"),
    "tag": {"id": None, "kind": None, "label": None, "about": "", "own": 1, "called": "", "retired": 0,
            "merged_into": None},
    "alias": {"name": None, "tag": None, "own": 1},
    "mark": dict.fromkeys(("id", "day", "roughly", "kind", "name", "dose", "logged_at")),
    "score": dict.fromkeys(("id", "day", "instrument", "value", "logged_at")),
    "fact": dict.fromkeys(("name", "value")),
}  # fmt: skip
"""The fields of each kind of item but its number, with their values from before the field existed."""

OF_SHIPPED = ("called", "retired", "merged_into")
"""The fields that a person can change of a shipped tag."""


class Consent(Protocol):
    """Asks before a merge does what somebody may not expect. Each method raises if the answer is no."""

    def to_erase(self, count: int) -> None:
        """Entries that were erased for good on the other device are to be erased here too."""

    def to_plain(self) -> None:
        """The content of an encrypted journal is to be written into one that is not encrypted."""


class Version(NamedTuple):
    """One version of an item. The greatest version counts."""

    clock: str
    """The hybrid logical clock of the device: milliseconds since 1970, and a counter."""
    device: str
    digest: str
    """Equal for versions that say the same."""

    @property
    def is_imported(self) -> bool:
        return self.device == IMPORTED


class RecordedChange(NamedTuple):
    """A row of history, as far as it matters for versions."""

    step: int
    key: ItemKey
    clock: str
    device: str
    digest: str
    row: int


class KnownVersions(NamedTuple):
    """What a journal knows of one item."""

    known: Mapping[Version, int] = {}
    """The row of history of each version."""
    shown: str = GONE
    """The digest of what history wrote last."""

    @property
    def current(self) -> Version | None:
        return max(self.known, default=None)

    def knows(self, version: Version) -> bool:
        """Whether it knows a version; an imported one is recognized by what it says."""
        return version in self.known or any(
            each.digest == version.digest and (each.is_imported or version.is_imported) for each in self.known
        )

    def after(self, change: RecordedChange, command: str) -> "KnownVersions":
        """What is known after a row that a command wrote."""
        if command == IMPORT and not self.known:
            # Older than every change: the item may have been changed after it was exported.
            return KnownVersions({Version(NO_CLOCK, IMPORTED, change.digest): change.row}, change.digest)
        if command != MERGE:
            return self.later(change.clock, change.device, change.digest, change.row)
        if change.clock == FOLLOWS:
            return self._replace(shown=change.digest)
        version = Version(change.clock, change.device, change.digest)
        return KnownVersions({**self.known, version: change.row}, change.digest)

    def later(self, clock: str, device: str, digest: str, row: int) -> "KnownVersions":
        """What is known after a change made here, which comes after all versions known."""
        if self.known:
            clock = max(clock, max(self.known).clock + LATER)
        return KnownVersions({**self.known, Version(clock, device, digest): row}, digest)


NOTHING = KnownVersions()


class MergeDecision(NamedTuple):
    """What a merge does with one item."""

    current: Version
    """The version that counts."""
    new: tuple[Version, ...]
    """The versions that are new here, in order."""
    concurrent: bool
    """Both journals changed the item, neither knew of the other's change, and the changes differ."""


class JournalMerged(NamedTuple):
    """What a merge did. The first three count items by kind."""

    new: Mapping[str, int]
    changed: Mapping[str, int]
    gone: Mapping[str, int]
    conflicts: tuple[int, ...] = ()
    """Numbers of entries that were changed on both devices."""
    words: tuple[str, ...] = ()
    """Names of other items that were changed on both devices."""
    erased: int = 0
    """Entries that were erased for good on the other device."""
    stays_erased: int = 0
    """Entries that were erased here, and did not come back."""
    to_come: tuple[int, ...] = ()
    """Numbers of new entries about a day further ahead than travelling explains."""
    days_ahead: int = 0
    """How far the other clock was ahead, at most."""
    is_news: bool = False
    """Whether anything was written."""
    dry_run: bool = False
    unreached: tuple[str, ...] = ()
    """Backups that could not be read, and may still hold what was erased."""


def digest_of(thing: str, fields: Mapping[str, Any] | None, shipped: Collection[str] = ()) -> str:
    """The digest of a record without its number, which differs between files.

    Of a `shipped` tag, only what a person can change counts.
    """
    if fields is None:
        return GONE
    defaults = FIELDS[thing]
    names: Iterable[str] = OF_SHIPPED if thing == "tag" and fields["id"] in shipped else defaults
    values = [fields.get(name, defaults[name]) for name in names if name != "own"]
    content = json.dumps([thing, *values], separators=(",", ":"))
    return blake2b(content.encode(), digest_size=16).hexdigest()


def versions_by_item(
    steps: Iterable[Step], changes: Mapping[int, Iterable[RecordedChange]]
) -> dict[ItemKey, KnownVersions]:
    """What a journal knows of each item, from its steps in order and the rows of each step.

    After undo of a merge or an import, what it brought is not known any more and can come in again. Undo of
    anything else is a change like any other.
    """
    lines: dict[ItemKey, KnownVersions] = {}
    origin: dict[int, int] = {}
    before: dict[int, dict[ItemKey, KnownVersions]] = {}
    after: dict[int, dict[ItemKey, KnownVersions]] = {}
    for step in steps:
        # The step that an undo takes back, or that a redo does again.
        of = step.number if step.reverts is None else origin.get(step.reverts, step.reverts)
        origin[step.number] = of
        if of != step.number and of in before:
            lines.update(before[of] if step.command == UNDO else after[of])
            continue
        rows = list(changes.get(step.number, ()))
        if step.command == IMPORT:
            # If an import wrote an item several times, the last row is what it brought.
            rows = list({change.key: change for change in rows}.values())
        came_from_elsewhere = step.command in (MERGE, IMPORT)
        keys = {change.key for change in rows} if came_from_elsewhere else set()
        if came_from_elsewhere:
            before[step.number] = {key: lines.get(key, NOTHING) for key in keys}
        for change in rows:
            lines[change.key] = lines.get(change.key, NOTHING).after(change, step.command)
        if came_from_elsewhere:
            after[step.number] = {key: lines[key] for key in keys}
    return lines


def decide(ours: KnownVersions, theirs: KnownVersions) -> MergeDecision | None:
    """Decide about one item; None if the other journal knows no version that is new here."""
    new = tuple(sorted(theirs.known.keys() - ours.known.keys()))
    if not new:
        return None
    mine, other = ours.current, theirs.current
    concurrent = bool(
        mine and other and mine.digest != other.digest and not theirs.knows(mine) and not ours.knows(other)
    )
    return MergeDecision(max(new[-1], mine) if mine else new[-1], new, concurrent)


def days_ahead(clocks: Iterable[str], now: datetime) -> int:
    """How many days the greatest of some clocks is ahead; 0 if less than one day."""
    return ahead(max(clocks, default=NO_CLOCK), now).days


def merged_memory(ours: Memory, theirs: Memory) -> Memory:
    """What was shown last, on either device."""
    last = max(ours, theirs, key=_shown_last)
    return last._replace(
        snoozed_until=_later(ours.snoozed_until, theirs.snoozed_until),
        hinted=_later(ours.hinted, theirs.hinted),
        asked=_later(ours.asked, theirs.asked),
    )


def _shown_last(known: Memory) -> tuple[bool, date, int, tuple[str, ...], tuple[str, ...]]:
    """Compares two memories; any day is later than None."""
    return known.day is not None, known.day or date.min, known.rung, known.signs, known.totals


def _later(first: date | None, second: date | None) -> date | None:
    return max((day for day in (first, second) if day), default=None)


# What follows for other items


class WordVersions(NamedTuple):
    """A tag, or another word for one."""

    version: Version
    """The greatest version."""
    fields: Mapping[str, Any] | None
    """What that version says; None if the item is gone."""
    last: Mapping[str, Any] | None
    """What the last version says in which it existed."""


def resolve_tags(
    tags: Mapping[str, WordVersions], used: Collection[str], shipped: Mapping[str, str]
) -> dict[str, dict[str, Any] | None]:
    """The tags with their contradictions resolved; None for a tag that does not exist.

    `used` are ids that entries have; such a tag exists, even if one device took it back. `shipped` maps every
    shipped name to the id of its tag. If two devices merged two tags into each other, or gave two tags one
    name, the later change counts.
    """
    there: dict[str, dict[str, Any]] = {}
    # Greatest version first: it wins if two changes exclude each other.
    for id, word in _latest_first(tags):
        fields = word.fields or (word.last if id in used else None)
        if fields is not None:
            there[id] = dict(fields)
    _bring_back_targets(there, tags)
    into: dict[str, str] = {}
    for id, fields in there.items():
        target = fields["merged_into"]
        is_known = target in there or target in shipped.values()
        if target and is_known and _end(target, into) != id:
            into[id] = target
    taken = {**shipped, **{id: id for id in there}}
    for id, fields in there.items():
        fields["merged_into"] = _end(id, into) if id in into else None
        called = name_key(fields["called"])
        if called and taken.setdefault(called, id) != id:
            fields["called"] = ""
    return {id: there.get(id) for id in tags}


def resolve_aliases(
    aliases: Mapping[str, WordVersions], tags: Mapping[str, Mapping[str, Any]], shipped: Mapping[str, str]
) -> dict[str, dict[str, Any] | None]:
    """The other words for tags; None for a word whose tag is gone, or that is a tag's name or a crisis word.

    `tags` are the tags that `resolve_tags` keeps.
    """
    called = {name_key(fields["called"]): id for id, fields in tags.items()}
    settled: dict[str, dict[str, Any] | None] = {}
    for name, word in aliases.items():
        means = word.fields["tag"] if word.fields else None
        is_there = (
            (means in tags or means in shipped.values())
            and name not in tags
            and shipped.get(name, "") != name
            and called.get(name, means) == means
            and (shipped.get(name) == means or shipped.get(name) not in CRISIS_TAGS)
        )
        settled[name] = dict(word.fields) if word.fields and is_there else None
    return settled


def duplicate_imports(
    origins: Mapping[ItemKey, tuple[str, str] | None], lines: Mapping[ItemKey, Version]
) -> set[ItemKey]:
    """Entries that two devices imported from one source, except for the one with the greatest version."""
    latest: dict[tuple[str, str], ItemKey] = {}
    for key, origin in origins.items():
        if origin is not None:
            other = latest.setdefault(origin, key)
            latest[origin] = max(other, key, key=lambda each: (lines[each], each))
    return {key for key, origin in origins.items() if origin is not None and latest[origin] != key}


def _latest_first(words: Mapping[str, WordVersions]) -> list[tuple[str, WordVersions]]:
    return sorted(words.items(), key=lambda item: (item[1].version, item[0]), reverse=True)


def _bring_back_targets(there: dict[str, dict[str, Any]], tags: Mapping[str, WordVersions]) -> None:
    waiting = list(there.values())
    while waiting:
        target = waiting.pop()["merged_into"]
        if target in tags and target not in there and (last := tags[target].last) is not None:
            there[target] = dict(last)
            waiting.append(there[target])


def _end(id: str, into: Mapping[str, str]) -> str:
    """The tag at the end of a chain of merged tags, which has no circles."""
    while id in into:
        id = into[id]
    return id
