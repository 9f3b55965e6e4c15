"""Reminders and pauses in sentences."""

from datetime import date

from numbjournal.core.reminder import (
    WORDS,
    Pause,
    PauseBegun,
    PauseOver,
    ReminderNow,
    Reminders,
    ReminderSet,
    RemindersGone,
    Silence,
)
from numbjournal.core.text import one_line, visible
from numbjournal.core.when import full_date
from numbjournal.output.text.page import TextPage
from numbjournal.wording.counting import listed

SILENCES = {
    Silence.LOGGED: "Nothing is shown: there is an entry today.",
    Silence.PAUSED: "Nothing is shown: reminders rest.",
    Silence.LATE: "Nothing is shown: that day is over.",
    Silence.NO_JOURNAL: "Nothing is shown: the journal is not there.",
    Silence.NOT_SHOWN: "Nothing could be shown on this screen.",
}

END_PAUSE = "To end that: numbjournal pause off"


def reminder_set(done: ReminderSet, page: TextPage) -> None:
    """What was set, and how to end it."""
    kept = done.arrangement
    if kept.by != "calendar":
        page.result(f'Each day at {kept.reminder.at}, while there is no entry: "{WORDS}" {_off(done.off)}')
        return
    if kept.because:
        page.result(f"{kept.because}, so here is an event for a calendar.")
    page.result(f"Written: {visible(kept.path)}")
    page.result(f"In your calendar it reminds each day at {kept.reminder.at}, also when there is an entry.")
    page.result("To end it, delete the event there; numbjournal does not know of it.")


def reminders_gone(gone: RemindersGone, page: TextPage) -> None:
    if gone.arrangements:
        times = listed([kept.reminder.at for kept in gone.arrangements])
        page.result(f"There is no reminder at {times} any more.")
    else:
        page.result("There was no reminder. One in a calendar is deleted there.")


def reminders(found: Reminders, page: TextPage) -> None:
    if found.own:
        page.result(f"Each day at {found.own.reminder.at}, while there is no entry. {_off(found.off)}")
    else:
        page.result(f"There is no reminder. To set one: {one_line(found.at)}")
    for kept in found.others:
        page.result(f"Another journal, at {kept.reminder.at}: {visible(kept.reminder.journal)}")
    if found.paused_until:
        page.result(f"{rest_words(found.paused_until, page)} {END_PAUSE}")


def reminder_now(now: ReminderNow, page: TextPage) -> None:
    page.result(SILENCES[now.silence] if now.silence else f"Shown: {WORDS}")


def pause_begun(begun: PauseBegun, page: TextPage) -> None:
    nothing = "" if begun.has_reminder else " There is no reminder at present."
    page.result(f"{rest_words(begun.paused_until, page)}{nothing} {END_PAUSE}")


def pause(found: Pause, page: TextPage) -> None:
    if found.paused_until:
        page.result(f"{rest_words(found.paused_until, page)} {END_PAUSE}")
    else:
        page.result("There is no pause. For one: numbjournal pause 14d")


def pause_over(_: PauseOver, page: TextPage) -> None:
    page.result("There is no pause any more.")


def rest_words(until: date, page: TextPage) -> str:
    """`Reminders rest until Sunday 6 December.`"""
    return f"Reminders rest until {full_date(until, page.today)}."


def _off(command: str) -> str:
    return f"To end it: {one_line(command)}"
