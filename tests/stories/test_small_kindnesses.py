"""What a new user runs into: a mistake, an empty page, a word too few; each is met with the way on."""

import json
from datetime import timedelta

import pytest

from tests.conftest import Home


def test_options_of_a_page_may_stand_alone(home: Home) -> None:
    home.run("log 2 flat")
    home.run("calendar --month").says("November 2026")
    home.run("calendar --month --plain").says("November 2026")
    home.run("report --week").says("Mon 16 Nov")
    home.run("report --week -8").says("Mon 9 Nov")
    home.run("report --snooze").says("Until Sunday 6 December")
    home.run("report --last", code=2).remarks("--last needs a value. Try: numbjournal report --help")


def test_root_options_have_their_place(home: Home) -> None:
    said = home.run("log 2 --journal x.db", code=2)
    said.remarks("--journal stands before the command: numbjournal --journal FILE log")
    said = home.run("--json list", code=2)
    said.remarks("--json stands behind the command: numbjournal COMMAND --json")
    said = home.run("tag --json list", code=2)
    said.remarks("--json stands behind the command: numbjournal tag COMMAND --json")
    home.run("list --jsno", code=2).remarks("There is no such option.")


def test_waiting_help_signs_say_until_when_and_how_to_end_it(home: Home) -> None:
    start = home.now
    for back in range(13, -1, -1):
        home.now = start - timedelta(days=back)
        home.run("log 2 flat")
    home.run("report --snooze 20d")
    said = " ".join(home.run("report --plain").out.split())
    assert "The help signs wait until Saturday 12 December, as you asked." in said
    assert "numbjournal report --snooze off" in said
    assert json.loads(home.run("report --json").out)["data"]["snoozed_until"] == "2026-12-12"
    home.run("report --snooze off").says("do not wait any more")
    home.run("report --plain").says("you could feel very little")


@pytest.fixture
def backfilled(home: Home) -> Home:
    """A month of flat days, all written on one evening."""
    for back in range(29, -1, -1):
        home.run(f"log 1 flat --on -{back}" if back else "log 1 flat")
    return home


def test_days_written_late_are_shown_and_not_counted_anywhere(backfilled: Home) -> None:
    report = backfilled.run("report --last 4w --plain")
    report.says("Written later: 20 days more than a week later: shown, but not counted.")
    report.says("Showed up: flat on 8 days.")
    weeks = backfilled.run("report --last 6w --plain")
    weeks.says("Week from Monday 2 November 2026: no number, 0 of 7 counted.")
    data = json.loads(backfilled.run("report --last 6w --json").out)["data"]
    assert data["tags"]["manifestation"] == {"flat": 8}
    assert data["logged"] - data["too_late"] == 8
    assert data["weeks"][-4:] == [None, None, 1, 1]
    assert "figure" not in backfilled.run("report --why --plain").out


def test_what_was_counted_is_put_in_ranges(backfilled: Home) -> None:
    backfilled.run("report --why --plain").says("The days: 15-22 Nov.")


@pytest.mark.parametrize(
    ("line", "way_on"),
    [
        ("mark", "numbjournal mark add"),
        ("score", "numbjournal score phq-9 14"),
        ("onset", 'numbjournal onset "since March"'),
    ],
)
def test_an_empty_page_says_how_to_fill_it(home: Home, line: str, way_on: str) -> None:
    home.run("log 2")
    home.run(line).says(way_on)


def test_a_dose_behind_the_name_is_told_its_place(home: Home) -> None:
    home.run("mark add sertraline 100mg", code=2).remarks("A dose stands behind --dose.")
    home.run("mark add first talk --kind therapy").says("therapy: first talk")


def test_a_country_is_set_by_its_name(home: Home) -> None:
    home.run("config set country Germany").says("country is now DE.")
    home.run("config set country United Kingdom").says("country is now GB.")
    home.run("config set country Grmany").says("country is now DE.")
    said = home.run("config set country Icland", code=None)
    assert "IS" in said.out or "Did you mean" in said.err
    home.run("config set country Polnd-Warsaw", code=2).remarks("No country of that name")
    home.run("crisis Swedn").says("Sweden")
    home.run("crisis Germoney").says("Did you mean Germany?")


def test_in_need_the_lines_come_before_the_settings(home: Home) -> None:
    said = home.run("crisis").out
    assert said.index("numbjournal crisis, and its name") < said.index("numbjournal config set country")


def test_care_is_among_the_settings(home: Home) -> None:
    home.run("log 2")
    home.run("config set care yes")
    home.run("config --plain").says("care: yes")
    assert json.loads(home.run("config --json").out)["data"]["settings"]["care"] is True


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("since March", "since about March 2026."),
        ("last summer", "since about June 2026."),
        ("winter 2024", "since about December 2024."),
        ("3 weeks ago", "since about November 2026."),
    ],
)
def test_roughly_is_said_roughly(home: Home, typed: str, said: str) -> None:
    home.run(["onset", typed]).says(said)


def test_a_number_in_letters_is_told_how_numbers_are_typed(home: Home) -> None:
    home.run("log two").remarks("A number is typed in digits: numbjournal log 2")
    assert "digits" not in home.run("log 2 three").err


def test_a_file_about_a_day_to_come_is_refused_whole(home: Home) -> None:
    home.run("log 2")
    path = home.path / "journal.jsonl"
    home.run(["export", str(path)])
    path.write_text(path.read_text().replace('"day": "2026-11-22"', '"day": "2027-01-01"'))
    assert "2027-01-01" in path.read_text()
    other = ["--journal", str(home.path / "other.db")]
    home.run([*other, "import", str(path)], code=6).remarks("is about a day that is still to come")
    assert not (home.path / "other.db").exists()


def test_a_month_outside_of_the_journal_is_no_empty_frame(home: Home) -> None:
    home.run("log 2")
    home.run("calendar --month 1999-01").says("January 1999: no entry.")
