"""Legends of the charts and of the table of days, with the signs that occur in them."""

from collections.abc import Iterator
from typing import NamedTuple

from numbjournal.core.calendar import Cell, Look, cell_of
from numbjournal.core.handout import Handout

LATER, TOO_LATE = "*", "**"
"""After a number in the table of days."""


class LegendItem(NamedTuple):
    """One sign, and its meaning."""

    swatch: str
    """A part of a chart, by its name in `svg.SWATCHES`; may be empty."""
    words: str


def chart_legend(handout: Handout) -> Iterator[LegendItem]:
    """The legend of the line chart."""
    cells = [cell for cell in _cells(handout) if cell.look is Look.NUMBER]
    if any(cell.counts and not cell.is_late for cell in cells):
        yield LegendItem("dot", "a day")
    if any(cell.counts and cell.is_late for cell in cells):
        yield LegendItem("hollow", "written two to seven days later")
    if any(not cell.counts for cell in cells):
        yield LegendItem("cross", "more than a week later, not counted")
    if any(mean is not None for mean in handout.mean):
        yield LegendItem("line", "mean of seven days")
    yield from _sign_keys(handout)


def calendar_legend(handout: Handout) -> Iterator[LegendItem]:
    """The legend of the months."""
    cells = _cells(handout)
    yield LegendItem("ramp", "0 nothing to 10 fully")
    if handout.report.logged < handout.report.length:
        yield LegendItem("empty", "no entry")
    if any(cell.counts and cell.is_late for cell in cells):
        yield LegendItem("late", "written later")
    if any(not cell.counts for cell in cells):
        yield LegendItem("uncounted", "more than a week later, not counted")
    yield from _sign_keys(handout)


def _sign_keys(handout: Handout) -> Iterator[LegendItem]:
    looks = {cell.look for cell in _cells(handout)}
    signs = {
        Look.UNSURE: "? can't tell",
        Look.TIRED: "~ too tired",
        Look.FLAT: "f flat, no number",
        Look.MOOD_ONLY: "m only how pleasant",
        Look.OTHER: "+ an entry without a number",
    }
    yield from (LegendItem("", words) for look, words in signs.items() if look in looks)


def _cells(handout: Handout) -> list[Cell]:
    return [cell_of(day, found) for day, found in handout.report.days if found is not None]


def days_about(handout: Handout) -> str:
    """The legend of the table of days."""
    cells = _cells(handout)
    parts = [
        f"{LATER} written two to seven days later"
        if any(one.is_late and one.counts for one in cells)
        else "",
        f"{TOO_LATE} written more than a week later, not counted"
        if any(not one.counts for one in cells)
        else "",
    ]
    return "; ".join(part for part in parts if part)
