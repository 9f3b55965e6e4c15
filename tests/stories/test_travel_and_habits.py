"""Late nights, other time zones, repeated days, several entries a day, and output for other programs."""

import json
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from tests.conftest import Home


def test_travel_never_moves_a_day(home: Home) -> None:
    home.now = datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=13)))
    home.run("log 2")
    home.now = datetime(2026, 11, 22, 11, 0, tzinfo=timezone(timedelta(hours=-8)))
    home.run("log 3")
    shown = json.loads(home.run("list --json").out)["data"]
    assert [(entry["day"], entry["logged_at"]) for entry in shown] == [
        ("2026-11-22", "2026-11-22T11:00:00.000-08:00"),
        ("2026-11-22", "2026-11-22T23:30:00.000+13:00"),
    ]
    home.run("show 1").says("Sunday 22 November").says("23:30 (UTC+1300)")


@pytest.mark.parametrize("day", [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC)])
def test_the_hour_that_is_skipped_or_comes_twice_is_still_that_day(home: Home, day: datetime) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    for number, minutes in enumerate(range(-30, 4 * 60, 30), start=1):
        home.now = (day + timedelta(minutes=minutes)).astimezone(berlin)
        home.run("log 2")
        entry = home.journal.show(number)
        assert entry.draft.day == home.now.date() == day.date()
        assert entry.logged_at.timestamp() == home.now.timestamp()
        assert entry.logged_at.utcoffset() == home.now.utcoffset()


def test_the_same_as_last_time(home: Home) -> None:
    home.run("log 2 flat headache:3 walk suicidal --mood 4 --on -3 --got-through x --private")
    home.run("log same fatigue").says(
        "Saved 2 for Sunday 22 November: feel 2, mood 4, flat, headache strong, fatigue."
    )
    home.run("log same --mood 7").says("feel 2, mood 7, flat, headache strong, fatigue.").remarks(
        "As on Sunday"
    )
    home.run("log unsure --on yesterday")
    home.run("log same --on yesterday").says("can't tell")


def test_the_same_looks_back_seven_days(home: Home) -> None:
    home.run("log same", code=3).remarks("There is no journal yet.")
    home.run("log 2 --on -8")
    home.run("log same", code=3).remarks("no entry in the seven days")
    home.run("log same --on -1").says("feel 2").remarks("As on Saturday 14 November, 8 days ago.")


def test_several_entries_a_day(home: Home) -> None:
    home.run("log 2 --at 8:00")
    home.run("log 6 --at 20:15")
    home.run("list").says("2 entries")
    home.run("show 2").says("Sunday 22 November, 20:15")


def test_data_for_other_programs(home: Home) -> None:
    saved = json.loads(home.run("log 2 numb:3 --note hi --json").out)
    assert saved["schema"] == "numbjournal/1"
    assert saved["command"] == "log"
    assert saved["help"] is None
    assert saved["data"]["tags"] == [{"tag": "flat", "label": "flat", "strength": 3, "typed": "numb"}]
    assert json.loads(home.run("show 1 --json").out)["data"] == saved["data"]
    assert json.loads(home.run("edit 1 --feel 3 --json").out)["data"]["feel"] == 3
    assert json.loads(home.run("delete 1 --json").out)["data"] == [1]
    assert json.loads(home.run("undo --json").out)["data"][0]["back"] == [1]
    assert json.loads(home.run("redo --json").out)["data"][0]["gone"] == [1]
    assert json.loads(home.run("list --json").out)["data"] == []
    assert json.loads(home.run("tag show flat --json").out)["data"]["aliases"][0] == "flatness"
    tags = json.loads(home.run("tag list --json").out)["data"]
    assert {"id", "kind", "label", "name", "about", "aliases", "own", "retired"} == set(tags[0])
    assert json.loads(home.run("config --json").out)["data"]["settings"]["day_starts_at"] == "00:00"


def test_where_to_turn_reaches_eyes_and_programs(home: Home) -> None:
    result = home.run("log suicidal --json").remarks("findahelpline.com")
    assert "findahelpline.com" in json.loads(result.out)["help"]


def test_data_is_never_cut_and_pages_say_when_they_are(home: Home) -> None:
    for _ in range(25):
        home.run("log 2")
    assert len(json.loads(home.run("list --json").out)["data"]) == 25
    home.run("list").says("20 entries").remarks("There are more; all of them with: --limit all")
    home.run("list --limit all").says("25 entries")
    home.run("list --limit 3").says("3 entries")


def test_own_words(home: Home) -> None:
    home.run("log 3 moth:2").says("moth").remarks("moth is kept as your own tag.").remarks(
        "takes no strength"
    )
    home.run("tag add heavy-legs --kind body --about 'My legs are heavy.'").says("heavy-legs is your tag now")
    home.run("log 3 heavy-legs:3").says("heavy-legs strong")
    home.run("tag add leaden --same-as heavy-legs").says("leaden now means heavy-legs")
    home.run("log 3 Leaden:1").says("heavy-legs (Leaden, mild)")
    home.run("tag show heavy-legs").says("My legs are heavy.").says("1 day of your journal").says("leaden")
    home.run("tag list").says("Your own").says("moth")
    home.run("list --tag leaden").says("2 entries")
    home.run("undo --steps 2").says("Entry 3 is taken back.").says('"leaden" is taken back.')
    home.run("redo --steps 2").says('"leaden" is back.')


def test_help_and_version(home: Home) -> None:
    assert home.run("--help").out == home.run("-h").out
    home.run("--version").says("numbjournal 0.")
    home.run("log --help").says("numbjournal log 2 flat headache:3")
    home.run("tag").says("How numbness shows")


def test_every_day_with_a_change_has_its_backup(home: Home) -> None:
    folder = home.journal_path.with_name("journal.db-backups")
    for day, line in enumerate(
        ("log 2", "edit 1 --mood 3", "undo", "redo", "delete 1", "tag add moth", "list")
    ):
        home.run(line)
        home.later(days=1)
        # Looking is no change.
        assert len(list(folder.iterdir())) == min(day + 1, 6)
