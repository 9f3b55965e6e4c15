"""A year and a month, every kind of day told apart without a colour."""

import json
import re
from datetime import timedelta

import pytest

from numbjournal.wording.calendar import SIGNS
from tests.conftest import Home, few


@pytest.fixture
def days(home: Home) -> Home:
    """One of each kind on the days before this one."""
    for back, words in enumerate(
        ["2", "10", "unsure", "tired", "flat", "--mood 4", "headache", "7 --private"], start=0
    ):
        home.now -= timedelta(days=back)
        home.run(f"log {words}")
        home.now += timedelta(days=back)
    home.run("log 5 --on -12")
    return home


def test_every_kind_of_day_has_a_sign_of_its_own(days: Home) -> None:
    assert len(set(SIGNS.values())) == len(SIGNS)
    month = days.run("calendar --month this").out
    for shown in ("22  2", "21  10", "20  ?", "19  ~", "18  f", "17  m", "16  +", "15  7", "13  ·", "10 (5)"):
        assert shown in month
    for meaning in (
        "? can't tell",
        "~ too tired to rate",
        "f flat, no number",
        "m mood, no number",
        "(2) written",
    ):
        assert meaning in month
    plain = days.run("calendar --month this --plain").out
    assert "Friday 20 November: can't tell." in plain
    assert "Friday 13 November: no entry." in plain
    assert "Tuesday 10 November: 5 of 10, written later." in plain


@pytest.mark.parametrize(("width", "row"), [(80, " ⁵ · · · · 7 + m f ~ ? T 2"), (60, "⁵····7+mf~?T2")])
def test_a_year_is_a_row_a_month(days: Home, width: int, row: str) -> None:
    days.width = width
    page = days.run("calendar").out
    assert row in page
    # Before the journal began there is nothing to miss.
    assert "Nov" in page
    assert "Oct 26" not in page
    days.run("log 3 --on 2025-06-10")
    rows = [
        line
        for line in days.run("calendar").out.splitlines()
        if re.match(r"  [A-Z][a-z]{2}( \d\d)? ", line) and "entry" not in line
    ]
    assert [line[2:5] for line in (rows[0], rows[-1])] == ["Dec", "Nov"]
    assert len(rows) == 12
    assert row in rows[-1]


def test_as_data(days: Home) -> None:
    (*_, november) = json.loads(days.run("calendar --json").out)["data"]
    assert (november["month"], november["logged"], len(november["days"])) == ("2026-11", 9, 13)
    assert november["days"][-1] == {"day": "2026-11-22", "shows": "a number", "number": 2, "late": False}
    month = json.loads(days.run("calendar --month 2026-11 --json").out)["data"]
    assert month == november


@pytest.mark.parametrize(
    ("words", "title"),
    few(
        [
            ("2026", "November 2026"),
            ("--month last", "October 2026"),
            ("--month oct", "October 2026"),
            ("--month december", "December 2025"),
            ("--month 2026-02", "February 2026"),
        ],
        3,
    ),
)
def test_other_times(days: Home, words: str, title: str) -> None:
    days.run(f"calendar {words}").says(title)


@pytest.mark.parametrize(
    ("words", "sentence"),
    few(
        [
            ("2027", "A year is 1900 to 2026."),
            ("abc", "A year is 1900 to 2026."),
            ("2025 --month last", "two pages"),
            ("--month 2026-13", "does not exist"),
            ("--month 2027-01", "still to come"),
            ("--month 0000-01", "does not exist"),
            ("--month ma", "A month is this, last"),
            ("--month ''", "A month is this, last"),
        ],
        4,
    ),
)
def test_times_that_make_no_sense(days: Home, words: str, sentence: str) -> None:
    assert days.run(f"calendar {words}", code=2).remarks(sentence).err.count("\n") == 1


def test_a_year_without_an_entry(days: Home) -> None:
    days.run("calendar 2025", code=3).remarks("There is no entry in that time. Try: numbjournal calendar")
    days.run("log 3 --on 2025-06-10")
    days.run("calendar 2025").says("June 2025 to December 2025")


def test_before_the_first_entry(home: Home) -> None:
    home.run("calendar", code=3).remarks("There is no journal yet.")
