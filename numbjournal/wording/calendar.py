"""A calendar in words, and the sign for each kind of day."""

from numbjournal.core.calendar import Cell, Look, Month
from numbjournal.core.day import shown_number
from numbjournal.wording.counting import counted
from numbjournal.wording.days import month_name

SIGNS = {
    Look.FLAT: "f",
    Look.UNSURE: "?",
    Look.TIRED: "~",
    Look.MOOD_ONLY: "m",
    Look.OTHER: "+",
    Look.GAP: "·",
    Look.OUTSIDE: " ",
}
"""The sign of a day without a number."""


TEN = "T"
"""10 in a single place."""


def month_sentence(month: Month) -> str:
    """`November 2026: middle 3, 12 days logged.`"""
    if not month.logged:
        return f"{month_name(month.first)}: no entry."
    middle = f"middle {shown_number(month.middle)}, " if month.middle is not None else ""
    return f"{month_name(month.first)}: {middle}{counted(month.logged, 'day')} logged."


def cell_words(cell: Cell) -> str:
    """`3 of 10`, `can't tell`, `no entry`."""
    said = f"{cell.number} of 10" if cell.number is not None else cell.look.value
    return f"{said}, written later" if cell.is_late else said
