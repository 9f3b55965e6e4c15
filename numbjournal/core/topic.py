"""Topics: short pages to read, and how a typed name finds one."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import NamedTuple

from numbjournal.core.tag import name_key
from numbjournal.errors import NotFound

WORD_LETTERS = 3
"""A word shorter than this is not looked for inside names and titles."""


class Topic(NamedTuple):
    """One page. `text` is Markdown in paragraphs with blank lines between them, without the title."""

    id: str
    title: str
    text: str

    @property
    def paragraphs(self) -> list[str]:
        """The text without marks, a paragraph as one line."""
        return [" ".join(part.split()).replace("`", "") for part in self.text.strip().split("\n\n")]


class TopicList(NamedTuple):
    """The pages there are."""

    topics: Sequence[Topic]


def read_topic(id: str, page: str) -> Topic:
    """A page whose first line is `# Title`."""
    title, _, text = page.partition("\n")
    return Topic(id, title.removeprefix("# ").strip(), text.strip())


def find_topic(typed: str, topics: Sequence[Topic]) -> Topic:
    """The topic with this name, or the only one whose name begins so, or that has the word in name or title.

    Raises NotFound, with the names that are near.
    """
    key = name_key(typed)
    begun = [topic for topic in topics if topic.id == key] or [
        topic for topic in topics if key and topic.id.startswith(key)
    ]
    if not begun and len(key) >= WORD_LETTERS:
        begun = [topic for topic in topics if key in f"{topic.id}-{name_key(topic.title)}"]
    if len(begun) == 1:
        return begun[0]
    near = [topic.id for topic in begun] or get_close_matches(key, [topic.id for topic in topics], cutoff=0.5)
    question = f" Did you mean {' or '.join(near)}?" if near else ""
    raise NotFound(f"There is no such topic.{question}", "numbjournal learn")
