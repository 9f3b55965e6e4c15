"""How things stand today, and the question, asked once, whether logging helps."""

from contextlib import suppress
from datetime import timedelta

from numbjournal.context import Run
from numbjournal.core.query import Query
from numbjournal.core.signs_shown import ASK_AFTER, is_time_to_ask
from numbjournal.core.status import HelpingKept, Status
from numbjournal.errors import NumbjournalError, Stopped
from numbjournal.services.future_entries import future_days
from numbjournal.services.help_signs import shown_memory
from numbjournal.services.logged_days import LoggedDays
from numbjournal.services.reminding import paused_until
from numbjournal.store.engine import FileKind, file_kind


def status(run: Run, support: str) -> Status:
    """How things stand today; never fails, and asks for nothing. `support` says whom to turn to."""
    run.forgive_settings()
    today, paused = run.today, paused_until(run)
    try:
        if not run.has_journal:
            if run.is_named(run.journal_path):
                raise run.missing(run.journal_path)
            return Status(paused_until=paused, support=support, command=run.command_here("log 2 flat"))
        if file_kind(run.journal_path) is FileKind.ENCRYPTED:
            run.keys.stay_quiet()
        entries = run.journal.list(Query(today, today))
        return Status(
            has_journal=True,
            support=support,
            vocabulary=run.vocabulary if entries else None,
            entries=entries,
            last=run.journal.last_day_before(today),
            paused_until=paused,
            ahead=future_days(run),
            command=run.command_here("report" if entries else "log"),
        )
    except NumbjournalError as error:
        return Status(trouble=error.message, command=error.hint, support=support)


def ask_whether_it_helps(run: Run) -> None:
    """Once, after four weeks of use, on a day on which nothing else was pointed out."""
    journal, today = run.journal, run.today
    memory, began = shown_memory(run), journal.began
    days = len(LoggedDays(run).between(today - ASK_AFTER + timedelta(days=1), today))
    if not began or not is_time_to_ask(memory, began.astimezone().date(), today, days):
        return
    # Kept first: whatever happens at the question, it is not asked again.
    journal.remember(memory._replace(asked=today))
    with suppress(Stopped):
        if helping := run.prompts.helping():
            journal.set_fact("helping", helping, "asked")
            run.show(HelpingKept(helping))
