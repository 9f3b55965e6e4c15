"""Text from anywhere cannot steer a terminal."""

import os
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.text import one_line, visible
from numbjournal.output.encoding import decoded, repaired


@given(st.text())
def test_nothing_visible_can_steer(text: str) -> None:
    shown = visible(text)
    assert all(
        unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"} or c in "\n\t\u200c\u200d"
        for c in shown
    )


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs", "M"])))
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert visible(text) == text


def test_escapes_are_readable() -> None:
    assert visible("a\x1b[31m\x00\u202e\ue000\ud800") == "a\\x1b[31m\\x00\\u202e\\ue000\\ud800"
    assert visible("\U000e0001") == "\\U000e0001"
    assert visible("👩\u200d🚀") == "👩\u200d🚀"


@given(st.text())
def test_one_line_is_one_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


@given(st.binary())
def test_any_bytes_become_text(data: bytes) -> None:
    decoded(data).encode("utf-8")
    repaired(os.fsdecode(data)).encode("utf-8")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_is_never_touched(text: str) -> None:
    assert repaired(text) == decoded(text.encode()) == text
