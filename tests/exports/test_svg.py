"""The charts: what stands where, and colours that can be told apart also in grey."""

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from numbjournal.core.calendar import Look
from numbjournal.core.entry import Answer
from numbjournal.core.events import Beside
from numbjournal.core.mark import Mark
from numbjournal.core.when import Span
from numbjournal.exports.colours import ACCENT, GAP, INK, PAPER, RAMP, SOFT, TILE, ink_on
from numbjournal.exports.svg import NARROW, SIGNS, SWATCHES, WIDE, Size, calendars, letter, line_chart
from tests.core.test_handout import FIRST, daily, entry, handed
from tests.output.test_palette import _linear, contrast, luminance

SVG = "{http://www.w3.org/2000/svg}"


def shapes(svg: str, tag: str, name: str = "") -> list[ElementTree.Element]:
    found = ElementTree.fromstring(svg).iter(f"{SVG}{tag}")
    return [shape for shape in found if not name or shape.get("class") == name]


def colour(hexadecimal: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(int(hexadecimal[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def test_a_dot_a_day_and_a_line_for_each_stretch() -> None:
    handout = handed(daily([4] * 10 + [None] * 8 + [2] * 10), Span(FIRST, FIRST + timedelta(days=27)))
    svg = line_chart(handout)
    assert len(shapes(svg, "circle")) == 20
    (line,) = shapes(svg, "path", "line")
    assert (line.get("d") or "").count("M") == 2
    assert len(shapes(svg, "rect", "gap")) == 1
    assert "8 days" in svg
    heights = {circle.get("cy") for circle in shapes(svg, "circle")}
    assert len(heights) == 2
    # More is higher up, so has the smaller coordinate.
    first, last = shapes(svg, "circle")[0], shapes(svg, "circle")[-1]
    assert float(first.get("cy") or 0) < float(last.get("cy") or 0)


def test_late_days_are_hollow_and_days_without_a_number_have_a_sign() -> None:
    day = FIRST
    entries = [
        entry(1, day, 5),
        entry(2, day + timedelta(days=1), 5, late=3),
        entry(3, day + timedelta(days=2), None, answer=Answer.UNSURE),
        entry(4, day + timedelta(days=3), None, answer=Answer.TIRED),
        entry(5, day + timedelta(days=5), 5, late=8),
    ]
    handout = handed(entries, Span(day, day + timedelta(days=5)))
    svg = line_chart(handout)
    assert (len(shapes(svg, "circle", "dot")), len(shapes(svg, "circle", "hollow"))) == (1, 1)
    assert len(shapes(svg, "path", "cross")) == 1
    words = [text.text for text in shapes(svg, "text")]
    assert "?" in words
    assert "~" in words
    months = calendars(handout.months, 4)
    # Late days keep their colour; one that does not count is smaller, in its frame.
    assert len(shapes(months, "rect", "outline")) == 2
    assert len(shapes(months, "rect", "empty")) == 1
    assert [rect.get("width") for rect in shapes(months, "rect", "f5")] == ["20.0", "20.0", "15.0"]
    assert len(shapes(months, "rect", "tile")) == 2


def test_a_day_with_a_late_addition_shows_what_counts() -> None:
    entries = [entry(1, FIRST, 6), entry(2, FIRST, 0, late=20)]
    handout = handed(entries, Span(FIRST, FIRST))
    assert handout.report.middle == 6
    assert "f6" in calendars(handout.months, 4)
    assert len(shapes(line_chart(handout), "circle", "dot")) == 1


def test_each_piece_of_a_chart_has_its_swatch() -> None:
    for name, svg in SWATCHES.items():
        assert len(list(ElementTree.fromstring(svg))) > 0, name


def test_five_months_stand_beside_one_another_without_touching() -> None:
    handout = handed(daily([5] * 140, date(2026, 7, 1)), Span(date(2026, 7, 1), date(2026, 11, 17)))
    svg = calendars(handout.months, 5)
    cells = [float(rect.get("x") or 0) for rect in shapes(svg, "rect", "f5")]
    columns = sorted(set(cells))
    assert all(after - before >= 20 for before, after in pairwise(columns))
    assert columns[-1] + 20 <= float(ElementTree.fromstring(svg).get("width") or "0")


def test_marks_are_lettered_from_the_oldest_on() -> None:
    days = ((2, 9), (1, 3), (3, 9))
    marks = tuple(
        Mark(number, "", FIRST + timedelta(days=day), "event", "x") for number, day in sorted(days)[::-1]
    )
    marks = tuple(sorted(marks, key=lambda mark: mark.day, reverse=True))
    svg = line_chart(handed(daily([4] * 14), Span(FIRST, FIRST + timedelta(days=13)), beside=Beside(marks)))
    lines = [float((path.get("d") or "")[1:].split()[0]) for path in shapes(svg, "path", "mark")]
    assert lines == sorted(lines)
    # Those of one day share a pin.
    assert [text.text for text in shapes(svg, "text", "pinned")] == ["A", "B–C"]
    assert [letter(position) for position in (0, 25, 26)] == ["A", "Z", "A2"]


@pytest.mark.parametrize("size", [WIDE, NARROW])
@pytest.mark.parametrize("days", [1, 2, 366])
def test_any_length_is_drawn_inside(days: int, size: Size) -> None:
    handout = handed(
        daily([5] * days, date(2026, 1, 1)),
        Span(date(2026, 1, 1), date(2026, 1, 1) + timedelta(days=days - 1)),
    )
    for circle in shapes(line_chart(handout, size), "circle"):
        assert size.left < float(circle.get("cx") or 0) < size.width


def test_each_kind_of_day_has_a_sign_of_its_own() -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)
    assert set(SIGNS) == set(Look) - {Look.NUMBER, Look.GAP, Look.OUTSIDE}


def test_more_is_darker() -> None:
    greys = [luminance(colour(ground)) for ground in RAMP]
    assert all(after < before for before, after in pairwise(greys))
    assert len(RAMP) == 11


@pytest.mark.parametrize("number", range(11))
def test_the_number_can_be_read(number: int) -> None:
    assert contrast(colour(RAMP[number]), colour(ink_on(number))) >= 4.5


def test_words_can_be_read() -> None:
    for ink in (INK, SOFT, ACCENT):
        for ground in (PAPER, TILE, GAP):
            assert contrast(colour(ink), colour(ground)) >= 4.5
