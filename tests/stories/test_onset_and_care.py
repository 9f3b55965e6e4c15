"""What a person says once about themselves; a step of undo like everything else."""

import json
from datetime import timedelta

from tests.conftest import Home


def test_since_when(home: Home) -> None:
    home.run("onset since March").says("Kept: since about March 2026. Undo with: numbjournal undo")
    home.run("onset").says("Kept: since about March 2026.")
    home.run("onset always").says("as long as you can remember")
    assert json.loads(home.run("onset --json").out)["data"] == {"since": "1900-01-01"}
    home.run("undo")
    home.run("onset").says("March 2026")
    home.run("onset --forget").says("Taken back: since when it has been like this.")
    home.run("onset").says("Nothing is said about it yet.")
    home.run("history").says("onset")
    assert home.run("onset a blue moon", code=2).err.count("\n") == 1


def test_a_month_or_longer_counts_in_the_report(home: Home) -> None:
    start = home.now
    for back in range(11, -1, -1):
        home.now = start - timedelta(days=back)
        home.run("log 2")
    home.run("--plain report").says("One idea, if you want one")
    home.run("onset since September")
    report = home.run("--plain report").says("A doctor or a therapist is a good person to take this to.")
    report.says("You said that it has been like this for a month or longer.")


def test_who_already_has_care(home: Home) -> None:
    home.run("log 2")
    home.run("config get care").says("no")
    home.run("config set care yes").says("Kept: you already have care.")
    home.run("config get care").says("yes")
    assert "care =" not in home.settings_path.read_text()
    home.run("undo")
    home.run("config get care").says("no")
    home.run("config set care perhaps", code=2).remarks("care is yes or no.")
