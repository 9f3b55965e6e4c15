"""How things stand today, and the question, asked once, whether logging helps."""

from numbjournal.context import Run
from numbjournal.core.query import Query
from numbjournal.core.status import Status
from numbjournal.errors import NumbjournalError
from numbjournal.services.future_entries import future_days
from numbjournal.services.reminding import paused_until
from numbjournal.store.engine import FileKind, file_kind


def status(run: Run, support: str) -> Status:
    """How things stand today; never fails, and asks for nothing. `support` says whom to turn to."""
    run.forgive_settings()
    today, paused = run.today, paused_until(run)
    try:
        if not run.has_journal:
            if run.is_configured(run.journal_path):
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
