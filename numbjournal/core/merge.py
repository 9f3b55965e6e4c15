"""Two journals as one: which version of a thing counts, and what follows for the rest.

Whatever a person changes leaves a version: when (the clock of its device), where (the device), and what it
says. A journal knows some versions of each thing, and the greatest one counts. Merging is the union of what
both know; that is why neither the order of merges nor doing one twice makes a difference, and why nothing is
lost: a version that does not count is still known.

Versions are not stored. They follow from the history, by a walk like that of undo: what a merge brought
carries the clock and the device it had where it was made; everything else is a change made here, and comes
after all that was known here of the same thing, whatever a wrong clock says.
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
"""What history calls a kind of thing, and the thing's own key."""

GONE = ""
"""What a version says that is not there: deleted, or never made."""

FOLLOWS = ""
"""The clock of a row that is no version: what is written there follows from versions of other things."""

IMPORTED = ""
"""The device of what an import brought: the first time, that is no change of anybody's."""

FIELDS: Mapping[str, Mapping[str, Any]] = {
    "entry": dict.fromkeys(name for name in RECORDED if name != "number"),
    "tag": {"id": None, "kind": None, "label": None, "about": "", "own": 1, "called": "", "retired": 0,
            "merged_into": None},
    "alias": {"name": None, "tag": None, "own": 1},
    "mark": dict.fromkeys(("id", "day", "roughly", "kind", "name", "dose", "logged_at")),
    "score": dict.fromkeys(("id", "day", "instrument", "value", "logged_at")),
    "fact": dict.fromkeys(("name", "value")),
}  # fmt: skip
"""What each thing says, with what it was before a form had the field. Its number is not among it."""

OF_SHIPPED = ("called", "retired", "merged_into")
"""What a person can change of a shipped tag; the rest comes with the program."""


class Consent(Protocol):
    """Asked before what somebody may not expect; each raises where it is not wanted."""

    def to_erase(self, count: int) -> None:
        """So many entries that were erased for good on the other device are to be erased here too."""

    def to_plain(self) -> None:
        """What an encrypted journal holds is to be written into one that is not."""


class Version(NamedTuple):
    """What one change left behind. The greatest counts; two that are equal say the same.

    `clock` is the hybrid logical clock of the device: milliseconds since 1970, and a counter. `digest` stands
    for what the version says.
    """

    clock: str
    device: str
    digest: str

    @property
    def is_imported(self) -> bool:
        return self.device == IMPORTED


class RecordedChange(NamedTuple):
    """A row of history as far as versions go; `row` is where it is found again."""

    step: int
    key: ItemKey
    clock: str
    device: str
    digest: str
    row: int


class KnownVersions(NamedTuple):
    """What a journal knows of one thing: its versions, with their rows, and what history last wrote."""

    known: Mapping[Version, int] = {}
    shown: str = GONE

    @property
    def current(self) -> Version | None:
        return max(self.known, default=None)

    def knows(self, version: Version) -> bool:
        """Whether a version is among those known; an imported one is known by what it says."""
        return version in self.known or any(
            each.digest == version.digest and (each.is_imported or version.is_imported) for each in self.known
        )

    def after(self, change: RecordedChange, command: str) -> "KnownVersions":
        """The line once a row is added to it that a command wrote."""
        if command == IMPORT and not self.known:
            # Older than every change: what was exported may have been changed since where it comes from.
            return KnownVersions({Version(NO_CLOCK, IMPORTED, change.digest): change.row}, change.digest)
        if command != MERGE:
            return self.later(change.clock, change.device, change.digest, change.row)
        if change.clock == FOLLOWS:
            return self._replace(shown=change.digest)
        version = Version(change.clock, change.device, change.digest)
        return KnownVersions({**self.known, version: change.row}, change.digest)

    def later(self, clock: str, device: str, digest: str, row: int) -> "KnownVersions":
        """The line once a change is made where all of it is known: it comes after all of it."""
        if self.known:
            clock = max(clock, max(self.known).clock + LATER)
        return KnownVersions({**self.known, Version(clock, device, digest): row}, digest)


NOTHING = KnownVersions()


class MergeDecision(NamedTuple):
    """A line of two journals: the version that counts, and what is new here, in order.

    `concurrent`: both were changed, neither knowing of the other, and they say different things.
    """

    current: Version
    new: tuple[Version, ...]
    concurrent: bool


