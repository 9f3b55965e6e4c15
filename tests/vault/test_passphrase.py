"""A passphrase becomes the key that SQLCipher itself would make of it."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.data.passphrases import passphrase_words
from numbjournal.errors import Misuse
from numbjournal.store.driver import connect
from numbjournal.store.engine import opens
from numbjournal.store.key import Key
from numbjournal.store.schema import create_journal
from numbjournal.vault.passphrase import LONGEST, WORDS, checked, derived_key, generated
from numbjournal.vault.recovery import recovery_code
from tests.conftest import few

SALT = bytes(range(16))


@pytest.mark.parametrize(
    "passphrase",
    few(
        ["one two three", 'it\'s "quoted"; --', "ключ 🗝️ clé", "x" * 200, " blanks at both ends ", "\\x'00'"],
        3,
    ),
)
def test_sqlcipher_opens_a_file_with_the_passphrase_alone(tmp_path: Path, passphrase: str) -> None:
    path = tmp_path / "journal.db"
    create_journal(path, Key(derived_key(passphrase, SALT), SALT))
    connection = connect(str(path))
    quoted = unicodedata.normalize("NFC", passphrase).replace("'", "''")
    connection.execute(f"PRAGMA key = '{quoted}'")
    assert connection.execute("SELECT count(*) FROM entry").fetchone() == (0,)
    connection.close()


def test_the_same_letters_in_two_forms_are_the_same_passphrase() -> None:
    composed, apart = "caf\u00e9", "cafe\u0301"
    assert composed != apart
    assert derived_key(composed, SALT) == derived_key(apart, SALT)
    assert derived_key("cafe", SALT) != derived_key(composed, SALT)


def test_another_salt_makes_another_key(tmp_path: Path) -> None:
    key = Key(derived_key("word", SALT), SALT)
    create_journal(tmp_path / "journal.db", key)
    assert opens(tmp_path / "journal.db", key)
    assert not opens(tmp_path / "journal.db", key._replace(raw=derived_key("word", bytes(16))))


@pytest.mark.parametrize("passphrase", ["", "   ", "\t", "x" * (LONGEST + 1)])
def test_what_protects_nothing_is_refused(passphrase: str) -> None:
    with pytest.raises(Misuse):
        checked(passphrase)
    assert checked("x" * LONGEST)


@pytest.mark.parametrize("digits", [62, 63, 66, 0])
def test_a_raw_key_of_another_length_is_no_key(digits: int) -> None:
    """SQLCipher would take it for a passphrase, and open nothing that was written with the key."""
    with pytest.raises(ValueError, match="32 bytes"):
        _ = Key(bytes.fromhex(("ab" * 40)[: digits // 2 * 2]) if digits != 63 else b"x" * 31, SALT).literal
    assert len(Key(b"x" * 32, SALT).literal) == 99


@given(raw=st.binary(min_size=32, max_size=32))
def test_a_key_never_shows_itself(raw: bytes) -> None:
    key = Key(raw, SALT)
    assert raw.hex() not in repr(key)
    assert str(key) == "Key(...)"
    assert f"{[key]}" == "[Key(...)]"


def test_six_words_are_drawn_from_the_whole_list() -> None:
    words = passphrase_words()
    assert len(set(words)) == 7776
    assert all(word.isascii() and word == word.casefold() for word in words)
    drawn = {generated(words) for _ in range(50)}
    assert len(drawn) == 50
    assert all(len(passphrase.split(" ")) == WORDS == 6 for passphrase in drawn)
    assert {word for passphrase in drawn for word in passphrase.split(" ")} <= set(words)
    assert generated(["only"]) == "only only only only only only"


@pytest.mark.parametrize(
    ("passphrase", "words"),
    [
        ("two\nlines", "is one line, and that is more"),
        ("two\r\nlines", "is one line, and that is more"),
        ("two\u2028lines", "is one line, and that is more"),
        ("a\0b", "control characters"),
        ("a word\u2029", "control characters"),
        ("a\x7fb", "control characters"),
        (recovery_code(bytes(range(32))), "That is a recovery code"),
        (recovery_code(bytes(range(32))).lower().replace("-", " "), "That is a recovery code"),
        ("stra\udcdfe", "not text"),
    ],
)
def test_what_is_no_new_passphrase(passphrase: str, words: str) -> None:
    with pytest.raises(Misuse, match=words):
        checked(passphrase)


def test_what_is_no_text_makes_no_key() -> None:
    with pytest.raises(Misuse, match="not text"):
        derived_key("stra\udcdfe", SALT)
