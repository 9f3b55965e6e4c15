"""A hand-out as PDF: tagged, reproducible, and without a trace of the machine."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import typst

from numbjournal.core.handout import Handout
from numbjournal.core.plain import plain
from numbjournal.core.score import Instrument
from numbjournal.core.tag import Vocabulary
from numbjournal.data import FOLDER as DATA
from numbjournal.exports import RenderedHandout
from numbjournal.exports.colours import ACCENT, BAR, INK, PAPER, RULE, SOFT, TILE
from numbjournal.exports.handout_view import (
    CALENDAR,
    CHART,
    LISTS,
    MARKS,
    MONTHS,
    NOTHING,
    PAGE_LIMITS,
    SAFETY,
    SCORES,
    SIGNS,
    TALK,
    handout_view,
)
from numbjournal.exports.svg import SWATCHES, calendars, line_chart

_TEMPLATE = Path(__file__).with_name("handout.typ")
_FONTS = DATA / "fonts"
_MOMENT = datetime(2000, 1, 1, tzinfo=UTC)
"""The date of every file: the real one would reveal something, and differ on each run."""

_FOREIGN_LETTERS = (
    "Some letters are in none of this program's fonts. Those of this computer were used, where it has them,"
    " and the file does not claim the standard for accessible PDF."
)

_COLOURS = {
    "ink": INK, "soft": SOFT, "accent": ACCENT, "rule": RULE, "tile": TILE, "paper": PAPER, "bar": BAR,
}  # fmt: skip
_WORDS = {
    "nothing": NOTHING, "safety": SAFETY, "talk": TALK, "chart": CHART, "marks": MARKS, "calendar": CALENDAR,
    "signs": SIGNS, "scores": SCORES,
}  # fmt: skip


def render(
    handout: Handout, vocabulary: Vocabulary, instruments: Mapping[str, Instrument]
) -> RenderedHandout:
    """The file.

    It follows PDF/UA-1. If a text has a letter that the program's fonts lack, the system's fonts are used,
    and the file is tagged but does not claim the standard.
    """
    months = handout.months
    shown = max(1, min(MONTHS, len(months)))
    inputs = {
        "views": json.dumps(
            [plain(handout_view(handout, vocabulary, instruments, limits)) for limits in PAGE_LIMITS]
        ),
        "colours": json.dumps(_COLOURS),
        "words": json.dumps(_WORDS),
        "lists": json.dumps(LISTS),
        "swatches": json.dumps(SWATCHES),
        "chart": line_chart(handout),
        "calendars": calendars(months[-shown:], max(4, shown)),
        "earlier": calendars(months[:-shown], 4) if len(months) > shown else "",
    }
    try:
        return RenderedHandout(_compiled(inputs, "ua-1", include_system_fonts=False))
    except typst.TypstError:
        return RenderedHandout(_compiled(inputs, None, include_system_fonts=True), _FOREIGN_LETTERS)


def _compiled(
    inputs: dict[str, str], standard: Literal["ua-1"] | None, *, include_system_fonts: bool
) -> bytes:
    fonts = typst.Fonts(include_system_fonts, include_embedded_fonts=True, font_paths=[_FONTS])
    made = typst.compile(
        _TEMPLATE.read_bytes(),
        font_paths=fonts,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=standard,
        timestamp=_MOMENT,
    )
    return bytes(made)