class JournalMerged(NamedTuple):
    """What a merge did: how many things of each kind are new here, changed, or taken out.

    `conflicts` are the numbers of entries that were changed on both sides, and `words` the other things.
    `erased` entries were erased for good on the other device; `stays_erased` were erased here and did not
    come back. `to_come` are the numbers of entries that came in and are about a day that is still to come, by
    more than a journey explains. `days_ahead` is how far the other journal's clock was ahead of this one's,
    at most. `dry_run` means that nothing was meant to be changed. `unreached` are the paths of backups that
    could not be read, and may still hold what was erased.
    """

    new: Mapping[str, int]
    changed: Mapping[str, int]
    gone: Mapping[str, int]
    conflicts: tuple[int, ...] = ()
    words: tuple[str, ...] = ()
    erased: int = 0
    stays_erased: int = 0
    to_come: tuple[int, ...] = ()
    days_ahead: int = 0
    is_news: bool = False
    dry_run: bool = False
    unreached: tuple[str, ...] = ()


def digest_of(thing: str, fields: Mapping[str, Any] | None, shipped: Collection[str] = ()) -> str:
    """A digest of what a record says, whatever number it has in its file; of `shipped` tags the changes."""
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
    """What a journal knows, from its steps in order and the rows of each.

    An undone merge or import leaves no trace: what it brought is not known any more, and could come in anew.
    Undo of anything else is a change like any other.
    """
    lines: dict[ItemKey, KnownVersions] = {}
    origin: dict[int, int] = {}
    before: dict[int, dict[ItemKey, KnownVersions]] = {}
    after: dict[int, dict[ItemKey, KnownVersions]] = {}
    for step in steps:
        # What an undo takes back, or the redo of an undo.
        of = step.number if step.reverts is None else origin.get(step.reverts, step.reverts)
        origin[step.number] = of
        if of != step.number and of in before:
            lines.update(before[of] if step.command == UNDO else after[of])
            continue
        rows = list(changes.get(step.number, ()))
        if step.command == IMPORT:
            # Of what an import wrote and went on to write, the last is what it brought.
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
    """Two lines of one thing as one; None where the other journal knows nothing that this one does not."""
    new = tuple(sorted(theirs.known.keys() - ours.known.keys()))
    if not new:
        return None
    mine, other = ours.current, theirs.current
    concurrent = bool(
        mine and other and mine.digest != other.digest and not theirs.knows(mine) and not ours.knows(other)
    )
    return MergeDecision(max(new[-1], mine) if mine else new[-1], new, concurrent)


def days_ahead(clocks: Iterable[str], now: datetime) -> int:
    """How many days the greatest of some clocks is ahead; 0 where that is less than one."""
    return ahead(max(clocks, default=NO_CLOCK), now).days


def merged_memory(ours: Memory, theirs: Memory) -> Memory:
    """What was shown last on either device."""
    last = max(ours, theirs, key=_shown_last)
    return last._replace(
        snoozed_until=_later(ours.snoozed_until, theirs.snoozed_until),
        hinted=_later(ours.hinted, theirs.hinted),
        asked=_later(ours.asked, theirs.asked),
    )


def _shown_last(known: Memory) -> tuple[bool, date, int, tuple[str, ...], tuple[str, ...]]:
    """By this two memories are compared: any day is later than none."""
    return known.day is not None, known.day or date.min, known.rung, known.signs, known.totals


def _later(first: date | None, second: date | None) -> date | None:
    return max((day for day in (first, second) if day), default=None)


# What follows from one thing for another


class WordVersions(NamedTuple):
    """A tag or another word for one, as its greatest version has it (None: not there).

    `last` is what it was when it was last there.
    """

    version: Version
    fields: Mapping[str, Any] | None
    last: Mapping[str, Any] | None


def resolve_tags(
    tags: Mapping[str, WordVersions], used: Collection[str], shipped: Mapping[str, str]
) -> dict[str, dict[str, Any] | None]:
    """What the tags are once they are held against one another; None: not there.

    `used` are ids that entries have: such a tag is there, also where it was taken back on one device.
    `shipped` is every shipped name with the id of its tag. A tag that was made part of another on each of two
    devices the other way round goes the later way. Two tags with one name: the later name counts.
    """
    there: dict[str, dict[str, Any]] = {}
    # Greatest version first: it has the say where two cannot both have their way.
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
    """Other words for tags: those whose tag is there and whose word is no tag's own name, nor a crisis word.

    `tags` are those that are there, as they are settled.
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
    """Entries that came from one source on two devices, but for the one with the greatest version."""
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
    """Where a chain of merges ends; there are no circles in it."""
    while id in into:
        id = into[id]
    return id
