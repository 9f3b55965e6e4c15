"""Whether a path is one for a journal: the check of every command that writes there, or beside it."""

import os
import shlex
from pathlib import Path

from numbjournal.context import Run, is_folder, is_there
from numbjournal.errors import Damaged, Refused
from numbjournal.settings import check_setting
from numbjournal.settings.places import default_journal
from numbjournal.store.cloud_folders import carried_sentence, syncing_program
from numbjournal.store.engine import FileKind, file_kind, is_plain_journal
from numbjournal.store.journal import Journal


def check_place(run: Run, path: Path, *, for_setting: bool = False, may_be_empty: bool = False) -> None:
    """Check that a journal is at `path`, or could be; `for_setting`: the setting `journal` is to name it;
    `may_be_empty`: an empty file will do, because a journal is to take its place.

    A damaged journal passes: it is in the usual place, or its backups are beside it. So does a file that may
    be an encrypted one.

    Raises Misuse for a folder, Damaged for a file that is something else, Refused for what is not an ordinary
    file; for a setting also Refused where the folder does not exist.
    """
    if is_folder(path):
        raise run.is_a_folder(path, for_setting=for_setting)
    if for_setting and not path.parent.is_dir():
        raise Refused("There is no such folder.", f"mkdir -p {shlex.quote(str(path.parent))}")
    from numbjournal.store.backup import backups

    kind = file_kind(path)
    if kind in (FileKind.MISSING, FileKind.ENCRYPTED) or path == default_journal():
        return
    if kind is FileKind.EMPTY and may_be_empty:
        return
    if not (kind is FileKind.SQLITE and is_plain_journal(path)) and not backups(path):
        if for_setting:
            raise Damaged("That file is not a journal.", "numbjournal config get journal")
        raise Damaged("That file is not a journal.", "numbjournal doctor")


def remember_place(run: Run, journal: Journal) -> None:
    """Let the next command open a journal that was made now by itself, unless there is another.

    Raises Refused when the settings cannot be written.
    """
    from numbjournal.settings.writer import write_setting

    if _becomes_the_usual(run):
        path = run.settings.path
        write_setting(path, "journal", check_setting("journal", [str(run.made_journal)]))
        if journal.is_encrypted:
            write_setting(path, "encrypted", check_setting("encrypted", ["yes"]))
        del run.settings


def say_where_the_journal_is(run: Run) -> None:
    """On the first run only."""
    if run.made_journal:
        run.output.journal_made(run.made_journal, stays=bool(run.journal_option) and _becomes_the_usual(run))
        if program := syncing_program(run.made_journal):
            run.output.remark(carried_sentence(program))


def _becomes_the_usual(run: Run) -> bool:
    """Whether a journal made now becomes the one that opens by itself: only where there is no other."""
    if not _is_text(run.made_journal):
        # A settings file is UTF-8 and cannot name it.
        return False
    usual = default_journal()
    return not run.settings.is_set("journal") and (run.made_journal == usual or not is_there(usual))


def _is_text(path: Path | None) -> bool:
    return (
        path is None or os.fsencode(path).isascii() or str(path).encode(errors="ignore") == os.fsencode(path)
    )
