"""What stays out is in no byte of a hand-out, and changes nothing in it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.conftest import Home, examples
from tests.exports.paper import text_of, unpacked

HIDDEN = "heronish"
"""A word that is in no text of the program."""


@st.composite
def private_entries(draw: st.DrawFn) -> list[list[str]]:
    """Words for `log` of one to four entries, each with the canary somewhere."""
    lines = []
    for _ in range(draw(st.integers(1, 4))):
        line = ["log", draw(st.sampled_from(["0", "10", "unsure", "tired", "skip"]))]
        line += draw(
            st.sampled_from([["--note", HIDDEN], ["--got-through", HIDDEN], [HIDDEN], ["panic:4", HIDDEN]])
        )
        line += ["--on", f"-{draw(st.integers(1, 30))}", "--private"]
        line += draw(st.sampled_from([["--note", HIDDEN], ["--got-through", HIDDEN], [HIDDEN]]))
        line += ["--on", f"-{draw(st.integers(1, 30))}", "--private"]
        line += draw(st.sampled_from([[], ["--for-session"], ["--mood", "9"], ["--interfered", "lot"]]))
        lines.append(line)
    return lines


def bytes_of(home: Home, ending: str, *words: str) -> bytes:
    """The export, a PDF with its streams unpacked."""
    path = home.path / f"handout.{ending}"
    home.run(["export", str(path), "--yes", "--force", *words])
    if ending == "pdf":
        content = path.read_bytes()
        return unpacked(content) + text_of(content).encode()
    return path.read_bytes()


@examples(8, full=15)
@given(lines=private_entries(), ending=st.sampled_from(["md", "html", "pdf"]))
def test_private_entries_are_in_no_byte(crowded_home: Home, lines: list[list[str]], ending: str) -> None:
    home = crowded_home
    words = ("--notes", "all", "--with", "causes,safety,insights", "--last", "60d")
    before = bytes_of(home, ending, *words)
    for line in lines:
        home.run(line)
    try:
        after = bytes_of(home, ending, *words)
        assert HIDDEN.encode() not in after
        assert HIDDEN.encode("utf-16-be") not in after
        assert after == before
    finally:
        home.run(f"undo --steps {len(lines)}")


@pytest.mark.parametrize("ending", ["md", "html", "pdf"])
def test_notes_that_were_not_chosen_are_in_no_byte(home: Home, ending: str) -> None:
    home.run(["log", "2", "flat", "--note", HIDDEN, "--got-through", HIDDEN])
    home.run(["log", "3", "--on", "-2", "--note", "for you", "--for-session"])
    for notes in ("none", "session"):
        assert HIDDEN.encode() not in bytes_of(home, ending, "--notes", notes)
    assert b"for you" not in bytes_of(home, "md", "--notes", "none")
    # The control: where it is chosen, this test would see it.
    assert HIDDEN.encode() in bytes_of(home, ending, "--notes", "all")


@pytest.mark.parametrize("ending", ["md", "html", "pdf"])
def test_own_words_that_spell_a_crisis_or_a_cause_are_in_no_byte(home: Home, ending: str) -> None:
    crisis, cause = ("suicidl", "sucide", "wanttodie"), ("traumatized", "old-trauma")
    home.run(["log", "2", *crisis, *cause, HIDDEN], code=0)
    usual = bytes_of(home, ending)
    assert not any(word.encode() in usual for word in (*crisis, *cause))
    # The control: any other word of one's own goes in, and these do where they are chosen.
    assert HIDDEN.encode() in usual
    safety = bytes_of(home, ending, "--with", "safety")
    assert all(word.encode() in safety for word in crisis)
    assert not any(word.encode() in safety for word in cause)
    everything = bytes_of(home, ending, "--with", "causes,safety")
    assert all(word.encode() in everything for word in (*crisis, *cause))


def test_a_private_day_before_the_first_does_not_make_the_journal_older(home: Home) -> None:
    for back in range(1, 11):
        home.run(f"log 2 --on -{back}")
    usual = bytes_of(home, "md")
    home.run("log 2 --on -30 --private")
    home.run("log 2 --private")
    assert bytes_of(home, "md") == usual


def test_the_result_as_data_has_no_text(home: Home) -> None:
    home.run(["log", "2", "--note", HIDDEN, HIDDEN])
    made = home.run(["export", str(home.path / "h.md"), "--yes", "--json", "--notes", "all"])
    assert HIDDEN not in made.out
    assert json.loads(made.out)["command"] == "export"
