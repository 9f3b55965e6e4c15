"""`numbjournal log` on a real terminal: one key a question."""

import shlex
from datetime import timedelta
from pathlib import Path

import pexpect
import pytest

from numbjournal.core.entry import Answer, Draft, Interfered
from numbjournal.core.query import Query
from numbjournal.store.journal import Journal
from numbjournal.store.tags import most_used
from tests.conftest import Home, few
from tests.terminal import ended, stop_with, terminal, wait_for_keys

FEEL = "How much could you feel today"
TAGS = "Anything that fits"
IN_THE_WAY = "Did it get in the way"
NOTE = "A word about it"


def only_entry(home: Home) -> Draft:
    (entry,) = home.journal.list(Query())
    return entry.draft


def test_all_four_questions(home: Home) -> None:
    with terminal(home) as child:
        child.expect(FEEL)
        child.send("2")
        child.expect("Saved.")
        child.expect(TAGS)
        child.expect("1 flat   2 empty   3 cut off from self   4 lost interest   5 fatigue")
        child.sendline("1 headache:3 4")
        child.expect(IN_THE_WAY)
        child.send("2")
        child.expect(NOTE)
        child.sendline("grey all day")
        child.expect(
            "Saved 1 for .*: feel 2, flat, headache strong, lost interest, in the way a lot, a note."
        )
        assert ended(child) == 0
    draft = only_entry(home)
    assert (draft.feel, draft.interfered, draft.note) == (2, Interfered.LOT, "grey all day")
    home.run("undo").says("Entry 1 is taken back.")
    home.run("redo").says("Entry 1 is back.")
    assert only_entry(home) == draft


@pytest.mark.parametrize(
    ("key", "answer", "feel"),
    few([("0", Answer.RATED, 0), ("t", Answer.RATED, 10), ("?", Answer.UNSURE, None)], 3),
)
def test_one_key_is_an_entry(home: Home, key: str, answer: Answer, feel: int | None) -> None:
    with terminal(home) as child:
        child.expect(FEEL)
        child.send(key)
        child.expect(TAGS)
        child.sendintr()
        child.expect("Saved 1 for")
        child.expect("Undo with")
        assert ended(child) == 130
    assert (only_entry(home).answer, only_entry(home).feel) == (answer, feel)


@pytest.mark.parametrize("stop", ["sendintr", "sendeof"])
def test_stopping_before_the_first_answer_keeps_nothing(home: Home, stop: str) -> None:
    with terminal(home) as child:
        child.expect(FEEL)
        child.expect("Enter skip")
        stop_with(child, stop)
        child.expect("Nothing was changed.")
        assert ended(child) == 130
    assert not home.journal_path.exists()


@pytest.mark.full
@pytest.mark.parametrize("stop", ["sendintr", "sendeof"])
@pytest.mark.parametrize("question", few([TAGS, IN_THE_WAY, NOTE], 3))
def test_stopping_later_keeps_what_was_said(home: Home, question: str, stop: str) -> None:
    answers = {TAGS: "flat", IN_THE_WAY: "1", NOTE: ""}
    with terminal(home) as child:
        child.expect(FEEL)
        child.send("3")
        for asked, reply in answers.items():
            child.expect(asked)
            if asked == question:
                stop_with(child, stop, in_a_line=asked != IN_THE_WAY)
                break
            (child.send if asked == IN_THE_WAY else child.sendline)(reply)
        child.expect("Saved 1 for")
        assert ended(child) == 130
    draft = only_entry(home)
    assert draft.feel == 3
    assert bool(draft.tags) == (question != TAGS)
    assert (draft.interfered is Interfered.LITTLE) == (question == NOTE)


def test_skipping_everything_saves_nothing(home: Home) -> None:
    with terminal(home) as child:
        child.expect(FEEL)
        child.send("\r")
        child.expect(TAGS)
        child.sendline("")
        child.expect(NOTE)
        child.sendline("")
        child.expect("Nothing is saved this time.")
        assert ended(child) == 0
    assert not home.journal_path.exists()


@pytest.mark.full
def test_skipping_the_number_still_takes_words(home: Home) -> None:
    with terminal(home) as child:
        child.expect(FEEL)
        child.send("\r")
        child.expect(TAGS)
        child.sendline("work")
        child.expect(IN_THE_WAY)
        child.send("\r")
        child.expect(NOTE)
        child.sendline("")
        child.expect("Saved 1 for .*: work suffers. Undo")
        assert ended(child) == 0


