"""The recovery code: the key itself in letters, for paper and for the day the passphrase is gone.

32 bytes and a checksum of 3, in base32 (RFC 4648), in 14 groups of four: 56 letters and digits. The checksum
is one for all of it, so a group with a mistake is found by trying what one mistake can have been.
"""

import base64
import unicodedata
from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import product

_CHECK_BYTES = 3
_LETTERS = 56
_GROUP = 4
_GROUPS = _LETTERS // _GROUP
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"

_LOOKS_LIKE = 40
"""A text of so many letters and digits, in groups, is taken for a code with a mistake in it."""

_BEGUN = 3
"""This many groups of four, and no more of them than a code has, are taken for the beginning of one."""

_MOST_DOUBTS = 10

# Digits that are not in the alphabet, for the letters they are read as on paper.
_MISREAD = str.maketrans("018", "OIB")
_ALIKE = "IL"
"""Letters that look alike and are both in the alphabet; a 1 may be either."""

# Dashes and blanks of every kind (Unicode's categories), and the signs that are used for dashes.
_APART = frozenset({"Pd", "Zs", "Zl", "Zp", "Cc", "Cf"})
_DASHES = "\u2212\u2043_"


def recovery_code(raw: bytes) -> str:
    """The code of a key of 32 bytes."""
    letters = base64.b32encode(raw + _checksum(raw)).decode("ascii")
    return "-".join(_in_fours(letters))


def key_in_code(text: str) -> bytes | None:
    """The key that a code stands for; None for anything else.

    Upper and lower case, dashes, blanks and line breaks of every kind or none, and letters that look alike
    (0 and O, 1, I and L, 8 and B) make no difference.
    """
    letters = "".join(_pieces(text))
    if len(letters) != _LETTERS or not set(letters) <= set(_ALPHABET):
        return None
    doubts = [place for place, letter in enumerate(letters) if letter in _ALIKE]
    for meant in product(_ALIKE, repeat=len(doubts)) if len(doubts) <= _MOST_DOUBTS else ():
        tried = list(letters)
        for place, letter in zip(doubts, meant, strict=True):
            tried[place] = letter
        if (raw := _decoded("".join(tried))) is not None:
            return raw
    return _decoded(letters)


def looks_like_code(text: str) -> bool:
    """Whether somebody seems to have meant a recovery code."""
    pieces = _pieces(text)
    letters = "".join(pieces)
    is_run = len(pieces) == 1 and abs(len(letters) - _LETTERS) <= _GROUP
    is_grouped = len(pieces) >= _LOOKS_LIKE // _GROUP and len(letters) >= _LOOKS_LIKE
    return (is_run or is_grouped) and letters.isascii() and letters.isalnum()


def is_begun_code(text: str) -> bool:
    """Whether a text may be the first lines of a code, and the rest is still to come."""
    pieces = _pieces(text)
    return _BEGUN <= len(pieces) < _GROUPS and all(
        len(piece) == _GROUP and set(piece) <= set(_ALPHABET) for piece in pieces
    )


def mistake_in_code(text: str) -> str:
    """What is wrong with a text that is to be a code, as far as that can be told; empty where nothing is."""
    if key_in_code(text) is not None:
        return ""
    pieces = _pieces(text)
    if len(pieces) == _GROUPS and (
        wrong := [at for at, piece in enumerate(pieces, 1) if not _is_group(piece)]
    ):
        return _in_groups(wrong)
    letters = "".join(pieces)
    if len(letters) == _LETTERS and (
        wrong := [at for at, four in enumerate(_in_fours(letters), 1) if not _is_group(four)]
    ):
        return _in_groups(wrong)
    is_legible = set(letters) <= set(_ALPHABET)
    tried = _one_mistake_away(letters) if is_legible else ()
    found = {place // _GROUP + 1 for place, code in tried if _decoded(code) is not None}
    if found:
        return _in_groups(sorted(found))
    if len(letters) != _LETTERS:
        return f"it has {len(letters)} letters and digits, and a code has {_LETTERS}"
    return "there is more than one mistake in it; in which groups cannot be told"


def mistake_against(text: str, code: str) -> str:
    """The same for a code that is known; empty where the text is that code."""
    if key_in_code(text) == key_in_code(code):
        return ""
    right, pieces = code.split("-"), _pieces(text)
    letters = "".join(pieces)
    groups = pieces if len(pieces) == _GROUPS else _in_fours(letters)
    if len(groups) == _GROUPS and (len(pieces) == _GROUPS or len(letters) == _LETTERS):
        wrong = [at for at, (typed, meant) in enumerate(zip(groups, right, strict=True), 1) if typed != meant]
        return _in_groups(wrong)
    # A letter more or less moves all that follow.
    same = next(
        (at for at, pair in enumerate(zip(letters, "".join(right), strict=False)) if len(set(pair)) > 1),
        len(letters),
    )
    return f"{_in_groups([min(same // _GROUP + 1, _GROUPS)])}, or behind it"


def _pieces(text: str) -> Sequence[str]:
    """The letters of a text in upper case, apart where something stands between them."""
    apart = (
        " " if letter in _DASHES or unicodedata.category(letter) in _APART else letter
        for letter in unicodedata.normalize("NFKC", text)
    )
    return [
        "".join(_upper(letter) for letter in piece).translate(_MISREAD) for piece in "".join(apart).split()
    ]


def _upper(letter: str) -> str:
    # Outside of ASCII, one letter can become two of the alphabet.
    return letter.upper() if letter.isascii() else letter


def _in_fours(letters: str) -> Sequence[str]:
    return [letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP)]


def _is_group(piece: str) -> bool:
    return len(piece) == _GROUP and set(piece) <= set(_ALPHABET)


def _in_groups(numbers: Sequence[int]) -> str:
    *most, last = map(str, numbers)
    return (
        f"there is a mistake in group{'s' if most else ''} {', '.join(most) + ' and ' if most else ''}{last}"
    )


def _one_mistake_away(letters: str) -> Iterator[tuple[int, str]]:
    """Every code that becomes this text by one mistake, and where that is.

    A mistake is another letter, two that changed places, one left out, or one too many.
    """
    for place in range(len(letters) + 1):
        before, here, after = letters[:place], letters[place : place + 1], letters[place + 1 :]
        if len(letters) == _LETTERS and here:
            yield from ((place, before + letter + after) for letter in _ALPHABET)
            yield place, before + after[:1] + here + after[1:]
        elif len(letters) == _LETTERS - 1:
            yield from ((place, before + letter + here + after) for letter in _ALPHABET)
        elif len(letters) == _LETTERS + 1 and here:
            yield min(place, _LETTERS - 1), before + after


def _decoded(letters: str) -> bytes | None:
    found = base64.b32decode(letters)
    raw, checksum = found[:-_CHECK_BYTES], found[-_CHECK_BYTES:]
    return raw if checksum == _checksum(raw) else None


def _checksum(raw: bytes) -> bytes:
    return sha256(raw).digest()[:_CHECK_BYTES]
