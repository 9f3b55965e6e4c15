"""Insights in sentences."""

from numbjournal.core.insight import InsightsPage
from numbjournal.core.when import full_date
from numbjournal.output.text.page import TextPage
from numbjournal.wording.insights import TITLES


def insights_page(shown: InsightsPage, page: TextPage) -> None:
    first, last = (full_date(day) for day in shown.insights.span)
    page.result(f"{TITLES[shown.insights.axis]}, {first} to {last}.")
    for title, lines in shown.said.items():
        page.result(f"{title}:")
        for line in lines:
            page.result(line)
