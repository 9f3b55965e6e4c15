"""What was changed, and when."""

import json

from tests.conftest import Home


def test_every_version_of_an_entry_stays(home: Home, golden) -> None:
    home.run("log 2 flat 'a grey day'")
    home.later(hours=1)
    home.run("edit 1 --feel 3")
    home.run("log 5 moth")
    home.later(days=1)
    home.run("delete 1")
    home.run("tag add lebensmüde --same-as suicidal-thoughts")
    golden("history-80.txt", home.run("history").out)
    golden("history-plain.txt", home.run("--plain history 1").out)
    home.run("--plain history --limit 1").says('"lebensmüde"')
    versions = json.loads(home.run("history 1 --json").out)["data"]
    assert [version["command"] for version in versions] == ["delete", "edit", "log"]
    assert [version["after"] and version["after"]["feel"] for version in versions] == [None, 3, 2]
    assert versions[1]["before"]["note"] == "a grey day"
    assert versions[2]["at"] == "2026-11-22T20:04:00.000+00:00"


def test_undo_is_history_too(home: Home) -> None:
    home.run("log 2")
    home.run("undo")
    home.run("redo")
    commands = [change["command"] for change in json.loads(home.run("history 1 --json").out)["data"]]
    assert commands == ["redo", "undo", "log"]


def test_an_entry_that_never_was(home: Home) -> None:
    home.run("log 2")
    home.run("history 9", code=3).remarks("There is no entry 9, nor a deleted one of that number.")
    home.run("history x", code=2).remarks("named by its number")
