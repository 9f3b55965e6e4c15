"""A report drawn with Rich: a bar a day (or a week), the figures, and beside a quiet line the signs."""

import textwrap
from collections.abc import Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from numbjournal.core.day import Day, shown_number
from numbjournal.core.rules import Rules
from numbjournal.core.signs import Advice, Reading
from numbjournal.core.tag import Vocabulary
from numbjournal.core.week import Report
from numbjournal.core.when import short_date
from numbjournal.screen.plain import counted
from numbjournal.screen.signs import paragraph
from numbjournal.screen.strokes import SPARKS, STROKES, bar, in_ascii, sparks
from numbjournal.screen.terminal import TerminalScreen
from numbjournal.screen.week import WeekSentences, day_tags, facts, footer, title

BAR, SHORT_BAR = 20, 10
"""Characters of a whole bar: two for each step of the scale, one where the terminal is narrow."""

NARROW = 60


class DrawnWeek(WeekSentences):
    """The page of a report; nothing on it is in colour or dimness alone."""

    def __init__(self, out: TerminalScreen) -> None:
        super().__init__(out)
        self._screen = out
        self._width = BAR if out.console.width >= NARROW else SHORT_BAR

    def report(
        self,
        report: Report,
        vocabulary: Vocabulary,
        reading: Reading,
        advice: Advice,
        rules: Rules,
    ) -> None:
        screen = self._screen
        year = f" {report.last.year}"
        span = f"{short_date(report.first, report.last)} – {short_date(report.last, report.last)}{year}"
        screen.heading(title(report), self._drawn(" ".join(span.split())))
        screen.print_table(self._weeks(report) if report.draws_weeks else self._days(report, vocabulary))
        self.out.result("")
        pairs = facts(report, vocabulary)
        if any(week is not None for week in report.weeks):
            pairs.insert(min(2, len(pairs)), ("Last 12 weeks", self._line(report.weeks)))
        if pairs:
            screen.pairs([(name, self._drawn(value)) for name, value in pairs])
            self.out.result("")
        self._aside([*paragraph(reading, advice, rules, report.last), *self._footer(reading, advice)])

    def _days(self, report: Report, vocabulary: Vocabulary) -> Table:
        table = self._grid(len("Mon 12"))
        for day, found in report.days:
            labels = ", ".join(self._beside(found, vocabulary)) if found else "no entry"
            table.add_row(Text(self._day_name(day)), Text(self._bar(found)), self._sign(found), Text(labels))
        table.add_row("", Text(self._scale, style="dim"), "", "")
        return table

    def _weeks(self, report: Report) -> Table:
        table = self._grid(len("Mon 12 Oct"))
        for week in report.by_week:
            middle = week.middle
            drawn = self._drawn(bar(middle, self._width) if middle is not None else "·" * self._width)
            shown = self._drawn(shown_number(middle) if middle is not None else "–")
            begins = short_date(week.first, report.last)
            said = f"{week.logged} of {counted(week.length, 'day')}" if week.logged else "no entry"
            table.add_row(Text(begins), Text(drawn), Text(shown), Text(said))
        table.add_row("", Text(self._scale, style="dim"), "", "")
        return table

    def _grid(self, day: int) -> Table:
        """Columns: a day's name of so many characters, a bar, a number, and what takes the rest."""
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(width=day, no_wrap=True)
        table.add_column(width=self._width, no_wrap=True)
        table.add_column(width=len("2.5"), justify="right", no_wrap=True)
        table.add_column(ratio=1, no_wrap=True, overflow="ellipsis" if self._screen.draws("…") else "crop")
        return table

    @staticmethod
    def _beside(day: Day, vocabulary: Vocabulary) -> list[str]:
        """The day's tags; where they are its whole answer, that is said."""
        seen = day.shown
        said = ["no number"] if seen.feel is None and not seen.is_unsure and not seen.is_tired else []
        return [*said, *day_tags(day, vocabulary)]

    def _day_name(self, day: date) -> str:
        return " ".join(short_date(day).split()[:2]).ljust(6)

    def _bar(self, day: Day | None) -> str:
        if day is None:
            return self._drawn("·" * self._width)
        seen = day.shown
        if seen.feel is None:
            return self._drawn(" " * self._width)
        # What was written later is drawn hollow.
        return self._drawn(bar(seen.feel, self._width, "╍" if seen.is_hollow else "━"))

    @property
    def _scale(self) -> str:
        """What the two ends of a bar mean."""
        if self._width < BAR:
            return "0" + "10".rjust(self._width - 1)
        return "nothing" + "fully".rjust(self._width - len("nothing"))

    def _sign(self, day: Day | None) -> Text:
        if day is None:
            return Text(self._drawn("–"))
        seen = day.shown
        if seen.feel is not None:
            return Text(shown_number(seen.feel))
        return Text("?" if seen.is_unsure else "~" if seen.is_tired else "")

    def _line(self, weeks: Sequence[float | None]) -> str:
        """A line of blocks with a blank for a week without a number, and the numbers beside it."""
        numbers = " ".join(shown_number(week) if week is not None else "–" for week in weeks)
        return f"{sparks(weeks)}   {numbers}" if self._screen.draws(SPARKS) else numbers

    def _aside(self, lines: Sequence[str]) -> None:
        """Lines with a quiet bar beside them; a frame all around would cost two lines of the screen."""
        stroke = self._drawn("│")
        for line in lines:
            for part in textwrap.wrap(line, self._screen.console.width - 6, break_on_hyphens=False):
                self._screen.console.print(Text.assemble("  ", (stroke, "dim"), f" {part}"), soft_wrap=True)

    def _footer(self, reading: Reading, advice: Advice) -> list[str]:
        """On one line where there is room."""
        lines = footer(reading, advice)
        joined = ". ".join(lines)
        return [joined] if len(joined) <= self._screen.console.width - 6 else lines

    def _drawn(self, text: str) -> str:
        return text if self._screen.draws(STROKES) else in_ascii(text)
