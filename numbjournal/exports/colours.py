"""The colours of a hand-out: a ramp for `feel`, from pale (nothing) to deep (fully), and those around it.

Lightness falls with every step, so the ramp survives a greyscale printer; the number is always printed.
"""

RAMP = (
    "#f1ece0", "#e3e6d8", "#d0ded2", "#b9d3c9", "#9dc5c0", "#82b5b7",
    "#6aa5ac", "#387487", "#2b6279", "#1f4f69", "#153c56",
)  # fmt: skip
"""Background by number, 0 to 10."""

DARK_INK, LIGHT_INK = "#16262e", "#ffffff"
LIGHT_FROM = 7
"""The first number with light ink."""

INK, SOFT, ACCENT, RULE, PAPER, TILE = "#1d2b36", "#53616b", "#0b5f73", "#c9d2d3", "#ffffff", "#f2f4f2"
GAP, BAR = "#e3e8e7", "#82b5b7"


def ink_on(number: int) -> str:
    """The ink for a number on its background."""
    return LIGHT_INK if number >= LIGHT_FROM else DARK_INK
