"""The hand-out as one HTML file without scripts, which fetches nothing; light or dark, narrow or printed."""

import base64
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from numbjournal.core.handout import Handout
from numbjournal.core.score import Instrument
from numbjournal.core.tag import Vocabulary
from numbjournal.data import FOLDER as DATA
from numbjournal.exports import RenderedHandout
from numbjournal.exports import handout_view as words
from numbjournal.exports.colours import RAMP, ink_on
from numbjournal.exports.handout_view import handout_view
from numbjournal.exports.svg import NARROW, SWATCHES, WIDE, calendar, line_chart

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:"
_HERE = Path(__file__).parent
_STYLE = _HERE / "handout.css"
_FONTS = {400: "AtkinsonHyperlegible-Regular.woff2", 700: "AtkinsonHyperlegible-Bold.woff2"}


def render(
    handout: Handout, vocabulary: Vocabulary, instruments: Mapping[str, Instrument]
) -> RenderedHandout:
    """The file, in UTF-8."""
    template = Environment(
        loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    ).get_template("handout.html.j2")
    page = template.render(
        view=handout_view(handout, vocabulary, instruments),
        words=words,
        policy=_POLICY,
        style=_style(),
        charts=[(name, line_chart(handout, size)) for name, size in (("wide", WIDE), ("narrow", NARROW))],
        months=[(f"{month.first:%B %Y}", calendar(month)) for month in handout.months],
        swatches=SWATCHES,
    )
    return RenderedHandout(page.encode())


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
