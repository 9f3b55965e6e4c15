"""Pictures of the terminal for the documentation, drawn from what the program prints for the made-up journal.

Run `python -m tests.house.pictures` to write them again; a test compares the two. Each is one SVG file that
refers to nothing outside of it: lines and blocks are drawn as shapes, so that they meet in any font.
"""

import io
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from unittest import mock
from xml.sax.saxutils import escape

from rich.color import Color
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from numbjournal.run import main
from tests.conftest import SUNDAY
from tests.exports.paper import write_picture

FOLDER = Path(__file__).parents[2] / "docs/pictures"

PAGES = {
    "week": ["report"],
    "trend": ["report", "--last", "200d"],
    "year": ["calendar"],
    "month": ["calendar", "--month", "last"],
    "list": ["list", "--limit", "8"],
}

WIDTH, ROW = 8.4, 19
"""Pixels of one character."""

_GREY = [(120, 120, 120)] * 8
GROUNDS = {
    "dark": TerminalTheme((26, 27, 32), (219, 219, 219), _GREY),
    "light": TerminalTheme((253, 252, 248), (36, 38, 43), _GREY),
}
_DIM = 0.62

_SPARKS = "▁▂▃▄▅▆▇█"


def pictures() -> dict[str, str]:
    """File name to SVG."""
    found = {}
    for name, page in printed().items():
        for ground, theme in GROUNDS.items():
            found[f"{name}-{ground}.svg"] = drawn(Text.from_ansi(page), theme)
    return found


def printed() -> dict[str, str]:
    """What each page prints on a terminal of 80 columns with 256 colours."""
    with _example():
        return {name: _run(arguments) for name, arguments in PAGES.items()}


def handout() -> bytes:
    """The example of a hand-out, as PDF."""
    with _example() as home:
        asked = "The days in September without an entry: what was going on?"
        _run(["export", str(home / "handout.pdf"), "--last", "120d", "--yes", "--focus", asked])
        return (home / "handout.pdf").read_bytes()


@contextmanager
def _example() -> Iterator[Path]:
    """A home with the made-up journal in it, which opens by itself."""
    environment = {"COLUMNS": "80", "FORCE_COLOR": "1", "TERM": "xterm-256color", "TZ": "Europe/Berlin"}
    with tempfile.TemporaryDirectory() as home, mock.patch.dict(os.environ, clear=True):
        os.environ.update(environment, HOME=home)
        _run(["demo", f"{home}/demo.db"])
        os.environ["NUMBJOURNAL_FILE"] = f"{home}/demo.db"
        yield Path(home)


def _run(arguments: list[str]) -> str:
    err = io.StringIO()
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    with mock.patch.object(sys, "stdout", out), mock.patch.object(sys, "stderr", err):
        code = main(arguments, clock=lambda: SUNDAY)
    assert code == 0, f"numbjournal {' '.join(arguments)} ended with {code}"
    out.flush()
    assert isinstance(out.buffer, io.BytesIO)
    return out.buffer.getvalue().decode()


def drawn(page: Text, theme: TerminalTheme) -> str:
    """A page as one SVG."""
    lines = page.split("\n", allow_blank=True)
    width, height = 80 * WIDTH + 2 * ROW, (len(lines) + 1) * ROW
    shapes = [shape for row, line in enumerate(lines) for shape in _line(line, row, theme)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}"'
            ' role="img" font-family="ui-monospace, \'DejaVu Sans Mono\', Menlo, Consolas, monospace"'
            ' font-size="14" xml:space="preserve">',
            f"<title>{escape(_title(lines))}</title>",
            f'<rect width="{width:g}" height="{height:g}" rx="8" fill="{_hex(theme.background_color)}"/>',
            *shapes,
            "</svg>",
            "",
        ]
    )


def _title(lines: Sequence[Text]) -> str:
    return "A terminal: " + next(" ".join(line.plain.split()) for line in lines if line.plain.strip())


