"""`export` of the whole journal, and where any export may be written."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from numbjournal.catalogue import Row
from numbjournal.context import Run
from numbjournal.core.export_records import ExportOptions, ExportRecord, JournalExported
from numbjournal.errors import Misuse, Refused, Unheard
from numbjournal.exports import EXPORTS, WHOLE
from numbjournal.files import check_target, real_path, write_whole
from numbjournal.output.progress import watched
from numbjournal.settings.places import default_journal
from numbjournal.store.daily import backup_folder
from numbjournal.store.engine import (
    file_identity,
    is_plain_journal,
)
from numbjournal.store.outgoing import export_contents
from numbjournal.wording.handout_preview import left_out_sentence

EXAMPLE = "numbjournal export handout.html"
STDOUT = "-"


def export_format(file: str, named: str | None) -> Row:
    """The format that an option names, or that the file's name ends in.

    Raises Misuse.
    """
    typed = (named if named is not None else Path(file).suffix.removeprefix(".")).casefold()
    if typed in EXPORTS:
        return EXPORTS[typed]
    names = ", ".join(row.name for row in EXPORTS)
    if file == STDOUT and named is None:
        raise Misuse(f"Say the format: {names}.", "numbjournal export - --format md")
    raise Misuse(f"A format is one of {names}.", EXAMPLE)


def is_whole(form: Row) -> bool:
    """Whether a format holds the whole journal; the other formats are for hand-outs."""
    return form.section == WHOLE


def export_journal(
    run: Run, form: Row, options: ExportOptions, file: str, *, replace: bool
) -> JournalExported:
    """Write the chosen part of the journal to a file, or to standard output.

    Raises Misuse or Refused if it cannot be written there.
    """
    if run.json and file == STDOUT:
        raise Misuse("--json tells about a file; - is the data itself.", "numbjournal export journal.jsonl")
    target = export_target(run, file, replace=replace)
    module = form.load()
    with export_contents(run.journal, options, run.clock()) as whole:

        def records(kind: str) -> Iterable[ExportRecord]:
            return watched(whole.records(kind), whole.counts[kind], "Writing", plain=run.plain)

        write_export(module.parts(whole._replace(records=records)), target, replace=replace)
        counts = {kind: whole.counts[kind] for kind in module.HOLDS}
        return JournalExported(str(target) if target else None, form.name, counts, whole.left_out)


def say_left_out(run: Run, exported: JournalExported) -> None:
    """Mention private entries that are not in the file."""
    if exported.left_out:
        run.output.remark(left_out_sentence(exported.left_out))


def export_target(run: Run, file: str, *, replace: bool) -> Path | None:
    """The path that an export is written to; None is standard output.

    Raises Misuse or Refused if it could not be written there.
    """
    if file == STDOUT:
        return None
    path = run.path(file)
    if _belongs_to_a_journal(run, path):
        raise Refused("That file is a journal, or belongs to one, and stays as it is.", EXAMPLE)
    check_target(path, replace=replace, over=run.with_options("--force"))
    return path


def write_export(parts: Iterable[bytes], target: Path | None, *, replace: bool) -> None:
    """Write a whole file or none, or write to standard output."""
    if target is not None:
        write_whole(target, parts, replace=replace)
        return
    try:
        for part in parts:
            sys.stdout.buffer.write(part)
        sys.stdout.buffer.flush()
    except OSError as error:
        raise Unheard(error) from error


def _belongs_to_a_journal(run: Run, path: Path) -> bool:
    """Whether a path is the settings file, a journal that is known or not encrypted, or a backup of one."""
    settings, found = run.settings, real_path(path)
    journals = [run.journal_path, default_journal()]
    with suppress(Misuse):
        if settings.is_set("journal"):
            journals.append(Path(settings.get("journal")))
    if found == real_path(settings.path):
        return True
    for journal in journals:
        # Compare identities as well: reading a second name of a journal that is open would drop its locks.
        is_same = found == real_path(journal) or file_identity(path) == file_identity(journal) != (0, 0)
        if is_same or real_path(backup_folder(journal)) in found.parents:
            return True
    with suppress(OSError):
        return path.is_file() and is_plain_journal(path)
    return False
