"""Text from anywhere: how much of it the journal takes, and how it is made safe to show."""

import unicodedata

from numbjournal.errors import TooLong

MEGABYTE = 1_000_000

LONGEST_TEXT = MEGABYTE
"""Bytes of UTF-8 that a person can write into one thing (an entry, a tag, a mark, a setting), in all of its
texts together: more than a novel."""

LONGEST_READ = 256 * LONGEST_TEXT
"""Bytes that this program's own files may hold in one piece: a line of an export, a value of another journal.
JSON spells one byte with up to six, and versions before this limit took longer texts."""

_KEPT = {"\n", "\t", "\u200c", "\u200d"}
# Letters of several scripts and many emoji need the joiners; they cannot move or hide anything by themselves.


def size_of(*texts: str) -> int:
    """Bytes of UTF-8 in all texts together."""
    return sum(len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass")) for text in texts)


def check_size(what: str, size: int, before: int = 0) -> None:
    """Hold the bytes of something that a person writes (`what`: "An entry") against `LONGEST_TEXT`.

    What was longer `before`, from a version without this limit, may stay so. Raises TooLong.
    """
    if size > max(LONGEST_TEXT, before):
        raise TooLong(f"{what} holds at most {LONGEST_TEXT:,} bytes of text, and this one has {size:,}.")


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
