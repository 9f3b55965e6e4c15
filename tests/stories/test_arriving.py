"""Typing `numbjournal` alone, and coming back after a while."""

import os
import subprocess
import sys

from tests.conftest import Home

FOOT = """
Not safe, or thinking of suicide? People to talk to: numbjournal crisis
All commands: numbjournal --help
"""


def test_before_the_first_entry(home: Home) -> None:
    said = home.run("").out
    assert said == (
        "A journal for mood and numbness: how much you could feel, in one line a day.\n"
        "It will be one file on this computer, with no account and no network.\n"
        "Your first entry: numbjournal log 2 flat\n" + FOOT
    )
    assert list(home.path.iterdir()) == []


def test_a_week_of_arriving(home: Home) -> None:
    home.run("log 2 flat")
    assert home.run("").out == "Sunday 22 November: feel 2, flat.\nNext: numbjournal report\n" + FOOT
    home.run("log 4 --mood 5")
    home.run("").says("Sunday 22 November: 2 entries, the newest feel 4, mood 5.")
    home.later(days=1)
    assert home.run("").out == (
        "Monday 23 November: no entry yet.\n"
        "The last day before with an entry: Sunday 22 November, yesterday.\n"
        "Next: numbjournal log\n" + FOOT
    )
    home.run("log skip --note 'a word'")
    home.run("").says("Monday 23 November: a note.").says("Sunday 22 November, yesterday")


def test_the_number_of_another_day_is_not_shown(home: Home) -> None:
    home.run("log 7 headache")
    home.later(days=1)
    out = home.run("").out
    assert "7" not in out
    assert "headache" not in out


def test_coming_back(home: Home) -> None:
    home.run("log 2")
    home.later(days=13)
    assert "Welcome" not in home.run("").out
    home.later(days=1)
    assert (
        home.run("").out == "Welcome back.\nSunday 6 December: no entry yet.\nNext: numbjournal log\n" + FOOT
    )
    assert home.run("log 3").says("Saved 2").err == "Welcome back.\n"
    assert "Welcome" not in home.run("").out
    assert "Welcome" not in home.run("log 3").err


def test_coming_back_is_not_greeted_everywhere(home: Home) -> None:
    home.run("log 2")
    home.later(days=30)
    assert "Welcome" not in home.run("log 3 --json").err
    home.run("delete 2")
    assert "Welcome" not in home.run("log suicidal").says("You don't have to be alone").err
    home.run("delete 3")
    # An entry about a day of the time between is one as well.
    assert home.run("log 3 --on -20").err == "Welcome back.\n"


def test_a_clock_that_was_set_back(home: Home) -> None:
    home.run("log 2")
    home.later(days=-40)
    assert "Welcome" not in home.run("log 3").err
    home.run("").says("feel 3")


def test_whatever_is_wrong_it_answers(home: Home) -> None:
    home.run("log 2")
    good = home.journal_path.read_bytes()
    for bad, said in (
        (b"\xff" * 8192, "not a journal"),
        (b"", "empty"),
        (good[:5000], "damaged"),
    ):
        home.journal_path.write_bytes(bad)
        home.run("").says(said).says("Next: numbjournal doctor").says("numbjournal crisis")
    home.journal_path.write_bytes(os.urandom(8192))
    home.run("").says("encrypted, and locked").says("Next: numbjournal unlock").says("numbjournal crisis")
    home.journal_path.unlink()
    home.run("").says("is a drive missing?").says("Next: numbjournal config get journal").says("crisis")
    home.settings_path.write_text("journal = 5\n")
    home.run("").says("journal is the path of a file.").says("numbjournal crisis")
    home.settings_path.write_text("not = = toml")
    home.run("").says("Your first entry").remarks("The settings file cannot be read as TOML.")


def test_without_a_home(home: Home) -> None:
    nowhere = (
        "import pwd\n"
        "def nobody(uid): raise KeyError(uid)\n"
        "pwd.getpwuid = nobody\n"
        "from numbjournal.run import main\n"
        "raise SystemExit(main([]))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "HOME"}
    ended = subprocess.run(
        [sys.executable, "-c", nowhere], env=environment, capture_output=True, text=True, check=True
    )
    assert ended.stdout.startswith("Nothing says where your home folder is")
    assert "numbjournal crisis" in ended.stdout


def test_plain(home: Home) -> None:
    assert home.run("--plain").out == home.run("").out


def test_another_journal(home: Home) -> None:
    home.monkeypatch.chdir(home.path)
    home.run("log 2")
    home.run(["--journal", "two words.db"]).says("entry: numbjournal --journal 'two words.db' log 2 flat")
    home.run(["--journal", "two words.db", "log", "9"])
    home.run(["--journal", "two words.db"]).says("feel 9.").says("--journal 'two words.db' report")
