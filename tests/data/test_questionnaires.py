"""The questionnaires that ship: ranges, cut-offs, and what a total speaks for."""

import pytest

from numbjournal.core.score import find_instrument, score_value
from numbjournal.core.signs import Sign
from numbjournal.data.questionnaires import instruments
from numbjournal.errors import Misuse, NotFound

RANGES = {
    "phq-9": (0, 27), "phq-8": (0, 24), "phq-2": (0, 6), "gad-7": (0, 21), "gad-2": (0, 6), "k6": (0, 24),
    "k10": (10, 50), "who-5": (0, 100), "wsas": (0, 40), "pcl-5": (0, 80), "pc-ptsd-5": (0, 5),
    "tas-20": (20, 100), "shaps": (0, 14),
}  # fmt: skip

CODES = {"phq-9": "44261-6", "phq-2": "55758-7", "gad-7": "70274-6"}


def test_the_ranges() -> None:
    assert {id: (found.low, found.high) for id, found in instruments().items()} == RANGES
    assert {id: found.loinc for id, found in instruments().items() if found.loinc} == CODES
    for found in instruments().values():
        assert all(found.low < cut_off <= found.high for cut_off in found.cut_offs)


@pytest.mark.parametrize(
    ("id", "value", "speaks"),
    [
        ("phq-9", 9, None), ("phq-9", 10, (None,)), ("phq-9", 15, (Sign.DISTRESS,)),
        ("phq-8", 15, (Sign.DISTRESS,)),
        ("phq-2", 3, (Sign.DISTRESS,)), ("gad-7", 14, (None,)), ("gad-7", 15, (Sign.DISTRESS,)),
        ("gad-2", 2, None), ("gad-2", 3, (Sign.DISTRESS,)), ("k6", 13, (Sign.DISTRESS,)),
        ("k10", 29, None), ("k10", 30, (Sign.DISTRESS,)), ("who-5", 50, (None,)), ("who-5", 51, None),
        ("wsas", 10, (Sign.INTERFERING,)), ("wsas", 9, None), ("pcl-5", 33, (Sign.DISTRESS,)),
        ("pc-ptsd-5", 3, None), ("pc-ptsd-5", 4, (Sign.DISTRESS,)), ("tas-20", 100, None),
        ("shaps", 14, None),
    ],
)  # fmt: skip
def test_what_a_total_speaks_for(id: str, value: int, speaks: object) -> None:
    assert instruments()[id].sign_of(value) == speaks


@pytest.mark.parametrize("typed", ["phq-9", "PHQ9", "Phq 9", "phq_9"])
def test_any_spelling(typed: str) -> None:
    assert find_instrument(typed, instruments()).id == "phq-9"


def test_an_unknown_one() -> None:
    with pytest.raises(NotFound, match="Did you mean gad-7"):
        find_instrument("gad-77", instruments())
    with pytest.raises(NotFound, match="no such questionnaire here"):
        find_instrument("horoscope", instruments())


@pytest.mark.parametrize("typed", ["28", "-1", "1.5", "٧", "", "999999", "abc"])
def test_a_total_out_of_range(typed: str) -> None:
    with pytest.raises(Misuse, match="A total of the PHQ-9 is 0 to 27"):
        score_value(typed, instruments()["phq-9"])
