"""JSON of other programs: parsed as a whole; each record is checked before it is read."""

import json
import math
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Final

from numbjournal.core.foreign_entry import TOO_LONG, ForeignEntry, InvalidRow, ParsedRow, SkippedRow
from numbjournal.core.text import LONGEST_TEXT
from numbjournal.errors import Unreadable
from numbjournal.imports.files import HINT, recoded

LARGEST: Final = 64_000_000
"""Bytes of a file, which is held in memory several times."""

DEEPEST: Final = 50
"""Levels of nesting in a record."""

MOST_DIGITS: Final = 18

Parse = Callable[[int, dict[str, Any]], ForeignEntry]
"""Makes an entry of the number and the fields of a record. Raises InvalidRow."""


def document_of(stream: BinaryIO) -> Any:
    """The content of a file. Duplicate names and invalid numbers are marked, to skip their record alone.

    Raises Unreadable.
    """
    stream.seek(0)
    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise Unreadable(f"The file has more than {LARGEST // 1_000_000} MB.", HINT)
    return parsed(data)


def parsed(data: bytes) -> Any:
    """One JSON value, as `document_of`."""
    try:
        return _DECODER.decode(recoded(data).decode("utf-8-sig"))
    except RecursionError:
        raise Unreadable("The file is nested too deeply.", HINT) from None
    except UnicodeDecodeError:
        raise Unreadable("The file is not UTF-8 text.", HINT) from None
    except ValueError:
        raise Unreadable("The file is not complete JSON; it may be cut off.", HINT) from None


def parsed_records(records: Any, parse: Parse) -> Iterator[ParsedRow]:
    """The records of a list; those that cannot be read are skipped.

    Raises Unreadable if it is not a list.
    """
    if not isinstance(records, list):
        raise Unreadable("The entries in the file are not a list.", HINT)
    for number, record in enumerate(records, start=1):
        flaw = _flaw(record) if isinstance(record, dict) else "it is not a record"
        if flaw:
            yield SkippedRow(number, flaw)
            continue
        try:
            yield parse(number, record)
        except InvalidRow as invalid:
            yield SkippedRow(number, str(invalid))


def text_in(record: dict[str, Any], name: str) -> str:
    """A field that is text; empty if it is missing or null.

    Raises Unfit.
    """
    value = record.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise InvalidRow(f"its {name} is not text")
    return value


def texts_in(record: dict[str, Any], name: str) -> list[str]:
    """A field that is a list of texts; empty if it is missing or null.

    Raises Unfit.
    """
    value = record.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise InvalidRow(f"its {name} are not a list of texts")
    return value


def number_in(record: dict[str, Any], name: str) -> int | None:
    """A field that is a whole number in JSON, where `true` is not one; None if it is missing or null.

    Raises Unfit.
    """
    value = record.get(name)
    if value is not None and type(value) is not int:
        raise InvalidRow(f"its {name} is not a whole number")
    return value


class _Twice(dict[str, Any]):
    """An object with a duplicate name."""


class _NoNumber:
    """Stands for NaN, infinity, and numbers with too many digits."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    return record if len(record) == len(pairs) else _Twice(record)


def _whole(text: str) -> Any:
    return int(text) if len(text) <= MOST_DIGITS else _NoNumber()


def _real(text: str) -> Any:
    number = float(text)
    return number if math.isfinite(number) else _NoNumber()


def _flaw(value: Any, depth: int = 0) -> str:
    """Why a value cannot be stored; empty if it can."""
    if depth > DEEPEST:
        return "it is nested too deeply"
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            return TOO_LONG
        return "" if _is_whole(value) else "it has a broken letter"
    if isinstance(value, _Twice):
        return "it has a name twice"
    if isinstance(value, _NoNumber):
        return "it has an invalid number"
    if isinstance(value, dict):
        return next((flaw for pair in value.items() for each in pair if (flaw := _flaw(each, depth + 1))), "")
    if isinstance(value, list):
        return next((flaw for each in value if (flaw := _flaw(each, depth + 1))), "")
    return ""


def _is_whole(text: str) -> bool:
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


_DECODER = json.JSONDecoder(
    object_pairs_hook=_once,
    parse_constant=lambda _: _NoNumber(),
    parse_int=_whole,
    parse_float=_real,
)