def _line(line: Text, row: int, theme: TerminalTheme) -> Iterator[str]:
    styles = [Style.null()] * len(line)
    for span in line.spans:
        for position in range(span.start, min(span.end, len(line))):
            styles[position] += span.style if isinstance(span.style, Style) else Style.parse(span.style)
    top, begin = row * ROW + ROW / 2, 0
    while begin < len(line):
        end = begin + 1
        while end < len(line) and styles[end] == styles[begin]:
            end += 1
        yield from _run_of(line.plain[begin:end], styles[begin], ROW + begin * WIDTH, top, theme)
        begin = end


def _run_of(text: str, style: Style, left: float, top: float, theme: TerminalTheme) -> Iterator[str]:
    """Characters of one style: their ground, shapes for what is drawn, and words as text."""
    ink = _hex(_triplet(style.color, theme.foreground_color))
    more = (f' opacity="{_DIM}"' if style.dim else "") + (' font-weight="bold"' if style.bold else "")
    if style.bgcolor:
        ground = _hex(_triplet(style.bgcolor, theme.background_color))
        yield f'<rect x="{left:g}" y="{top:g}" width="{len(text) * WIDTH:g}" height="{ROW}" fill="{ground}"/>'
    for part in re.finditer(rf"([━─╍])\1*|[{_SPARKS}│╭╮╰╯]|(?:(?! )[^━─╍{_SPARKS}│╭╮╰╯])+(?: \w\S*)*", text):
        x, length = left + part.start() * WIDTH, len(part[0]) * WIDTH
        if shape := _shape(part[0][0], x, top, length):
            yield f'<path d="{shape}" fill="none" stroke="{ink}"{more} {_stroke(part[0][0])}/>'
        else:
            yield (
                f'<text x="{x:g}" y="{top + ROW * 0.74:g}" textLength="{length:g}" fill="{ink}"{more}>'
                f"{escape(part[0])}</text>"
            )


def _shape(character: str, x: float, y: float, length: float) -> str | None:
    """The path of a line or block; None for what is written."""
    right, below, middle, centre = x + WIDTH, y + ROW, y + ROW / 2, x + WIDTH / 2
    if character in "━─╍":
        return f"M{x:g} {middle:g}H{x + length:g}"
    if character in _SPARKS:
        high = (_SPARKS.index(character) + 1) / len(_SPARKS) * ROW * 0.8
        return f"M{centre:g} {below - 3:g}V{below - 3 - high:g}"
    corners = {
        "│": f"M{centre:g} {y:g}V{below:g}",
        "╭": f"M{centre:g} {below:g}Q{centre:g} {middle:g} {right:g} {middle:g}",
        "╮": f"M{x:g} {middle:g}Q{centre:g} {middle:g} {centre:g} {below:g}",
        "╰": f"M{centre:g} {y:g}Q{centre:g} {middle:g} {right:g} {middle:g}",
        "╯": f"M{x:g} {middle:g}Q{centre:g} {middle:g} {centre:g} {y:g}",
    }
    return corners.get(character)


def _stroke(character: str) -> str:
    if character in _SPARKS:
        return f'stroke-width="{WIDTH - 1:g}"'
    thick = {"━": "3", "╍": "3"}.get(character, "1")
    dashes = ' stroke-dasharray="2.4 1.8"' if character == "╍" else ""
    return f'stroke-width="{thick}"{dashes}'


def _triplet(color: Color | None, default: tuple[int, int, int]) -> tuple[int, int, int]:
    return default if color is None or color.is_default else tuple(color.get_truecolor())


def _hex(color: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*color)


if __name__ == "__main__":
    FOLDER.mkdir(mode=0o755, exist_ok=True)
    for name, svg in pictures().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")
        (FOLDER / name).chmod(0o644)
    paper = FOLDER / "handout.pdf"
    paper.write_bytes(handout())
    # The first page as a picture, for where a PDF cannot be shown.
    write_picture(paper.read_bytes(), paper.with_suffix(".png"))
    for file in (paper, paper.with_suffix(".png")):
        file.chmod(0o644)
