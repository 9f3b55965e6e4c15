"""Pages to read."""

from collections.abc import Sequence

from numbjournal.core.topic import Topic
from numbjournal.data.reading import shipped_topics


def topics() -> Sequence[Topic]:
    """Every page there is, in its order."""
    return shipped_topics()
