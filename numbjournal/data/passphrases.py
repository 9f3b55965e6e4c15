"""The words that a passphrase can be made of."""

from collections.abc import Sequence

from numbjournal.data import FOLDER


def passphrase_words() -> Sequence[str]:
    """7776 plain English words, EFF's long list: each one drawn at random adds 12.9 bits."""
    return (FOLDER / "words/eff-large.txt").read_text(encoding="utf-8").split()
