"""A hand-out as Markdown: texts and tables, without the charts."""

import re
from collections.abc import Iterator, Mapping, Sequence

from numbjournal.core.handout import Handout
from numbjournal.core.score import Instrument
from numbjournal.core.tag import Vocabulary
from numbjournal.exports import RenderedHandout
from numbjournal.exports.handout_view import (
    LISTS,
    MARKS,
    MARKS_HEAD,
    NOTHING,
    SAFETY,
    SIGNS,
    TALK,
    HandoutView,
    ShownRows,
    handout_view,
)


def render(
    handout: Handout, vocabulary: Vocabulary, instruments: Mapping[str, Instrument]
) -> RenderedHandout:
    """The file, in UTF-8."""
    return RenderedHandout("\n".join(_lines(handout_view(handout, vocabulary, instruments))).encode())


def _lines(view: HandoutView) -> Iterator[str]:
    yield f"# {view.title}"
    yield ""
    yield view.period + (f", {_plain(view.name)}" if view.name else "")
    yield ""
    yield view.scale
    if view.talk.rows:
        yield from ("", f"## {TALK}", "")
        yield from (f"- {_plain(text)}" for (text,) in view.talk.rows)
        yield from _more(view.talk)
    if view.safety:
        yield from ("", f"## {SAFETY}", "", view.safety)
    yield from ("", "## In short", "")
    if view.is_empty:
        yield from (NOTHING, "")
    yield from (f"- {tile.name}: **{tile.value}** ({tile.below})" for tile in view.tiles)
    yield from (f"- {name}: **{value}**" for name, value in view.since)
    yield from ("", view.late) if view.late else ()
    if view.marks.rows:
        yield from _section(MARKS, MARKS_HEAD, view.marks.rows)
        yield from _more(view.marks)
    yield from _signs(view)
    if view.change:
        yield from ("", view.change)
    for heading, name, head in LISTS:
        listed: ShownRows = getattr(view, name)
        if listed.rows:
            yield from _section(heading, head, listed.rows)
            yield from _more(listed)
    yield from ("", *(f"*{limit}*  " for limit in view.limits))
    for section in view.later:
        yield from _section(*section)
    if view.days.rows:
        yield from _section(*view.days)
        yield from ("", _plain(view.days_about)) if view.days_about else ()
    yield ""


def _signs(view: HandoutView) -> Iterator[str]:
    rows = [
        (group.name if first else "", group.verdict if first else "", count.name, count.counted, count.remark)
        for group in view.signs
        for first, count in ((count is group.counts[0], count) for count in group.counts)
    ]
    yield from _section(SIGNS, ("Sign", "Result", "Looked at", "Counted", ""), rows)
    yield from ("", view.signs_about)


def _section(heading: str, head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    yield from ("", f"## {heading}", "")
    for cells in (head, ["---"] * len(head), *([_plain(cell) for cell in row] for row in rows)):
        yield f"| {' | '.join(cells)} |"


def _more(listed: ShownRows) -> Iterator[str]:
    if listed.more:
        yield from ("", f"and {listed.more} more below")


def _plain(text: str) -> str:
    """A person's text on one line, escaped so that nothing in it is markup."""
    line = " ".join(text.split())
    line = re.sub(r"([\\`*_{}\[\]()<>#|~!&$^])", r"\\\1", line)
    # A number begins a list only before white space, so 4.5 does not.
    return re.sub(r"^(\d+)([.)])(?=\s|$)", r"\1\\\2", re.sub(r"^([-+=:])", r"\\\1", line))
