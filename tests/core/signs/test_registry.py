"""The records of the signs fit the enumeration, the shipped numbers, and one another."""

from types import SimpleNamespace

import pytest

from numbjournal.core.signs import SIGNS, HelpSign, Sign
from numbjournal.core.signs.registry import COUNTED, longest_window
from tests.simulation.lives import RULES

SECTIONS = {section: SimpleNamespace(**numbers) for section, numbers in RULES.numbers.items()}


def test_each_sign_has_a_record() -> None:
    assert list(SIGNS) == list(Sign)
    assert [sign for sign, record in SIGNS.items() if record.rule is None] == [Sign.CRISIS]
    assert longest_window(RULES) == 84


@pytest.mark.parametrize("record", COUNTED, ids=lambda record: record.sign.name)
def test_a_record_is_complete(record: HelpSign) -> None:
    if record.length:
        assert record.days == RULES.whole(record.length) * (7 if record.unit == "week" else 1)
    assert "{" not in record.needed.format_map(SECTIONS)
    assert "{" not in record.sentence.format(counted=3, of=7, days="7 days", time="two weeks")
    assert {record.unless, *record.said_by} - {None} <= set(SIGNS)
