"""`json`: a journal as one object with a list for each kind, read as a whole."""

from collections.abc import Collection, Iterator
from typing import BinaryIO

from numbjournal.core.export_records import ParsedRecord
from numbjournal.core.record import FORMAT, LISTS
from numbjournal.core.text import LONGEST_READ, MEGABYTE
from numbjournal.errors import Unreadable
from numbjournal.imports.records import Records, parsed, unreadable


def recognises(head: bytes) -> bool:
    """Whether it begins like an object that names the format."""
    begin = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return begin.startswith(b"{") and f'"{FORMAT}"'.encode() in begin


def read(stream: BinaryIO, tags: Collection[str]) -> Iterator[ParsedRecord]:
    """Every record of every list, in the order of the kinds."""
    data = stream.read(LONGEST_READ + 1)
    if len(data) > LONGEST_READ:
        raise Unreadable(
            f"A file of more than {LONGEST_READ // MEGABYTE} MB is read as JSON Lines, a record a line.",
            "numbjournal export journal.jsonl",
        )
    whole = parsed(data.removeprefix(b"\xef\xbb\xbf"), "the file")
    del data
    if not isinstance(whole, dict):
        raise unreadable("the file", "is not an object")
    lists = {kind: whole.pop(name, []) for kind, name in LISTS.items()}
    records = Records(tags)
    records.head("the file", whole)
    for kind, found in lists.items():
        if not isinstance(found, list):
            raise unreadable("the file", f"has {LISTS[kind]} that are not a list")
        for number, record in enumerate(found, start=1):
            yield records.record(f"number {number} of the {LISTS[kind]}", kind, record)
    records.end()