@pytest.mark.full
@pytest.mark.parametrize(
    ("typed", "said"),
    few(
        [
            ("10", "feel 10"),
            ("1", "feel 1"),
            ("t", "feel 10"),
            ("unsure\r", "can't tell"),
            ("2\r", "feel 2"),
        ],
        3,
    ),
)
def test_what_comes_natural_to_type_is_understood(home: Home, typed: str, said: str) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        for key in typed:
            child.send(key)
        child.expect(TAGS)
        child.sendline("")
        if "10" not in said:
            child.expect([IN_THE_WAY, NOTE])
            child.sendline("")
        child.sendline("")
        child.expect(f"Saved 1 for .*: {said}. Undo")
        assert ended(child) == 0


@pytest.mark.parametrize("typed", few(["x", "tired\r", "tired headache\r"], 3))
def test_tired_is_the_entry(home: Home, typed: str) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        child.send(typed)
        child.expect("Saved 1 for .*: too tired to rate")
        assert ended(child) == 0
        assert TAGS not in child.before
    assert only_entry(home).answer is Answer.TIRED


@pytest.mark.full
def test_a_0_that_comes_late_still_makes_the_1_a_10(home: Home) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        child.send("1")
        child.expect("Saved: 1 of 10. For 10, type 0 now.")
        child.expect(TAGS)
        child.sendline("0 rest")
        child.expect("Saved: 10 of 10.")
        child.expect(NOTE)
        child.sendline("")
        child.expect("Saved 1 for .*: feel 10, rest. Undo")
        assert ended(child) == 0
    home.run("undo").says("Entry 1 is taken back.")


@pytest.mark.parametrize("typed", few(["q", "q\r", "quit\r"], 3))
def test_q_stops_and_is_no_word(home: Home, typed: str) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        child.send(typed)
        child.expect("Nothing was changed.")
        assert ended(child) == 130
    assert not home.journal_path.exists()


@pytest.mark.full
def test_q_stops_later_too_and_keeps_what_was_said(home: Home) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        child.send("2")
        child.expect(TAGS)
        child.sendline("q")
        child.expect("Saved 1 for .*: feel 2. Undo")
        assert ended(child) == 130
    assert only_entry(home).tags == ()


@pytest.mark.full
def test_a_word_that_begins_with_a_key_is_a_word(home: Home) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        child.sendline("quiet")
        child.expect(NOTE)
        child.sendline("")
        child.expect("Saved 1 for .*: quiet. Undo")
        assert ended(child) == 0


@pytest.mark.full
def test_nothing_of_a_question_is_broken_inside_a_word(home: Home) -> None:
    with terminal(home, "log --on yesterday", columns=80) as child:
        child.expect("Enter skip\r\n> ")
        asked = child.before
        child.send("h")
        child.expect("> ")
        helped = child.before
        child.sendintr()
        ended(child)
    lines = (asked + helped).replace("\r", "").split("\n")
    assert max(map(len, lines)) <= 80
    assert "numbjournal crisis --all" in " ".join(" ".join(lines).split())
    assert "people to talk to" in " ".join(" ".join(lines).split())


@pytest.mark.full
def test_a_sentence_of_tags_is_taken_apart(home: Home) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        child.send("8")
        child.expect(TAGS)
        child.sendline("Shame:2, heavy-legs; 1:3, gut:9 #")
        child.expect("Word 4: A strength is 1 to 4, from mild to very strong. Word 5: A tag starts with a")
        child.expect("Kept: Shame:2, heavy-legs, flat:3.")
        child.expect(TAGS)
        child.sendline("?")
        child.expect("foggy   overwhelmed")
        child.expect(TAGS)
        child.sendline("")
        child.expect(NOTE)
        child.sendline("")
        child.expect("Saved 1 for .*: feel 8, Shame, heavy-legs, flat strong")
        assert ended(child) == 0


@pytest.mark.full
def test_words_instead_of_a_key(home: Home) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        child.sendline("flat headache:3")
        child.expect("Saved.")
        child.expect(IN_THE_WAY)
        child.sendline("1")
        child.expect(NOTE)
        child.sendline("")
        child.expect("Saved 1 for .*: flat, headache strong, in the way a little. Undo")
        assert ended(child) == 0


