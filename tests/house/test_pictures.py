"""The pictures of the documentation show what the program prints, and ask nothing of a network."""

import re

import pytest
from rich.text import Text

from tests.exports.paper import text_of
from tests.house.pictures import FOLDER, GROUNDS, PAGES, drawn, handout, pictures, printed


def test_the_pictures_are_what_the_program_prints() -> None:
    for name, svg in pictures().items():
        written = (FOLDER / name).read_text(encoding="utf-8")
        assert written == svg, "write them again with: python -m tests.house.pictures"


def test_the_hand_out_is_what_the_program_writes() -> None:
    shown, made = (text_of(content) for content in ((FOLDER / "handout.pdf").read_bytes(), handout()))
    assert shown == made, "write it again with: python -m tests.house.pictures"
    assert "How much I could feel" in shown
    assert (FOLDER / "handout.png").read_bytes().startswith(b"\x89PNG")


def test_every_picture_has_its_page() -> None:
    assert {path.name for path in FOLDER.glob("*.svg")} == {
        f"{name}-{ground}.svg" for name in PAGES for ground in GROUNDS
    }


@pytest.mark.parametrize("name", [f"{name}-{ground}.svg" for name in PAGES for ground in GROUNDS])
def test_nothing_is_fetched(name: str) -> None:
    svg = (FOLDER / name).read_text(encoding="utf-8")
    assert references(svg) == []


def test_a_font_from_elsewhere_would_be_found() -> None:
    assert references("@font-face { src: url(https://example.org/a.woff2) }") != []
    assert references('<image href="//example.org/a.png"/>') != []


def references(svg: str) -> list[str]:
    found = re.findall(r"""url\([^)]*\)|@import|(?:href|src)\s*=\s*["'][^"']*|<(?:script|image|use)""", svg)
    return [
        *found,
        *(address for address in re.findall(r"https?://[^\s\"']+", svg) if "w3.org" not in address),
    ]


def test_every_word_of_the_page_is_in_its_picture() -> None:
    page = printed()["list"]
    words = set(re.findall(r"[a-z]{4,}", Text.from_ansi(page).plain))
    svg = drawn(Text.from_ansi(page), GROUNDS["dark"])
    assert len(words) > 10
    assert words <= set(re.findall(r"[a-z]{4,}", svg))
