"""Helplines: hours, countries, how old a comparison is, and records that are not right."""

import tomllib
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.helpline import (
    ChosenBy,
    Country,
    Helpline,
    country_of_language,
    find_country,
    is_stale,
    open_first,
    read_helpline,
)
from numbjournal.errors import Misuse

COUNTRIES = [
    Country("AT", ("Austria", "Österreich")),
    Country("AU", ("Australia",)),
    Country("GB", ("the United Kingdom", "UK")),
    Country("US", ("the United States", "USA")),
    Country("KR", ("South Korea", "Korea")),
    Country("ZA", ("South Africa",)),
]


def line(hours: str, name: str = "A line") -> Helpline:
    return Helpline("DE", name, hours, call=("1",))


@pytest.mark.parametrize(
    ("hours", "at", "is_open"),
    [
        ("24/7", "03:00", True),
        ("09:00-24:00 daily", "08:59", False),
        ("09:00-24:00 daily", "09:00", True),
        ("09:00-24:00", "23:59", True),
        ("09:00-24:00 daily", "00:00", False),
        ("18:00-02:00 daily", "01:59", True),
        ("18:00-02:00 daily", "02:00", False),
        ("18:00-02:00 daily", "18:00", True),
        ("22:00-00:00 daily", "23:00", True),
        ("22:00-00:00 daily", "00:00", False),
        ("weekday evenings", "19:00", None),
        ("25:00-26:00", "19:00", None),
    ],
)
def test_whether_a_line_is_open(hours: str, at: str, is_open: bool | None) -> None:
    assert line(hours).is_open(time.fromisoformat(at)) is is_open


@given(st.times(), st.permutations(["24/7", "09:00-17:00", "17:00-09:00 daily", "evenings"]))
def test_open_lines_come_first_and_none_is_left_out(at: time, hours: list[str]) -> None:
    lines = [line(each) for each in hours]
    ordered = open_first(lines, at)
    assert sorted(ordered) == sorted(lines)
    states = [each.is_open(at) for each in ordered]
    assert states == sorted(states, key=[True, None, False].index)
    assert len({line("09:00-17:00").is_open(at), line("17:00-09:00").is_open(at)}) == 2


@pytest.mark.parametrize(
    ("typed", "code", "by"),
    [
        ("at", "AT", ChosenBy.NAME),
        ("AT", "AT", ChosenBy.NAME),
        ("austria", "AT", ChosenBy.NAME),
        ("ÖSTERREICH", "AT", ChosenBy.NAME),
        ("uk", "GB", ChosenBy.NAME),
        ("United States", "US", ChosenBy.NAME),
        ("the united_states", "US", ChosenBy.NAME),
        ("united-k", "GB", ChosenBy.NEAR_NAME),
        ("Autsria", "AT", ChosenBy.NEAR_NAME),
        ("Astria", "AT", ChosenBy.NEAR_NAME),
        ("Austriaa", "AT", ChosenBy.NEAR_NAME),
        ("Austrib", None, ChosenBy.NAME),
        ("austral", "AU", ChosenBy.NEAR_NAME),
        ("south kor", "KR", ChosenBy.NEAR_NAME),
        ("aust", None, ChosenBy.NAME),
        ("united", None, ChosenBy.NAME),
        ("au s", None, ChosenBy.NAME),
        ("xx", None, ChosenBy.NAME),
        ("", None, ChosenBy.NAME),
        ("Narnia", None, ChosenBy.NAME),
    ],
)
def test_a_typed_country(typed: str, code: str | None, by: ChosenBy) -> None:
    found, chosen_by = find_country(typed, COUNTRIES)
    assert (found.code if found else None, chosen_by) == (code, by)


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({"LANG": "de_DE.UTF-8"}, "DE"),
        ({"LANG": "de-AT"}, "AT"),
        ({"LANG": "ca_ES@valencia"}, "ES"),
        ({"LC_ALL": "", "LC_MESSAGES": "fr_CH", "LANG": "de_DE"}, "CH"),
        ({"LC_ALL": "C.UTF-8", "LANG": "de_DE.UTF-8"}, None),
        ({"LANG": "en"}, None),
        ({"LANG": "en_001"}, None),
        ({"LANG": "POSIX"}, None),
        ({}, None),
    ],
)
def test_the_country_in_the_system_language(environ: dict[str, str], code: str | None) -> None:
    assert country_of_language(environ) == code


@pytest.mark.parametrize(
    ("checked", "today", "stale"),
    [
        ("2026-11-22", "2027-11-21", False),
        ("2026-11-22", "2027-11-22", True),
        ("2026-11-22", "2026-11-22", False),
        ("2026-11-22", "2020-01-01", False),
        ("2028-02-29", "2029-02-28", False),
        ("2028-02-29", "2029-03-01", True),
    ],
)
def test_a_comparison_is_old_after_twelve_months(checked: str, today: str, stale: bool) -> None:
    assert is_stale(date.fromisoformat(checked), date.fromisoformat(today)) is stale


RECORD = 'country = "de"\nname = "A line"\ncall = "1"\nhours = "24/7"\n'


def test_a_record_is_read() -> None:
    assert read_helpline(tomllib.loads(RECORD)) == Helpline("DE", "A line", "24/7", ("1",))


@pytest.mark.parametrize(
    ("record", "mistake"),
    [
        (RECORD.replace('"de"', '"Germany"'), "no country of two letters"),
        (RECORD.replace("country", "land"), "no country of two letters"),
        (RECORD.replace('"A line"', '" "'), "no name"),
        (RECORD.replace('"A line"', "1"), "name that is not in quotes"),
        (RECORD.replace('hours = "24/7"', ""), "no hours"),
        (RECORD.replace('call = "1"', ""), "no number to call"),
        (RECORD.replace('call = "1"', "call = 1"), "call that is not a list"),
        (RECORD.replace('call = "1"', "call = [1]"), "call that is not a list"),
        (RECORD + 'checked = "2026"', "not a date"),
        (RECORD + "checked = 2026-11-22T10:00:00", "not a date"),
    ],
)
def test_a_record_that_is_not_right_says_why(record: str, mistake: str) -> None:
    with pytest.raises(Misuse, match=mistake):
        read_helpline(tomllib.loads(record))