def test_a_pasted_note_is_taken_whole(home: Home) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        child.send("8")
        child.expect(TAGS)
        child.sendline("")
        child.expect(NOTE)
        child.send("one\rtwo\r\rfour\r")
        child.expect("Saved 1")
        assert ended(child) == 0
    assert only_entry(home).note == "one\ntwo\n\nfour"


@pytest.mark.full
def test_good_words_survive_a_mistake_beside_them(home: Home) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        child.send("8")
        child.expect(TAGS)
        child.sendline("headache:3 1 99")
        child.expect("Kept: headache:3, flat.")
        child.expect(TAGS)
        child.sendline("")
        child.expect(NOTE)
        child.sendline("")
        child.expect("Saved 1 for .*: feel 8, headache strong, flat. Undo")
        assert ended(child) == 0


@pytest.mark.full
def test_sentences_are_broken_between_words(home: Home) -> None:
    with terminal(home, "log suicidal", columns=40) as child:
        child.expect(pexpect.EOF)
        lines = child.before.replace("\r", "").split("\n")
    assert max(map(len, lines)) <= 40
    assert "alone with them." in " ".join(lines)


def test_mistakes_are_asked_again_and_help_is_one_key_away(home: Home) -> None:
    with terminal(home) as child:
        child.expect(FEEL)
        child.send("#")
        child.expect("not one of the keys")
        child.expect(FEEL)
        child.send("\x1b[A")
        child.send("h")
        child.expect("findahelpline.com")
        child.expect(FEEL)
        child.send("7")
        child.expect(TAGS)
        child.sendline("9")
        child.expect("The numbers go from 1 to 6.")
        child.expect(TAGS)
        child.sendline("flat:9")
        child.expect("1 to 4")
        child.sendline("h")
        child.expect("findahelpline.com")
        child.expect(TAGS)
        child.sendline("walk")
        child.expect(NOTE)
        child.sendline("h")
        child.expect("findahelpline.com")
        child.sendline("")
        child.expect("Saved 1")
        assert ended(child) == 0


def test_a_crisis_word_ends_the_questions(home: Home) -> None:
    with terminal(home) as child:
        child.expect(FEEL)
        child.send("1")
        child.expect(TAGS)
        child.sendline("want to die")
        child.expect("You noted thoughts of suicide.")
        child.expect("findahelpline.com")
        child.expect("Saved 1")
        assert ended(child) == 0
        assert IN_THE_WAY not in child.before


def test_answers_pasted_at_once_find_their_questions(home: Home) -> None:
    with terminal(home) as child:
        child.expect("Enter skip")
        wait_for_keys(child)
        child.send("2flat\r1grey\r")
        child.expect("Saved 1 for .*: feel 2, flat, in the way a little, a note.")
        assert ended(child) == 0
    assert only_entry(home).note == "grey"


def test_plain_mode_takes_a_line_for_each_answer(home: Home) -> None:
    with terminal(home, ACCESSIBLE="1") as child:
        child.expect(FEEL)
        child.sendline("10")
        child.expect(TAGS)
        child.sendline("")
        child.expect(NOTE)
        child.sendline("clear air")
        child.expect("Saved 1 for .*: feel 10, a note.")
        assert ended(child) == 0
        assert "\x1b" not in child.before
    assert only_entry(home).feel == 10


@pytest.mark.full
def test_options_go_with_the_questions(home: Home) -> None:
    with terminal(home, "log --on yesterday --private") as child:
        child.expect("How much could you feel on .*, yesterday")
        child.send("5")
        child.expect(TAGS)
        child.sendline("")
        child.expect(NOTE)
        child.sendline("")
        child.expect("Saved 1 for .*, yesterday: feel 5, private.")
        assert ended(child) == 0


def test_most_used_words_are_offered_first(home: Home) -> None:
    for _ in range(2):
        home.run("log 2 moth work suicidal")
    journal = Journal(home.journal_path, lambda: home.now)
    since = home.now.date() - timedelta(days=90)
    assert list(most_used(journal, since, 6)) == ["moth", "work"]
    journal.close()
    with terminal(home) as child:
        child.expect(FEEL)
        child.send("8")
        child.expect("1 moth   2 work suffers   3 flat")
        child.sendline("2")
        child.expect(IN_THE_WAY)
        child.sendintr()
        ended(child)


