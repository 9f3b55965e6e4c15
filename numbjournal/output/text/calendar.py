"""A calendar in sentences."""

from numbjournal.core.calendar import CalendarMonth, CalendarYear
from numbjournal.core.events import Beside
from numbjournal.core.when import full_date
from numbjournal.output.text.page import TextPage
from numbjournal.wording.calendar import cell_words, month_sentence
from numbjournal.wording.events import beside_words


def calendar_year(calendar: CalendarYear, page: TextPage) -> None:
    for month in calendar.months:
        page.result(month_sentence(month))
    _events(calendar.events, page)


def calendar_month(calendar: CalendarMonth, page: TextPage) -> None:
    page.result(month_sentence(calendar.month))
    for cell in calendar.month.cells:
        page.result(f"{full_date(cell.day, page.today)}: {cell_words(cell)}.")
    _events(calendar.events, page)


def _events(events: Beside, page: TextPage) -> None:
    for day, words in beside_words(events)[::-1]:
        page.result(f"{full_date(day, page.today)}, {words}.")
