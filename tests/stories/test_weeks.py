"""A week looked back on: what stands there, what is said of it, and what is not said."""

import json
import random
import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from tests.conftest import SUNDAY, Home, few

NO_SIGN = "Nothing in these entries matched the three signs."
SOMETHING = "There is something in your week worth reading"


def live(home: Home, feels: list[int | None], words: str = "") -> None:
    """One entry each evening up to this one; None is a day without."""
    now = home.now
    for back, feel in zip(range(len(feels) - 1, -1, -1), feels, strict=True):
        home.now = now - timedelta(days=back)
        if feel is not None:
            home.run(f"log {feel} {words}")
    home.now = now


def test_a_week_with_a_gap(home: Home) -> None:
    live(home, [5, None, 4, 4, None, 3, 2], "fatigue walk")
    home.run("log --got-through 'the smell of rain'")
    page = home.run("report").out
    for line in (
        "Your week                                       Mon 16 Nov – Sun 22 Nov 2026",
        "Tue 17  ····················    –  no entry",
        "Sun 22  ━━━━────────────────    2  fatigue, movement",
        "Middle          4 this week",
        "Spread          2 to 5; 5 of 7 days logged",
        "You tried       movement on 5 days",
        'Got through     Sun: "the smell of rain"',
        "Not enough days to say yet (5 of 6). That is no answer either way.",
    ):
        assert line in page
    assert len(page.splitlines()) <= 24
    plain = home.run("report --plain").out
    assert "Tuesday 17 November: no entry." in plain
    assert "Sunday 22 November: 2 of 10. Fatigue, movement." in plain


def test_a_week_with_no_entry_and_one_with_one(home: Home) -> None:
    home.run("report", code=3).remarks("There is no journal yet.")
    home.run("log 2 --on -20")
    page = home.run("report").out
    assert page.count("no entry") == 7
    assert "Middle" not in page
    assert "Not enough days to say yet" in page
    assert NO_SIGN not in page
    home.run("log 6")
    home.run("report").says("Middle          6 this week").says("1 of 7 days logged")


def test_four_flat_weeks_are_named_with_what_was_counted(home: Home) -> None:
    feels: list[int | None] = [2 if number % 7 else None for number in range(28)]
    live(home, feels)
    page = home.run("--plain report").out
    assert "On 24 of the 24 days you answered in the last four weeks you could feel very little." in page
    assert "4 days were not logged." in page
    assert "A doctor or a therapist is a good person to take this to." in page
    assert "in the last two weeks" not in page
    reasons = home.run("report --why").out
    assert "Flat on most days for four weeks: met (24 of 24 days)." in reasons
    assert "It is met from 12 answered days on, if 75% of them are flat." in reasons
    found = json.loads(home.run("report --json").out)["data"]
    assert found["signs"]["results"]["1b"]["verdict"] == "met"
    assert (found["rung"], found["middle"], found["logged"]) == (2, 2, 6)


def test_what_was_shown_is_not_shown_every_week(home: Home) -> None:
    live(home, [2] * 28)
    home.run("report --json")
    home.run("report").says("On 28 of the 28 days")
    home.run("report").says("On 28 of the 28 days")
    for _ in range(3):
        home.later(days=1)
        home.run("log 2")
    held = home.run("report").out
    assert "What was counted was shown on Sunday 22 November 2026." in held
    assert "On 28" not in held
    assert NO_SIGN not in held
    home.later(days=11)
    home.run("--plain report").says("you could feel very little")


@pytest.mark.full
def test_what_did_not_reach_a_person_is_not_remembered(home: Home) -> None:
    live(home, [2] * 28)
    home.run("report --json")
    home.run("report --from -20")
    home.run("report --why")
    home.later(days=1)
    home.run("--plain report").says("you could feel very little")


def test_not_now(home: Home) -> None:
    live(home, [2] * 20)
    home.run("report --snooze 30d").says("Until Tuesday 22 December the help signs wait")
    home.run("report").says("The help signs wait until Tuesday 22 December, as you asked.")
    assert "was shown" not in home.run("--plain report").out
    home.later(days=1)
    home.run("log 2 panic --on today")
    home.run("log 2 panic --on -1")
    home.run("log 2 panic --on -2")
    home.run("--plain report").says("Panic or strong anxiety was there on 3 of the last 7 days.")


@pytest.mark.full
def test_somebody_who_only_logs_is_told_once_in_a_while(home: Home) -> None:
    said = []
    start = home.now
    for day in range(40):
        home.now = start + timedelta(days=day)
        if SOMETHING in home.run("log 2").err:
            said.append(day)
        assert SOMETHING not in home.run("log 2").err
    assert said == [10, 24, 38]