def editor(home: Home, script: str) -> str:
    """A stand-in for somebody's editor: a shell script that gets the draft as $1."""
    path = home.path / "editor.sh"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return shlex.quote(str(path))


def test_the_note_from_an_editor(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    script = """
        env > "$HOME/seen"; ulimit -c >> "$HOME/seen"; umask >> "$HOME/seen"
        ls -ld "$(dirname "$1")" >> "$HOME/seen"
        echo "from the editor" > "$1"
    """
    monkeypatch.setenv("EDITOR", editor(home, script))
    monkeypatch.setenv("NUMBJOURNAL_SECRET", "not for editors")
    home.run("log 3 --edit").says("a note")
    assert only_entry(home).note == "from the editor"
    seen = (home.path / "seen").read_text()
    assert "drwx------" in seen
    assert "not for editors" not in seen
    # No core dump of the journal's memory, nor of its editor's.
    assert "\n0\n0077\n" in seen
    _, _, draft_folder = seen.splitlines()[-1].partition(f" {home.path.parent}")
    assert draft_folder
    assert not Path(f"{home.path.parent}{draft_folder}").exists()


def test_an_editor_that_fails_changes_nothing(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", editor(home, "exit 3"))
    home.run("log 3 --edit", code=1).remarks("The editor ended with an error.")
    monkeypatch.setenv("EDITOR", "/no/such/editor")
    home.run("log 3 --edit", code=1).remarks("could not be started")
    monkeypatch.delenv("EDITOR")
    home.run("log 3 --edit", code=1).remarks("No editor is set. Try: export EDITOR=nano")


def test_an_editor_that_saved_and_then_died_loses_nothing(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home.path))
    monkeypatch.setenv("EDITOR", editor(home, 'echo "much work" > "$1"; kill -9 $$'))
    said = home.run("log 3 --edit", code=1).remarks("The editor ended with an error. Your text is kept in")
    (draft,) = home.path.glob("numbjournal-*/draft.txt")
    assert f"{draft}, which is not encrypted." in said.err.replace("\n", " ")
    assert draft.read_text() == "much work\n"


def test_a_draft_that_nothing_was_written_into_is_not_left(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home.path))
    for script in ("exit 3", 'touch "$1"; exit 3', 'rm "$1"', "kill -9 $$"):
        monkeypatch.setenv("EDITOR", editor(home, script))
        assert "kept" not in home.run("log 3 --edit", code=1).err
    assert not list(home.path.glob("numbjournal-*"))


def test_vim_leaves_no_traces(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    path = home.path / "vim"
    path.write_text('#!/bin/sh\nprintf "%s " "$@" > "$HOME/arguments"\n')
    path.chmod(0o700)
    monkeypatch.setenv("EDITOR", shlex.quote(str(path)))
    home.run("log 3 --edit")
    arguments = (home.path / "arguments").read_text()
    assert arguments.startswith("-n -i NONE -c set noswapfile noundofile nobackup nowritebackup ")


def test_an_entry_as_a_form(home: Home) -> None:
    home.run("log 3 flat")
    home.run(["edit", "1", "--note", "before"])
    script = """sed -i 's/feel = 3/feel = 6/; s/"before"/"after"/' "$1" """
    with terminal(home, "edit 1", EDITOR=editor(home, script)) as child:
        child.expect("Changed 1 for .*: feel 6, flat, a note.")
        assert ended(child) == 0
    assert only_entry(home).note == "after"
    with terminal(home, "edit 1", EDITOR=editor(home, "true")) as child:
        child.expect("nothing changed")
        assert ended(child) == 0


def test_a_form_with_a_mistake_keeps_the_text(home: Home) -> None:
    home.run("log 3 flat")
    script = """sed -i 's/feel = 3/feel = 60/; s/note = ""/note = "much work"/' "$1" """
    with terminal(home, "edit 1", EDITOR=editor(home, script)) as child:
        child.expect(r"feel is a whole number from 0 to 10\. Your text is kept in\s+(.+draft.toml),")
        kept = child.match[1]
        assert ended(child) == 2
    with open(kept) as draft:  # noqa: PTH123
        assert "much work" in draft.read()
    assert only_entry(home).feel == 3
