"""The recovery code: the key itself in letters, for paper and for the day the passphrase is gone.

32 bytes and a checksum of 3, in base32 (RFC 4648), in groups of four: 56 letters and digits.
"""

import base64
import binascii
from hashlib import sha256

_CHECK_BYTES = 3
_LETTERS = 56
_GROUP = 4
_LOOKS_LIKE = 40
"""From so many letters of the alphabet on, and no others, a text is taken for a code with a slip in it."""

# Digits that are not in the alphabet, for the letters they are read as on paper.
_MISREAD = str.maketrans("018", "OIB")
_APART = str.maketrans("", "", "- \t\r\n")


def recovery_code(raw: bytes) -> str:
    """The code of a key of 32 bytes."""
    letters = base64.b32encode(raw + _checksum(raw)).decode("ascii")
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))


def key_in_code(text: str) -> bytes | None:
    """The key that a code stands for, in any case, with hyphens or blanks or none; None for anything else."""
    letters = _letters(text)
    if len(letters) != _LETTERS:
        return None
    try:
        found = base64.b32decode(letters)
    except (binascii.Error, ValueError):
        return None
    raw, checksum = found[:-_CHECK_BYTES], found[-_CHECK_BYTES:]
    return raw if checksum == _checksum(raw) else None


def looks_like_code(text: str) -> bool:
    """Whether somebody seems to have meant a recovery code."""
    letters = _letters(text)
    return len(letters) >= _LOOKS_LIKE and letters.isascii() and letters.isalnum() and "-" in text


def _letters(text: str) -> str:
    return text.translate(_APART).upper().translate(_MISREAD)


def _checksum(raw: bytes) -> bytes:
    return sha256(raw).digest()[:_CHECK_BYTES]
