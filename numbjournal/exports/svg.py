"""The charts of a hand-out as SVG, the same for HTML and PDF.

Colours stand as attributes for the PDF, and as classes so that a style sheet can change them in the dark. All
text in them comes from the program; nothing that a person wrote is drawn here.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from numbjournal.core.calendar import DAYS_OF_WEEK, Cell, Look, Month, cell_of
from numbjournal.core.day import Day
from numbjournal.core.entry import FLAT_AT_MOST, SCALE
from numbjournal.core.handout import Handout
from numbjournal.core.when import DAY_NAMES, MONTH_NAMES
from numbjournal.exports.colours import ACCENT, GAP, INK, PAPER, RAMP, RULE, SOFT, TILE, ink_on

FONT = "Atkinson Hyperlegible, sans-serif"


class Size(NamedTuple):
    """Of a chart, in units of its own: a page gives it all the width there is."""

    width: int
    left: int
    height: int
    dot: float


WIDE, NARROW = Size(760, 66, 132, 2.5), Size(340, 58, 150, 1.8)
"""For paper and a wide window; and for a phone, where it is drawn about one to one."""

_RIGHT, _TOP, _BELOW = 6, 24, 35
_CELL, _BETWEEN, _HEAD = 20, 3, 32
_MONTH = DAYS_OF_WEEK * (_CELL + _BETWEEN) - _BETWEEN
_PIN = 7

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


def line_chart(handout: Handout, size: Size = WIDE) -> str:
    """The days as dots, their 7-day mean as a line that stops at gaps, marks as vertical lines."""
    chart = _LineChart(handout, size)
    return _svg(size.width, _TOP + size.height + _BELOW, chart.shapes())


class _LineChart:
    def __init__(self, handout: Handout, size: Size) -> None:
        self._handout = handout
        self._first = handout.report.first
        self._size = size
        self._right = size.width - _RIGHT
        self._bottom = _TOP + size.height
        self._step = (self._right - size.left) / max(1, handout.report.length)

    def shapes(self) -> Iterator[str]:
        yield from self._flat_band()
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
        return self._size.left + ((day - self._first).days + 0.5) * self._step

    def _y(self, number: float) -> float:
        return _TOP + self._size.height * (1 - number / SCALE[-1])

    def _flat_band(self) -> Iterator[str]:
        top = self._y(FLAT_AT_MOST)
        yield _rect(self._size.left, top, self._right - self._size.left, self._bottom - top, "band", TILE)
        yield _text(self._size.left - 8, top + 4, f"flat {FLAT_AT_MOST}", "soft", SOFT, "end", 11)

    def _gaps(self) -> Iterator[str]:
        for gap in self._handout.gaps:
            left, width = self._x(gap.first) - self._step / 2, gap.length * self._step
            middle = left + width / 2
            yield _rect(left, _TOP, width, self._size.height, "gap", GAP)
            if width >= 44:
                yield _text(middle, _TOP + 15, f"{gap.length} days", "soft", SOFT, "middle", 10)
                yield _text(middle, _TOP + 27, "no entry", "soft", SOFT, "middle", 10)
            elif width >= 12:
                yield _text(middle, _TOP + 15, str(gap.length), "soft", SOFT, "middle", 10)

    def _grid(self) -> Iterator[str]:
        for number, words in ((0, "0 nothing"), (5, "5"), (10, "10 fully")):
            yield _path(f"M{self._size.left} {self._y(number):g}H{self._right}", "rule", RULE, 1)
            yield _text(self._size.left - 8, self._y(number) + 4, words, "soft", SOFT, "end", 11)

    def _months(self) -> Iterator[str]:
        last = self._handout.report.last
        begins = [self._first]
        while (after := (begins[-1].replace(day=1) + timedelta(days=31)).replace(day=1)) <= last:
            begins.append(after)
        right_of = 0.0
        for day, after in zip(begins, [*begins[1:], last], strict=True):
            left = self._x(day) - self._step / 2
            yield _path(f"M{left:.1f} {self._bottom}v5", "rule", SOFT, 1)
            # A month of a few days leaves the place to the next one's name.
            is_short = (self._x(after) - left) < 30 and after != last
            if left >= right_of and left < self._right - 24 and not is_short:
                right_of = left + 30
                name = MONTH_NAMES[day.month - 1][:3]
                yield _text(left + 3, self._bottom + 31, name, "soft", SOFT, "start", 11)

    def _marks(self) -> Iterator[str]:
        """A line a day, with the letters of its marks in a pin."""
        lettered = enumerate(self._handout.report.beside.marks[::-1])
        taken = -100.0
        for day, members in groupby(lettered, key=lambda one: one[1].day):
            letters = [letter(position) for position, _ in members]
            words = letters[0] if len(letters) == 1 else f"{letters[0]}–{letters[-1]}"
            wide = max(2 * _PIN, 7 * len(words) + 5)
            x = self._x(day)
            # Two that would touch stand one above the other.
            is_raised = x - taken < wide + 1
            middle = _TOP - _PIN - (9 if is_raised else 0)
            taken = -100.0 if is_raised else x
            yield _path(
                f"M{x:.1f} {middle + _PIN:g}V{self._bottom}", "mark", INK, 1, ' stroke-dasharray="3 3"'
            )
            left = min(x - wide / 2, self._size.width - wide)
            yield _rect(left, middle - _PIN, wide, 2 * _PIN, "pin", INK, f' rx="{_PIN}"')
            yield _text(left + wide / 2, middle + 3.7, words, "pinned", PAPER, "middle", 10, bold=True)

    def _line(self) -> Iterator[str]:
        path, is_down = "", False
        for (day, _), mean in zip(self._handout.report.days, self._handout.mean, strict=True):
            if mean is not None:
                path += f"{'L' if is_down else 'M'}{self._x(day):.1f} {self._y(mean):.1f}"
            is_down = mean is not None
        if path:
            yield _path(path, "line", ACCENT, 2.2, ' stroke-linejoin="round" stroke-linecap="round"')

    def _day(self, day: date, found: Day) -> Iterator[str]:
        x, shown = self._x(day), found.shown
        if shown.feel is None:
            yield _text(x, self._bottom + 16, SIGNS[cell_of(day, found).look], "soft", SOFT, "middle", 10)
        elif found.counts:
            yield _dot(x, self._y(shown.feel), self._size.dot, is_hollow=shown.is_hollow)
        else:
            yield _cross(x, self._y(shown.feel), self._size.dot)


def calendars(months: Sequence[Month], across: int) -> str:
    """Months in rows, the number in each cell; days without an entry dashed."""
    rows = [months[begin : begin + across] for begin in range(0, len(months), across)]
    width = max(WIDE.width, across * (_MONTH + 18) - 18)
    step = (width - _MONTH) / max(1, across - 1)
    shapes: list[str] = []
    top = 0.0
    for row in rows:
        for position, month in enumerate(row):
            shapes += _month(month, position * step, top)
        top += _height_of(row) + 10
    return _svg(width, max(top - 10, 1), shapes)


def calendar(month: Month) -> str:
    """One month alone."""
    return _svg(_MONTH, _height_of([month]), _month(month, 0, 0))


def _height_of(row: Iterable[Month]) -> float:
    return _HEAD + max(len(month.weeks) for month in row) * (_CELL + _BETWEEN) - _BETWEEN


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
    """A day: its colour and number; outlined if written later, in a frame if it does not count."""
    if cell.look is Look.OUTSIDE:
        return
    if cell.look is Look.GAP:
        yield _rect(x + 0.5, y + 0.5, _CELL - 1, _CELL - 1, "empty", "none", _DASHED)
        return
    if cell.number is None:
        ground, fill, ink, sign = "tile", GAP, INK, SIGNS[cell.look]
        ink_name = "ink"
    else:
        ground, fill, ink, sign = f"f{cell.number}", RAMP[cell.number], ink_on(cell.number), str(cell.number)
        ink_name = f"on{cell.number}"
    inset = 0.0 if cell.counts else 2.5
    size = _CELL - 2 * inset
    yield _rect(x + inset, y + inset, size, size, ground, fill, ' rx="3"')
    if cell.is_late:
        yield _rect(x + 0.6, y + 0.6, _CELL - 1.2, _CELL - 1.2, "outline", "none", _OUTLINE)
    yield _text(x + _CELL / 2, y + _CELL * 0.69, sign, ink_name, ink, "middle", 10.5 if cell.counts else 9.5)


_DASHED = f' stroke="{RULE}" stroke-dasharray="2 2" rx="3"'
_OUTLINE = f' stroke="{INK}" stroke-width="1.2" rx="3"'


def _swatch(width: float, shapes: Iterable[str]) -> str:
    return _svg(width, 12, shapes)


def _small_cell(cell: Cell) -> str:
    """A cell as in the calendar, without its sign."""
    shapes = [shape for shape in _cell(cell, 0, 0) if not shape.startswith("<text")]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_CELL} {_CELL}" width="12" height="12">'
        f"{''.join(shapes)}</svg>"
    )


def _svg(width: float, height: float, shapes: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
        f' height="{height:g}" font-family="{FONT}">{"".join(shapes)}</svg>'
    )


def _dot(x: float, y: float, radius: float, *, is_hollow: bool = False) -> str:
    look = f'fill="{PAPER}" stroke="{SOFT}" class="hollow"' if is_hollow else f'fill="{SOFT}" class="dot"'
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}" {look}/>'


def _cross(x: float, y: float, radius: float) -> str:
    long = radius * 1.1
    path = (
        f"M{x - long:.1f} {y - long:.1f}l{2 * long:g} {2 * long:g}m0 {-2 * long:g}l{-2 * long:g} {2 * long:g}"
    )
    return _path(path, "cross", SOFT, 1.2)


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


_DAY = date.min
SWATCHES = {
    "dot": _swatch(9, [_dot(4.5, 6, 2.8)]),
    "hollow": _swatch(9, [_dot(4.5, 6, 2.8, is_hollow=True)]),
    "cross": _swatch(9, [_cross(4.5, 6, 2.8)]),
    "line": _swatch(18, [_path("M1 6h16", "line", ACCENT, 2.2)]),
    "flat": _swatch(14, [_rect(0, 0, 14, 12, "band", TILE, f' stroke="{RULE}"')]),
    "gap": _swatch(14, [_rect(0, 0, 14, 12, "gap", GAP)]),
    "ramp": _swatch(
        11 * 11, [_rect(11 * number, 0, 10, 12, f"f{number}", RAMP[number], ' rx="2"') for number in SCALE]
    ),
    "empty": _small_cell(Cell(_DAY, Look.GAP)),
    "late": _small_cell(Cell(_DAY, Look.NUMBER, 5, is_late=True)),
    "uncounted": _small_cell(Cell(_DAY, Look.NUMBER, 5, is_late=True, counts=False)),
}
"""The pieces of both charts, for their keys."""
