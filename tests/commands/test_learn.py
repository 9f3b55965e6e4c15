"""`learn`: pages are found by the beginning of their names, and read well wherever they are shown."""

import json

import pytest

from numbjournal.data.reading import TOPICS
from tests.conftest import Home


def test_the_list_needs_no_journal(home: Home) -> None:
    for line in ("learn", "learn --list", "learn --plain"):
        out = home.run(line).out
        assert [out.index(f"{topic}") for topic in TOPICS] == sorted(out.index(topic) for topic in TOPICS)
    assert list(home.path.iterdir()) == []
    data = json.loads(home.run("learn --json").out)["data"]
    assert [topic["id"] for topic in data] == list(TOPICS)


@pytest.mark.parametrize("typed", ["when-to-get-help", "When_To", "when", "WHEN-TO-GET-HELP"])
def test_the_beginning_of_a_name_is_enough(home: Home, typed: str) -> None:
    home.run(f"learn {typed}").says("When to get help")


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("what", "Did you mean what-it-is or what-helps?"),
        ("tretment", "Did you mean treatment?"),
        ("xyzzy", "There is no such topic. Try: numbjournal learn"),
        ("''", "There is no such topic. Try: numbjournal learn"),
    ],
)
def test_other_names_are_answered_with_near_ones(home: Home, typed: str, question: str) -> None:
    home.run(f"learn {typed}", code=3).silent().remarks(question)


def test_a_crisis_word_is_answered_here_too(home: Home) -> None:
    home.run("learn suicide", code=3).remarks("findahelpline.com")


@pytest.mark.parametrize("width", [40, 80, 120])
def test_a_page_fits_its_terminal(home: Home, width: int) -> None:
    home.width = width
    lines = home.run("learn medication").out.splitlines()
    assert max(map(len, lines)) <= min(width, 80)
    text = " ".join(" ".join(lines).split())
    assert "Do not stop it or change the dose on your own" in text
    assert "`" not in text
    assert all(line == line.rstrip() for line in lines)


def test_plain_mode_has_a_paragraph_a_line(home: Home) -> None:
    out = home.run("--plain learn medication").out
    assert out.startswith("Medicines\n\nSome medicines can make feelings duller.")
    assert out.isascii()
    page = json.loads(home.run("learn medication --json").out)["data"]
    assert out.strip().split("\n\n") == [page["title"], *page["paragraphs"]]


def test_words_of_the_program_stand_out_without_colour(home: Home) -> None:
    home.monkeypatch.setenv("FORCE_COLOR", "1")
    out = home.run("learn when").says("\x1b[1mnumbjournal crisis\x1b[0m").out
    assert "\x1b[3" not in out
    assert "\x1b[4" not in out
