"""Changing the settings."""

from collections.abc import Sequence
from pathlib import Path

from numbjournal.context import Run
from numbjournal.services.journal_place import check_place
from numbjournal.settings import check_setting, known_setting
from numbjournal.settings.writer import ensure_settings_file, write_setting


def save_setting(run: Run, name: str, values: Sequence[str]) -> None:
    """Check and keep a setting; no values let it go back to its default.

    Raises NotFound, Misuse, Damaged where the journal would be a file of something else, or Refused when
    the settings cannot be written.
    """
    known_setting(name)
    value = check_setting(name, values) if values else None
    # One that was made just now is held open, and must not be opened beside that.
    if name == "journal" and value and not run.made_journal:
        check_place(run, Path(value), for_setting=True)
    write_setting(run.settings.path, name, value)
    del run.settings


def edit_settings(run: Run) -> None:
    """Open the settings file in the editor; what it holds is checked when it is asked for."""
    ensure_settings_file(run.settings.path)
    run.editor.open(run.settings.path)
