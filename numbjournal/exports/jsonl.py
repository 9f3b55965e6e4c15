"""`jsonl`: the whole journal, a line for each record, after a header line."""

from collections.abc import Iterator

from numbjournal.core.export_records import KINDS, ExportContents
from numbjournal.core.record import header_of, to_json
from numbjournal.exports.json_line import json_text

HOLDS = KINDS


def parts(contents: ExportContents) -> Iterator[bytes]:
    """Everything, for `import` to read again."""
    yield f"{json_text(header_of(contents))}\n".encode()
    for kind in KINDS:
        for record in contents.records(kind):
            fields = {"kind": kind, **to_json(record, contents.labels)}
            yield f"{json_text(fields)}\n".encode()
