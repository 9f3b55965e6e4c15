"""What can be taken along, as data: a module is loaded when its format is asked for.

The module of a hand-out has `draw(handout, vocabulary, instruments) -> Drawn`. That of the whole journal has
`parts(contents)`, which yields its bytes as they come from the journal, and `HOLDS`, the kinds of pieces that
are in it.
"""

from typing import NamedTuple

from numbjournal.catalogue import Catalogue, Row

HANDOUT = "The hand-out"
WHOLE = "The whole journal"


class RenderedHandout(NamedTuple):
    """A file's bytes, and a sentence for whoever made it (may be empty)."""

    content: bytes
    remark: str = ""


def _row(name: str, summary: str, section: str) -> Row:
    return Row(name, summary, f"{__name__}.{name}", section)


EXPORTS = Catalogue(
    (
        _row("pdf", "for paper", HANDOUT),
        _row("html", "as one page for a browser", HANDOUT),
        _row("md", "as text", HANDOUT),
        _row("json", "in one object", WHOLE),
        _row("jsonl", "a line for each piece", WHOLE),
        _row("csv", "the entries as a table, to look at", WHOLE),
    )
)

PDF_PASSWORD = _row("pdf_password", "a password for a PDF", HANDOUT)
"""Loaded only for a password: its library takes longer to load than `pdf` itself."""
