"""A calendar in sentences, and as data; `drawn_calendar` draws it."""

from collections.abc import Sequence
from typing import Any

from numbjournal.core.calendar import Cell, Look, Month
from numbjournal.core.day import shown_number
from numbjournal.core.events import Beside
from numbjournal.core.when import MONTH_NAMES, full_date
from numbjournal.screen.beside import beside_data, beside_words
from numbjournal.screen.envelope import JsonScreen
from numbjournal.screen.plain import PlainScreen, counted

SIGNS = {
    Look.FLAT: "f",
    Look.UNSURE: "?",
    Look.TIRED: "~",
    Look.MOOD_ONLY: "m",
    Look.OTHER: "+",
    Look.GAP: "·",
    Look.OUTSIDE: " ",
}
"""The sign of a day without a number; numbers stand for themselves, and 10 is a T in a single place."""

TEN = "T"


class CalendarSentences:
    """A calendar, one fact a line. `out` is the screen it is said on."""

    def __init__(self, out: PlainScreen) -> None:
        self.out = out

    def year(self, months: Sequence[Month], beside: Beside) -> None:
        for month in months:
            self.out.result(month_sentence(month))
        self._beside(beside)

    def month(self, month: Month, beside: Beside) -> None:
        self.out.result(month_sentence(month))
        for cell in cells_of(month):
            self.out.result(f"{full_date(cell.day, self.out.today)}: {cell_words(cell)}.")
        self._beside(beside)

    def _beside(self, beside: Beside) -> None:
        for day, words in beside_words(beside)[::-1]:
            self.out.result(f"{full_date(day, self.out.today)}, {words}.")


class CalendarData(CalendarSentences):
    """The same as data."""

    def __init__(self, out: JsonScreen) -> None:
        super().__init__(out)
        self._data = out.data

    def year(self, months: Sequence[Month], beside: Beside) -> None:
        self._data("calendar", [month_data(month) for month in months], **beside_data(beside))

    def month(self, month: Month, beside: Beside) -> None:
        self._data("calendar", month_data(month), **beside_data(beside))


def cells_of(month: Month) -> list[Cell]:
    """The days of a month that are in the journal's time."""
    return [cell for week in month.weeks for cell in week if cell.look is not Look.OUTSIDE]


def month_name(month: Month) -> str:
    return f"{MONTH_NAMES[month.first.month - 1]} {month.first.year}"


def month_sentence(month: Month) -> str:
    """`November 2026: middle 3, 12 days logged.`"""
    if not month.logged:
        return f"{month_name(month)}: no entry."
    middle = f"middle {shown_number(month.middle)}, " if month.middle is not None else ""
    return f"{month_name(month)}: {middle}{counted(month.logged, 'day')} logged."


def cell_words(cell: Cell) -> str:
    """`3 of 10`, `can't tell`, `no entry`."""
    said = f"{cell.number} of 10" if cell.number is not None else cell.look.value
    return f"{said}, written later" if cell.is_late else said


def month_data(month: Month) -> dict[str, Any]:
    """A month for `--json`; `middle` is unrounded, a day's `number` as it is shown."""
    return {
        "month": f"{month.first:%Y-%m}",
        "middle": month.middle,
        "logged": month.logged,
        "days": [
            {
                "day": cell.day.isoformat(),
                "shows": cell.look.value,
                "number": cell.number,
                "late": cell.is_late,
            }
            for cell in cells_of(month)
        ],
    }
