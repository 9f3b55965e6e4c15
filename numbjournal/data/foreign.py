"""What other programs' moods and words are here; apart, so that keeping an entry loads none of it."""

from collections.abc import Mapping

from numbjournal.data import read_table


def moods_of(form: str) -> Mapping[str, int]:
    """How pleasant, 0 to 10, by the name of a mood in a format."""
    moods: Mapping[str, int] = read_table("imports.toml")["moods"].get(form, {})
    return moods


def words_of(form: str) -> Mapping[str, str]:
    """Tags by words that the vocabulary does not have; those of a format win over those of every program."""
    words = read_table("imports.toml")["words"]
    common = {word: tag for word, tag in words.items() if isinstance(tag, str)}
    return {**common, **words.get(form, {})}
