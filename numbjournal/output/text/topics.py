"""The pages of `learn` in sentences."""

from numbjournal.core.topic import Topic, TopicList
from numbjournal.output.text.page import TextPage


def topic_list(found: TopicList, page: TextPage) -> None:
    for topic in found.topics:
        page.result(f"{topic.id}: {topic.title}")


def topic(topic: Topic, page: TextPage) -> None:
    """A page, a paragraph a line."""
    page.result("\n\n".join((topic.title, *topic.paragraphs)))
