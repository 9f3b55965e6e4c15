"""Undo, redo, and what was changed, in sentences."""

from numbjournal.core.history import HistoryPage, Purged, Reverted, StepsRedone, StepsUndone
from numbjournal.core.text import visible
from numbjournal.output.text.page import REDO, UNDO, TextPage
from numbjournal.wording.counting import counted, entry_numbers, listed, quoted
from numbjournal.wording.entries import changed


def steps_undone(undone: StepsUndone, page: TextPage) -> None:
    """A line a step."""
    lines = [reverted(step, gone="taken back", changed="as before") for step in undone.steps]
    page.result("\n".join(lines) + f" {REDO}")


def steps_redone(redone: StepsRedone, page: TextPage) -> None:
    """A line a step."""
    lines = [reverted(step, gone="deleted again", changed="changed again") for step in redone.steps]
    page.result("\n".join(lines) + f" {UNDO}")


def history_page(shown: HistoryPage, page: TextPage) -> None:
    for change in shown.changes:
        page.result(f"{page.moment(change.at)}, {change.command}: {changed(change, shown.vocabulary)}.")


def purged(erased: Purged, page: TextPage) -> None:
    """What was erased, and what is out of reach."""
    copies = [counted(erased.backups, "backup")] if erased.backups else []
    places = ["the journal", "its history", *copies]
    page.result(f"Entry {erased.number} is erased from {listed(places)}.")
    if erased.words:
        words = listed([quoted(word) for word in erased.words])
        page.result(f"With it went {words}, which no other entry had.")
    for path in erased.unreached:
        page.result(f"This file was not reached, and may still hold it: {visible(path)}")
    page.result("Not reached: exports, and copies elsewhere, also in other backups of this computer.")


def reverted(step: Reverted, *, gone: str, changed: str) -> str:
    """How the entries of a step are now; its words, where it was about nothing else."""
    if not any(step[1:]):
        return "What you see is the same."
    entries = ((step.back, "back"), (step.gone, gone), (step.changed, changed))
    words = ((step.words_back, "back"), (step.words_gone, gone), (step.words_changed, changed))
    is_about_entries = step.back or step.gone or step.changed
    return " ".join(
        f"{entry_numbers(found) if is_about_entries else listed([quoted(str(word)) for word in found])}"
        f" {'is' if len(found) == 1 else 'are'} {outcome}."
        for found, outcome in (entries if is_about_entries else words)
        if found
    )
