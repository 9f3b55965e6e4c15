"""Pages of text drawn with Rich's Markdown, which the other pages do without because it is slow to load."""

from rich.markdown import Markdown
from rich.theme import Theme

from numbjournal.core.topic import Topic
from numbjournal.output.drawn.page import TerminalScreen

TEXT_WIDTH = 80
"""Columns at most: longer lines are hard to read."""


class ReaderScreen(TerminalScreen):
    """The terminal's pages, and those that are text."""

    def topic(self, topic: Topic) -> None:
        self.console.width = min(self.console.width, TEXT_WIDTH)
        self.heading(topic.title, "")
        with self.console.use_theme(Theme({"markdown.code": "bold"})):
            self.print_table(Markdown(topic.text))
