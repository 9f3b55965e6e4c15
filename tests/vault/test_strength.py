"""How soon a passphrase is guessed is said in a sentence, and of a good one nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.data.passphrases import passphrase_words
from numbjournal.vault.passphrase import generated
from numbjournal.vault.strength import weakness


@pytest.mark.parametrize("passphrase", ["a", "summer2026", "kingfisher", "x" * 1000, "🗝", " "])
def test_what_is_soon_guessed_is_said(passphrase: str) -> None:
    assert weakness(passphrase).startswith(
        "A program that tries 10,000 passphrases a second finds this one in "
    )
    assert passphrase not in weakness(passphrase).removeprefix("A program") or len(passphrase) < 2


def test_of_others_nothing_is_said() -> None:
    for passphrase in (generated(passphrase_words()), "six other words", 'Straße 7, it\'s "here" 🗝'):
        assert weakness(passphrase) == ""


@given(passphrase=st.text(min_size=1))
def test_any_text_has_an_answer(passphrase: str) -> None:
    assert weakness(passphrase) in ("", weakness(passphrase[:72]))
