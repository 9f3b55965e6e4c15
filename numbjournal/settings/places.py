"""Where a journal is made as long as nobody says otherwise; only needed until the settings know it."""

import os
from pathlib import Path

from numbjournal.settings import at_home


def default_journal() -> Path:
    """The journal in the system's folder for a person's data.

    Raises Refused when nothing says where the person's home is.
    """
    if (home := os.environ.get("HOME")) and not Path(home).is_absolute():
        # The settings are not looked for in the home of the account then, and neither is the journal.
        return at_home(Path("~"))
    # Half of what `numbjournal` alone loads, and the settings know the place after the first run.
    import platformdirs

    try:
        folder = platformdirs.user_data_path("numbjournal", appauthor=False)
    except RuntimeError:
        # How newer versions of platformdirs say that there is no home folder.
        folder = Path("~")
    return at_home(folder) / "journal.db"
