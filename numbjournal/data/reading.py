"""The pages of `learn`; apart, so that keeping an entry loads none of it."""

from numbjournal.core.topic import Topic, read_topic
from numbjournal.data import FOLDER

TOPICS = (
    "what-it-is",
    "how-it-shows",
    "causes",
    "medication",
    "by-choice",
    "gradual-or-sudden",
    "effects",
    "what-helps",
    "when-to-get-help",
    "talking-to-a-doctor",
    "treatment",
    "children-and-attachment",
    "autism",
    "living-with-someone",
    "you-are-not-alone",
)
"""The pages of `topics/`, in the order in which they are listed."""


def shipped_topics() -> list[Topic]:
    """Every shipped page, in the order of `TOPICS`."""
    folder = FOLDER / "topics"
    return [read_topic(name, (folder / f"{name}.md").read_text(encoding="utf-8")) for name in TOPICS]
