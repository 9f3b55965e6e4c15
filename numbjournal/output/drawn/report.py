"""A report drawn with Rich: a bar for each day or week, the figures, and what the signs say."""

import textwrap
from collections.abc import Sequence
from datetime import date

from rich.table import Table
from rich.text import Text

from numbjournal.core.calendar import DAYS_OF_WEEK
from numbjournal.core.day import Day, shown_number
from numbjournal.core.report import Report, ReportPage
from numbjournal.core.signs import CrisisHelp
from numbjournal.core.tag import Vocabulary
from numbjournal.core.when import short_date
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.output.glyphs import BLOCK, HOLLOW, SOLID, SPARKS, bar_parts, sparks
from numbjournal.output.palette import ACCENT, bar_colour
from numbjournal.output.wrapping import filled
from numbjournal.wording.report import (
    MIDDLE,
    MOST_TAGS,
    day_tags,
    facts,
    footer,
    title,
    week_days,
)
from numbjournal.wording.tags import tag_label

BAR, SHORT_BAR = 20, 10
"""Characters of a whole bar: two for each step of the scale, one where the terminal is narrow."""

NARROW = 60

TAG_LINES = 2
"""Lines at most for the tags of a kind, so that a week fits 24 lines."""

BESIDE_NAMES = len("Last 12 weeks") + 7
"""Columns that the names of the facts take, with the margins."""


def crisis_help(shown: CrisisHelp, page: DrawnPage) -> None:
    # The heading below begins with a blank line.
    page.result(shown.text)


def report_page(shown: ReportPage, page: DrawnPage) -> None:
    """Nothing on it is in colour or dimness alone."""
    _Drawing(page, shown.vocabulary).report(shown)


