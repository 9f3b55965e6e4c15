"""Medicines, events and questionnaires' totals, beside the days."""

import json
from datetime import timedelta

import pytest

from tests.conftest import Home


def test_marks(home: Home) -> None:
    said = home.run(
        ["mark", "add", "sertraline", "--kind", "medication-start", "--dose", "50 mg", "--on", "-3"]
    )
    said.says("Kept as mark 1: Thursday 19 November, medicine started: sertraline 50 mg. Undo with")
    home.run("mark add 'a move' --roughly --on yesterday").says("about Saturday 21 November, event: a move")
    home.run("mark list").says("2. about Saturday").says("1. Thursday 19 November")
    home.run("mark delete 1").says("Mark 1 is deleted.")
    assert "sertraline" not in home.run("mark list").out
    home.run("undo").says('"sertraline" is back.')
    home.run("mark").says("1. Thursday 19 November, medicine started: sertraline 50 mg.")
    assert json.loads(home.run("mark list --json").out)["data"][-1]["kind"] == "medication-start"


def test_scores(home: Home) -> None:
    said = home.run("score PHQ9 14 --on yesterday")
    said.says(
        "Kept as total 1: Saturday 21 November, PHQ-9 14 of 27 (published cut-offs: 5, 10, 15, 20). Undo"
    )
    home.run("score add who-5 60").says("more is better")
    home.run("score").says("1. Saturday 21 November, PHQ-9 14 of 27").says("2. Sunday 22 November, WHO-5 60")
    home.run("score delete 1").says("Total 1 is deleted.")
    home.run("undo").says('"phq-9 14" is back.')
    assert [found["value"] for found in json.loads(home.run("score list --json").out)["data"]] == [60, 14]


def test_a_total_speaks_in_the_report_for_four_weeks(home: Home) -> None:
    home.run("log 6")
    home.run("score gad-7 16")
    home.run("--plain report").says("A total of 16 on the GAD-7 says so too.").says("A doctor or a therapist")
    home.later(days=28)
    home.run("log 6")
    assert "GAD-7" not in home.run("--plain report").out


def test_a_total_worth_showing_and_a_drop(home: Home) -> None:
    home.run("log 6")
    home.run("score who-5 80 --on -10")
    assert "worth showing" not in home.run("--plain report").out
    home.run("score who-5 70")
    home.run("--plain report").says("A total of 70 on the WHO-5 is worth showing.")


def test_a_medicine_shortly_before_is_remarked_on(home: Home) -> None:
    start = home.now
    for day in range(74):
        home.now = start + timedelta(days=day)
        home.run(f"log {6 if day < 60 else 2}")
        if day == 40:
            home.run("mark add 'a medicine' --kind medication-change")
    report = home.run("--plain report").out
    assert "within eight weeks of a medicine being started or changed" in report
    assert "don't stop or change it on your own" in report
    home.run("report --why").says("A medicine was started or changed on")


@pytest.mark.parametrize(
    ("line", "sentence", "code"),
    [
        ("mark add ''", "A mark has a name.", 2),
        ("mark add x --kind pill", "A kind is one of", 2),
        ("mark add x --kind medication", "A kind is one of", 2),
        ("mark add x --on tomorrow", "still to come", 2),
        ("mark delete 9", "There is no mark 9.", 3),
        ("mark delete x", "named by its number", 2),
        ("score phq-9 28", "0 to 27", 2),
        ("score horoscope 3", "no such questionnaire", 3),
        ("score phq-9", "missing", 2),
        ("score phq-9 3 --on tomorrow", "still to come", 2),
        ("score delete 9", "There is no total 9.", 3),
    ],
)
def test_what_cannot_be_kept(home: Home, line: str, sentence: str, code: int) -> None:
    home.run("log 2")
    assert home.run(line, code=code).remarks(sentence).err.count("\n") == 1


def test_names_cannot_steer_the_terminal(home: Home) -> None:
    assert "\x1b" not in home.run(["mark", "add", "\x1b[31m" + "x" * 10_000]).out
    assert "\x1b" not in home.run("mark list").out
