"""What was written to a file and what came in from one: in sentences, and as data."""

from collections.abc import Mapping
from typing import Any

from numbjournal.core.pieces import Exported, Imported
from numbjournal.core.record import LISTS
from numbjournal.core.text import visible
from numbjournal.screen.envelope import JsonScreen
from numbjournal.screen.plain import UNDO, PlainScreen, counted, listed

_WORDS = {
    "entry": ("entry", "entries"),
    "tag": ("tag", "tags"),
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
                said = f"{count} {was} {words.format(it_is=it_is, stays=stays)}"
                self.out.remark(said if "numbjournal" in words else f"{said}.")

    def left_out(self, exported: Exported) -> None:
        """How many private entries stay behind, and how to take them along."""
        if exported.left_out:
            stays = "stays" if exported.left_out == 1 else "stay"
            entries = counted(exported.left_out, "private entry")
            them = "it" if exported.left_out == 1 else "them"
            self.out.remark(f"{entries} {stays} out. To take {them} along: --include-private")


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


def _named(counts: Mapping[str, int]) -> dict[str, Any]:
    return {LISTS[kind]: count for kind, count in counts.items()}


def _said(counts: Mapping[str, int]) -> str:
    """`12 entries, 2 tags and 1 mark`; what there is none of is left out."""
    said = [f"{count} {_WORDS[kind][count != 1]}" for kind in _WORDS if (count := counts.get(kind, 0))]
    return listed(said) or "no entries"