class _Drawing:
    """A report on a page."""

    def __init__(self, page: DrawnPage, vocabulary: Vocabulary) -> None:
        self._page = page
        self._vocabulary = vocabulary
        self._width = BAR if page.console.width >= NARROW else SHORT_BAR

    def report(self, shown: ReportPage) -> None:
        page, report = self._page, shown.report
        span = f"{short_date(report.first, report.last)} – {short_date(report.last)}"
        page.heading(title(report), self._page.drawn(" ".join(span.split())))
        page.print_table(self._weeks(report) if report.draws_weeks else self._days(report))
        page.result("")
        # A block a day is easy to take in for a week, and for no longer time.
        blocks = self._tag_blocks if report.length == DAYS_OF_WEEK and page.draws(BLOCK) else None
        pairs = [(name, self._value(name, value)) for name, value in facts(report, self._vocabulary, blocks)]
        if any(week is not None for week in report.weeks):
            pairs.insert(min(2, len(pairs)), ("Last 12 weeks", self._line(report.weeks)))
        if pairs:
            page.pairs(pairs)
            page.result("")
        self._aside([*shown.said, *map(page.again, self._footer(shown.topic))])

    def _days(self, report: Report) -> Table:
        table = self._grid(len("Mon 12"))
        for day, found in report.days:
            labels = ", ".join(self._beside(found)) if found else "no entry"
            beside = Text(labels, style="" if found else "dim")
            table.add_row(self._day_name(day), self._bar(found), self._sign(found), beside)
        hollow = f"{self._page.drawn(HOLLOW * 2)} written later"
        is_hollow = any(found and found.feel is not None and found.is_hollow for _, found in report.days)
        table.add_row("", Text(self._scale, style="dim"), "", Text(hollow if is_hollow else "", style="dim"))
        return table

    def _weeks(self, report: Report) -> Table:
        table = self._grid(len("Mon 12 Oct"))
        for week in report.by_week:
            middle = week.middle
            bar = self._filled(middle, SOLID) if middle is not None else self._gap
            shown = Text(shown_number(middle), style="bold") if middle is not None else self._nothing
            begins = Text(short_date(week.first, report.last))
            begins.stylize("dim", len("Mon"))
            table.add_row(begins, bar, shown, Text(week_days(week), style="" if week.logged else "dim"))
        table.add_row("", Text(self._scale, style="dim"), "", "")
        return table

    def _grid(self, day: int) -> Table:
        """Columns: the name of a day, `day` characters wide, a bar, a number, and the rest."""
        table = Table.grid(padding=(0, 2), expand=True)
        table.add_column(width=day, no_wrap=True)
        table.add_column(width=self._width, no_wrap=True)
        table.add_column(width=len("2.5"), justify="right", no_wrap=True)
        table.add_column(ratio=1, no_wrap=True, overflow="ellipsis" if self._page.draws("…") else "crop")
        return table

    def _beside(self, day: Day) -> list[str]:
        """The day's tags; before them in words what it says without a number."""
        seen, tags = day.shown, day_tags(day, self._vocabulary)
        if seen.feel is not None:
            return tags
        return ["no number" if seen.is_flat else seen.answer, *tags]

    @staticmethod
    def _day_name(day: date) -> Text:
        name, number = short_date(day).split()[:2]
        return Text.assemble(f"{name} ", (f"{number:>2}", "dim"))

    def _bar(self, day: Day | None) -> Text:
        if day is None:
            return self._gap
        seen = day.shown
        if seen.feel is None:
            return Text()
        # What was written later is drawn hollow.
        return self._filled(seen.feel, HOLLOW if seen.is_hollow else SOLID)

    @property
    def _gap(self) -> Text:
        return Text(self._page.drawn("·" * self._width), style="dim")

    @property
    def _nothing(self) -> Text:
        return Text(self._page.drawn("–"), style="dim")

    @property
    def _scale(self) -> str:
        """What the two ends of a bar mean."""
        if self._width < BAR:
            return "0" + "10".rjust(self._width - 1)
        return "nothing" + "fully".rjust(self._width - len("nothing"))

    def _filled(self, value: float, sign: str) -> Text:
        filled, rest = (self._page.drawn(part) for part in bar_parts(value, self._width, sign))
        return Text.assemble((filled, self._page.colour(bar_colour(value))), (rest, "dim"))

    def _sign(self, day: Day | None) -> Text:
        if day is None:
            return self._nothing
        seen = day.shown
        if seen.feel is not None:
            return Text(shown_number(seen.feel), style="bold")
        return Text("?" if seen.is_unsure else "~" if seen.is_tired else "")

    def _line(self, weeks: Sequence[float | None]) -> Text:
        """A line of blocks with a blank for a week without a number, and the numbers beside it."""
        numbers = self._page.drawn(
            " ".join(shown_number(week) if week is not None else "–" for week in weeks)
        )
        if not self._page.draws(SPARKS):
            return Text(numbers)
        return Text.assemble((sparks(weeks), self._page.colour(ACCENT)), f"   {numbers}")

    def _tag_blocks(self, found: Sequence[tuple[str, int]], vocabulary: Vocabulary) -> str:
        """`flat ■■   headache ■`, as many as there is room for."""
        named = [f"{tag_label(id, vocabulary)} {BLOCK * days}" for id, days in found[:MOST_TAGS]]
        while True:
            more = len(found) - len(named)
            shown = [*named, *([f"and {more} more"] if more else [])]
            lines = filled(shown, self._page.console.width - BESIDE_NAMES)
            if lines.count("\n") < TAG_LINES or not named:
                return lines
            named.pop()

    def _value(self, name: str, value: str) -> Text:
        """A fact, with the first figure of a middle in bold and blocks in colour."""
        text = Text(self._page.drawn(value))
        if name == MIDDLE:
            text.stylize("bold", 0, len(value.partition(" ")[0]))
        elif self._page.draws(BLOCK):
            text.highlight_regex(f"{BLOCK}+", self._page.colour(ACCENT))
        return text

    def _aside(self, lines: Sequence[str]) -> None:
        """Lines with a dim bar before them; a frame would cost two lines of the screen."""
        stroke = self._page.drawn("│")
        for line in lines:
            for part in textwrap.wrap(line, self._page.console.width - 6, break_on_hyphens=False):
                self._page.console.print(Text.assemble("  ", (stroke, "dim"), f" {part}"), soft_wrap=True)

    def _footer(self, topic: str) -> list[str]:
        """On one line where there is room."""
        lines = footer(topic)
        joined = ". ".join(lines)
        return [joined] if len(joined) <= self._page.console.width - 6 else lines
