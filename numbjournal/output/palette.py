"""The colours of `feel`: a ramp of six steps that is flat up to 3 and never the only signal.

Pairs of 256-colour indices (ground, ink); lightness rises with the number, neighbours stay apart with
protan, deutan and tritan vision, and the digit is always printed. Below 256 colours there is only the digit.
"""

WHITE, BLACK = 231, 16

_STEPS = {0: 237, 1: 24, 3: 66, 5: 109, 7: 179, 10: 222}
"""Ground colour by the greatest number that has it."""


_BARS = {1: 31, 3: 66, 5: 73, 7: 137, 10: 172}
"""Colour of a bar by the greatest number that has it: the hues of the ramp, at a lightness that is seen on a
dark ground and on a light one. The number stands beside the bar, and 0 has none."""

ACCENT = 66
"""Of what is drawn without a number of its own."""


def bar_colour(feel: float) -> int:
    """The 256-colour index of the bar for a number from 0 to 10."""
    return _BARS[next(top for top in _BARS if feel <= top)]


def feel_colours(feel: float) -> tuple[int, int]:
    """Ground and ink for a number from 0 to 10."""
    top = next(top for top in _STEPS if feel <= top)
    return _STEPS[top], WHITE if top <= 1 else BLACK
