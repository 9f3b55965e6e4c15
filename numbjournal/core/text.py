"""Text from anywhere, made safe to show."""

import unicodedata

_KEPT = {"\n", "\t", "\u200c", "\u200d"}
# Letters of several scripts and many emoji need the joiners; they cannot move or hide anything by themselves.


def visible(text: str) -> str:
    """The text with everything that could steer a terminal spelled out as an escape.

    Control characters (ESC, NUL, C1, carriage return), bidirectional controls, invisible and private
    characters, and halves of surrogate pairs become `\\x1b`, `\\u202e` and the like. New lines and tabs stay.
    """
    return "".join(
        character if character in _KEPT or not _steers(character) else _escape(character)
        for character in text
    )


def one_line(text: str) -> str:
    """The visible text with each run of white space as one space."""
    return " ".join(visible(text).split())


def _steers(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def _escape(character: str) -> str:
    point = ord(character)
    if point < 0x100:
        return f"\\x{point:02x}"
    return f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"
