"""Entries and their parts."""

import uuid
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.entry import Answer, Draft, Tagging, merge_taggings, retagged, scale_number, uuid7
from numbjournal.core.query import feel_range
from numbjournal.errors import Misuse

DAY = date(2026, 11, 22)


def test_flat_is_a_number_up_to_three_or_a_tag_without_a_number() -> None:
    flat = (Tagging("flat"),)
    assert Draft(DAY, answer=Answer.RATED, feel=3).is_flat
    assert not Draft(DAY, answer=Answer.RATED, feel=4, tags=flat).is_flat
    assert Draft(DAY, answer=Answer.UNSURE, tags=flat).is_flat
    assert not Draft(DAY, answer=Answer.UNSURE).is_flat


def test_what_says_something() -> None:
    assert not Draft(DAY, time="21:00", private=True).says_something
    assert Draft(DAY, mood=0).says_something
    assert Draft(DAY, answer=Answer.TIRED).says_something


def test_a_draft_keeps_its_text_out_of_tracebacks() -> None:
    assert "secret" not in repr(Draft(DAY, note="secret"))


@given(st.integers(0, 2**48 - 1), st.binary(min_size=10, max_size=10))
def test_uuid7_has_its_version_variant_and_time(milliseconds: int, entropy: bytes) -> None:
    value = uuid.UUID(uuid7(milliseconds, entropy))
    assert (value.version, value.variant) == (7, uuid.RFC_4122)
    assert value.int >> 80 == milliseconds


def test_uuid7_sorts_by_time() -> None:
    assert uuid7(1, b"\xff" * 10) < uuid7(2, b"\x00" * 10)


def test_scale_numbers_and_ranges() -> None:
    assert [scale_number(str(n), "Mood") for n in range(11)] == list(range(11))
    for wrong in ("11", "-1", "", "3.5", "٧", "007", " 3", "²"):
        with pytest.raises(Misuse):
            scale_number(wrong, "Mood")
    assert feel_range("0-3") == (0, 3)
    assert feel_range("4") == (4, 4)
    for wrong in ("3-0", "0-11", "-3", "a", "0--3"):
        with pytest.raises(Misuse):
            feel_range(wrong)


def test_taggings_merge_and_change() -> None:
    old = (Tagging("headache", 3, "headache"), Tagging("flat", None, "numb"))
    assert merge_taggings([*old, Tagging("headache", 1, "headaches")]) == old
    assert retagged(old, [Tagging("headache", 1, "headache")], ["flat"]) == (
        Tagging("headache", 1, "headache"),
    )
    assert retagged(old, [Tagging("flat", None, "flat")], []) == old
