"""The pages of `learn` drawn, with Rich's Markdown, which is slow to load."""

from rich.markdown import Markdown
from rich.theme import Theme

from numbjournal.core.topic import Topic, TopicList
from numbjournal.output.drawn.page import DrawnPage

TEXT_WIDTH = 80
"""Columns at most: longer lines are hard to read."""


def topic_list(found: TopicList, page: DrawnPage) -> None:
    page.heading("Pages to read", "numbjournal learn NAME")
    page.pairs([(topic.id, topic.title) for topic in found.topics])


def topic(topic: Topic, page: DrawnPage) -> None:
    page.console.width = min(page.console.width, TEXT_WIDTH)
    page.heading(topic.title, "")
    with page.console.use_theme(Theme({"markdown.code": "bold"})):
        page.print_table(Markdown(topic.text))
