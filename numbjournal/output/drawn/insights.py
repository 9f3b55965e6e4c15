"""Insights drawn: a bar for a share, blocks for weeks, an interval for each comparison.

Every picture comes with its figures; what has too few days to be drawn is said in words.
"""

import textwrap
from collections.abc import Iterable, Mapping
from datetime import date

from rich.table import Table
from rich.text import Text

from numbjournal.core.day import Axis, shown_number
from numbjournal.core.flatness import SHARE_FROM
from numbjournal.core.insight import Insights, InsightsPage
from numbjournal.core.insight.around import Around
from numbjournal.core.insight.tomorrow import Tomorrow
from numbjournal.core.tag import Vocabulary
from numbjournal.core.when import short_date
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.output.glyphs import SPARKS, bar, interval, sparks
from numbjournal.wording.counting import counted
from numbjournal.wording.estimates import tenths
from numbjournal.wording.insights import (
    AROUND,
    FLATNESS,
    SPREAD,
    TITLES,
    TOMORROW,
    TREND,
    around_lacks,
    around_limits,
    around_sentences,
    flatness_sentences,
    marked,
    pairs_words,
    shown_p,
    strategy_lacks,
    tomorrow_about,
    tomorrow_lacks,
    tomorrow_limits,
    tomorrow_sentences,
    trend_sentences,
    verdict,
)
from numbjournal.wording.tags import tag_label

WIDTH, SHORT_WIDTH = 21, 11
"""Characters of a picture, and where the terminal is narrow; odd, so that it has a middle."""

NARROW, TOO_NARROW = 72, 60
"""Below the first the pictures are short, below the second a table has no room: there are sentences."""

LONGEST_NAME, SHORT_NAME = 22, 13


def insights_page(shown: InsightsPage, page: DrawnPage) -> None:
    """Nothing on it is in colour or dimness alone."""
    _Drawing(page).insights(shown.insights, shown.vocabulary, shown.onset)


