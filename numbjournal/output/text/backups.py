"""Backups, restoring, and the doctor, in sentences."""

from numbjournal.core.maintenance import (
    BackupList,
    BackupMade,
    ChangesAccepted,
    Findings,
    Kept,
    Restored,
)
from numbjournal.core.text import visible
from numbjournal.output.text.page import UNDO, TextPage
from numbjournal.wording.counting import counted, entry_numbers, file_size


def backup_made(made: BackupMade, page: TextPage) -> None:
    page.result(f"A verified copy is kept: {kept_words(made.kept)}. It is the file {made.kept.name}")


def backup_list(found: BackupList, page: TextPage) -> None:
    if not found.backups:
        page.result("There are no backups yet. To make one now: numbjournal backup")
    for kept in found.backups:
        page.result(f"{kept.name}: {kept_words(kept)}.")


def restored(done: Restored, page: TextPage) -> None:
    """What the journal is now, and how to go back."""
    held = counted(done.entries, "entry")
    page.result(f"The journal is restored, with {held}, from {visible(done.source)}")
    if done.newer:
        page.result(f"Not among them, but in the file it replaced: {counted(done.newer, 'entry')}.")
    if done.replaced:
        name = done.replaced.replace("\\", "/").rpartition("/")[2]
        page.result(f"The file it replaced is kept. To go back: numbjournal restore {visible(name)}")


def findings(found: Findings, page: TextPage) -> None:
    """What is not fine, what is worth knowing, what is fine; at the end the next command."""
    for finding in found.findings:
        page.result(f"{finding.state[0].upper()}{finding.state[1:]}: {visible(finding.sentence)}")
    command = next((finding.command for finding in found.findings if finding.command), "")
    if command:
        page.result(f"Next: {visible(command)}")


def changes_accepted(accepted: ChangesAccepted, page: TextPage) -> None:
    """Which changes by another program the history has now: entries, and the names of the rest."""
    if not accepted.numbers and not accepted.words:
        page.result("No change by another program was found.")
        return
    names = [
        *([entry_numbers(accepted.numbers)] if accepted.numbers else []),
        *(visible(word) for word in accepted.words),
    ]
    page.result(f"{', '.join(names)}: the history has the changes now. {UNDO}")


def kept_words(kept: Kept) -> str:
    """How many entries a copy holds, its size, why it was made, and whether its date is still to come."""
    unread = "encrypted and locked" if kept.is_encrypted else "cannot be read"
    held = counted(kept.entries, "entry") if kept.entries is not None else unread
    reason = f", {kept.reason.replace('-', ' ')}" if kept.reason else ""
    ahead = ", dated after today" if kept.is_ahead else ""
    return f"{held}, {file_size(kept.size)}{reason}{ahead}"
