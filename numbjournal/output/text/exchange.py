"""What was written to a file and what came in from one: in sentences, and as data."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from numbjournal.core.export_records import FileImported, JournalExported
from numbjournal.core.foreign_entry import SkippedRow
from numbjournal.core.merge import JournalMerged
from numbjournal.core.record import LISTS
from numbjournal.core.text import visible
from numbjournal.effects import in_words
from numbjournal.output.json import JsonPage
from numbjournal.output.text.page import UNDO, TextPage
from numbjournal.wording.counting import counted, listed, quoted

MANY = 5
"""So many numbers are named; beyond that they are counted."""

_WORDS = {
    "entry": ("entry", "entries"),
    "tag": ("tag", "tags"),
    "alias": ("other word for a tag", "other words for tags"),
    "mark": ("mark", "marks"),
    "score": ("total", "totals"),
    "fact": ("fact about yourself", "facts about yourself"),
    "purged": ("id of an erased entry", "ids of erased entries"),
}
"""Each kind in the singular and the plural, in the order in which they are said."""


class ExchangeSentences:
    """One fact a line; `out` is the screen it is said on."""

    def __init__(self, out: TextPage) -> None:
        self.out = out

    def exported(self, exported: JournalExported) -> None:
        """Where it is and what is in it; standard output holds the data alone."""
        if exported.path is not None:
            self.out.result(f"Wrote {_said(exported.counts)} to {visible(exported.path)}")
        self.left_out(exported)

    def imported(self, imported: FileImported) -> None:
        """What came in, and why the rest did not."""
        if not any(imported.counts.values()):
            self.out.result(f"There is nothing new in the file. {in_words()}")
        elif imported.dry_run:
            self.out.result(f"Would come in{_from(imported)}: {_said(imported.counts)}. {in_words()}")
        else:
            self.out.result(f"Imported {_said(imported.counts)}{_from(imported)}. {UNDO}")
        for count, words in (
            (imported.already, "already there, and left as {it_is}"),
            (imported.erased, "erased here for good, and {stays} erased"),
            (imported.still_here, "erased where the file comes from, and still here: numbjournal purge"),
        ):
            if count:
                it_is, stays = ("it is", "stays") if count == 1 else ("they are", "stay")
                was = "was" if count == 1 else "were"
                said = f"{count} {was} {words.format(it_is=it_is, stays=stays)}"
                self.out.remark(said if "numbjournal" in words else f"{said}.")

        if imported.skipped_count:
            self.skipped(imported)
        if imported.unknown_moods:
            self.moods(imported.unknown_moods)

    def skipped(self, imported: FileImported) -> None:
        """The rows that could not be read, and why."""
        self.out.result(f"{skipped_words(imported)} could not be read:")
        for skipped in shown_of(imported):
            self.out.result(f"Row {skipped.row}: {skipped.reason}.")
        if more := not_shown(imported):
            self.out.result(more)

    def moods(self, moods: Sequence[str]) -> None:
        """Moods without a number, in the form of the file that can give them one."""
        self.out.result("No number is known for some moods. A file for --map gives them one from 0 to 10:")
        self.out.result("[moods]")
        for mood in moods:
            self.out.result(f"{visible(json.dumps(mood, ensure_ascii=False))} =")

    def merged(self, merged: JournalMerged) -> None:
        """What the other journal brought, what was changed on both sides, and what was erased."""
        self._what_came(merged)
        if merged.erased:
            were = "was" if merged.erased == 1 else "were"
            here = "would be erased here too" if merged.dry_run else "now here too, from the backups as well"
            entries = counted(merged.erased, "entry")
            self.out.result(f"{entries} {were} erased for good on the other device, and {here}.")
        for path in merged.unreached:
            self.out.result(f"This file could not be read, and may still hold it: {visible(path)}")
        if merged.conflicts:
            self.out.result(_conflicts(merged.conflicts))
        if merged.words:
            words = listed([quoted(word) for word in merged.words])
            self.out.result(
                f"The later change counts, and the other is kept: {words}. See numbjournal history"
            )
        if merged.stays_erased:
            stays = "stays" if merged.stays_erased == 1 else "stay"
            self.out.remark(f"{counted(merged.stays_erased, 'entry')} erased here for good {stays} erased.")
        if merged.to_come:
            self.out.result(_to_come(merged.to_come, dry_run=merged.dry_run))
        if merged.days_ahead:
            self.out.remark(
                f"Part of it was written by a clock that is {_stretch(merged.days_ahead)} ahead. Where both"
                " devices changed the same thing, that version counts; what you change now comes after it."
            )

    def _what_came(self, merged: JournalMerged) -> None:
        outcomes = (("new", merged.new), ("changed", merged.changed), ("taken out", merged.gone))
        parts = [f"{said} {outcome}" for outcome, counts in outcomes if (said := _said(counts, nothing=""))]
        if parts and merged.dry_run:
            self.out.result(f"Would be {'; '.join(parts)}. {in_words()}")
        elif parts:
            self.out.result(f"Merged: {'; '.join(parts)}. {UNDO}")
        elif not merged.is_news and not merged.erased:
            self.out.result(f"There is nothing new in that journal. {in_words()}")
        elif merged.dry_run:
            self.out.result(f"What you see would stay as it is. {in_words()}")
        elif not merged.erased:
            self.out.result("Merged. What you see is the same; the history knows more.")

    def left_out(self, exported: JournalExported) -> None:
        """How many private entries stay behind, and how to take them along."""
        if exported.left_out:
            stays = "stays" if exported.left_out == 1 else "stay"
            entries = counted(exported.left_out, "private entry")
            them = "it" if exported.left_out == 1 else "them"
            self.out.remark(f"{entries} {stays} out. To take {them} along: --include-private")


class ExchangeData(ExchangeSentences):
    """The same as data."""

    def __init__(self, out: JsonPage) -> None:
        super().__init__(out)
        self._data = out.data

    def exported(self, exported: JournalExported) -> None:
        """The remark goes to a person's eyes as well."""
        self._data("export", {**exported._asdict(), "counts": _named(exported.counts)})
        self.left_out(exported)

    def imported(self, imported: FileImported) -> None:
        fields = imported._asdict()
        dry_run, skipped = fields.pop("dry_run"), [each._asdict() for each in fields.pop("skipped")]
        counts = _named(imported.counts)
        self._data("import", {**fields, "counts": counts, "dry_run": dry_run, "skipped": skipped})

    def merged(self, merged: JournalMerged) -> None:
        fields = merged._asdict()
        dry_run = fields.pop("dry_run")
        named = {name: _named(fields[name]) for name in ("new", "changed", "gone")}
        self._data("merge", {**fields, **named, "dry_run": dry_run})


