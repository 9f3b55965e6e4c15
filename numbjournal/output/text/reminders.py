"""Reminders and pauses in sentences, and as data."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from numbjournal.core.reminder import WORDS, Arrangement, Silence
from numbjournal.core.text import one_line, visible
from numbjournal.core.when import full_date
from numbjournal.output.json import JsonPage
from numbjournal.output.text.page import TextPage
from numbjournal.wording.counting import listed

SILENCES = {
    Silence.LOGGED: "Nothing is shown: there is an entry today.",
    Silence.PAUSED: "Nothing is shown: reminders rest.",
    Silence.LATE: "Nothing is shown: that day is over.",
    Silence.NO_JOURNAL: "Nothing is shown: the journal is not there.",
    Silence.NOT_SHOWN: "Nothing could be shown on this screen.",
}


class ReminderSentences:
    """One fact a line; `out` is the screen it is said on, `command` a command for the journal it is about."""

    def __init__(self, out: TextPage, command: Callable[[str], str]) -> None:
        self.out = out
        self._off = f"To end it: {one_line(command('remind off'))}"
        self._at = f"To set one: {one_line(command('remind at 21:00'))}"

    def kept(self, kept: Arrangement) -> None:
        """What was set, and how to be rid of it."""
        if kept.by == "calendar":
            if kept.because:
                self.out.result(f"{kept.because}, so here is an event for a calendar.")
            self.out.result(f"Written: {visible(kept.path)}")
            self.out.result(
                f"In your calendar it reminds each day at {kept.reminder.at}, also when there is an entry."
            )
            self.out.result("To end it, delete the event there; numbjournal does not know of it.")
            return
        self.out.result(f'Each day at {kept.reminder.at}, while there is no entry: "{WORDS}" {self._off}')

    def still_paused(self, until: date | None) -> None:
        if until:
            self.out.remark(f"{rest_words(until, self.out)} To end that: numbjournal pause off")

    def gone(self, gone: Sequence[Arrangement]) -> None:
        if gone:
            times = listed([kept.reminder.at for kept in gone])
            self.out.result(f"There is no reminder at {times} any more.")
        else:
            self.out.result("There was no reminder. One in a calendar is deleted there.")

    def reminders(
        self, own: Arrangement | None, found: Sequence[Arrangement], paused_until: date | None
    ) -> None:
        """The one of this journal, those of others, and whether they rest."""
        if own:
            self.out.result(f"Each day at {own.reminder.at}, while there is no entry. {self._off}")
        else:
            self.out.result(f"There is no reminder. {self._at}")
        for kept in found:
            if kept != own:
                self.out.result(f"Another journal, at {kept.reminder.at}: {visible(kept.reminder.journal)}")
        if paused_until:
            self.out.result(f"{rest_words(paused_until, self.out)} To end that: numbjournal pause off")

    def now(self, silence: Silence | None) -> None:
        self.out.result(SILENCES[silence] if silence else f"Shown: {WORDS}")

    def paused(self, until: date, *, has_reminder: bool) -> None:
        nothing = "" if has_reminder else " There is no reminder at present."
        self.out.result(f"{rest_words(until, self.out)}{nothing} To end that: numbjournal pause off")

    def pause(self, until: date | None) -> None:
        if until:
            self.paused(until, has_reminder=True)
        else:
            self.out.result("There is no pause. For one: numbjournal pause 14d")

    def pause_over(self) -> None:
        self.out.result("There is no pause any more.")


class ReminderData(ReminderSentences):
    """The same as data; days as ISO dates."""

    def __init__(self, out: JsonPage, command: Callable[[str], str]) -> None:
        super().__init__(out, command)
        self._data = out.data

    def kept(self, kept: Arrangement) -> None:
        self._data("remind at", kept_data(kept))

    def gone(self, gone: Sequence[Arrangement]) -> None:
        self._data("remind off", [kept_data(kept) for kept in gone])

    def reminders(
        self, own: Arrangement | None, found: Sequence[Arrangement], paused_until: date | None
    ) -> None:
        others = [kept_data(kept) for kept in found if kept != own]
        data = {"reminder": kept_data(own) if own else None, "others": others, **_until(paused_until)}
        self._data("remind show", data)

    def paused(self, until: date, *, has_reminder: bool) -> None:  # noqa: ARG002  (for sentences)
        self._data("pause", _until(until))

    def pause(self, until: date | None) -> None:
        self._data("pause", _until(until))

    def pause_over(self) -> None:
        self._data("pause", _until(None))


def rest_words(until: date, out: TextPage) -> str:
    """`Reminders rest until Sunday 6 December.`"""
    return f"Reminders rest until {full_date(until, out.today)}."


def kept_data(kept: Arrangement) -> dict[str, Any]:
    """A reminder for `--json`; `at` is HH:MM by the wall clock."""
    return {**kept.reminder._asdict(), "by": kept.by, "path": kept.path}


def _until(until: date | None) -> dict[str, Any]:
    return {"paused_until": until.isoformat() if until else None}
