"""Clocks that jump, days that come again, hours that do not come: said, and nothing is lost or hidden."""

import json
import random
import re
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from numbjournal.core.when import distance, times_shown
from numbjournal.store.driver import connect
from numbjournal.store.remembered import memory_of, remember
from tests.conftest import Home, few

AUCKLAND = datetime(2026, 11, 23, 9, 30, tzinfo=timezone(timedelta(hours=13)))
HONOLULU = timezone(timedelta(hours=-10))
AHEAD = "1 entry is dated Monday 23 November, tomorrow here"
LATER = f"{AHEAD}; it appears when that day comes."


@pytest.fixture
def west(home: Home) -> Home:
    """Logged in Auckland; an hour later in time it is yesterday, in Honolulu."""
    home.now = AUCKLAND - timedelta(days=20)
    home.run("log 4 fatigue")
    home.now = AUCKLAND
    home.run("log 2 flat")
    home.now = (AUCKLAND + timedelta(hours=1)).astimezone(HONOLULU)
    assert home.now.date() == date(2026, 11, 22)
    return home


@pytest.mark.parametrize(
    "line",
    few(
        [
            "report",
            "report --month",
            "report --plain",
            "report --json",
            "report --week today",
            "calendar",
            "calendar --month",
            "calendar 2026",
            "insights",
            "list --last 2w",
            "list --from -3 --to today",
            "list --last 2w --json",
            "export handout.md --yes",
            "export handout.md --yes --json",
        ],
        4,
    ),
)
def test_a_page_up_to_today_says_what_is_dated_tomorrow(west: Home, line: str) -> None:
    west.monkeypatch.chdir(west.path)
    west.run(line).remarks(LATER)
    west.later(hours=14)
    assert "dated" not in west.run(f"{line} --force" if "export" in line else line).err


def test_when_its_day_comes_it_appears(west: Home) -> None:
    assert len(json.loads(west.run("list --last 1w --json").out)["data"]) == 0
    west.later(hours=14)
    assert len(json.loads(west.run("list --last 1w --json").out)["data"]) == 1
    west.run("report").says("1 of 7 days")


@pytest.mark.parametrize(
    "line", ["report --to -1", "report --week -14", "calendar --month last", "list --to -1"]
)
def test_a_page_about_an_earlier_time_says_nothing_of_it(west: Home, line: str) -> None:
    assert "dated" not in west.run(line).err


@pytest.mark.parametrize("line", ["list", "list --plain", "list --json", "list --flat", "search flat"])
def test_where_it_is_shown_it_is_said(west: Home, line: str) -> None:
    west.run(line).remarks(f"{AHEAD}.")
    west.run("show 2").says("Monday 23 November, tomorrow here")
    west.run("--plain list").says("Entry 2. Monday 23 November, tomorrow here:")
    west.run("edit 2 --mood 3").says("Changed 2 for Monday 23 November, tomorrow here:")


def test_nobody_was_away_who_has_flown(west: Home) -> None:
    west.run("").says("Sunday 22 November: no entry yet.").says(f"{AHEAD}.")
    assert "Welcome back" not in west.run("").out
    west.monkeypatch.setattr("numbjournal.context.Run.is_talking", True)
    said = west.run("log 3")
    assert "Welcome back" not in said.out + said.err


def test_a_journal_of_tomorrow_alone(home: Home) -> None:
    home.now = AUCKLAND
    home.run("log 2 suicidal")
    home.now = (AUCKLAND + timedelta(hours=1)).astimezone(HONOLULU)
    home.monkeypatch.chdir(home.path)
    for line in ("", "list", "list --last 1w", "report", "report --why", "calendar --month", "history"):
        home.run(line)
    home.run("log same", code=3)
    home.run("calendar", code=3)
    home.run("insights", code=3)
    home.run("export handout.md --yes").remarks(LATER)
    # What is about safety does not wait for a day to come.
    home.run("report").says("You noted thoughts of suicide.")


def test_several_days_ahead(home: Home) -> None:
    home.now += timedelta(days=400)
    home.run("log 2")
    home.later(days=1)
    home.run("log 2")
    home.later(days=-401)
    home.run("report").remarks(
        "2 entries are dated Monday 27 December 2027, in 400 days or later; they appear when that day comes."
    )


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "in 2 days"), (-1, "tomorrow here"), (0, "today"), (1, "yesterday"), (2, "2 days ago")],
)
def test_how_far_a_day_is(days: int, words: str) -> None:
    today = date(2026, 11, 22)
    assert distance(today - timedelta(days=days), today) == words


EVERY_PAGE = (
    "",
    "list",
    "report",
    "calendar",
    "show 2",
    "doctor",
    "history",
    "onset",
    "mark",
    "score",
    "pause",
    "remind",
    "insights",
    "backup list",
    "export handout.md --yes --force",
)


