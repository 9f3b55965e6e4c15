"""Arriving and staying: how things stand, reminders and their pauses, and asking once whether it helps."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from numbjournal.effects import Effect, made
from numbjournal.errors import Misuse, NumbjournalError, Refused, Stopped

if TYPE_CHECKING:
    from pathlib import Path

    from numbjournal.context import Run
    from numbjournal.core.reminder import Arrangement, Reminder, Silence
    from numbjournal.core.status import Standing
    from numbjournal.reminders import Way


SET = Effect("The reminder was set.", "{} reminders were set.")
FORGOTTEN = Effect("The reminder was taken away.", "{} reminders were taken away.")


class Staying:
    """What is around the entries, so that one can come back to them, or not."""

    def __init__(self, run: "Run") -> None:
        self._run = run

    def standing(self) -> "Standing":
        """How things stand today; never fails, and asks for nothing."""
        from numbjournal.core.query import Query
        from numbjournal.core.status import Standing
        from numbjournal.services.future_entries import future_days
        from numbjournal.store.engine import FileKind, file_kind

        self._run.forgive_settings()
        today, paused = self._run.today, self.paused_until
        try:
            if not self._run.has_journal:
                if self._run.is_named(self._run.journal_path):
                    raise self._run.missing(self._run.journal_path)
                return Standing(paused_until=paused, command=self._run.command_here("log 2 flat"))
            if file_kind(self._run.journal_path) is FileKind.ENCRYPTED:
                self._run.vault.stay_quiet()
            entries = self._run.journal.list(Query(today, today))
            return Standing(
                has_journal=True,
                entries=entries,
                last=self._run.journal.last_day_before(today),
                paused_until=paused,
                ahead=future_days(self._run),
                command=self._run.command_here("report" if entries else "log"),
            )
        except NumbjournalError as error:
            return Standing(trouble=error.message, command=error.hint)

    # Reminders

    def set_reminder(self, at: str, calendar_file: str | None) -> "Arrangement":
        """Remind of this journal at a time (HH:MM), by a calendar where the system cannot or a file is named.

        Raises Refused, Misuse, NotFound where there is no journal, or Damaged where there is another file.
        """
        from numbjournal.core.reminder import Arrangement, Reminder

        if not self._run.has_journal:
            raise self._run.missing(self._run.journal_path)
        self._run.check_place(self._run.journal_path)
        reminder = Reminder(at, str(self._run.journal_path))
        because = "" if calendar_file else self._in_the_way
        if self._way and not calendar_file and not because:
            with made(SET):
                return self._way.keep(reminder)
        target = self._write_event(reminder, calendar_file or "reminder.ics")
        return Arrangement(reminder, "calendar", str(target), because)

    @property
    def reminders(self) -> "Sequence[Arrangement]":
        """Every reminder that the system keeps, for whatever journal."""
        return self._way.kept() if self._way else ()

    @property
    def own_reminder(self) -> "Arrangement | None":
        """The one for this journal."""
        journal = str(self._run.journal_path)
        return next((kept for kept in self.reminders if kept.reminder.journal == journal), None)

    def forget_reminders(self, *, everyone: bool) -> "Sequence[Arrangement]":
        """Take away the reminder of this journal, or all there are; returns them.

        Raises Refused.
        """
        own = self.own_reminder
        gone = self.reminders if everyone else [own] if own else []
        for kept in gone:
            self.forget(kept)
        return gone

    def files_of(self, kept: "Arrangement") -> "Sequence[Path]":
        """The files of a reminder that the system keeps."""
        return self._way.files(kept) if self._way else ()

    def forget(self, kept: "Arrangement") -> None:
        """Take a reminder away.

        Raises Refused.
        """
        if self._way:
            with made(FORGOTTEN):
                self._way.forget(kept)

    def remind(self, at: str) -> "Silence | None":
        """Show the notice that was set for a time of day, unless there is a reason to be silent.

        Asks for nothing, and opens no journal that is encrypted: there, the time at which the file last
        changed stands for an entry.
        """
        from numbjournal.core.reminder import Silence
        from numbjournal.reminders import notice

        self._run.forgive_settings()
        silence = self._silence(at)
        if silence is None and not notice.show():
            return Silence.NOT_SHOWN
        return silence

    def _silence(self, at: str) -> "Silence | None":
        from numbjournal.core.reminder import Silence, is_still_that_day

        now = self._run.clock()
        if at and not is_still_that_day(at, now, self._run.settings.day_starts_at):
            return Silence.LATE
        if self.paused_until:
            return Silence.PAUSED
        if not self._run.journal_path.exists():
            return Silence.NO_JOURNAL
        return Silence.LOGGED if self._has_entry_today() else None

    def _has_entry_today(self) -> bool:
        from numbjournal.core.query import Query
        from numbjournal.core.when import journal_day
        from numbjournal.store.engine import FileKind, file_kind

        today = self._run.today
        # A journal that cannot be read is reminded of: what is wrong is said there.
        with suppress(NumbjournalError, OSError):
            if file_kind(self._run.journal_path) is FileKind.ENCRYPTED:
                changed = datetime.fromtimestamp(
                    self._run.journal_path.stat().st_mtime, self._run.clock().tzinfo
                )
                return journal_day(changed, self._run.settings.day_starts_at) == today
            return bool(self._run.journal.list(Query(today, today, limit=1)))
        return False

    @cached_property
    def _way(self) -> "Way | None":
        from numbjournal.reminders.launchd import Launchd
        from numbjournal.reminders.systemd import Systemd

        if sys.platform == "win32":
            return None
        return Launchd() if sys.platform == "darwin" else Systemd()

    @property
    def _in_the_way(self) -> str:
        """Why the system cannot remind, in words; empty if it can."""
        from numbjournal.reminders import notice

        if self._way is None:
            return "There is no systemd and no launchd here"
        if missing := self._way.missing():
            return missing
        return "" if notice.can_be_shown() else f"{notice.PROGRAM} is not installed here"

    def _write_event(self, reminder: "Reminder", typed: str) -> "Path":
        from numbjournal.files import check_target, write_whole
        from numbjournal.reminders.calendar import event

        target = self._run.path(typed)
        try:
            check_target(target, replace=False)
        except (Misuse, Refused) as error:
            raise type(error)(error.message, "numbjournal remind at 21:00 --ics another.ics") from None
        write_whole(target, [event(reminder, self._run.clock())], replace=False)
        return target

    # Pauses

    @property
    def paused_until(self) -> "date | None":
        """The day on which reminders are back, while they rest."""
        until = self._run.settings.paused_until
        return until if until and until > self._run.today else None

    def pause(self, typed: str) -> "date":
        """Let reminders rest until a day.

        Raises Misuse, or Refused.
        """
        until = self._run.pause_day(typed)
        self._run.save_setting("paused_until", [until.isoformat()])
        return until

    def end_pause(self) -> None:
        """Raises Refused."""
        if self._run.settings.is_set("paused_until"):
            self._run.save_setting("paused_until", [])

    # Whether it helps

    def ask_whether_it_helps(self) -> None:
        """Once, after four weeks of use, on a day on which nothing else was pointed out."""
        from numbjournal.core.signs_shown import ASK_AFTER, is_time_to_ask
        from numbjournal.services.help_signs import shown_memory
        from numbjournal.services.logged_days import LoggedDays

        journal, today = self._run.journal, self._run.today
        memory, began = shown_memory(self._run), journal.began
        days = len(LoggedDays(self._run).between(today - ASK_AFTER + timedelta(days=1), today))
        if not began or not is_time_to_ask(memory, began.astimezone().date(), today, days):
            return
        # Kept first: whatever happens at the question, it is not asked again.
        journal.remember(memory._replace(asked=today))
        with suppress(Stopped):
            if helping := self._run.prompts.helping():
                journal.set_fact("helping", helping, "asked")
                self._run.voice.helping(helping, self._run.command_here)
