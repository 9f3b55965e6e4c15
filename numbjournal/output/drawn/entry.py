"""One entry, drawn."""

from numbjournal.core.entry_answers import EntryPage
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.output.text.entry import details


def entry_page(shown: EntryPage, page: DrawnPage) -> None:
    found = details(shown.entry, shown.vocabulary, page)
    page.heading(f"Entry {shown.entry.number}", found[1][1])
    page.pairs(found[2:])
