"""How results and remarks are written: sentences, one fact a line, good to listen to.

Nothing here is drawn or coloured, and Rich is not imported. The functions of the modules in this folder write
through it, and `drawn` draws over it.
"""

import sys
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from numbjournal.core.log_line import Phrase
from numbjournal.core.text import visible
from numbjournal.core.when import distance, full_date
from numbjournal.output.wrapping import fitted
from numbjournal.wording.tags import tag_remarks

UNDO = "Undo with: numbjournal undo"
REDO = "Do it again with: numbjournal redo"


class TextPage:
    """Writes results to stdout and remarks to stderr; `today` is the journal's day.

    `again` makes the commands in a sentence ones to type as they stand (see `command_hints`).
    """

    def __init__(self, today: date, again: Callable[[str], str] = str) -> None:
        self.today = today
        self.again = again

    def result(self, text: str) -> None:
        """What was asked for."""
        self.verbatim(self.again(text))

    def remark(self, text: str) -> None:
        """Something about it."""
        print(fitted(self.again(text), sys.stderr), file=sys.stderr)

    def verbatim(self, text: str) -> None:
        """A result with somebody's own words in it, in which nothing is a command."""
        print(fitted(text, sys.stdout), file=sys.stdout)

    def named_day(self, day: date) -> str:
        """`Sunday 22 November`, and how long ago unless it is today."""
        name = full_date(day, self.today)
        return name if day == self.today else f"{name}, {distance(day, self.today)}"

    def moment(self, at: datetime) -> str:
        """Day and time in the machine's zone."""
        local = at.astimezone()
        return f"{full_date(local.date(), self.today)}, {local:%H:%M}"

    def journal_made(self, path: Path, *, stays: bool) -> None:
        """Where the journal is, on the first run; `stays` if an option named it and it opens from now on."""
        self.remark(f"Your journal is one file on this computer: {visible(str(path))}")
        if stays:
            self.remark(
                "It is the one that opens from now on. To change that: numbjournal config set journal FILE"
            )

    def understood(self, phrase: Phrase) -> None:
        """How tags were understood, where that is not plain to see."""
        for remark in tag_remarks(phrase):
            self.remark(remark)
