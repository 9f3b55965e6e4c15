"""`jsonl`: a journal as JSON Lines, read line by line."""

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from typing import BinaryIO

from numbjournal.core.export_records import ParsedRecord
from numbjournal.core.record import FORMAT, LISTS
from numbjournal.core.text import LONGEST_READ, MEGABYTE
from numbjournal.imports.records import Records, parsed, unreadable


def recognises(head: bytes) -> bool:
    """Whether the first line is an object that names the format and holds no records."""
    first = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0]
    with suppress(ValueError, RecursionError):
        record = json.loads(first)
        return isinstance(record, dict) and record.get("format") == FORMAT and LISTS["entry"] not in record
    return False


def read(stream: BinaryIO, tags: Collection[str]) -> Iterator[ParsedRecord]:
    """Every record in order; tags come before the entries that have them."""
    records = Records(tags)
    number = 0
    while line := stream.readline(LONGEST_READ + 1):
        number += 1
        place = f"line {number}"
        if len(line) > LONGEST_READ:
            raise unreadable(place, f"is longer than {LONGEST_READ // MEGABYTE} MB")
        if number == 1:
            records.head(place, parsed(line.removeprefix(b"\xef\xbb\xbf"), place))
            continue
        record = parsed(line, place)
        kind = record.pop("kind", None) if isinstance(record, dict) else None
        if not isinstance(kind, str) or kind not in LISTS:
            raise unreadable(place, "is of an unknown kind")
        yield records.record(place, kind, record)
    records.end()
