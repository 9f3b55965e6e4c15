"""Answers that show one entry."""

from collections.abc import Sequence
from typing import NamedTuple

from numbjournal.core.entry import Entry
from numbjournal.core.tag import Vocabulary


class EntrySaved(NamedTuple):
    """The answer of `log`; `help` says where to turn, if there is occasion."""

    entry: Entry
    vocabulary: Vocabulary
    help: str = ""


class EntryChanged(NamedTuple):
    """The answer of `edit`; `help` says where to turn, if there is occasion."""

    before: Entry
    entry: Entry
    vocabulary: Vocabulary
    help: str = ""


class EntryPage(NamedTuple):
    """The answer of `show`."""

    entry: Entry
    vocabulary: Vocabulary


class EntriesDeleted(NamedTuple):
    """The answer of `delete`."""

    entries: Sequence[Entry]
