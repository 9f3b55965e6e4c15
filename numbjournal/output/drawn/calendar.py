"""A calendar drawn with Rich: each cell has its number, and a colour that only repeats it."""

import textwrap
from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from numbjournal.core.calendar import CalendarMonth, CalendarYear, Cell, Look, Month
from numbjournal.core.day import shown_number
from numbjournal.core.entry import SCALE
from numbjournal.core.events import Beside
from numbjournal.core.when import DAY_NAMES, MONTH_NAMES, short_date
from numbjournal.output.drawn.page import DrawnPage
from numbjournal.output.palette import feel_colours
from numbjournal.output.wrapping import filled
from numbjournal.wording.calendar import SIGNS, TEN, month_sentence
from numbjournal.wording.counting import counted
from numbjournal.wording.days import month_name
from numbjournal.wording.events import beside_words

NARROW = 72
"""Below this width a day of the year has one character instead of two."""

NAME = 5
DAYS_OF_MONTH = 31

LATE = "'"
MARKED = "*"
"""Beside the day of a mark or a total, in a month."""

_RAISED = str.maketrans("0123456789T", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵀ")


def calendar_year(calendar: CalendarYear, page: DrawnPage) -> None:
    _Drawing(page).year(calendar.months, calendar.events)


def calendar_month(calendar: CalendarMonth, page: DrawnPage) -> None:
    if calendar.month.weeks:
        _Drawing(page).month(calendar.month, calendar.events)
    else:
        page.result(month_sentence(calendar.month))


class _Drawing:
    """A calendar on a page."""

    def __init__(self, page: DrawnPage) -> None:
        self._page = page
        self._gap = SIGNS[Look.GAP] if page.draws(SIGNS[Look.GAP]) else "."

    def year(self, months: Sequence[Month], beside: Beside) -> None:
        page = self._page
        width = 1 if page.console.width < NARROW else 2
        span = (
            month_name(months[0].first)
            if len(months) == 1
            else f"{month_name(months[0].first)} to {month_name(months[-1].first)}"
        )
        page.heading("Your year", span)
        lines = [self._ruler(width)]
        spans_years = months[0].first.year != months[-1].first.year
        for month in months:
            if spans_years and (month is months[0] or month.first.month == 1):
                lines.append(Text(f"  {month.first.year}", style="dim"))
            lines.append(self._row(month, width))
        for line in lines:
            page.console.print(line, soft_wrap=True)
        raised = "2".translate(_RAISED)
        late_sign = f"{raised if page.draws(raised) else '2' + LATE} written later"
        self._legend([cell for month in months for cell in month.cells], TEN, late_sign)
        self._marked(beside)

    def month(self, month: Month, beside: Beside) -> None:
        page = self._page
        said = f"middle {shown_number(month.middle)}, " if month.middle is not None else ""
        page.heading(month_name(month.first), f"{said}{counted(month.logged, 'day')} logged")
        marked = {day for day, _ in beside_words(beside)}
        table = Table.grid(padding=(0, 2))
        for _ in DAY_NAMES:
            table.add_column(no_wrap=True)
        table.add_row(*(Text(name[:3], style="dim") for name in DAY_NAMES))
        for week in month.weeks:
            table.add_row(*(self._day(cell, is_marked=cell.day in marked) for cell in week))
        page.print_table(table)
        self._legend(month.cells, str(SCALE[-1]), "(2) written later", is_marked=bool(marked))
        self._marked(beside)

    def _ruler(self, width: int) -> Text:
        named = {1, 5, 10, 15, 20, 25, 30}
        days = [str(day) if day in named else "" for day in range(1, DAYS_OF_MONTH + 1)]
        # A day of two digits at one character a day reaches over its neighbour.
        line = ""
        for position, day in enumerate(days):
            line = line.ljust(position * width) + day.rjust(width)
        line = line.ljust(DAYS_OF_MONTH * width) + " mid days"
        return Text(" " * (NAME + 2) + line, style="dim")

    def _row(self, month: Month, width: int) -> Text:
        name = f"  {MONTH_NAMES[month.first.month - 1][:3]}"
        line = Text(name.ljust(NAME + 2))
        cells = {cell.day.day: cell for cell in month.cells}
        for day in range(1, DAYS_OF_MONTH + 1):
            line.append_text(self._pixel(cells[day], width) if day in cells else Text(" " * width))
        if month.logged:
            middle = shown_number(month.middle) if month.middle is not None else ""
            line.append(f" {middle:>3} {month.logged:>4}")
        line.rstrip()
        return line

    def _pixel(self, cell: Cell, width: int) -> Text:
        sign = TEN if cell.number == SCALE[-1] else self._sign(cell)
        if not cell.is_late:
            return Text(f"{sign:>{width}}", style=self._style(cell))
        # What was written later is raised (or marked), and has no ground.
        raised = sign.translate(_RAISED)
        if self._page.draws(raised):
            return Text(f"{raised:>{width}}")
        return Text(f"{sign}{LATE}"[:width])

    def _day(self, cell: Cell, *, is_marked: bool) -> Text:
        if cell.look is Look.OUTSIDE:
            return Text(" " * 6)
        sign = self._sign(cell)
        shown = f"({sign})" if cell.is_late else f" {sign} "
        text = Text()
        text.append(f"{cell.day.day:>2}{MARKED if is_marked else ' '}", style="dim")
        return text.append(shown, style="" if cell.is_late else self._style(cell))

    def _sign(self, cell: Cell) -> str:
        if cell.number is not None:
            return str(cell.number)
        return self._gap if cell.look is Look.GAP else SIGNS[cell.look]

    def _style(self, cell: Cell) -> str:
        return "" if cell.number is None else self._colours(cell.number)

    def _colours(self, number: int) -> str:
        ground, ink = feel_colours(number)
        return self._page.colour(ink, ground)

    def _marked(self, beside: Beside) -> None:
        """The marks and totals of the time, the oldest first."""
        words = beside_words(beside)[::-1]
        if words:
            self._page.result("")
            self._page.pairs([(short_date(day, self._page.today), said) for day, said in words])

    def _legend(self, cells: Sequence[Cell], ten: str, late_sign: str, *, is_marked: bool = False) -> None:
        """What the signs mean that are on the page: the scale in its colours, then the others."""
        looks = dict.fromkeys(cell.look for cell in cells)
        signs = [
            f"{self._gap if look is Look.GAP else SIGNS[look]} {look.value}"
            for look in SIGNS
            if look in looks
        ]
        late = [late_sign] if any(cell.is_late for cell in cells) else []
        mark = [f"{MARKED} see below"] if is_marked else []
        self._page.result("")
        self._page.console.print(self._scale(ten), soft_wrap=True)
        if words := [*signs, *late, *mark]:
            self._page.result(textwrap.indent(filled(words, self._page.console.width - 4), "  "))

    def _scale(self, ten: str) -> Text:
        """`nothing 0 1 2 ... 10 fully`, each number as in a cell."""
        room = "" if self._page.console.width < NARROW else " "
        scale = Text("  nothing ")
        for number in SCALE:
            sign = ten if number == SCALE[-1] else str(number)
            scale.append(f"{room or ' '}{sign}{room}", style=self._colours(number))
        return scale.append(" fully")
