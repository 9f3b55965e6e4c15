"""The charts of a hand-out as SVG, the same for HTML and PDF.

Colours stand as attributes for the PDF, and as classes so that a style sheet can change them in the dark. All
text in them comes from the program; nothing that a person wrote is drawn here.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from numbjournal.core.calendar import DAYS_OF_WEEK, Cell, Look, Month
from numbjournal.core.day import Day
from numbjournal.core.entry import SCALE
from numbjournal.core.handout import Handout
from numbjournal.core.when import DAY_NAMES, MONTH_NAMES
from numbjournal.exports.colours import ACCENT, INK, PAPER, RAMP, RULE, SOFT, TILE, ink_on

WIDTH = 760
"""Of every chart, in its own units; a page gives it all the room there is."""

FONT = "Atkinson Hyperlegible, sans-serif"

_LEFT, _RIGHT, _TOP, _HEIGHT, _BELOW = 66, 10, 24, 150, 40
_CELL, _BETWEEN, _HEAD, _MONTHS = 20, 3, 32, 4

SIGNS = {
    Look.FLAT: "f",
    Look.UNSURE: "?",
    Look.TIRED: "~",
    Look.MOOD_ONLY: "m",
    Look.OTHER: "+",
}
"""The sign of a logged day without a number."""


def letter(position: int) -> str:
    """The letter of a mark: A to Z, then A2 and so on."""
    return chr(ord("A") + position % 26) + (str(position // 26 + 1) if position >= 26 else "")


def line_chart(handout: Handout) -> str:
    """The days as dots, their 7-day mean as a line that stops at gaps, marks as vertical lines."""
    chart = _LineChart(handout)
    height = _TOP + _HEIGHT + _BELOW
    return _svg(WIDTH, height, chart.shapes())


class _LineChart:
    def __init__(self, handout: Handout) -> None:
        self._handout = handout
        self._first = handout.report.first
        self._step = (WIDTH - _LEFT - _RIGHT) / max(1, handout.report.length)

    def shapes(self) -> Iterator[str]:
        yield from self._gaps()
        yield from self._grid()
        yield from self._months()
        yield from self._marks()
        yield from self._line()
        for day, found in self._handout.report.days:
            if found is not None:
                yield from self._day(day, found)

    def _x(self, day: date) -> float:
        """The middle of a day."""
        return _LEFT + ((day - self._first).days + 0.5) * self._step

    @staticmethod
    def _y(number: float) -> float:
        return _TOP + _HEIGHT * (1 - number / SCALE[-1])

    def _gaps(self) -> Iterator[str]:
        for gap in self._handout.gaps:
            left, width = self._x(gap.first) - self._step / 2, gap.length * self._step
            yield _rect(left, _TOP, width, _HEIGHT, "gap", TILE)
            if width >= 44:
                middle = left + width / 2
                yield _text(middle, _TOP + 16, f"{gap.length} days", "soft", SOFT, "middle", 10)
                yield _text(middle, _TOP + 28, "no entry", "soft", SOFT, "middle", 10)
            else:
                yield _text(left + width / 2, _TOP + 16, str(gap.length), "soft", SOFT, "middle", 10)

    def _grid(self) -> Iterator[str]:
        for number, words in ((0, "0 nothing"), (5, "5"), (10, "10 fully")):
            yield _path(f"M{_LEFT} {self._y(number):g}H{WIDTH - _RIGHT}", "rule", RULE, 1)
            yield _text(_LEFT - 8, self._y(number) + 4, words, "soft", SOFT, "end", 11)

    def _months(self) -> Iterator[str]:
        last = self._handout.report.last
        begins = [self._first]
        while (after := (begins[-1].replace(day=1) + timedelta(days=31)).replace(day=1)) <= last:
            begins.append(after)
        bottom, right_of = _TOP + _HEIGHT, 0.0
        for day in begins:
            left = self._x(day) - self._step / 2
            yield _path(f"M{left:.1f} {bottom}v5", "rule", SOFT, 1)
            if left >= right_of and left < WIDTH - 40:
                right_of = left + 34
                yield _text(left + 3, bottom + 32, MONTH_NAMES[day.month - 1][:3], "soft", SOFT, "start", 11)

    def _marks(self) -> Iterator[str]:
        taken = -100.0
        for position, mark in enumerate(self._handout.report.beside.marks[::-1]):
            x = self._x(mark.day)
            yield _path(f"M{x:.1f} {_TOP - 6}V{_TOP + _HEIGHT}", "mark", INK, 1, ' stroke-dasharray="3 3"')
            # Two on neighbouring days stand one above the other.
            yield _text(
                x,
                _TOP - (21 if x - taken < 9 else 10) + 1,
                letter(position),
                "ink",
                INK,
                "middle",
                10.5,
                bold=True,
            )
            taken = x if x - taken >= 9 else -100.0

    def _line(self) -> Iterator[str]:
        path, is_down = "", False
        for (day, _), mean in zip(self._handout.report.days, self._handout.mean, strict=True):
            if mean is not None:
                path += f"{'L' if is_down else 'M'}{self._x(day):.1f} {self._y(mean):.1f}"
            is_down = mean is not None
        if path:
            yield _path(path, "line", ACCENT, 2.2, ' stroke-linejoin="round" stroke-linecap="round"')

    def _day(self, day: date, found: Day) -> Iterator[str]:
        x = self._x(day)
        if found.feel is None:
            sign = "?" if found.is_unsure else "~" if found.is_tired else "f" if found.is_flat else "+"
            yield _text(x, _TOP + _HEIGHT + 17, sign, "soft", SOFT, "middle", 10)
            return
        look = (
            f'fill="{PAPER}" stroke="{SOFT}" class="hollow"'
            if found.is_hollow
            else f'fill="{SOFT}" class="dot"'
        )
        yield f'<circle cx="{x:.1f}" cy="{self._y(found.feel):.1f}" r="2.4" {look}/>'


def calendars(months: Sequence[Month]) -> str:
    """Months in rows of four, the number in each cell; late days hollow, days without an entry dashed."""
    rows = [months[begin : begin + _MONTHS] for begin in range(0, len(months), _MONTHS)]
    across = WIDTH / _MONTHS
    shapes: list[str] = []
    top = 0.0
    for row in rows:
        for position, month in enumerate(row):
            shapes += _month(month, position * across, top)
        top += _HEAD + max(len(month.weeks) for month in row) * (_CELL + _BETWEEN) + 8
    return _svg(WIDTH, max(top - 8, 1), shapes)


def _month(month: Month, left: float, top: float) -> Iterator[str]:
    name = f"{MONTH_NAMES[month.first.month - 1]} {month.first.year}"
    yield _text(left, top + 12, name, "ink", INK, "start", 12, bold=True)
    for column, day in enumerate(DAY_NAMES):
        x = left + column * (_CELL + _BETWEEN) + _CELL / 2
        yield _text(x, top + 27, day[:1], "soft", SOFT, "middle", 9)
    for row, week in enumerate(month.weeks):
        for column in range(DAYS_OF_WEEK):
            x, y = left + column * (_CELL + _BETWEEN), top + _HEAD + row * (_CELL + _BETWEEN)
            yield from _cell(week[column], x, y)


def _cell(cell: Cell, x: float, y: float) -> Iterator[str]:
    if cell.look is Look.OUTSIDE:
        return
    middle, base = x + _CELL / 2, y + _CELL * 0.7
    if cell.look is Look.GAP:
        yield _rect(
            x + 0.5,
            y + 0.5,
            _CELL - 1,
            _CELL - 1,
            "empty",
            "none",
            f' stroke="{RULE}" stroke-dasharray="2 2" rx="3"',
        )
        return
    if cell.number is None or cell.is_late:
        yield _rect(x + 0.5, y + 0.5, _CELL - 1, _CELL - 1, "outline", "none", f' stroke="{SOFT}" rx="3"')
        sign = str(cell.number) if cell.number is not None else SIGNS[cell.look]
        yield _text(middle, base, sign, "ink", INK, "middle", 10.5)
        return
    yield _rect(x, y, _CELL, _CELL, f"f{cell.number}", RAMP[cell.number], ' rx="3"')
    yield _text(middle, base, str(cell.number), f"on{cell.number}", ink_on(cell.number), "middle", 10.5)


def _svg(width: float, height: float, shapes: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}" font-family="{FONT}">{"".join(shapes)}</svg>'
    )


def _rect(x: float, y: float, width: float, height: float, name: str, fill: str, more: str = "") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:g}"'
    return f'<rect {place} class="{name}" fill="{fill}"{more}/>'


def _path(line: str, name: str, stroke: str, width: float, more: str = "") -> str:
    return f'<path d="{line}" class="{name}" fill="none" stroke="{stroke}" stroke-width="{width:g}"{more}/>'


def _text(
    x: float, y: float, words: str, name: str, fill: str, anchor: str, size: float, *, bold: bool = False
) -> str:
    weight = ' font-weight="700"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" class="{name}" fill="{fill}" text-anchor="{anchor}"'
        f' font-size="{size:g}"{weight}>{words}</text>'
    )
