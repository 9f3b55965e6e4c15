"""The notice itself: two short texts that are always the same."""

import sys

from numbjournal.core.reminder import TITLE, WORDS
from numbjournal.reminders.programs import is_there, succeeds

PROGRAM = "osascript" if sys.platform == "darwin" else "notify-send"


def can_be_shown() -> bool:
    return is_there(PROGRAM)


def show() -> bool:
    """Put it on the screen; whether that worked."""
    if PROGRAM == "osascript":
        return succeeds(PROGRAM, "-e", f'display notification "{WORDS}" with title "{TITLE}"')
    return succeeds(PROGRAM, f"--app-name={TITLE}", TITLE, WORDS)
