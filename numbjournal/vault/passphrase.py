"""Passphrases: how one becomes a key, and six words for whoever wants none of their own."""

import secrets
import unicodedata
from collections.abc import Sequence
from hashlib import pbkdf2_hmac

from numbjournal.errors import Misuse
from numbjournal.vault.recovery import key_in_code

ROUNDS = 256_000
"""SQLCipher 4 derives its keys with PBKDF2-HMAC-SHA512 and so many rounds, so that any of its tools opens a
journal with the passphrase alone."""

KEY_BYTES = 32

WORDS = 6
"""Six words of EFF's list make 77 bits, which EFF recommends at least."""

LONGEST = 1000
"""Characters; what is longer was hardly meant as a passphrase."""


_NOT_TYPED = frozenset({"Cc", "Zl", "Zp"})
"""Control characters and the ends of lines and paragraphs, in Unicode's categories."""


def checked(passphrase: str) -> str:
    """A new passphrase that can be used.

    Raises Misuse.
    """
    _encoded(passphrase)
    if not passphrase.strip():
        raise Misuse("An empty passphrase protects nothing.", "numbjournal encrypt")
    if len(passphrase) > LONGEST:
        raise Misuse(f"That is longer than {LONGEST} characters.", "numbjournal encrypt")
    if len(passphrase.splitlines()) > 1:
        raise Misuse("A passphrase is one line, and that is more.", "numbjournal encrypt")
    if any(unicodedata.category(letter) in _NOT_TYPED for letter in passphrase):
        raise Misuse(
            "A passphrase is one line, without control characters.",
            "numbjournal encrypt",
        )
    if key_in_code(passphrase) is not None:
        raise Misuse(
            "That is a recovery code; a passphrase is something else.",
            "numbjournal encrypt",
        )
    return passphrase


def first_line(text: str) -> str:
    """What opens a journal, of all that a source holds: an entry of a password manager goes on behind it."""
    return text.partition("\n")[0].removesuffix("\r")


def derived_key(passphrase: str, salt: bytes) -> bytes:
    """The 32 bytes that SQLCipher would derive; takes some tenths of a second, on purpose.

    The same letters make the same key, whichever way a keyboard composes them (NFC).

    Raises Misuse for what is no text.
    """
    return pbkdf2_hmac("sha512", _encoded(passphrase), salt, ROUNDS, KEY_BYTES)


def _encoded(passphrase: str) -> bytes:
    try:
        return unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError:
        raise Misuse("The passphrase holds something that is not text.") from None


def generated(words: Sequence[str]) -> str:
    """A passphrase of words drawn at random."""
    return " ".join(secrets.choice(words) for _ in range(WORDS))
