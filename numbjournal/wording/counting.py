"""Numbers, quantities and lists in words."""

from collections.abc import Sequence
from typing import Any

from numbjournal.core.text import one_line

NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


MANY_NUMBERS = 9
"""More entry numbers than this are counted instead of listed."""


def file_size(size: int) -> str:
    """Bytes as `0.2 MB`."""
    return f"{max(0.1, size / 1e6):.1f} MB"


def counted(number: int, noun: str) -> str:
    """`1 backup`, `4 backups`, `2 entries`."""
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("ry") else f"{number} {noun}s"


def counted_were(number: int, noun: str) -> str:
    """`1 day was`, `4 days were`."""
    return f"{counted(number, noun)} {'was' if number == 1 else 'were'}"


def capitalized(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def quoted(word: str) -> str:
    return f'"{one_line(word)}"'


def entry_numbers(numbers: Sequence[Any]) -> str:
    """`Entry 3`, `Entries 3 and 4`, or how many where that would be a long list."""
    if len(numbers) > MANY_NUMBERS:
        return counted(len(numbers), "entry")
    return f"{'Entry' if len(numbers) == 1 else 'Entries'} {listed([str(number) for number in numbers])}"


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """`a`, `a and b`, `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {conjunction} {words[-1]}"


def shortened(text: str, width: int = 60) -> str:
    """The beginning of a line that is longer than `width` characters."""
    return text if len(text) <= width else text[: width - 3].rstrip() + "..."
