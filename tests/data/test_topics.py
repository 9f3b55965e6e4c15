"""The pages of `learn`: all of them, short, in plain letters."""

import re
from pathlib import Path

import pytest

import numbjournal.data
from numbjournal.core.topic import Topic, read_topic
from numbjournal.data.reading import shipped_topics

EXPECTED = """
    what-it-is how-it-shows causes medication by-choice gradual-or-sudden effects what-helps when-to-get-help
    talking-to-a-doctor treatment children-and-attachment autism living-with-someone you-are-not-alone
"""

FOLDER = Path(numbjournal.data.__file__).parent / "topics"


def mistakes(topic: Topic) -> list[str]:
    """What is wrong with a page."""
    words = len(f"{topic.title} {topic.text}".split())
    found = [] if 80 <= words <= 200 else [f"{words} words"]
    if not topic.title or re.search(r"[.:#`]", topic.title):
        found.append("its title")
    if not topic.text.isascii():
        found.append("letters that some terminals lack")
    if re.search(r"^[-*#>|]", topic.text, re.MULTILINE) or len(topic.paragraphs) < 2:
        found.append("more than paragraphs")
    if max(map(len, topic.text.splitlines())) > 112:
        found.append("a long line")
    return found


def test_every_topic_is_there_in_its_order() -> None:
    assert [topic.id for topic in shipped_topics()] == EXPECTED.split()
    assert {path.stem for path in FOLDER.iterdir()} == set(EXPECTED.split())
    assert len({topic.title for topic in shipped_topics()}) == len(EXPECTED.split())


@pytest.mark.parametrize("topic", shipped_topics(), ids=lambda topic: topic.id)
def test_every_topic_is_a_short_page(topic: Topic) -> None:
    assert mistakes(topic) == []


def test_a_page_that_is_too_short_is_found() -> None:
    topic = read_topic("short", "# A title\n\nA few words – and a dash.\n\n- a list\n")
    assert mistakes(topic) == ["12 words", "letters that some terminals lack", "more than paragraphs"]


def test_what_has_to_be_said_is_said() -> None:
    texts = {topic.id: " ".join(topic.paragraphs).casefold() for topic in shipped_topics()}
    for topic in ("medication", "treatment"):
        assert "prescribes it" in texts[topic]
        assert re.search(r"do not stop .*on your own", texts[topic])
    for topic in ("when-to-get-help", "living-with-someone", "you-are-not-alone"):
        assert "numbjournal crisis" in texts[topic]
