"""Words as somebody types them, looked for in notes, in what got through, and in tag words."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_INDEXED = "number IN (SELECT rowid FROM entry_search WHERE entry_search MATCH ?)"

_COLUMNS = ("note", "got_through", "tags")

# Through the index's own table, which holds the tag words too. About 20 ms for 36,500 entries.
_SCANNED = f"""number IN (SELECT rowid FROM entry_search
    WHERE {" OR ".join(f"instr(lower({column}), lower(?))" for column in _COLUMNS)})"""

_WRITTEN_WITHOUT_SPACES = re.compile("[\u0e00-\u109f\u1780-\u17ff]")
"""Thai, Lao, Tibetan, Burmese and Khmer; Chinese, Japanese and Korean are wide."""


def conditions(text: str) -> Iterator[tuple[str, Sequence[str]]]:
    """Conditions on entries, each with its values, which together say that all of the words are there.

    They may stand in any order and any case. A word is looked for in the index as the beginning of a word.
    One with a symbol, or in a script without spaces between words, is looked for anywhere in the text: the
    index knows no symbols, and takes a whole sentence of such a script for one word. Nothing for a text
    without words.
    """
    words = text.replace("\x00", " ").split()
    # Each is quoted, so that nothing in it is taken for the index's own query language.
    indexed = [
        f'"{quoted}"*' for word in words if not _is_scanned(word) and (quoted := word.replace('"', '""'))
    ]
    if indexed:
        yield _INDEXED, [" ".join(indexed)]
    for word in words:
        if _is_scanned(word):
            yield _SCANNED, [word] * len(_COLUMNS)


def _is_scanned(word: str) -> bool:
    return (
        not any(character.isalnum() for character in word)
        or _WRITTEN_WITHOUT_SPACES.search(word) is not None
        or any(
            unicodedata.category(character) in ("Cn", "Co", "Sc", "Sk", "Sm", "So")
            or unicodedata.east_asian_width(character) in "FHW"
            for character in word
        )
    )
