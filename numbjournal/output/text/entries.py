"""Several entries in sentences."""

from numbjournal.core.entry import Entry
from numbjournal.core.events import EntryList
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line
from numbjournal.core.when import full_date
from numbjournal.output.text.page import TextPage
from numbjournal.wording.counting import shortened
from numbjournal.wording.entries import INTERFERED, felt, flags, labelled
from numbjournal.wording.events import beside_words


def entry_list(found: EntryList, page: TextPage) -> None:
    """One entry or event a line, newest first; on a day, its events come after its entries."""
    if not found.entries and not any(found.events):
        page.result("No entries match that.")
        return
    lines = [(entry.draft.day, 1, _sentence(entry, found.vocabulary, page)) for entry in found.entries]
    lines += [
        (day, 0, f"{words[0].upper()}{words[1:]}. {full_date(day, page.today)}.")
        for day, words in beside_words(found.events)
    ]
    for _, _, line in sorted(lines, key=lambda line: line[:2], reverse=True):
        page.verbatim(line)


def _sentence(entry: Entry, vocabulary: Vocabulary, page: TextPage) -> str:
    draft = entry.draft
    parts = [f"Entry {entry.number}. {page.named_day(draft.day)}: {felt(draft)}."]
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
