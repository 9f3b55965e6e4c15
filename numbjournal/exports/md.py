"""A hand-out as Markdown: the words and tables, without the charts."""

import re
from collections.abc import Iterator, Mapping, Sequence

from numbjournal.core.handout import Handout
from numbjournal.core.score import Instrument
from numbjournal.core.tag import Vocabulary
from numbjournal.exports import Drawn
from numbjournal.exports.sheet import DAYS_HEAD, LISTS, SCALE, SIGNS, TALK, Listed, Sheet, sheet_of


def draw(handout: Handout, vocabulary: Vocabulary, instruments: Mapping[str, Instrument]) -> Drawn:
    """The file, in UTF-8."""
    return Drawn("\n".join(_lines(sheet_of(handout, vocabulary, instruments))).encode())


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"# {sheet.title}"
    yield ""
    yield sheet.period + (f", {_plain(sheet.name)}" if sheet.name else "")
    yield ""
    yield SCALE
    if sheet.talk.rows:
        yield from ("", f"## {TALK}", "")
        yield from (f"- {_plain(text)}" for (text,) in sheet.talk.rows)
        yield from _more(sheet.talk)
    yield from ("", "## In short", "")
    yield from (f"- {tile.name}: **{tile.value}** ({tile.below})" for tile in sheet.tiles)
    yield from (f"- {line}" for line in sheet.since)
    yield from _section(SIGNS, ("Sign", "Result", "Counted"), sheet.signs)
    if sheet.change:
        yield from ("", sheet.change)
    for heading, name, head in LISTS:
        listed: Listed = getattr(sheet, name)
        if listed.rows:
            yield from _section(heading, head, listed.rows)
            yield from _more(listed)
    yield from ("", *(f"*{limit}*  " for limit in sheet.limits))
    for section in sheet.later:
        yield from _section(*section)
    yield from _section("Every day with an entry", DAYS_HEAD, sheet.days) if sheet.days else ()
    yield ""


def _section(heading: str, head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield from ("", f"## {heading}", "")
    for cells in (head, ["---"] * len(head), *([_plain(cell) for cell in row] for row in rows)):
        yield f"| {' | '.join(cells)} |"


def _more(listed: Listed) -> Iterator[str]:
    if listed.more:
        yield from ("", f"and {listed.more} more below")


def _plain(text: str) -> str:
    """A person's text that no Markdown reader takes for markup, on one line."""
    line = " ".join(text.split())
    line = re.sub(r"([\\`*_{}\[\]()<>#|~!&$^])", r"\\\1", line)
    return re.sub(r"^(\d+)([.)])", r"\1\\\2", re.sub(r"^([-+=:])", r"\\\1", line))
