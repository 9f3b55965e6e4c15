"""Medicines, events and questionnaires' totals, beside the days."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest

from tests.conftest import Home, few


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
    home.run("--plain report").says(
        "The total of 16 on the GAD-7 (22 Nov) reaches its published cut-off."
    ).says("A doctor or a therapist")
    home.later(days=28)
    home.run("log 6")
    assert "GAD-7" not in home.run("--plain report").out


def test_a_total_worth_showing_and_a_drop(home: Home) -> None:
    home.run("log 6")
    home.run("score who-5 80 --on -10")
    assert "worth showing" not in home.run("--plain report").out
    home.run("score who-5 70")
    home.run("--plain report").says("The total of 70 on the WHO-5 (22 Nov) is worth showing.")


@pytest.mark.full
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


@pytest.fixture
def marked(home: Home) -> Home:
    home.run("log 2 flat --on -3")
    home.run("log 4 --on yesterday")
    home.run("mark add 'medicine A' --kind medication-start --dose '10 mg' --on -2")
    home.run("score phq-9 14 --on yesterday")
    home.run("mark add 'a move' --on 2026-10-13 --roughly")
    return home


def test_they_stand_among_the_entries(marked: Home) -> None:
    lines = marked.run("list").out.splitlines()
    shown = [line.split("   ")[-1].strip() for line in lines[3:]]
    started, moved = "medicine started: medicine A 10 mg", "event: a move (the day is about right)"
    assert shown == ["4", "PHQ-9 14", started, "flat", moved]
    plain = marked.run("--plain list").out.splitlines()
    assert plain[1] == "PHQ-9 14. Saturday 21 November."
    assert plain[2] == "Medicine started: medicine A 10 mg. Friday 20 November."


def test_a_list_that_is_cut_ends_with_its_oldest_entry(marked: Home) -> None:
    assert "a move" not in marked.run("list --limit 2").out
    marked.run("list --limit 2").says("medicine A")
    assert "medicine A" not in marked.run("list --limit 1").out


@pytest.mark.parametrize("line", ["list --flat", "list --feel 0-10", "list --tag flat", "search flat"])
def test_a_search_for_entries_finds_entries(marked: Home, line: str) -> None:
    out = marked.run(line).says("flat").out
    assert "medicine A" not in out
    assert "PHQ-9" not in out


def test_only_those_of_the_time(marked: Home) -> None:
    out = marked.run("list --from -2 --to -2").says("medicine A").out
    assert "PHQ-9" not in out
    found = json.loads(marked.run("list --last 7d --json").out)
    assert [mark["name"] for mark in found["marks"]] == ["medicine A"]
    assert [score["value"] for score in found["scores"]] == [14]
    assert len(found["data"]) == 2


def test_they_stand_in_the_report(marked: Home) -> None:
    out = " ".join(marked.run("report").out.split())
    assert "Marked Fri, medicine started: medicine A 10 mg; Sat, PHQ-9 14" in out
    marked.run("--plain report").says("Marked: Fri, medicine started: medicine A 10 mg; Sat, PHQ-9 14.")
    marked.run("report --last 7").says("13 Oct, event: a move (the day is")
    data = json.loads(marked.run("report --json").out)["data"]
    assert [mark["name"] for mark in data["marks"]] == ["medicine A"]
    assert [score["instrument"] for score in data["scores"]] == ["phq-9"]


def test_they_stand_in_the_calendar(marked: Home) -> None:
    month = marked.run("calendar --month this").out
    assert "20*" in month
    assert "21* 4" in month
    assert "19 (2)" in month
    assert "Fri 20 Nov   medicine started: medicine A 10 mg" in month
    marked.run("calendar").says("Sat 21 Nov   PHQ-9 14")
    assert "a move" not in month
    marked.run("--plain calendar").says("Friday 20 November, medicine started: medicine A 10 mg.")
    assert json.loads(marked.run("calendar --json").out)["marks"][0]["name"] == "medicine A"


@pytest.mark.parametrize(
    ("words", "offered"),
    few(
        [
            ("mark delete", ["1", "2"]),
            ("mark add x --kind medication-s", ["medication-start", "medication-stop"]),
            ("score delete", ["1"]),
            ("score phq", ["phq-9", "phq-8", "phq-2"]),
            ("score add who", ["who-5"]),
            ("score de", ["delete"]),
        ],
        3,
    ),
)
def test_completion(marked: Home, words: str, offered: list[str]) -> None:
    line = f"numbjournal {words}" + (" " if words.endswith("delete") else "")
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    asked["_NUMBJOURNAL_COMPLETE"] = "complete_bash"
    command = [sys.executable, "-c", "from numbjournal.__main__ import run; run()"]
    ended = subprocess.run(command, env={**os.environ, **asked}, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == offered
    assert ended.stderr == ""
