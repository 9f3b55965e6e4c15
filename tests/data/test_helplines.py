"""The lines that ship, and files of one's own."""

from datetime import UTC, date, datetime

import pytest

from numbjournal.core.helpline import Helpline, answers_at, country_of_language, oldest_check, open_first
from numbjournal.data import country_names, emergency_numbers, helplines, lines_from

LINES = """US 988 | CA 988 | GB 116 123 | GB Shout | IE 116 123 | IE Text About It | AU 13 11 14 | NZ 1737 |
DE 0800 111 0 111 / 0800 111 0 222 / 116 123 | AT 142 | CH 143 | FR 3114 | BE 1813 | BE 0800 32 123 |
NL 113 / 0800-0113 | ES 024 | ES 717 003 717 | PT 1411 | IT 02 2327 2327 | SE 90101 | NO 116 123 |
FI 09 2525 0111 | PL 800 70 2222 | BR 188 | MX 800 911 2000 | IN 14416 | JP 0120-279-338 | KR 109 | SG 1767 |
HK 2896 0000 | ZA 0800 567 567 | IL 1201"""
"""Country, and the number, or the name of a line that is only written to: as the lists had them."""


def test_the_lines_and_their_numbers() -> None:
    listed = [part.strip() for part in LINES.replace("\n", " ").split("|")]
    assert [f"{line.country} {line.call or line.name}" for line in helplines()] == listed


def test_every_line_says_when_it_answers_and_when_it_was_checked() -> None:
    for line in helplines():
        assert line.hours == "24/7" or line.hours[5] == "-"
        assert line.checked == date(2026, 11, 22)
        assert line.confidence in ("high", "medium")
        assert line.languages
        assert line.country in country_names()


def test_every_country_with_a_number_has_a_name() -> None:
    assert set(emergency_numbers()) == set(country_names())


@pytest.mark.parametrize(
    ("hours", "clock", "answers"),
    [
        ("24/7", "03:00", True), ("09:00-24:00 daily", "08:59", False), ("09:00-24:00 daily", "09:00", True),
        ("09:00-24:00 daily", "23:59", True), ("20:00-04:00 daily", "02:00", True),
        ("20:00-04:00 daily", "12:00", False), ("weekdays", "12:00", True),
    ],
)  # fmt: skip
def test_who_answers_now(hours: str, clock: str, answers: bool) -> None:
    assert answers_at(hours, datetime.fromisoformat(f"2026-11-22T{clock}")) == answers


def test_those_that_answer_come_first() -> None:
    night, day = Helpline("XX", "night", "20:00-04:00"), Helpline("XX", "day", "08:00-20:00")
    assert open_first([night, day], datetime(2026, 11, 22, 12, tzinfo=UTC))[0] == day
    assert open_first([night, day], datetime(2026, 11, 22, 22, tzinfo=UTC))[0] == night
    assert oldest_check([night, day]) is None


@pytest.mark.parametrize(
    ("locale", "country"),
    [("de_DE.UTF-8", "DE"), ("en_GB", "GB"), ("pt_BR@x", "BR"), ("C.UTF-8", None), ("de", None), ("", None)],
)
def test_the_country_of_a_language(locale: str, country: str | None) -> None:
    assert country_of_language(locale) == country


@pytest.mark.parametrize(
    ("record", "sentence"),
    [
        (None, "no \\[\\[line\\]\\]"),
        ({"name": "x", "hours": "24/7", "call": "1"}, "lacks its country"),
        ({"country": "DE", "name": "x", "call": "1"}, "lacks its country, name or hours"),
        ({"country": "DE", "name": "x", "hours": "24/7"}, "has no number"),
        ({"country": "DE", "name": "x", "hours": "24/7", "call": 112}, "no text"),
        ({"country": "DE", "name": "x", "hours": "24/7", "call": "1", "fax": "2"}, "not known"),
        ({"country": "DE", "name": "x", "hours": "24/7", "call": "1", "checked": "2026"}, "no date"),
    ],
)
def test_a_file_that_is_not_in_shape(record: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        lines_from({"line": [record]} if record else {})