SHOWN = 20
"""So many rows that could not be read are shown; --json has more."""


def shown_of(imported: FileImported) -> Sequence[SkippedRow]:
    """The rows that are shown."""
    return imported.skipped[:SHOWN]


def skipped_words(imported: FileImported) -> str:
    """`3 rows`."""
    return counted(imported.skipped_count, "row")


def not_shown(imported: FileImported) -> str:
    """How many more there are; empty where there are none."""
    more = imported.skipped_count - len(shown_of(imported))
    return f"and {more} more {'row' if more == 1 else 'rows'}. As data: --json" if more else ""


def _from(imported: FileImported) -> str:
    return f" from {imported.source}" if imported.source else ""


def _named(counts: Mapping[str, int]) -> dict[str, Any]:
    return {LISTS.get(kind, f"{kind}es"): count for kind, count in counts.items()}


def _said(counts: Mapping[str, int], nothing: str = "no entries") -> str:
    """`12 entries, 2 tags and 1 mark`; what there is none of is left out."""
    said = [f"{count} {_WORDS[kind][count != 1]}" for kind in _WORDS if (count := counts.get(kind, 0))]
    return listed(said) or nothing


def _conflicts(numbers: Sequence[int]) -> str:
    """Entries of which there are two versions, and where to see both."""
    were, other = ("was", "version is") if len(numbers) == 1 else ("were", "versions are")
    return (
        f"{counted(len(numbers), 'entry')} {were} changed on both devices: {_named_numbers(numbers)}. The"
        f" later change counts; the other {other} kept: numbjournal history {numbers[0]}"
    )


def _to_come(numbers: Sequence[int], *, dry_run: bool) -> str:
    """Entries about days that nobody can know yet, and how to give them another; a trial gives no numbers."""
    is_one = len(numbers) == 1
    what = (
        f"{counted(len(numbers), 'entry')} {'is about a day' if is_one else 'are about days'} still to come"
    )
    if dry_run:
        return f"{what}."
    named = "" if is_one else f": {_named_numbers(numbers)}"
    return f"{what}{named}. If that is a wrong clock's doing: numbjournal edit {numbers[0]} --on WHEN"


def _named_numbers(numbers: Sequence[int]) -> str:
    """The first few, and how many more."""
    named = [str(number) for number in numbers[:MANY]]
    if len(numbers) > MANY:
        named.append(f"{len(numbers) - MANY} more")
    return listed(named)


def _stretch(days: int) -> str:
    """So many days in the unit that fits them, roughly."""
    for unit, length in (("year", 365.2425), ("month", 30.44)):
        if (many := round(days / length)) >= 1:
            return counted(many, unit)
    return counted(days, "day")
