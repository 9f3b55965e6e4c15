"""Where the backups are, and whether today's is among them: all that keeping an entry has to know of them."""

import os
from datetime import date
from pathlib import Path


def backup_folder(journal: Path) -> Path:
    """`journal.db-backups` beside `journal.db`."""
    return journal.with_name(f"{journal.name}-backups")


def daily_path(journal: Path, day: date) -> Path:
    """Where a day's backup is."""
    return backup_folder(journal) / f"{day.isoformat()}.db"


def backup_is_due(journal: Path, today: date) -> bool:
    # In a folder that is closed there is none to be seen, and making one says why.
    return not os.path.exists(daily_path(journal, today))  # noqa: PTH110  (pathlib raises where it is closed)
