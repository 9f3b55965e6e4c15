"""Whether a folder is carried to other machines by a program that copies files while they change.

Copying a database while it is written to can leave a copy that is torn; a journal is better kept beside such
a folder than in it.
"""

import os
from pathlib import Path

_FOLDERS = {
    "dropbox": "Dropbox",
    "onedrive": "OneDrive",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud drive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "pcloud drive": "pCloud",
    "pclouddrive": "pCloud",
    "seafile": "Seafile",
    "mega": "MEGA",
    "proton drive": "Proton Drive",
}
_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".seafile-data": "Seafile",
    ".git": "git",
}
"""Files and folders that such programs leave in the folder they carry."""


def carried_sentence(program: str) -> str:
    """What to say about it."""
    return f"The journal is in a folder that {program} carries; a copy made during a change can be torn."


def syncing_program(journal: Path) -> str | None:
    """The program that carries the folder the journal is in, or None."""
    for folder in journal.absolute().parents:
        name = folder.name.casefold()
        # OneDrive names its folder "OneDrive - somewhere".
        known = _FOLDERS.get(name) or ("OneDrive" if name.startswith("onedrive -") else None)
        if known:
            return known
        for mark, program in _MARKS.items():
            if os.path.exists(folder / mark):  # noqa: PTH110  (pathlib raises where the folder is closed)
                return program
    return None
