"""An environment that makes no sense: pages of a usual size, times in UTC, and never an error inside."""

import os
import time
from datetime import timedelta

import pytest

from numbjournal.output.wrapping import broken, filled, settle_size
from tests.conftest import Home, few

PAGES = (
    "list",
    "report",
    "calendar",
    "calendar --month",
    "insights",
    "config",
    "history",
    "show 1",
    "learn causes",
    "tag list",
    "backup list",
    "--plain list",
    "--help",
    "log --help",
)

SIZES = ("9" * 20, "9" * 5000, "1001", "0", "-5", "abc", "3.7", "1e3", "²", "٣", " 80", "")


@pytest.fixture
def there(home: Home) -> Home:
    home.run(["log", "2", "flat", "headache:3", "a note that goes on for a while " * 5])
    home.run("log 4 fatigue --on yesterday")
    return home


@pytest.mark.full
@pytest.mark.parametrize("size", few(SIZES, 4), ids=lambda size: repr(size[:12]))
def test_a_size_that_no_terminal_has_counts_as_not_set(there: Home, size: str) -> None:
    usual = {page: there.run(page).out for page in PAGES}
    there.width = size
    there.monkeypatch.setenv("LINES", size)
    for page in PAGES:
        assert there.run(page).out == usual[page]


@pytest.mark.parametrize("width", few([1, 2, 3, 7, 20, 1000], 3))
def test_every_page_has_some_width(there: Home, width: int) -> None:
    there.width = width
    for page in PAGES:
        assert there.run(page).out


@pytest.mark.parametrize("width", [-3, 0, 1, 2])
def test_lines_of_next_to_no_width(width: int) -> None:
    text = "  some words\n    and averylongwordindeed"
    assert "".join(broken(text, width).split()) == "".join(text.split())
    assert filled(["one", "two words"], width).split() == ["one", "two", "words"]


def test_a_size_that_a_terminal_has_stays() -> None:
    environ = {"COLUMNS": "132", "LINES": "0", "HOME": "x"}
    settle_size(environ)
    assert environ == {"COLUMNS": "132", "HOME": "x"}


@pytest.mark.parametrize(
    "variable",
    few(
        [
            "TERM=",
            "TERM=nonsense",
            f"TERM={'x' * 5000}",
            "LANG=nonsense",
            "LC_ALL=xx_XX",
            "LC_ALL=../../x",
            "LC_MESSAGES=\x1b[2J",
            "COLORTERM=nonsense",
            "FORCE_COLOR=nonsense",
            "ACCESSIBLE=99999999999999999999",
        ],
        4,
    ),
    ids=lambda variable: repr(variable[:20]),
)
def test_other_values_without_sense(there: Home, variable: str) -> None:
    name, _, value = variable.partition("=")
    there.monkeypatch.setenv(name, value)
    for line in (*PAGES, "crisis", "log 3"):
        there.run(line)


WITHOUT_SENSE = ("UTC+99", "UTC+24", "UTC-24", "Nonsense/Place", "/etc/passwd", "/no/such/zone", "A" * 5000)


@pytest.mark.parametrize("zone", few(WITHOUT_SENSE, 4), ids=lambda zone: zone[:16])
def test_a_zone_without_sense_is_utc_and_said(there: Home, zone: str) -> None:
    for page in (*PAGES, "doctor", "export - --format md --yes"):
        set_zone(there, zone)
        assert "TZ" not in there.run_by_the_system_clock(page).err
    set_zone(there, zone)
    there.run_by_the_system_clock("log 3 flat").remarks("TZ names no time zone that is known here")
    assert there.journal.show(3).logged_at.utcoffset() == timedelta()


@pytest.mark.parametrize(
    "zone",
    few(
        [
            "UTC",
            "",
            ":",
            "Europe/Berlin",
            "UTC+23:59:59",
            "XXX-1:23:45",
            "CET-1CEST,M3.5.0,M10.5.0/3",
            "Etc/GMT+5",
        ],
        4,
    ),
)
def test_a_zone_that_makes_sense_is_gone_by(there: Home, zone: str) -> None:
    set_zone(there, zone)
    assert "TZ" not in there.run_by_the_system_clock("log 3 flat").err
    offset = there.journal.show(3).logged_at.utcoffset()
    assert offset is not None
    assert offset.seconds % 60 == 0
    there.run("export journal.jsonl --include-private --force")


def set_zone(home: Home, zone: str) -> None:
    home.monkeypatch.chdir(home.path)
    home.monkeypatch.setenv("TZ", zone)
    time.tzset()
    assert os.environ["TZ"] == zone