@pytest.mark.full
def test_no_page_counts_days_below_zero(west: Home) -> None:
    west.monkeypatch.chdir(west.path)
    west.run("mark add trip")
    west.run("score phq-9 14")
    west.run("onset today")
    west.run("backup")
    chance = random.Random(3)
    for zone in (13, -10, 14, -11, 0, *(chance.randrange(-12, 15) for _ in range(4))):
        west.now = west.now.astimezone(timezone(timedelta(hours=zone)))
        for line in EVERY_PAGE:
            result = west.run(line)
            assert not re.search(r"-[0-9]+ days?\b", result.out + result.err), line


# Hours that do not come, and those that come twice


@pytest.mark.parametrize(
    ("day", "clock", "times"),
    [
        (date(2026, 3, 29), "01:59", 1),
        (date(2026, 3, 29), "02:00", 0),
        (date(2026, 3, 29), "02:30", 0),
        (date(2026, 3, 29), "03:00", 1),
        (date(2026, 10, 25), "01:59", 1),
        (date(2026, 10, 25), "02:00", 2),
        (date(2026, 10, 25), "02:59", 2),
        (date(2026, 10, 25), "03:00", 1),
        (date(2026, 11, 22), "02:30", 1),
        (date(1900, 1, 1), "00:00", 1),
    ],
)
def test_how_often_a_time_is_shown(home: Home, day: date, clock: str, times: int) -> None:
    assert home.now.tzinfo
    assert times_shown(day, clock, datetime.astimezone) == times


def test_a_time_that_no_clock_can_tell() -> None:
    def never(_: datetime) -> datetime:
        raise OverflowError

    assert times_shown(date(1900, 1, 1), "00:00", never) == 1


def test_a_time_that_did_not_come_is_kept_and_said(home: Home) -> None:
    home.now = datetime(2026, 3, 29, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    said = "02:30 did not come on Sunday 29 March here: the clocks went forward. It is kept as you typed it."
    home.run("log 3 --at 02:30").says("Saved 1").remarks(said)
    assert home.journal.show(1).draft.time == "02:30"
    assert home.run("log 3 --at 03:30").err == ""
    home.run("edit 2 --at 02:30").remarks(said)
    assert "did not come" not in home.run("edit 2 --mood 3").err
    home.run("log 2 --at 02:30 --on -1")
    home.now = datetime(2026, 10, 25, 12, tzinfo=ZoneInfo("Europe/Berlin"))
    home.run("log 3 --at 02:30").remarks("02:30 came twice on Sunday 25 October here: the clocks went back.")


# Clocks that jump


def test_doctor_is_silent_about_a_journey_and_small_corrections(west: Home) -> None:
    west.later(minutes=-90)
    west.run("log 3")
    assert "clock" not in west.run("doctor").out
    assert "still to come" not in west.run("doctor").out


def test_doctor_names_a_clock_that_jumped(home: Home) -> None:
    home.run("log 2")
    home.later(days=365 * 73)
    home.run("log 3")
    said = home.run("doctor").out
    assert "clock" not in said
    home.later(days=-365 * 73)
    said = home.run("doctor").out
    assert "Worth knowing: The clock of a change is ahead, on Wednesday 4 November 2099." in said
    home.run("log 4")
    said = home.run("doctor").out
    assert "The clock went back once from Wednesday 4 November 2099 to Sunday 22 November 2026." in said
    assert "Entry 2 is dated Wednesday 4 November 2099, which is still to come." in said
    assert "numbjournal edit 2 --on WHEN" in said
    home.run("edit 2 --on today")
    assert "still to come" not in home.run("doctor").out
    home.later(days=-2)
    home.run("log 1")
    home.run("doctor").says("The clock went back 2 times, the last time from Sunday 22 November 2026")


def test_days_and_clocks_that_are_none_are_no_error_inside(home: Home) -> None:
    home.run("log 2")
    home.run("log 3")
    connection = connect(str(home.journal_path), isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    connection.execute("UPDATE step SET at = 'never' WHERE number = 1")
    connection.execute("UPDATE entry SET day = '9999-99-99' WHERE number = 1")
    connection.close()
    result = home.run("doctor", code=None)
    assert "went wrong" not in result.err
    assert "clock" not in result.out


@pytest.mark.full
def test_help_signs_come_back_after_a_clock_was_ahead(home: Home) -> None:
    home.later(days=365 * 73)
    ahead = home.now
    home.run("log 2")
    remember(home.journal, memory_of(home.journal)._replace(day=ahead.date(), hinted=ahead.date(), rung=3))
    home.later(days=-365 * 73)
    home.run("delete 1")
    said = ""
    for _ in range(30):
        home.later(days=1)
        said += home.run("log 1 flat").err
    assert "There is something in your week worth reading: numbjournal report" in said
    assert memory_of(home.journal).hinted != ahead.date()


def test_a_backup_of_a_day_to_come_has_no_age_below_zero(home: Home) -> None:
    home.later(days=1)
    home.run("log 2")
    home.later(days=-1)
    home.run("doctor").says("the newest, of Monday 23 November 2026, holds 1 entry")
