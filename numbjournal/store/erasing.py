"""Erasing a journal with everything that belongs to it: side files, backups, and what waits to be saved."""

import shutil
from pathlib import Path

from numbjournal.core.keeping import Place
from numbjournal.store.daily import backup_folder
from numbjournal.store.engine import real_path
from numbjournal.store.unsaved import unsaved_files


def places_of_journal(journal: Path) -> list[Place]:
    """What there is of a journal, in the order in which it is erased; the journal itself is last.

    Nothing is opened, so a journal that is locked or damaged is found as well.
    """
    waiting = unsaved_files(journal)
    folders = {path.parent for path in waiting} | {journal.with_name(f"{journal.name}-unsaved")}
    beside = (journal.with_name(f"{journal.name}{ending}") for ending in ("-journal", "-wal", "-shm"))
    # Where the name is a link, the file it leads to is the journal.
    itself = dict.fromkeys((real_path(journal), journal))
    found = [
        *(("an entry that was not saved", path) for path in waiting),
        *(("the folder for those", folder) for folder in sorted(folders)),
        ("the backups", backup_folder(journal)),
        *(("a file beside the journal", path) for path in beside),
        *(("the journal", path) for path in itself),
    ]
    return [Place(what, str(path)) for what, path in found if path.exists() or path.is_symlink()]


def erase(place: Place) -> str:
    """Remove a file, or a folder with what is in it; returns why it is still there, if it is."""
    path = Path(place.path)
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        return error.strerror or "it cannot be removed"
    return ""
