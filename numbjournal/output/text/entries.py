"""Several entries in sentences, and as data; `drawn_entries` draws them.

Apart from `plain`, so that keeping an entry loads none of it.
"""

from collections.abc import Sequence

from numbjournal.core.entry import Entry
from numbjournal.core.events import NOTHING, Beside
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line
from numbjournal.core.when import full_date
from numbjournal.output.json import JsonPage, beside_data, entry_data
from numbjournal.output.text.page import TextPage
from numbjournal.wording.counting import shortened
from numbjournal.wording.entries import INTERFERED, felt, flags, labelled
from numbjournal.wording.events import beside_words


class EntriesSentences:
    """Entries with what stands beside them, one a line, newest first. `out` is the screen it is said on."""

    def __init__(self, out: TextPage) -> None:
        self.out = out

    def entries(self, entries: Sequence[Entry], vocabulary: Vocabulary, beside: Beside | None = None) -> None:
        if not entries and not any(beside or ()):
            self.out.result("No entries match that.")
            return
        # On the same day, what stands beside the entries comes after them.
        lines = [(entry.draft.day, 1, self._sentence(entry, vocabulary)) for entry in entries]
        lines += [
            (day, 0, f"{words[0].upper()}{words[1:]}. {full_date(day, self.out.today)}.")
            for day, words in beside_words(beside or NOTHING)
        ]
        for _, _, line in sorted(lines, key=lambda line: line[:2], reverse=True):
            self.out.verbatim(line)

    def _sentence(self, entry: Entry, vocabulary: Vocabulary) -> str:
        draft = entry.draft
        parts = [f"Entry {entry.number}. {self.out.named_day(draft.day)}: {felt(draft)}."]
        if draft.mood is not None:
            parts.append(f"Pleasant: {draft.mood} of 10.")
        if draft.interfered:
            parts.append(f"In the way: {INTERFERED[draft.interfered]}.")
        if entry.draft.tags:
            labels = ", ".join(labelled(tagging, vocabulary) for tagging in entry.draft.tags)
            parts.append(f"{labels[0].upper()}{labels[1:]}.")
        if entry.draft.note:
            parts.append(f"Note: {_closed(entry.draft.note)}")
        if entry.draft.got_through:
            parts.append(f"Got through: {_closed(entry.draft.got_through)}")
        parts += [f"{flag[0].upper()}{flag[1:]}." for flag in flags(entry.draft)]
        return " ".join(parts)


def _closed(text: str) -> str:
    """A text on one line that ends like a sentence."""
    line = shortened(one_line(text))
    return line if line[-1:] in ".!?…" else f"{line}."


class EntriesData(EntriesSentences):
    """The same as data: `data` is the entries, `marks` and `scores` stand beside it."""

    def __init__(self, out: JsonPage) -> None:
        super().__init__(out)
        self._data = out.data

    def entries(self, entries: Sequence[Entry], vocabulary: Vocabulary, beside: Beside | None = None) -> None:
        data = [entry_data(entry, vocabulary) for entry in entries]
        self._data("list", data, **beside_data(beside or NOTHING))
