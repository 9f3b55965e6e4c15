"""Named things with a one-line summary whose modules are loaded only on request.

The catalogues of commands (and later of exports and imports) are data, so that `--help` and name
completion can be printed without importing what they name.
"""

from collections.abc import Iterator, Sequence
from importlib import import_module
from types import ModuleType
from typing import NamedTuple


class Row(NamedTuple):
    """One name of a catalogue; `module` is the dotted path that implements it."""

    name: str
    summary: str
    module: str
    section: str = ""

    def load(self) -> ModuleType:
        """Import the module now."""
        return import_module(self.module)


class Catalogue:
    """Rows in the order they are shown, found by name."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = {row.name: row for row in rows}
        if len(self._rows) != len(rows):
            raise ValueError("two rows of a catalogue share a name")

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows.values())

    def __getitem__(self, name: str) -> Row:
        return self._rows[name]

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def sections(self) -> dict[str, list[Row]]:
        """The rows by section, both in the order of the catalogue."""
        sections: dict[str, list[Row]] = {}
        for row in self:
            sections.setdefault(row.section, []).append(row)
        return sections
