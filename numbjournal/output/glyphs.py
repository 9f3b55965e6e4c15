"""What pages are drawn with: bars, lines of blocks, intervals; and the same with ASCII only."""

from collections.abc import Iterable

from numbjournal.core.estimate import Estimate

STROKES = "━╍─·–│“”●"
_ASCII = str.maketrans(dict(zip(STROKES, '=~-.-|""o', strict=True)))

SPARKS = "▁▂▃▄▅▆▇█"

SOLID, HOLLOW, BLOCK = "━", "╍", "■"

FULL = 10
"""The end of every scale: a feel or a mood of 10, or 10 of 10 pairs."""


def in_ascii(text: str) -> str:
    """The text with each stroke in its nearest ASCII sign."""
    return text.translate(_ASCII)


def bar(value: float, width: int, sign: str = SOLID) -> str:
    """`━━━━────`: 0 to 10 on this many characters."""
    return "".join(bar_parts(value, width, sign))


def bar_parts(value: float, width: int, sign: str) -> tuple[str, str]:
    """The same in two: what is filled, and the rest."""
    filled = round(value * width / FULL)
    return sign * filled, "─" * (width - filled)


def sparks(values: Iterable[float | None]) -> str:
    """A block for each number from 0 to 10, a blank for None."""
    return "".join(
        " " if value is None else SPARKS[round(value * (len(SPARKS) - 1) / FULL)] for value in values
    )


def interval(estimate: Estimate, width: int) -> str:
    """`····│·━●━·`: a share and what it is roughly in, from 0 to 1, with a line at a half."""
    low, value, high = (round(share * (width - 1)) for share in (estimate.low, estimate.value, estimate.high))
    signs = ["━" if low <= place <= high else "·" for place in range(width)]
    signs[width // 2] = "│"
    signs[value] = "●"
    return "".join(signs)
