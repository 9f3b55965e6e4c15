"""`numbjournal` alone: three lines about today and one command; and whether logging helps."""

from numbjournal.core.status import WELCOME_BACK, HelpingKept, Status, has_been_away
from numbjournal.core.text import one_line
from numbjournal.core.when import full_date
from numbjournal.output.text.page import UNDO, TextPage
from numbjournal.output.text.reminders import rest_words
from numbjournal.wording.counting import counted
from numbjournal.wording.entries import summary
from numbjournal.wording.future_entries import ahead_words

ALL_COMMANDS = "All commands: numbjournal --help"

HELPING = {
    "helps": "logging helps",
    "neutral": "logging makes no difference",
    "worse": "logging makes things worse",
}

STOPPING = (
    ("No reminders for two weeks", "pause 14d"),
    ("No reminders at all", "remind off"),
    ("What there is, for a doctor or a therapist", "export handout.html"),
    ("Erase everything", "erase"),
    ("Somebody to talk to", "crisis"),
    ("When to ask for help", "learn when-to-get-help"),
)
"""What can be done when logging makes things worse, and the command for it."""


def status(found: Status, page: TextPage) -> None:
    """How things stand, what comes next, and where to turn."""
    for line in (*_lines(found, page), "", found.support, ALL_COMMANDS):
        page.result(line)


def helping_kept(kept: HelpingKept, page: TextPage) -> None:
    """What somebody said that logging does; where it makes things worse, how to stop."""
    page.result(f"Kept: {HELPING[kept.said]}. {UNDO}")
    if kept.said == "worse":
        page.result("\nThen it is a good answer to stop, for a while or for good.")
        for what, words in STOPPING:
            page.result(f"  {what}: {one_line(page.again(f'numbjournal {words}'))}")


def _lines(status: Status, page: TextPage) -> list[str]:
    today = full_date(page.today, page.today)
    if status.trouble:
        return [status.trouble, *([f"Next: {one_line(status.command)}"] if status.command else [])]
    if not status.has_journal:
        return [
            "A journal for mood and numbness: how much you could feel, in one line a day.",
            "It will be one file on this computer, with no account and no network.",
            f"Your first entry: {one_line(status.command)}",
        ]
    if status.entries and status.vocabulary:
        newest = summary(status.entries[0].draft, status.vocabulary) or "nothing said"
        several = f"{counted(len(status.entries), 'entry')}, the newest " if status.entries[1:] else ""
        lines = [f"{today}: {several}{newest}."]
    else:
        lines = [f"{today}: no entry yet."]
    if status.ahead:
        lines.append(ahead_words(status.ahead, page.today, are_shown=True))
    # Of another day only that there is one: its number would colour today's answer.
    if has_been_away(status.last, page.today) and not status.entries and not status.ahead:
        lines.insert(0, WELCOME_BACK)
    elif status.paused_until:
        lines += [rest_words(status.paused_until, page)]
    elif status.last:
        lines += [f"The last day before with an entry: {page.named_day(status.last)}."]
    return [*lines, f"Next: {one_line(status.command)}"]
