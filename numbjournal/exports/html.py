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
from numbjournal.exports.sheet import DAYS_HEAD, LISTS, SCALE, SIGNS, TALK, Listed, Sheet, sheet_of
from numbjournal.exports.svg import calendars, line_chart

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
    yield f"<h1>{escape(sheet.title)}</h1>\n<p class=period>{escape(sheet.period)}"
    yield f"<br><span>{escape(sheet.name)}</span>" if sheet.name else ""
    yield f"</p>\n</header>\n<p class=scale>{escape(SCALE)}</p>\n"
    yield from _talk(sheet.talk)
    yield "<ul class=tiles>\n"
    for tile in sheet.tiles:
        yield f"<li>{escape(tile.name)}<b>{escape(tile.value)}</b>{escape(tile.below)}</li>\n"
    yield "</ul>\n"
    yield from _paragraphs(sheet.since)
    yield from _figure("How the days went", line_chart(handout), sheet.chart_about)
    yield from _figure("Day by day", calendars(handout.months), sheet.calendar_about)
    yield from _signs(sheet)
    yield from _paragraphs((sheet.change,) if sheet.change else ())
    yield "<div class=columns>\n"
    for heading, name, head in LISTS:
        listed: Listed = getattr(sheet, name)
        if listed.rows:
            yield f"<section>\n{_heading(heading)}"
            yield f"{_table(heading, head, listed.rows)}{_more(listed)}</section>\n"
    yield "</div>\n"
    yield f"<aside>\n{''.join(_paragraphs(sheet.limits))}</aside>\n"
    for heading, head, rows in sheet.later:
        yield f"<section>\n{_heading(heading)}{_table(heading, head, rows)}</section>\n"
    if sheet.days:
        yield f"<section>\n{_heading('Every day with an entry')}"
        yield f"{_table('Every day with an entry', DAYS_HEAD, sheet.days)}</section>\n"
    yield "</main>\n</body>\n</html>\n"


def _talk(talk: Listed) -> Iterator[str]:
    if talk.rows:
        yield f"<section class=talk>\n{_heading(TALK)}<ul>\n"
        yield from (f'<li dir="auto">{escape(text)}</li>\n' for (text,) in talk.rows)
        yield f"</ul>\n{_more(talk)}</section>\n"


def _signs(sheet: Sheet) -> Iterator[str]:
    yield f"<section>\n{_heading(SIGNS)}"
    yield _table(SIGNS, ("Sign", "Result", "Counted"), sheet.signs)
    yield "</section>\n"


def _figure(heading: str, svg: str, about: str) -> Iterator[str]:
    # The picture says what the caption and the table of days say in words.
    picture = svg.replace("<svg ", '<svg role="img" aria-label="' + escape(f"{heading}: {about}") + '" ', 1)
    yield f"<section>\n{_heading(heading)}<figure tabindex=0>{picture}</figure>\n"
    yield f"<p class=about>{escape(about)}</p>\n</section>\n"


def _table(name: str, head: Sequence[str], rows: Sequence[tuple[str, ...]]) -> str:
    heads = "".join(f"<th scope=col>{escape(cell)}</th>" for cell in head)
    lines = [f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"]
    for row in rows:
        cells = "".join(f'<td dir="auto">{escape(cell)}</td>' for cell in row)
        lines.append(f"<tr>{cells}</tr>\n")
    region = f'<div class=wide tabindex=0 role=region aria-label="{escape(name)}">'
    return f"{region}<table>\n{''.join(lines)}</tbody></table></div>\n"


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
