"""A hand-out as one HTML file: no script, nothing from elsewhere, light and dark, narrow and printed."""

import base64
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from numbjournal.core.handout import Handout
from numbjournal.core.score import Instrument
from numbjournal.core.tag import Vocabulary
from numbjournal.data import FOLDER as DATA
from numbjournal.exports import Drawn
from numbjournal.exports.colours import RAMP, ink_on
from numbjournal.exports.keys import Key
from numbjournal.exports.sheet import (
    CALENDAR,
    CHART,
    LISTS,
    MARKS,
    NOTHING,
    SAFETY,
    SIGNS,
    TALK,
    Listed,
    Sheet,
    sheet_of,
)
from numbjournal.exports.svg import NARROW, SWATCHES, WIDE, calendar, line_chart

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
_STYLE = Path(__file__).with_name("handout.css")
_FONTS = {400: "AtkinsonHyperlegible-Regular.woff2", 700: "AtkinsonHyperlegible-Bold.woff2"}


def draw(handout: Handout, vocabulary: Vocabulary, instruments: Mapping[str, Instrument]) -> Drawn:
    """The file, in UTF-8."""
    sheet = sheet_of(handout, vocabulary, instruments)
    return Drawn("".join(_document(sheet, handout)).encode())


def _document(sheet: Sheet, handout: Handout) -> Iterator[str]:
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    # Nothing is fetched and nothing runs, whatever a note may hold.
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    yield '<meta name="referrer" content="no-referrer">\n<meta name="color-scheme" content="light dark">\n'
    yield f"<title>{escape(sheet.title)}, {escape(sheet.period)}</title>\n"
    yield f"<style>\n{_style()}</style>\n</head>\n"
    yield "<body>\n<main>\n<header>\n"
    yield f"<div><h1>{escape(sheet.title)}</h1><p class=scale>{escape(sheet.scale)}</p></div>\n"
    yield f"<p class=period>{escape(sheet.period)}"
    yield f"<br><span>{escape(sheet.name)}</span>" if sheet.name else ""
    yield "</p>\n</header>\n"
    yield from _talk(sheet.talk)
    if sheet.safety:
        yield f"<section class=note>\n{_heading(SAFETY)}<p>{escape(sheet.safety)}</p>\n</section>\n"
    yield "<ul class=tiles>\n"
    for tile in sheet.tiles:
        yield f"<li>{escape(tile.name)}<b>{escape(tile.value)}</b>{escape(tile.below)}</li>\n"
    yield "</ul>\n"
    if sheet.since:
        facts = (
            f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>\n" for name, value in sheet.since
        )
        yield f"<dl class=facts>\n{''.join(facts)}</dl>\n"
    yield f"<p class=late>{escape(sheet.late)}</p>\n" if sheet.late else ""
    if sheet.is_empty:
        yield from _paragraphs((NOTHING,))
    else:
        yield from _chart(sheet, handout)
    yield from _marks(sheet.marks)
    if not sheet.is_empty:
        yield from _calendar(sheet, handout)
    yield from _signs(sheet)
    yield from _paragraphs((sheet.change,) if sheet.change else ())
    yield "<div class=columns>\n"
    for heading, name, head in LISTS:
        listed: Listed = getattr(sheet, name)
        if listed.rows:
            yield f"<section>\n{_heading(heading)}"
            yield f"{_table(heading, head, listed.rows, listed.shares)}{_more(listed)}</section>\n"
    yield "</div>\n"
    yield f"<aside>\n{''.join(_paragraphs(sheet.limits))}</aside>\n"
    for heading, head, rows in sheet.later:
        yield f"<section>\n{_heading(heading)}{_table(heading, head, rows)}</section>\n"
    if sheet.days.rows:
        heading, head, rows = sheet.days
        yield f"<section class=days>\n{_heading(heading)}"
        yield f"<p class=about>{escape(sheet.days_about)}</p>\n" if sheet.days_about else ""
        yield f"{_table(heading, head, rows)}</section>\n"
    yield "</main>\n</body>\n</html>\n"


def _talk(talk: Listed) -> Iterator[str]:
    if talk.rows:
        yield f"<section class=note>\n{_heading(TALK)}<ul>\n"
        yield from (f'<li dir="auto">{escape(text)}</li>\n' for (text,) in talk.rows)
        yield f"</ul>\n{_more(talk)}</section>\n"


