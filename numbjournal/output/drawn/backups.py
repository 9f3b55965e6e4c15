"""Backups, drawn."""

from numbjournal.core.maintenance import BackupList
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.output.text import backups as text


def backup_list(found: BackupList, page: DrawnPage) -> None:
    if not found.backups:
        text.backup_list(found, page)
        return
    page.heading("Your backups", "newest first")
    page.pairs([(kept.name, text.kept_words(kept)) for kept in found.backups])
