"""The colours of `feel`: whoever sees colours otherwise can still tell the steps apart."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from numbjournal.output.palette import feel_colours

Colour = tuple[float, float, float]

# Machado, Oliveira and Fernandes 2009, "A physiologically-based model for simulation of color vision
# deficiency", at full severity; for linear RGB.
VISIONS = {
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

APART = 12
"""Difference in CIELAB between neighbours; about 2 is just noticeable side by side."""

CONTRAST = 4.5
"""WCAG 2.2, 1.4.3: of text to its ground."""


def linear(index: int) -> Colour:
    """One of the 256 colours of a terminal (from 16 on), as linear RGB from 0 to 1."""
    if index >= 232:
        levels = (8 + 10 * (index - 232),) * 3
    else:
        cube = index - 16
        levels = tuple((0, 95, 135, 175, 215, 255)[n] for n in (cube // 36, cube // 6 % 6, cube % 6))
    red, green, blue = (_linear(level / 255) for level in levels)
    return red, green, blue


def _linear(level: float) -> float:
    return level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4


def seen(colour: Colour, vision: str) -> Colour:
    red, green, blue = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, colour, strict=True))))
        for row in VISIONS[vision]
    )
    return red, green, blue


def luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: Colour, other: Colour) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: Colour) -> Colour:
    """CIELAB with the white of sRGB."""
    red, green, blue = colour
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: Colour, other: Colour) -> float:
    return sum((a - b) ** 2 for a, b in zip(lab(one), lab(other), strict=True)) ** 0.5


def least_step(colours: Sequence[Colour], vision: str) -> float:
    """The smallest difference between neighbours of a ramp."""
    looks = [seen(colour, vision) for colour in colours]
    return min(difference(one, other) for one, other in pairwise(looks))


GROUNDS = [linear(index) for index in dict.fromkeys(feel_colours(feel)[0] for feel in range(11))]


@pytest.mark.parametrize("vision", VISIONS)
def test_neighbours_are_apart(vision: str) -> None:
    assert least_step(GROUNDS, vision) >= APART


@pytest.mark.parametrize("vision", VISIONS)
def test_more_is_lighter(vision: str) -> None:
    lightness = [lab(seen(colour, vision))[0] for colour in GROUNDS]
    assert all(after > before for before, after in pairwise(lightness))


@pytest.mark.parametrize("feel", range(11))
def test_the_digit_can_be_read(feel: int) -> None:
    ground, ink = feel_colours(feel)
    assert contrast(linear(ground), linear(ink)) >= CONTRAST


def test_colours_that_only_look_different_to_most_would_be_found() -> None:
    pink, green = linear(138), linear(36)
    assert difference(pink, green) > 2 * APART
    assert least_step([pink, green], "deutan") < APART


def test_black_on_white_has_the_greatest_contrast() -> None:
    assert contrast(linear(16), linear(231)) == pytest.approx(21)