def _chart(sheet: Sheet, handout: Handout) -> Iterator[str]:
    """Twice, for a wide window and for a phone; only one of them is shown, or read aloud."""
    yield f"<section>\n{_heading(CHART)}"
    for name, size in (("wide", WIDE), ("narrow", NARROW)):
        picture = _picture(line_chart(handout, size), CHART, sheet.chart_about)
        yield f"<figure class={name}>{picture}</figure>\n"
    yield f"{_keys(sheet.chart_keys)}<p class=about>{escape(sheet.chart_about)}</p>\n</section>\n"


def _calendar(sheet: Sheet, handout: Handout) -> Iterator[str]:
    yield f"<section>\n{_heading(CALENDAR)}<div class=months>\n"
    for month in handout.months:
        about = f"{month.first:%B %Y}: the number of each day, as in the table of days"
        yield f"{_picture(calendar(month), CALENDAR, about)}\n"
    yield f"</div>\n{_keys(sheet.calendar_keys)}</section>\n"


def _picture(svg: str, name: str, about: str) -> str:
    # The picture says what the caption and the table of days say in words.
    return svg.replace("<svg ", '<svg role="img" aria-label="' + escape(f"{name}. {about}") + '" ', 1)


def _keys(keys: Sequence[Key]) -> str:
    """The key of a chart, in a line that breaks between its pieces."""
    pieces = [f"<li>{_hidden(key.swatch)}{escape(key.words)}</li>" for key in keys]
    return f"<ul class=keys>{''.join(pieces)}</ul>\n"


def _hidden(swatch: str) -> str:
    return SWATCHES[swatch].replace("<svg ", '<svg aria-hidden="true" ', 1) if swatch else ""


def _marks(marks: Listed) -> Iterator[str]:
    if marks.rows:
        yield f"<section>\n{_heading(MARKS)}<ul class=marks>\n"
        for name, day, what in marks.rows:
            yield f"<li><b>{escape(name)}</b><span>{escape(day)}</span>"
            yield f'<span dir="auto">{escape(what)}</span></li>\n'
        yield f"</ul>\n{_more(marks)}</section>\n"


def _signs(sheet: Sheet) -> Iterator[str]:
    yield f"<section>\n{_heading(SIGNS)}<div class=signs>\n"
    for group in sheet.signs:
        met = " class=met" if group.is_met else ""
        yield f"<div{met}><h3>{escape(group.name)}</h3><p class=verdict>{escape(group.verdict)}</p>\n<dl>\n"
        for name, counted, remark in group.counts:
            yield f"<div><dt>{escape(name)}</dt><dd><b>{escape(counted)}</b>"
            yield f"<span>{escape(remark)}</span>" if remark else ""
            yield "</dd></div>\n"
        yield "</dl></div>\n"
    yield f"</div>\n<p class=about>{escape(sheet.signs_about)}</p>\n</section>\n"


def _table(
    name: str, head: Sequence[str], rows: Sequence[tuple[str, ...]], shares: Sequence[float] = ()
) -> str:
    """A table; `shares` draw a bar below each row."""
    heads = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in head)
    lines = [f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"]
    for position, row in enumerate(rows):
        bar = f' style="--share:{shares[position]:.1%}"' if shares else ""
        cells = "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row)
        lines.append(f"<tr{bar}>{cells}</tr>\n")
    bars = " class=bars" if shares else ""
    return f'<table{bars} aria-label="{escape(name)}">\n{"".join(lines)}</tbody></table>\n'


def _heading(text: str) -> str:
    return f"<h2>{escape(text)}</h2>\n"


def _more(listed: Listed) -> str:
    return f"<p class=about>and {listed.more} more below</p>\n" if listed.more else ""


def _paragraphs(texts: Sequence[str]) -> Iterator[str]:
    yield from (f"<p>{escape(text)}</p>\n" for text in texts)


def _style() -> str:
    faces = [
        f"@font-face {{ font-family: 'Atkinson Hyperlegible'; font-weight: {weight};"
        f" src: url(data:font/woff2;base64,{_base64(DATA / 'fonts' / name)}) format('woff2'); }}\n"
        for weight, name in _FONTS.items()
    ]
    ramp = [f".f{n} {{ fill: {ground}; }} .on{n} {{ fill: {ink_on(n)}; }}\n" for n, ground in enumerate(RAMP)]
    return "".join([*faces, _STYLE.read_text(encoding="utf-8"), *ramp])


def _base64(path: Path) -> str:
    return base64.b64encode(path.read_bytes()).decode("ascii")
