"""A hand-out as Markdown: the words and tables, without the charts."""

import re
from collections.abc import Iterator, Mapping, Sequence

from numbjournal.core.handout import Handout
from numbjournal.core.score import Instrument
from numbjournal.core.tag import Vocabulary
from numbjournal.exports import Drawn
from numbjournal.exports.handout_view import (
    LISTS,
    MARKS,
    MARKS_HEAD,
    NOTHING,
    SAFETY,
    SIGNS,
    TALK,
    Listed,
    Sheet,
    sheet_of,
)


def draw(handout: Handout, vocabulary: Vocabulary, instruments: Mapping[str, Instrument]) -> Drawn:
    """The file, in UTF-8."""
    return Drawn("\n".join(_lines(sheet_of(handout, vocabulary, instruments))).encode())


def _lines(sheet: Sheet) -> Iterator[str]:
    yield f"# {sheet.title}"
    yield ""
    yield sheet.period + (f", {_plain(sheet.name)}" if sheet.name else "")
    yield ""
    yield sheet.scale
    if sheet.talk.rows:
        yield from ("", f"## {TALK}", "")
        yield from (f"- {_plain(text)}" for (text,) in sheet.talk.rows)
        yield from _more(sheet.talk)
    if sheet.safety:
        yield from ("", f"## {SAFETY}", "", sheet.safety)
    yield from ("", "## In short", "")
    if sheet.is_empty:
        yield from (NOTHING, "")
    yield from (f"- {tile.name}: **{tile.value}** ({tile.below})" for tile in sheet.tiles)
    yield from (f"- {name}: **{value}**" for name, value in sheet.since)
    yield from ("", sheet.late) if sheet.late else ()
    if sheet.marks.rows:
        yield from _section(MARKS, MARKS_HEAD, sheet.marks.rows)
        yield from _more(sheet.marks)
    yield from _signs(sheet)
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
    if sheet.days.rows:
        yield from _section(*sheet.days)
        yield from ("", _plain(sheet.days_about)) if sheet.days_about else ()
    yield ""


def _signs(sheet: Sheet) -> Iterator[str]:
    rows = [
        (group.name if first else "", group.verdict if first else "", count.name, count.counted, count.remark)
        for group in sheet.signs
        for first, count in ((count is group.counts[0], count) for count in group.counts)
    ]
    yield from _section(SIGNS, ("Sign", "Result", "Looked at", "Counted", ""), rows)
    yield from ("", sheet.signs_about)


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
    # A number begins a list only where white space follows: 4.5 is none.
    return re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", re.sub(r"^([-+=:])", r"\\\1", line))
