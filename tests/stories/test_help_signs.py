"""The help signs as a person meets them: what stands first, what waits, and what nothing may keep back."""

import json
from datetime import timedelta

import pytest

from numbjournal.store.daily import backup_folder
from tests.conftest import SUNDAY, Home, few
from tests.stories.test_weeks import NO_SIGN, SOMETHING, live

NOTED = "You noted thoughts of suicide."


def breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mistake in a rule."""

    def fails(*_: object) -> None:
        raise ValueError("a mistake")

    monkeypatch.setattr("numbjournal.services.help_signs.read_signs", fails)


@pytest.mark.full
def test_twice_a_week_with_a_medicine(home: Home) -> None:
    home.run("mark add sertraline --kind medication-start --on 2026-08-25")
    live(home, [2, None, None, 2, None, None, None] * 12 + [2])
    home.run("--plain report").says("weeks with enough days").says("A doctor or a therapist")
    home.run("report --why").says("Flat in most weeks for twelve weeks: met")
    home.run("export - --format md --yes")
    home.later(days=1)
    home.run("log 5 suicidal-thoughts")
    assert home.run("report").out.startswith(NOTED)
    assert len(list(backup_folder(home.journal_path).glob("2026-11-23*"))) == 1


def test_a_mistake_in_a_rule_keeps_nothing_back(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.run("log 6")
    home.later(days=1)
    breaks(monkeypatch)
    home.run("log 5 want-to-die", code=1).says("Saved 2").says(NOTED)
    assert len(list(backup_folder(home.journal_path).glob("2026-11-23*"))) == 1
    assert home.run("report", code=1).out.startswith(NOTED)
    home.run("report --json", code=1).remarks(NOTED)


@pytest.mark.parametrize("options", few(["", "--plain", "--json"], 4))
@pytest.mark.parametrize("snooze", [False, True])
@pytest.mark.parametrize("days", [1, 12])
def test_below_what_stands_first_nothing_is_said_of_there_being_no_sign(
    home: Home, days: int, snooze: bool, options: str
) -> None:
    live(home, [6] * days)
    assert (NO_SIGN in home.run(f"report {options}").out) == (days == 12)
    home.run("log 5 want-to-die")
    if snooze:
        home.run("report --snooze 14d")
    page = home.run(f"report {options}")
    assert NOTED in page.out
    assert NO_SIGN not in page.out
    assert "Not enough days" not in page.out


def test_an_old_entry_to_which_it_was_added(home: Home) -> None:
    home.run("log 5")
    home.later(days=40)
    live(home, [6] * 12)
    home.run("edit 1 --add suicidal-thoughts").says(NOTED)
    edited = home.now
    for days in (0, 13):
        home.now = edited + timedelta(days=days)
        page = home.run("report").out
        assert page.startswith(NOTED)
        assert NO_SIGN not in page
        home.run("report --why").says(NOTED)
    home.now = edited + timedelta(days=14)
    assert NOTED not in home.run("report").out


def test_a_day_of_long_ago_that_is_written_about_now(home: Home) -> None:
    home.run("log 6 --on 2026-01-01")
    live(home, [6] * 12)
    home.run("log 5 suicidal-thoughts --on 2026-08-01")
    for days in (0, 13):
        home.now = SUNDAY + timedelta(days=days)
        assert home.run("report").out.startswith(NOTED)
    home.now = SUNDAY + timedelta(days=14)
    assert NOTED not in home.run("report").out


def test_what_was_brought_from_elsewhere_was_written_where_it_was(home: Home) -> None:
    home.run("log 5 suicidal-thoughts")
    home.run(f"export {home.path}/j.jsonl")
    home.later(days=20)
    other = f"--journal {home.path}/other.db"
    home.run(f"{other} import {home.path}/j.jsonl").says("Imported 1 entry")
    assert NOTED not in home.run(f"{other} report").out
    home.run(f"{other} edit 1 --mood 3")
    assert home.run(f"{other} report").out.startswith(NOTED)


def test_a_total_speaks_and_no_day_does(home: Home) -> None:
    live(home, [6] * 3)
    home.run("score phq-9 16")
    home.run("report --why").says("Severe distress: met by a total (16 on the PHQ-9).").says(
        "The total of 16 on the PHQ-9 (22 Nov) reaches its published cut-off."
    ).says("It is met by panic or strong anxiety on 3 days of 7, or by a total.")


def test_another_total_is_shown_the_next_day(home: Home) -> None:
    live(home, [6] * 12)
    home.run("score gad-7 16")
    home.run("--plain report").says("16 on the GAD-7")
    home.later(days=2)
    home.run("log 6")
    assert "16 on the GAD-7" not in home.run("--plain report").says("was shown on Sunday 22 November").out
    home.run("score phq-9 22")
    home.run("--plain report").says("22 on the PHQ-9")


@pytest.mark.full
def test_not_now_before_anything_was_shown(home: Home) -> None:
    live(home, [2] * 20)
    home.run("report --snooze 14d")
    home.run("--plain report").says("The help signs wait until Sunday 6 December, as you asked.")
    waits = json.loads(home.run("report --json").out)["data"]
    assert (waits["held_since"], waits["snoozed_until"], waits["rung"]) == (None, "2026-12-06", 0)
    home.later(days=14)
    live(home, [2] * 14)
    home.run("--plain report").says("you could feel very little")


@pytest.mark.parametrize(
    ("first", "before", "told"),
    few(
        [("", "backup", [10, 24, 38]), ("config set care yes", "list", [10, 38]), ("", "list", [10, 24, 38])],
        3,
    ),
)
def test_who_only_logs_is_told_whatever_else_is_run(
    home: Home, first: str, before: str, told: list[int]
) -> None:
    said = []
    if first:
        home.run("log 2")
        home.run(first)
    for day in range(40):
        home.now = SUNDAY + timedelta(days=day)
        home.run(before, code=None)
        if SOMETHING in home.run("log 2").err:
            said.append(day)
    assert said == told


def test_a_misspelt_crisis_word_is_not_said_again_by_itself(home: Home) -> None:
    home.run("tag add suicidl-thoughts --kind body", code=None)
    home.run("log 4 suicidl-thoughts headache").says("Did you mean suicidal-thoughts?")
    home.later(days=1)
    again = home.run("log same")
    assert "suicid" not in again.out
    tags = [tagging["tag"] for tagging in json.loads(home.run("show 2 --json").out)["data"]["tags"]]
    assert tags == ["headache"]


def test_from_when_on_a_young_journal_is_read(home: Home) -> None:
    live(home, [2] * 8)
    home.run("--plain report").says("from Wednesday 25 November 2026 on the journal is old enough.")
    home.later(days=3)
    home.run("log 2 --on -2")
    home.run("log 2 --on -1")
    home.run("log 2")
    home.run("--plain report").says("you could feel very little")


def test_numbers_that_would_silence_a_sign_are_not_taken(home: Home) -> None:
    live(home, [2] * 3, "panic")
    settings = home.settings_path.read_text()
    home.settings_path.write_text(
        f"{settings}\n[rules.distress]\nin_a_week = 50\n[rules.early]\nanswered = 100\nshare = 1e-9\n"
    )
    report = home.run("--plain report").says("Panic or strong anxiety was there on 3 of")
    report.remarks(
        "rules.distress.in_a_week in your settings is not a whole number from 1 to 7; the default, 3,"
    )
    report.remarks("rules.early.answered in your settings is not a whole number from 1 to 14")
    report.remarks("rules.early.share in your settings is not a share from 0.5 to 1")


@pytest.mark.full
def test_longer_windows_are_read_whole(home: Home) -> None:
    live(home, [2] * 130)
    settings = home.settings_path.read_text()
    home.settings_path.write_text(
        f"{settings}\n[rules.lasting]\ndays = 112\n[rules.medication]\ndays_after = 14\n"
    )
    why = home.run("report --why").says("Flat on most days for 112 days: met (112 of 112 days).").out
    assert "Without an entry" not in why


def test_what_was_written_too_late_is_in_no_figure(home: Home) -> None:
    live(home, [4] * 3)
    for back in (20, 21):
        home.run(f"log 9 lost-interest --on -{back} --interfered lot")
    home.run("--plain calendar").says("November 2026: middle 4, 5 days logged.")
    page = home.run("report --last 8").out
    assert "Middle          4 in this time" in page
    assert "lost interest" not in page
    assert "a lot on" not in page
    assert "━" * 10 not in page
    data = json.loads(home.run("report --last 8 --json").out)["data"]
    assert [week["middle"] for week in data["by_week"] if week["logged"]] == [None, None, 4]
    assert [day["feel"] for day in data["days"] if day["too_late"]] == [9, 9]


def test_a_day_that_starts_at_four(home: Home) -> None:
    home.run("log 6")
    home.run("config set day_starts_at 04:00")
    home.now = home.now.replace(day=25, hour=1)
    home.run("log 2 --on yesterday").says("Monday 23 November")
    assert "written later" not in home.run("--plain report").out
    home.run("config set day_starts_at 00:00")
    home.run("--plain report").says("Monday 23 November: 2 of 10, written later.")


def test_data_holds_every_figure(home: Home) -> None:
    live(home, [6, 6, *[2] * 18])
    home.run("score phq-9 12")
    home.run("onset since september")
    data = json.loads(home.run("report --last 20d --json").out)["data"]
    signs = data["signs"]
    assert signs["worth_showing"] == [{"instrument": "PHQ-9", "value": 12, "day": "2026-11-22"}]
    assert (signs["is_since_long"], signs["rung"]) == (True, 2)
    flatness = data["flatness"]
    assert (flatness["flat"], flatness["answered"], flatness["longest"]) == (18, 20, 18)
    assert flatness["last_other"] == "2026-11-04"
    assert 0 < flatness["share"]["low"] < flatness["share"]["value"] == 0.9 < flatness["share"]["high"] < 1
    assert data["quartiles"] == [2, 2]
    assert [week["logged"] for week in data["by_week"]] == [6, 7, 7]