@pytest.mark.full
def test_somebody_who_is_well_is_told_nothing(home: Home) -> None:
    chance = random.Random(1)
    live(home, [chance.choice([5, 6, 7, 8, None]) for _ in range(40)])
    home.run("--plain report").says(NO_SIGN).says("That is not a check-up")
    assert SOMETHING not in home.run("log 6").err


@pytest.mark.parametrize("setting", ["", "config set plain yes", "report --snooze 90d"])
def test_a_crisis_tag_stands_first_for_a_fortnight(home: Home, setting: str) -> None:
    live(home, [6] * 12)
    home.run("log 5 want-to-die")
    if setting:
        home.run(setting)
    for days in (0, 13):
        home.now = SUNDAY + timedelta(days=days)
        page = home.run("report").out
        assert page.startswith("You noted thoughts of suicide.")
        data = home.run("report --json").remarks("You noted thoughts of suicide.")
        assert json.loads(data.out)["help"].startswith("You noted thoughts of suicide.")
    home.now = SUNDAY + timedelta(days=14)
    assert "You noted" not in home.run("report").out


def test_who_has_care_hears_other_words(home: Home) -> None:
    live(home, [2] * 28)
    with closing(sqlite3.connect(home.journal_path, isolation_level=None)) as journal:
        journal.execute("INSERT INTO fact VALUES ('care', 'yes')")
    page = home.run("report").out
    assert "Something to bring to your next session." in page
    assert "A doctor or a therapist" not in page


def test_numbers_of_ones_own(home: Home) -> None:
    live(home, [6, 2] * 7)
    home.run("--plain report").says(NO_SIGN)
    home.settings_path.write_text(home.settings_path.read_text() + "\n[rules.early]\nshare = 0.5\ndayz = 3\n")
    home.later(days=14)
    home.now = SUNDAY
    changed = home.run("--plain report")
    changed.says("On 7 of the 14 days").says("Counted with numbers of your own: early.share 0.5, not 0.75.")
    changed.remarks("rules.early.dayz in your settings is not a rule; it is left out.")


@pytest.mark.full
def test_more_than_five_weeks_are_weeks(home: Home) -> None:
    live(home, [4] * 50)
    home.run("report --last 7").says("Your 49 days").says(
        "Mon  5 Oct  ━━━━━━━━────────────    4  7 of 7 days"
    )
    home.run("report --last 5").says("Mon 19")


@pytest.mark.parametrize(
    ("line", "says"),
    few(
        [
            ("report --week 2026-11-11", "Mon 9 Nov – Sun 15 Nov 2026"),
            ("report --last 10d", "Your 10 days"),
            ("report --month", "Your 30 days"),
            ("report --from 2026-11-01 --to 2026-11-03", "Sun 1 Nov – Tue 3 Nov 2026"),
            ("report --from yesterday", "Your 2 days"),
        ],
        3,
    ),
)
def test_other_ranges(home: Home, line: str, says: str) -> None:
    live(home, [4] * 14)
    home.run(line).says(says)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("report --week monday --last 3", "Say the time in one way."),
        ("report --from today --to yesterday", "The first day is after the last."),
        ("report --from 1990-01-01", "a year at most"),
        ("report --snooze ever", "days, weeks or months"),
        ("report --week tomorrow", "still to come"),
    ],
)
def test_times_that_make_no_sense(home: Home, line: str, sentence: str) -> None:
    home.run("log 2")
    assert home.run(line, code=2).remarks(sentence).err.count("\n") == 1


def test_what_was_written_later_is_hollow_and_what_was_written_much_later_only_shown(home: Home) -> None:
    home.run("log 4 --on -3")
    home.run("report").says("Thu 19  ╍╍╍╍╍╍╍╍────────────    4").says(
        "1 of 7 days logged, 1 of them written later"
    )
    home.run("log 4 --on -10")
    home.run("report --from -10 --to -9").says("╍╍╍╍╍╍╍╍").says("1 of 2 days logged")
    assert "Middle" not in home.run("report --from -10 --to -9").out


@pytest.mark.full
def test_five_hundred_entries_in_a_day(home: Home) -> None:
    home.run("log 1")
    with closing(sqlite3.connect(home.journal_path, isolation_level=None)) as journal:
        journal.executemany(
            """INSERT INTO entry (id, number, day, logged_at, utc_offset, answer, feel)
            VALUES (?, ?, '2026-11-22', '2026-11-22T10:00:00.000Z', 60, 'rated', 7)""",
            [(f"x{number}", number) for number in range(2, 502)],
        )
    home.run("report").says("━━━━━━━━━━━━━━──────    7")


def test_the_clock_set_back(home: Home) -> None:
    home.run("log 2")
    home.now -= timedelta(days=30)
    home.run("report").says("no entry")
