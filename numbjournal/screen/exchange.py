"""What was written to a file and what came in from one: in sentences, and as data."""

from collections.abc import Mapping
from typing import Any

from numbjournal.core.merge import Merged
from numbjournal.core.pieces import Exported, Imported
from numbjournal.core.record import LISTS
from numbjournal.core.text import visible
from numbjournal.screen.envelope import JsonScreen
from numbjournal.screen.plain import UNDO, PlainScreen, counted, listed, quoted

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

    def __init__(self, out: PlainScreen) -> None:
        self.out = out

    def exported(self, exported: Exported) -> None:
        """Where it is and what is in it; standard output holds the data alone."""
        if exported.path is not None:
            self.out.result(f"Wrote {_said(exported.counts)} to {visible(exported.path)}")
        self.left_out(exported)

    def imported(self, imported: Imported) -> None:
        """What came in, and why the rest did not."""
        if not any(imported.counts.values()):
            self.out.result("There is nothing new in the file; nothing was changed.")
        elif imported.tried:
            self.out.result(f"Would come in: {_said(imported.counts)}. Nothing was changed.")
        else:
            self.out.result(f"Imported {_said(imported.counts)}. {UNDO}")
        for count, words in (
            (imported.already, "already there, and left as {it_is}"),
            (imported.erased, "erased here for good, and {stays} erased"),
            (imported.still_here, "erased where the file comes from, and still here: numbjournal purge"),
        ):
            if count:
                it_is, stays = ("it is", "stays") if count == 1 else ("they are", "stay")
                was = "was" if count == 1 else "were"
                self.out.remark(f"{count} {was} {words.format(it_is=it_is, stays=stays)}")

    def merged(self, merged: Merged) -> None:
        """What the other journal brought, what was changed on both sides, and what was erased."""
        would = "Would be " if merged.tried else ""
        parts = [
            f"{said} {outcome}"
            for outcome, counts in (
                ("new", merged.new),
                ("changed", merged.changed),
                ("taken out", merged.gone),
            )
            if (said := _said(counts, nothing=""))
        ]
        if not merged.is_news and not merged.erased:
            self.out.result("There is nothing new in that journal; nothing was changed.")
        elif parts:
            end = "Nothing was changed." if merged.tried else UNDO
            self.out.result(f"{would or 'Merged: '}{'; '.join(parts)}. {end}")
        elif merged.erased:
            self.out.result("Nothing else is new in that journal.")
        elif merged.tried:
            self.out.result(
                "What you see would stay the same; the history would know more. Nothing was changed."
            )
        else:
            self.out.result("Merged. What you see is the same; the history knows more.")
        if merged.erased:
            were = "was" if merged.erased == 1 else "were"
            here = (
                "would be erased here too" if merged.tried else "and now here too, from the backups as well"
            )
            self.out.remark(
                f"{counted(merged.erased, 'entry')} {were} erased for good on the other device, {here}."
            )
        if merged.stays_erased:
            stays = "stays" if merged.stays_erased == 1 else "stay"
            self.out.remark(f"{counted(merged.stays_erased, 'entry')} erased here for good {stays} erased.")
        self._conflicts(merged)
        if merged.days_ahead:
            self.out.remark(
                f"Part of it was written by a clock that is {_stretch(merged.days_ahead)} ahead. Where both"
                " devices changed the same thing, that version counts; what you change now comes after it."
            )

    def _conflicts(self, merged: Merged) -> None:
        if merged.conflicts:
            were = "was" if len(merged.conflicts) == 1 else "were"
            others = "the other version is" if len(merged.conflicts) == 1 else "the other versions are"
            numbers = listed([str(number) for number in merged.conflicts[:MANY]])
            more = f" (and {len(merged.conflicts) - MANY} more)" if len(merged.conflicts) > MANY else ""
            self.out.remark(
                f"{counted(len(merged.conflicts), 'entry')} {were} changed on both devices: {numbers}{more}."
                f" The later change counts; {others} kept: numbjournal history {merged.conflicts[0]}"
            )
        if merged.words:
            words = listed([quoted(word) for word in merged.words])
            self.out.remark(
                f"Changed on both devices, and the later change counts: {words}. numbjournal history"
            )

    def left_out(self, exported: Exported) -> None:
        """How many private entries stay behind, and how to take them along."""
        if exported.left_out:
            stays = "stays" if exported.left_out == 1 else "stay"
            entries = counted(exported.left_out, "private entry")
            self.out.remark(f"{entries} {stays} out. To take them along: --include-private")


class ExchangeData(ExchangeSentences):
    """The same as data."""

    def __init__(self, out: JsonScreen) -> None:
        super().__init__(out)
        self._data = out.data

    def exported(self, exported: Exported) -> None:
        """The remark goes to a person's eyes as well."""
        self._data("export", {**exported._asdict(), "counts": _named(exported.counts)})
        self.left_out(exported)

    def imported(self, imported: Imported) -> None:
        fields = imported._asdict()
        tried = fields.pop("tried")
        self._data("import", {**fields, "counts": _named(imported.counts), "dry_run": tried})

    def merged(self, merged: Merged) -> None:
        fields = merged._asdict()
        tried = fields.pop("tried")
        named = {name: _named(fields[name]) for name in ("new", "changed", "gone")}
        self._data("merge", {**fields, **named, "dry_run": tried})


def _named(counts: Mapping[str, int]) -> dict[str, Any]:
    return {LISTS.get(kind, f"{kind}es"): count for kind, count in counts.items()}


def _said(counts: Mapping[str, int], nothing: str = "no entries") -> str:
    """`12 entries, 2 tags and 1 mark`; what there is none of is left out."""
    said = [f"{count} {_WORDS[kind][count != 1]}" for kind in _WORDS if (count := counts.get(kind, 0))]
    return listed(said) or nothing


def _stretch(days: int) -> str:
    """So many days in the unit that fits them, roughly."""
    for unit, length in (("year", 365), ("month", 30)):
        if days >= length:
            return counted(days // length, unit)
    return counted(days, "day")
