"""How moods and words of other programs are read. A module of its own, so that `log` does not load it."""

from collections.abc import Mapping

from numbjournal.data import read_table


def moods_of(form: str) -> Mapping[str, int]:
    """How pleasant each mood of a format is, 0 to 10."""
    moods: Mapping[str, int] = read_table("imports.toml")["moods"].get(form, {})
    return moods


def words_of(form: str) -> Mapping[str, str]:
    """Tags by words that the vocabulary lacks; those of a format precede those of every program."""
    words = read_table("imports.toml")["words"]
    common = {word: tag for word, tag in words.items() if isinstance(tag, str)}
    return {**common, **words.get(form, {})}
