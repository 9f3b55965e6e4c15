"""Somebody's ordinary days, through the command line."""

from tests.conftest import Home


def test_first_evening(home: Home) -> None:
    home.run("log 2 flat headache:3").says(
        "Saved 1 for Sunday 22 November: feel 2, flat, headache strong. Undo with: numbjournal undo"
    ).remarks("Your journal is one file on this computer: ")
    home.run("list").says("flat, headache strong")
    home.run("undo").says("Entry 1 is taken back.")
    home.run("redo").says("Entry 1 is back.")


def test_second_thoughts(home: Home) -> None:
    home.run("log 2 flat")
    home.run("edit 1 --feel 3 --add fatigue --drop flat").says(
        "Changed 1 for Sunday 22 November: feel 3, fatigue."
    )
    home.run("delete 1").says("Entry 1 is deleted.")
    home.run("list").says("No entries match that.")
    home.run("undo").says("Entry 1 is back.")
    home.run("undo").says("Entry 1 is as before.")
    home.run("show 1").says("2 of 10").says("flat")
