"""Whether a path is one for a journal: the check of every command that writes there, or beside it."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from numbjournal.errors import Damaged, Misuse, Refused

if TYPE_CHECKING:
    from numbjournal.context import Run


def check_place(run: "Run", path: Path, *, for_setting: bool = False, may_be_empty: bool = False) -> None:
    """Check that a journal is at `path`, or could be; `for_setting`: the setting `journal` is to name it;
    `may_be_empty`: an empty file will do, because a journal is to take its place.

    A damaged journal passes: it is in the usual place, or its backups are beside it. So does a file that may
    be an encrypted one.

    Raises Misuse for a folder, Damaged for a file that is something else, Refused for what is not an ordinary
    file; for a setting also Refused where the folder does not exist.
    """
    from numbjournal.context import is_folder
    from numbjournal.settings.places import default_journal
    from numbjournal.store.backup import backups
    from numbjournal.store.engine import FileKind, file_kind, is_plain_journal

    if is_folder(path):
        raise is_a_folder(run, path, for_setting=for_setting)
    if for_setting and not path.parent.is_dir():
        raise Refused("There is no such folder.", f"mkdir -p {shlex.quote(str(path.parent))}")
    kind = file_kind(path)
    if kind in (FileKind.MISSING, FileKind.ENCRYPTED) or path == default_journal():
        return
    if kind is FileKind.EMPTY and may_be_empty:
        return
    if not (kind is FileKind.SQLITE and is_plain_journal(path)) and not backups(path):
        if for_setting:
            raise Damaged("That file is not a journal.", "numbjournal config get journal")
        raise Damaged("That file is not a journal.", "numbjournal doctor")


def is_a_folder(run: "Run", path: Path, *, for_setting: bool = False) -> Misuse:
    """The error for a folder where the journal should be."""
    within = shlex.quote(str(path / "journal.db"))
    is_set = for_setting or (run.is_named(path) and not run.is_typed)
    command = f"config set journal {within}" if is_set else f"--journal {within} log 2 flat"
    return Misuse("The journal is a file, and that is a folder.", f"numbjournal {command}")
