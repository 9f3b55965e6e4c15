"""`numbjournal` alone: three lines about today and one command, in sentences."""

from collections.abc import Callable

from numbjournal.core.status import WELCOME_BACK, Standing, has_been_away
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line
from numbjournal.core.when import full_date
from numbjournal.output.text.page import TextPage
from numbjournal.output.text.reminders import rest_words
from numbjournal.wording.counting import counted
from numbjournal.wording.entries import summary
from numbjournal.wording.future_entries import ahead_words

ALL_COMMANDS = "All commands: numbjournal --help"


class StandingSentences:
    """`out` is the screen it is said on."""

    def __init__(self, out: TextPage) -> None:
        self.out = out

    def standing(self, standing: Standing, vocabulary: Callable[[], Vocabulary], where_to_turn: str) -> None:
        """What there is, what comes next, and where to turn."""
        for line in (*self._lines(standing, vocabulary), "", where_to_turn, ALL_COMMANDS):
            self.out.result(line)

    def _lines(self, standing: Standing, vocabulary: Callable[[], Vocabulary]) -> list[str]:
        today = full_date(self.out.today, self.out.today)
        if standing.trouble:
            return [standing.trouble, *([f"Next: {one_line(standing.command)}"] if standing.command else [])]
        if not standing.has_journal:
            return [
                "A journal for mood and numbness: how much you could feel, in one line a day.",
                "It will be one file on this computer, with no account and no network.",
                f"Your first entry: {one_line(standing.command)}",
            ]
        if standing.entries:
            newest = summary(standing.entries[0].draft, vocabulary()) or "nothing said"
            several = (
                f"{counted(len(standing.entries), 'entry')}, the newest " if standing.entries[1:] else ""
            )
            lines = [f"{today}: {several}{newest}."]
        else:
            lines = [f"{today}: no entry yet."]
        if standing.ahead:
            lines.append(ahead_words(standing.ahead, self.out.today, are_shown=True))
        # Of another day only that there is one: its number would colour today's answer.
        if has_been_away(standing.last, self.out.today) and not standing.entries and not standing.ahead:
            lines.insert(0, WELCOME_BACK)
        elif standing.paused_until:
            lines += [rest_words(standing.paused_until, self.out)]
        elif standing.last:
            lines += [f"The last day before with an entry: {self.out.named_day(standing.last)}."]
        return [*lines, f"Next: {one_line(standing.command)}"]
