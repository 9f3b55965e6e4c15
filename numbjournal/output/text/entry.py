"""One entry in sentences: saved, changed, deleted, or shown whole."""

from numbjournal.core.entry import Entry
from numbjournal.core.entry_answers import EntriesDeleted, EntryChanged, EntryPage, EntrySaved
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line, visible
from numbjournal.core.when import full_date
from numbjournal.output.text.page import UNDO, TextPage
from numbjournal.wording.counting import entry_numbers
from numbjournal.wording.entries import INTERFERED, felt, summary, tagged


def entry_saved(saved: EntrySaved, page: TextPage) -> None:
    """One line; where to turn, if it is needed, comes before it."""
    if saved.help:
        page.result(saved.help + "\n")
    entry = saved.entry
    day, said = page.named_day(entry.draft.day), summary(entry.draft, saved.vocabulary)
    page.result(f"Saved {entry.number} for {day}: {said}. {UNDO}")


def entry_changed(changed: EntryChanged, page: TextPage) -> None:
    if changed.help:
        page.result(changed.help + "\n")
    entry = changed.entry
    if changed.before == entry:
        page.result(f"Entry {entry.number} is as it was; nothing changed.")
    else:
        day, said = page.named_day(entry.draft.day), summary(entry.draft, changed.vocabulary)
        page.result(f"Changed {entry.number} for {day}: {said}. {UNDO}")


def entries_deleted(deleted: EntriesDeleted, page: TextPage) -> None:
    numbers = entry_numbers([entry.number for entry in deleted.entries])
    page.result(f"{numbers} {'is' if len(deleted.entries) == 1 else 'are'} deleted. {UNDO}")


def entry_page(shown: EntryPage, page: TextPage) -> None:
    for name, value in details(shown.entry, shown.vocabulary, page):
        page.verbatim(f"{name}: {value}")


def details(entry: Entry, vocabulary: Vocabulary, page: TextPage) -> list[tuple[str, str]]:
    """Everything an entry holds, as names and visible texts, in the order they are read."""
    written = entry.logged_at
    day = page.named_day(entry.draft.day) + (f", {entry.draft.time}" if entry.draft.time else "")
    return [
        pair
        for pair in (
            ("Entry", str(entry.number)),
            ("Day", day),
            ("Felt", felt(entry.draft)),
            ("Pleasant", f"{entry.draft.mood} of 10" if entry.draft.mood is not None else ""),
            ("In the way", INTERFERED[entry.draft.interfered] if entry.draft.interfered else ""),
            ("Tags", ", ".join(tagged(tagging, vocabulary) for tagging in entry.draft.tags)),
            ("By choice", "yes, stepped back on purpose" if entry.draft.by_choice else ""),
            ("Note", visible(entry.draft.note)),
            ("Got through", visible(entry.draft.got_through)),
            ("Private", "yes, stays out of exports" if entry.draft.private else ""),
            ("For your session", "yes" if entry.draft.for_session else ""),
            ("Written", f"{full_date(written.date(), page.today)}, {written:%H:%M} (UTC{written:%z})"),
            ("From", one_line(entry.draft.source or "")),
        )
        if pair[1]
    ]
