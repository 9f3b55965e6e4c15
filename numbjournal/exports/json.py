"""`json`: the whole journal as one object, with a list for each kind and a line for each record."""

from collections.abc import Iterator

from numbjournal.core.export_records import KINDS, ExportContents
from numbjournal.core.record import LISTS, header_of, to_json
from numbjournal.core.text import LONGEST_READ, MEGABYTE
from numbjournal.errors import Refused
from numbjournal.exports.json_line import json_text

HOLDS = KINDS


def parts(contents: ExportContents) -> Iterator[bytes]:
    """Everything, for `import` to read again.

    Raises Refused if it is more than `import` reads.
    """
    size = 0
    for part in _parts(contents):
        size += len(part)
        if size > LONGEST_READ:
            raise Refused(
                f"As JSON that is more than {LONGEST_READ // MEGABYTE} MB, which cannot be imported again."
                " JSON Lines have no such limit:",
                "numbjournal export journal.jsonl",
            )
        yield part


def _parts(contents: ExportContents) -> Iterator[bytes]:
    head = [f"{json_text(name)}: {json_text(value)}" for name, value in header_of(contents).items()]
    yield ("{\n" + ",\n".join(head)).encode()
    for kind in KINDS:
        yield f",\n{json_text(LISTS[kind])}: [".encode()
        between = "\n"
        for record in contents.records(kind):
            yield (between + json_text(to_json(record, contents.labels))).encode()
            between = ",\n"
        yield b"]" if between == "\n" else b"\n]"
    yield b"\n}\n"
