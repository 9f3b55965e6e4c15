"""The formats of `export`, as data. The module of a format is loaded when it is chosen.

A format of a hand-out has `render(handout, vocabulary, instruments) -> RenderedHandout`. A format of the
whole journal has `parts(contents)`, which yields its bytes while it reads the journal, and `HOLDS`, the kinds
of records in it.
"""

from typing import NamedTuple

from numbjournal.catalogue import Catalogue, Row

HANDOUT = "The hand-out"
WHOLE = "The whole journal"


class RenderedHandout(NamedTuple):
    """A hand-out as the content of a file."""

    content: bytes
    remark: str = ""
    """A sentence for the person who made it; may be empty."""


def _row(name: str, summary: str, section: str) -> Row:
    return Row(name, summary, f"{__name__}.{name}", section)


EXPORTS = Catalogue(
    (
        _row("pdf", "for paper", HANDOUT),
        _row("html", "as one page for a browser", HANDOUT),
        _row("md", "as text", HANDOUT),
        _row("json", "in one object", WHOLE),
        _row("jsonl", "a line for each record", WHOLE),
        _row("csv", "the entries as a table, to look at", WHOLE),
    )
)

PDF_PASSWORD = _row("pdf_password", "a password for a PDF", HANDOUT)
"""Loaded only for a password: its library takes longer to load than `pdf` itself."""
