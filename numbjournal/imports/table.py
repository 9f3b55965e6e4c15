"""CSV tables of other programs."""

import csv
import io
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import BinaryIO, Final, NamedTuple

from numbjournal.core.foreign_entry import TOO_LONG, ForeignEntry, InvalidRow, ParsedRow, SkippedRow
from numbjournal.core.text import LONGEST_TEXT
from numbjournal.errors import Unreadable
from numbjournal.imports.files import HINT, LARGEST, UTF_16, beginning, recoded

LONGEST_LINE: Final = 16_000_000
"""Bytes of a line, and letters of a cell. A quote that is never closed reaches this limit."""

MOST_ROWS: Final = 1_000_000

_DELIMITERS = (",", ";", "\t")

Align = Callable[[Sequence[str], Sequence[str]], dict[str, str]]
"""Assigns the cells of a row that is longer than the header. Raises InvalidRow."""


class TableRow(NamedTuple):
    """A row of a table."""

    number: int
    """As a spreadsheet counts; the header is row 1."""
    cells: dict[str, str]
    """By column."""


def header_of(head: bytes) -> list[str]:
    """The names of the columns in the first bytes of a file; empty if there are none."""
    text = beginning(head).decode("utf-8", "ignore")
    line = text.partition("\n")[0].rstrip("\r")
    try:
        cells = next(csv.reader([line], delimiter=_delimiter(line)), [])
    except csv.Error:
        return []
    return _named(cells)


def has_columns(head: bytes, *names: str) -> bool:
    """Whether a file begins with a header that has these columns."""
    return set(names) <= set(header_of(head))


def rows_of(
    stream: BinaryIO, needs: Collection[str], align: Align | None = None
) -> Iterator[TableRow | SkippedRow]:
    """The rows after the header that are not empty; rows that cannot be read are skipped.

    Raises Unreadable if it is not a table, is cut off, or lacks a column that is needed.
    """
    csv.field_size_limit(LONGEST_LINE)
    lines = _lines(stream)
    first = next(lines, "")
    delimiter = _delimiter(first)
    reader = csv.reader(_with(first, lines), delimiter=delimiter, strict=True)
    header: list[str] = []
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            if number == 1 or "end of data" in str(error) or "limit" in str(error):
                raise Unreadable(f"Row {number} ends in the middle, or a quote is open.", HINT) from None
            yield SkippedRow(number, "its quotes are not in order")
            continue
        if number == 1:
            header = _checked(_named(cells), needs)
        elif number > MOST_ROWS:
            raise Unreadable(f"The file has more than {MOST_ROWS:,} rows.", HINT)
        elif any(cells):
            yield _row(number, header, cells, align)
    if not header:
        raise Unreadable("The file has no columns.", HINT)


def parsed_rows(
    stream: BinaryIO,
    parse: Callable[[TableRow], ForeignEntry],
    needs: Collection[str],
    align: Align | None = None,
) -> Iterator[ParsedRow]:
    """The rows; those for which `parse` raises InvalidRow are skipped.

    Raises Unreadable, as `rows_of`.
    """
    for row in rows_of(stream, needs, align):
        if isinstance(row, SkippedRow):
            yield row
            continue
        try:
            yield parse(row)
        except InvalidRow as invalid:
            yield SkippedRow(row.number, str(invalid))


def _row(number: int, header: list[str], cells: list[str], align: Align | None) -> TableRow | SkippedRow:
    if max(map(len, cells)) > LONGEST_TEXT:
        return SkippedRow(number, TOO_LONG)
    while len(cells) > len(header) and not cells[-1]:
        cells.pop()
    if len(cells) < len(header):
        return SkippedRow(number, "it has fewer cells than the first row")
    if len(cells) == len(header):
        return TableRow(number, dict(zip(header, cells, strict=True)))
    if align is None:
        return SkippedRow(number, "it has more cells than the first row")
    try:
        return TableRow(number, align(header, cells))
    except InvalidRow as invalid:
        return SkippedRow(number, str(invalid))


def _lines(stream: BinaryIO) -> Iterator[str]:
    """The lines of a file with their line ends; UTF-16 is recognised by its byte order mark."""
    stream.seek(0)
    begin = stream.read(2)
    stream.seek(0)
    if begin in UTF_16:
        stream = io.BytesIO(recoded(stream.read(LARGEST + 1)))
    elif begin == b"\xef\xbb":
        stream.seek(3)
    read = 0
    while line := stream.readline(LONGEST_LINE + 1):
        read += len(line)
        if len(line) > LONGEST_LINE:
            raise Unreadable(f"A line is longer than {LONGEST_LINE // 1_000_000} MB.", HINT)
        if read > LARGEST:
            raise Unreadable(f"The file has more than {LARGEST // 1_000_000} MB.", HINT)
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            raise Unreadable(
                "The file is not UTF-8 text. A spreadsheet can save it as CSV UTF-8.", HINT
            ) from None


def _with(first: str, lines: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from lines


def _delimiter(line: str) -> str:
    return max(_DELIMITERS, key=line.count)


def _named(cells: Sequence[str]) -> list[str]:
    """Names without white space around them. Commas at the end of a header are ignored."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    return names


def _checked(names: list[str], needs: Collection[str]) -> list[str]:
    if len(set(names)) != len(names):
        raise Unreadable("Two columns of the file have the same name.", HINT)
    if missing := [name for name in needs if name not in names]:
        raise Unreadable(f"The file has no column {missing[0]}.", HINT)
    return names
