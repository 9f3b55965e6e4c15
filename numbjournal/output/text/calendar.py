"""A calendar in sentences, and as data; `drawn_calendar` draws it."""

from collections.abc import Sequence
from typing import Any

from numbjournal.core.calendar import Month
from numbjournal.core.events import Beside
from numbjournal.core.when import full_date
from numbjournal.output.json import JsonScreen
from numbjournal.output.text.events import beside_data
from numbjournal.output.text.page import PlainScreen
from numbjournal.wording.calendar import cell_words, cells_of, month_sentence
from numbjournal.wording.events import beside_words


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