class _Drawing:
    """Insights on a page."""

    def __init__(self, page: DrawnPage) -> None:
        self._page = page
        is_wide = page.console.width >= NARROW
        self._width = WIDTH if is_wide else SHORT_WIDTH
        self._longest_name = LONGEST_NAME if is_wide else SHORT_NAME

    def insights(self, insights: Insights, vocabulary: Vocabulary, onset: date | None) -> None:
        first, last = insights.span
        beside = f"{short_date(first, last)} – {short_date(last)}"
        self._page.heading(TITLES[insights.axis], self._page.drawn(" ".join(beside.split())))
        self._flatness(insights, vocabulary)
        self._part(TREND)
        self._weeks(insights)
        self._say(trend_sentences(insights, onset))
        self._part(TOMORROW)
        self._tomorrow(insights, vocabulary)
        self._part(AROUND)
        self._around(insights)

    def _flatness(self, insights: Insights, vocabulary: Vocabulary) -> None:
        is_of_feel = insights.axis is Axis.FEEL
        flatness = insights.flatness
        self._part(FLATNESS if is_of_feel else SPREAD, is_first=True)
        if is_of_feel and flatness.share and flatness.answered >= SHARE_FROM:
            share = flatness.share.value * 10
            self._line(f"{bar(share, self._width)}  {flatness.share.value:.0%}")
        self._say(flatness_sentences(insights, vocabulary))

    def _weeks(self, insights: Insights) -> None:
        """A block for each week; of a longer time than the page is wide, for the newest weeks."""
        weeks = insights.weeks[-(self._page.console.width - 4) :]
        if self._page.draws(SPARKS) and any(week is not None for week in weeks):
            self._line(sparks(weeks))
            begins = "the newest weeks" if len(weeks) < len(insights.weeks) else "a block a week"
            self._say([f"{begins}, 0 to 10; a blank has no number"], style="dim")

    def _tomorrow(self, insights: Insights, vocabulary: Vocabulary) -> None:
        tomorrow = insights.tomorrow
        if few := tomorrow_lacks(insights):
            self._say([few])
            return
        if self._page.console.width < TOO_NARROW:
            self._say(tomorrow_sentences(insights, vocabulary))
            return
        names = {one.tag: tag_label(one.tag, vocabulary) for one in tomorrow.strategies}
        if tomorrow.compared:
            self._page.print_table(self._intervals(tomorrow, names))
        said: dict[str, list[str]] = {}
        for one in tomorrow.strategies:
            few = f" ({strategy_lacks(one)})" if one.pairs is None else ""
            said.setdefault(verdict(one), []).append(f"{names[one.tag]}{few}")
        lines = [f"{words}: {', '.join(members)}." for words, members in said.items()]
        about = [tomorrow_about(tomorrow)] if tomorrow.compared else []
        self._say([*lines, *about, *tomorrow_limits(insights)])

    def _intervals(self, tomorrow: Tomorrow, names: Mapping[str, str]) -> Table:
        compared = [(one, one.pairs, one.p) for one in tomorrow.strategies]
        table = self._grid(max(len(names[one.tag]) for one, pairs, _ in compared if pairs))
        heads = ("of 10", "with", "without", "p")
        table.add_row("", Text(self._scale, style="dim"), *(Text(head, style="dim") for head in heads))
        for one, pairs, p in compared:
            if pairs is not None and p is not None:
                value, low, high = map(tenths, pairs)
                of_ten = self._page.drawn(f"{value}, {low}–{high}")
                figures = (of_ten, str(one.with_it), str(one.without), shown_p(p))
                picture = self._page.drawn(interval(pairs, self._width))
                table.add_row(Text(names[one.tag]), Text(picture), *map(Text, figures))
        return table

    def _grid(self, name: int) -> Table:
        """Columns: a name, `name` characters wide at most, a picture, and four figures."""
        table = Table.grid(padding=(0, 2))
        table.add_column(
            width=min(name, self._longest_name),
            no_wrap=True,
            overflow="ellipsis" if self._page.draws("…") else "crop",
        )
        table.add_column(width=self._width, no_wrap=True)
        for _ in range(4):
            table.add_column(justify="right", no_wrap=True)
        return table

    @property
    def _scale(self) -> str:
        """What the two ends of an interval mean: of 10 pairs."""
        return "0" + "5".rjust(self._width // 2) + "10".rjust(self._width - self._width // 2 - 1)

    def _around(self, insights: Insights) -> None:
        if not insights.around:
            self._say(around_sentences(insights, self._page.today))
        for one in insights.around:
            self._mark(one)
        self._say(around_limits(insights.around))

    def _mark(self, one: Around) -> None:
        name = marked(one.mark, self._page.today)
        if one.median_before is None or one.median_after is None:
            self._say([f"{name}: {around_lacks(one)}."])
            return
        self._say([name])
        table = Table.grid(padding=(0, 2))
        for name, middle, days in (
            ("before", one.median_before, one.days_before),
            ("after", one.median_after, one.days_after),
        ):
            drawn = self._page.drawn(bar(middle, self._width))
            table.add_row(
                Text(f"  {name}"), Text(drawn), Text(shown_number(middle)), Text(counted(days, "day"))
            )
        self._page.print_table(table)
        self._say([pairs_words(one)], indent="  ")

    def _part(self, title: str, *, is_first: bool = False) -> None:
        if not is_first:
            self._page.console.print()
        self._line(title, style="bold")

    def _say(self, lines: Iterable[str], indent: str = "", style: str = "") -> None:
        """Sentences, broken between words; what goes over belongs to the line above."""
        room = self._page.console.width - 4 - len(indent)
        for line in lines:
            for part in textwrap.wrap(line, room, subsequent_indent="  ", break_on_hyphens=False):
                self._line(f"{indent}{part}", style)

    def _line(self, text: str, style: str = "") -> None:
        self._page.console.print(Text(f"  {self._page.drawn(text)}", style=style), soft_wrap=True)
