"""`jsonl`: the whole journal, a line for each piece, behind one line about the file."""

from collections.abc import Iterator

from numbjournal.core.export_records import KINDS, Contents
from numbjournal.core.record import header_of, record_of
from numbjournal.exports.json_line import json_text

HOLDS = KINDS


def parts(contents: Contents) -> Iterator[bytes]:
    """Everything; it can be imported again."""
    yield f"{json_text(header_of(contents))}\n".encode()
    for kind in KINDS:
        for piece in contents.pieces(kind):
            record = {"kind": kind, **record_of(piece, contents.labels)}
            yield f"{json_text(record)}\n".encode()
