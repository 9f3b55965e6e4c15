"""`csv`: the entries as a table to look at. It is not complete, and cannot be imported again."""

import csv
from collections.abc import Iterator
from typing import Any

from numbjournal.core.entry import Tagging
from numbjournal.core.entry_fields import FIELDS, plain_entry
from numbjournal.core.export_records import ExportContents
from numbjournal.core.text import visible

HOLDS = ("entry",)

_SAID = [field.name for field in FIELDS if field.name != "tags"]
_NOTE, _SOURCE = _SAID.index("note"), _SAID.index("source")
COLUMNS = ("number", *_SAID[:_NOTE], "tags", *_SAID[_NOTE:_SOURCE], "logged_at", "id", *_SAID[_SOURCE:])
"""Columns for people come first, columns for programs last."""

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
BYTE_ORDER_MARK = "\ufeff"


class _Row:
    """A file for the writer of rows, which returns what is written."""

    def write(self, text: str) -> str:
        return text


def parts(contents: ExportContents) -> Iterator[bytes]:
    """The names of the columns, then a row for each entry (RFC 4180, UTF-8).

    For a spreadsheet, add a byte order mark, and keep cells from being read as formulas.
    """
    row = csv.writer(_Row(), quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow
    cell = _cell
    if contents.options.for_spreadsheet:
        cell = _harmless
        yield BYTE_ORDER_MARK.encode()
    yield str(row(COLUMNS)).encode()
    for fields in map(_fields, contents.records("entry")):
        yield str(row([cell(fields[column]) for column in COLUMNS])).encode()


def _fields(entry: Any) -> dict[str, Any]:
    return {**plain_entry(entry), "tags": "; ".join(_tagged(tagging) for tagging in entry.draft.tags)}


def _tagged(tagging: Tagging) -> str:
    """`flat`, or `headache:3`."""
    return f"{tagging.tag}:{tagging.strength}" if tagging.strength else tagging.tag


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = str(value)
    # Fast path: nearly every cell is printable.
    return text if text.isprintable() else visible(text.replace("\r\n", "\n").replace("\r", "\n"))


def _harmless(value: Any) -> str:
    text = _cell(value)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) else text
