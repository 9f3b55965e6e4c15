"""Finding an entry again by its words."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.query import Query
from tests.conftest import Home, few
from tests.store.test_journal import make_journal

ENTRIES = [
    ["log", "2", "flat", "Felt the wind, can't say more", "--on", "-3"],
    ["log", "5", "walk", "--got-through", "A windy corner", "--on", "-2"],
    ["log", "7", 'Café, blåbär and [/] "quotes"', "--on", "-1"],
]


@pytest.fixture
def pages(home: Home) -> Home:
    for line in ENTRIES:
        home.run(line)
    return home


@pytest.mark.parametrize(
    ("words", "found"),
    few(
        [
            ("wind", [2, 1]),
            ("WIND felt", [1]),
            ('"can\'t"', [1]),
            ("walk", [2]),
            ("movement", [2]),
            ("cafe", [3]),
            ("'[/]' quot", [3]),
            ("wind --feel 0-3", [1]),
            ("wind --last 2d", []),
            ("wind --tag movement", [2]),
            ("wind --limit 1", [2]),
            ("nothing-of-the-kind", []),
        ],
        4,
    ),
)
def test_words_are_found(pages: Home, words: str, found: list[int]) -> None:
    out = pages.run(f"--plain search {words}").out
    assert [
        int(line.split()[1].rstrip(".")) for line in out.splitlines() if line.startswith("Entry")
    ] == found
    if not found:
        assert "No entries match that." in out


SCRIPTS = [
    ["log", "2", "--note", "今日は何も感じない", "--on", "-6"],
    ["log", "3", "--note", "rain 🌧 and 😀, C++ at the desk", "--on", "-5"],
    ["log", "4", "--note", "ฉันไม่รู้สึกอะไร", "--on", "-4"],
    ["log", "5", "--note", "cold and grey, 1 < 2", "--on", "-3"],
    ["log", "6", "--got-through", "바람이 불었다", "--on", "-2"],
    ["log", "7", "雨の日", "--on", "-1"],
]


@pytest.mark.parametrize(
    ("words", "found"),
    few(
        [
            ("何も", [1]),
            ("感じない", [1]),
            ("雨の", [6]),
            ("の日", [6]),
            ("😀", [2]),
            ("🌧", [2]),
            ("rain 😀", [2]),
            ("grey 😀", []),
            ("c++", [2]),
            ("รู้สึก", [3]),
            ("불었다", [5]),
            ("람이", [5]),
            ("'<'", [4]),
            ("🌧😀", []),
        ],
        4,
    ),
)
def test_symbols_and_scripts_without_spaces_are_found_anywhere(
    home: Home, words: str, found: list[int]
) -> None:
    for line in SCRIPTS:
        home.run(line)
    out = home.run(f"--plain search {words}").out
    assert [
        int(line.split()[1].rstrip(".")) for line in out.splitlines() if line.startswith("Entry")
    ] == found


def test_deleted_words_are_not_found(pages: Home) -> None:
    pages.run("delete 1")
    pages.run("edit 2 --got-through ''")
    pages.run("search wind").says("No entries match that.")
    pages.run("undo --steps 2")
    pages.run("search wind").says("2 entries")


def test_nothing_to_look_for(home: Home) -> None:
    home.run("search ' '", code=2).remarks("Say what to look for. Try: numbjournal search wind")


@pytest.mark.full
@given(st.lists(st.text(max_size=20), max_size=30))
def test_no_text_is_taken_for_a_query_language(texts: list[str]) -> None:
    with TemporaryDirectory() as folder:
        journal = make_journal(Path(folder))
        for text in texts:
            assert journal.list(Query(text=text)) == []
        journal.close()
