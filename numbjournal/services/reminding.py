"""Reminders: set, shown and taken away; and until when they rest."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from numbjournal.context import Run
from numbjournal.core.query import Query
from numbjournal.core.reminder import Arrangement, Reminder, Silence, is_still_that_day
from numbjournal.core.when import journal_day
from numbjournal.effects import Effect, made
from numbjournal.errors import Misuse, NumbjournalError, Refused
from numbjournal.files import check_target, write_whole
from numbjournal.reminders import Way, notice
from numbjournal.reminders.launchd import Launchd
from numbjournal.reminders.systemd import Systemd
from numbjournal.services.journal_place import check_place
from numbjournal.store.engine import FileKind, file_kind

SET = Effect("The reminder was set.", "{} reminders were set.")
FORGOTTEN = Effect("The reminder was taken away.", "{} reminders were taken away.")


def _scheduler() -> Way | None:
    """What reminds on this system; None where nothing does."""
    if sys.platform == "win32":
        return None
    return Launchd() if sys.platform == "darwin" else Systemd()


def set_reminder(run: Run, at: str, calendar_file: str | None) -> Arrangement:
    """Remind of this journal at a time (HH:MM), by a calendar where the system cannot or a file is named.

    Raises Refused, Misuse, NotFound where there is no journal, or Damaged where there is another file.
    """
    if not run.has_journal:
        raise run.missing(run.journal_path)
    check_place(run, run.journal_path)
    reminder = Reminder(at, str(run.journal_path))
    because = "" if calendar_file else _obstacle()
    if (scheduler := _scheduler()) and not calendar_file and not because:
        with made(SET):
            return scheduler.keep(reminder)
    target = _write_event(run, reminder, calendar_file or "reminder.ics")
    return Arrangement(reminder, "calendar", str(target), because)


def reminders() -> Sequence[Arrangement]:
    """Every reminder that the system keeps, for whatever journal."""
    return scheduler.kept() if (scheduler := _scheduler()) else ()


def own_reminder(run: Run) -> Arrangement | None:
    """The one for this journal."""
    journal = str(run.journal_path)
    return next((kept for kept in reminders() if kept.reminder.journal == journal), None)


def forget_reminders(run: Run, *, everyone: bool) -> Sequence[Arrangement]:
    """Take away the reminder of this journal, or all there are; returns them.

    Raises Refused.
    """
    own = own_reminder(run)
    gone = reminders() if everyone else [own] if own else []
    for kept in gone:
        forget(kept)
    return gone


def reminder_files(kept: Arrangement) -> Sequence[Path]:
    """The files of a reminder that the system keeps."""
    return scheduler.files(kept) if (scheduler := _scheduler()) else ()


def forget(kept: Arrangement) -> None:
    """Take a reminder away.

    Raises Refused.
    """
    if scheduler := _scheduler():
        with made(FORGOTTEN):
            scheduler.forget(kept)


def remind(run: Run, at: str) -> Silence | None:
    """Show the notice that was set for a time of day, unless there is a reason to be silent.

    Asks for nothing, and opens no journal that is encrypted: there, the time at which the file last
    changed stands for an entry.
    """
    run.forgive_settings()
    silence = _silence(run, at)
    if silence is None and not notice.show():
        return Silence.NOT_SHOWN
    return silence


def _silence(run: Run, at: str) -> Silence | None:
    now = run.clock()
    if at and not is_still_that_day(at, now, run.settings.day_starts_at):
        return Silence.LATE
    if paused_until(run):
        return Silence.PAUSED
    if not run.journal_path.exists():
        return Silence.NO_JOURNAL
    return Silence.LOGGED if _has_entry_today(run) else None


def _has_entry_today(run: Run) -> bool:
    today = run.today
    # A journal that cannot be read is reminded of: what is wrong is said there.
    with suppress(NumbjournalError, OSError):
        if file_kind(run.journal_path) is FileKind.ENCRYPTED:
            changed = datetime.fromtimestamp(run.journal_path.stat().st_mtime, run.clock().tzinfo)
            return journal_day(changed, run.settings.day_starts_at) == today
        return bool(run.journal.list(Query(today, today, limit=1)))
    return False


def _obstacle() -> str:
    """Why the system cannot remind, in words; empty if it can."""
    if not (scheduler := _scheduler()):
        return "There is no systemd and no launchd here"
    if missing := scheduler.missing():
        return missing
    return "" if notice.can_be_shown() else f"{notice.PROGRAM} is not installed here"


def _write_event(run: Run, reminder: Reminder, typed: str) -> Path:
    # iCalendar loads dateutil.
    from numbjournal.reminders.calendar import event

    target = run.path(typed)
    try:
        check_target(target, replace=False)
    except (Misuse, Refused) as error:
        raise type(error)(error.message, "numbjournal remind at 21:00 --ics another.ics") from None
    write_whole(target, [event(reminder, run.clock())], replace=False)
    return target


def paused_until(run: Run) -> date | None:
    """The day on which reminders are back, while they rest."""
    until = run.settings.paused_until
    return until if until and until > run.today else None
