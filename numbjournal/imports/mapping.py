"""Reads a file for `--map`: what a person says about the words of another program."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from numbjournal.core.entry import SCALE
from numbjournal.core.tag import name_key
from numbjournal.errors import Unreadable
from numbjournal.imports.files import opened

HINT: Final = "numbjournal import FILE --dry-run"
LARGEST: Final = 1_000_000
NO_NUMBER: Final = "none"
TABLES: Final = ("moods", "words", "columns")


class MappingFile(NamedTuple):
    """What the file says."""

    moods: Mapping[str, int | None]
    """Numbers by moods; None for a mood that has none."""
    words: Mapping[str, str]
    """Tags by words; empty for a word that is not a tag."""
    columns: Mapping[str, str]
    """Names of columns by kind."""


EMPTY_MAPPING: Final = MappingFile({}, {}, {})


def read_mapping(path: Path) -> MappingFile:
    """Read a TOML file with the tables `moods`, `words` and `columns`, each of which may be missing.

    Raises NotFound, or Unreadable.
    """
    with opened(path) as file:
        content = file.read(LARGEST)
    try:
        tables = tomllib.loads(content.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("The file for --map is not TOML.", HINT) from error
    if not tables.keys() <= set(TABLES) or not all(isinstance(table, dict) for table in tables.values()):
        raise Unreadable(f"The file for --map has tables called {', '.join(TABLES)}, and no others.", HINT)
    moods = {name.strip().casefold(): _number(value) for name, value in tables.get("moods", {}).items()}
    words, columns = (tables.get(name, {}) for name in ("words", "columns"))
    if not all(isinstance(value, str) for table in (words, columns) for value in table.values()):
        raise Unreadable("In the file for --map, tags and columns are texts in quotes.", HINT)
    return MappingFile(moods, {name_key(word): tag for word, tag in words.items()}, columns)


def _number(value: Any) -> int | None:
    if value == NO_NUMBER:
        return None
    if type(value) is not int or value not in SCALE:
        raise Unreadable(f'In the file for --map, a mood is a number from 0 to 10, or "{NO_NUMBER}".', HINT)
    return value
