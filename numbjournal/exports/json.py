"""`json`: the whole journal in one object, a list for each kind of piece, a line for each piece."""

from collections.abc import Iterator

from numbjournal.core.pieces import KINDS, Contents
from numbjournal.core.record import LISTS, header_of, record_of
from numbjournal.exports.line import json_text

HOLDS = KINDS


def parts(contents: Contents) -> Iterator[bytes]:
    """Everything; it can be imported again."""
    head = [f"{json_text(name)}: {json_text(value)}" for name, value in header_of(contents).items()]
    yield ("{\n" + ",\n".join(head)).encode()
    for kind in KINDS:
        yield f",\n{json_text(LISTS[kind])}: [".encode()
        between = "\n"
        for piece in contents.pieces(kind):
            yield (between + json_text(record_of(piece, contents.labels))).encode()
            between = ",\n"
        yield b"]" if between == "\n" else b"\n]"
    yield b"\n}\n"
