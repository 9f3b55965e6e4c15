"""Whom to turn to, in words."""

from numbjournal.core.helpline import SupportPage
from numbjournal.output.text.page import TextPage


def support_page(shown: SupportPage, page: TextPage) -> None:
    page.result(shown.text)
