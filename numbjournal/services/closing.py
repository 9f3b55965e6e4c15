"""After the answer: today's backup, a hint at the report, and what else there is to say."""

import sys
from contextlib import suppress
from types import ModuleType

from numbjournal.context import Run
from numbjournal.errors import Locked, NumbjournalError, Replaced
from numbjournal.services.journal_place import remember_place
from numbjournal.store.daily import backup_is_due
from numbjournal.store.journal import Journal
from numbjournal.store.remembered import last_look
from numbjournal.store.unsaved import unsaved_files


def offer_unsaved(run: Run) -> None:
    """Offer what could not be saved before, once the journal takes entries again."""
    if run.open_journal and unsaved_files(run.open_journal.path):
        run.output.remark("What could not be saved before is kept. To save it: numbjournal log --unsaved")


def close(run: Run, *, at_once: bool = False) -> None:
    """Remember a new journal's place, make today's backup, and close the file.

    `at_once`: somebody wants the program to end, and the backup waits for the next change.

    Raises Refused or Damaged when the settings or the backup could not be written.
    """
    journal = run.open_journal
    if journal is None:
        return
    try:
        if run.made_journal:
            remember_place(run, journal)
        if journal.changed and not at_once:
            is_first = backup_is_due(journal.path, run.today)
            try:
                with suppress(NumbjournalError):
                    # One row is read each time; the signs are read once a day, at the first change.
                    if last_look(journal) != run.today:
                        _help_signs().hint_at_report(run)
            finally:
                if is_first:
                    _back_up(run, journal)
            if is_first and run.may_ask_more and run.is_talking:
                with suppress(NumbjournalError):
                    _help_signs().ask_whether_it_helps(run)
    finally:
        run.close_journal()


def _back_up(run: Run, journal: Journal) -> None:
    """At the first change of a day, whatever else went wrong."""
    from numbjournal.store.backup import make_daily_backup

    sys.stdout.flush()
    # Where the journal is being rewritten under another key, that makes a copy of its own.
    with suppress(Replaced, Locked):
        journal.follow()
        make_daily_backup(journal.connection, journal.path, run.today)


def _help_signs() -> ModuleType:
    from numbjournal.services import help_signs

    return help_signs
