"""Pauses, in which reminders rest."""

from datetime import date

from numbjournal.context import Run
from numbjournal.core.pause import resolve_pause
from numbjournal.services.days import read_date
from numbjournal.services.settings import save_setting


def pause(run: Run, typed: str) -> date:
    """Let reminders rest until a day.

    Raises Misuse, or Refused.
    """
    until = resolve_pause(typed, run.today, read_date)
    save_setting(run, "paused_until", [until.isoformat()])
    return until


def end_pause(run: Run) -> None:
    """End a pause, if there is one.

    Raises Refused.
    """
    if run.settings.is_set("paused_until"):
        save_setting(run, "paused_until", [])
