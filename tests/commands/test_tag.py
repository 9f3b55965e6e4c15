"""Words renamed, merged and retired: each one step of undo, and severe distress stays findable."""

import json

import pytest

from tests.conftest import Home, few


def test_a_tag_gets_a_name_of_ones_own(home: Home) -> None:
    home.run("log 2 flat")
    home.run("tag rename flat Taub").says("flat is called taub now. Undo with: numbjournal undo")
    home.run("list").says("Taub")
    home.run("log 1 taub").says("feel 1, Taub.")
    home.run("log 1 numb").says("feel 1, Taub (numb).")
    home.run("log 1 FLAT").says("feel 1, Taub.")
    home.run("search taub").says("4 entries")
    home.run("list --flat --tag taub").says("4 entries")
    home.run("tag show taub").says("Taub").says("flat, flatness, numb")
    home.run("undo --steps 4").says('"flat" is as before.')
    home.run("list").says("flat")
    home.run("redo")
    home.run("tag list").says("taub")


def test_two_tags_become_one(home: Home) -> None:
    home.run("log 2 leaden headache:2")
    home.run("log 3 heavy-legs leaden")
    home.run("tag merge leaden heavy-legs").says("leaden means heavy-legs now; 2 entries changed.")
    home.run("list --tag heavy-legs").says("2 entries").says("heavy-legs (leaden), headache moderate")
    home.run("log 1 leaden").says("feel 1, heavy-legs (leaden).")
    assert "leaden" not in [tag["id"] for tag in json.loads(home.run("tag list --json").out)["data"]]
    home.run("search leaden").says("2 entries")
    home.run("undo")
    home.run("undo").says("Entries 1 and 2 are as before.")
    home.run("list --tag leaden").says("2 entries")
    home.run("redo")
    home.run("list --tag leaden").says("2 entries").says("heavy-legs")


def test_the_stronger_of_two_strengths_stays(home: Home) -> None:
    home.run("log 2 fatigue:1 headache:3")
    home.run("tag merge headache fatigue")
    home.run("show 1").says("fatigue strong")


def test_a_merged_tag_can_be_merged_on(home: Home) -> None:
    home.run("log 2 one")
    home.run("log 2 two")
    home.run("log 2 three")
    home.run("tag rename one eins")
    home.run("tag merge one two")
    home.run("tag merge two three")
    for word in ("one", "eins", "two", "three"):
        home.run(f"list --tag {word}").says("3 entries")


def test_many_changed_entries_are_counted_and_not_listed(home: Home) -> None:
    for _ in range(12):
        home.run("log 2 one")
    home.run("tag merge one flat").says("12 entries changed")
    home.run("undo").says("12 entries are as before.")


def test_a_retired_tag_is_understood_and_not_offered(home: Home) -> None:
    home.run("log 2 leaden")
    home.run("tag retire leaden").says("leaden is retired: entries keep it")
    listed = {
        tag["id"]: tag["retired"] for tag in json.loads(home.run("tag list --retired --json").out)["data"]
    }
    assert listed == {"leaden": True}
    assert "leaden" not in home.run("tag list").out
    home.run("log 3 leaden").says("leaden")
    home.run("list --tag leaden").says("2 entries")
    home.run("tag retire leaden", code=1).remarks("retired already")
    home.run("tag add leaden").says("leaden is your tag now")
    home.run("tag list").says("leaden")
    home.run("undo")
    home.run("tag list --retired").says("leaden")


@pytest.mark.parametrize("change", ["rename {} x", "merge {} flat", "retire {}"])
@pytest.mark.parametrize("tag", few(["suicidal-thoughts", "self-harm", "panic", "anxiety", "want-to-die"], 4))
def test_words_for_severe_distress_stay_as_they_are(home: Home, change: str, tag: str) -> None:
    home.run("log 2")
    home.run(f"tag {change.format(tag)}", code=1).remarks("Words for severe distress stay as they are")


@pytest.mark.parametrize(
    ("line", "sentence", "code"),
    [
        ("tag rename flat empty", "There is a tag with that name.", 1),
        ("tag rename flat flat", "That is its name already.", 1),
        ("tag rename flat 3", "starts with a letter", 2),
        ("tag rename flat same", "a word of the command line", 2),
        ("tag rename nothing-like-it x", "There is no such tag.", 3),
        ("tag merge flat empty", "stays a tag of its own", 1),
        ("tag merge numb flat", "stays a tag of its own", 1),
        ("tag merge tense tension", "the same tag already", 1),
        ("tag merge tension nothing-like-it", "There is no such tag.", 3),
        ("tag retire nothing-like-it", "There is no such tag.", 3),
    ],
)
def test_what_cannot_be_done_with_a_tag(home: Home, line: str, sentence: str, code: int) -> None:
    home.run("log 2 flat")
    assert home.run(line, code=code).remarks(sentence).err.count("\n") == 1


def test_a_new_vocabulary_leaves_ones_own_names(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    home.run("log 2 flat")
    home.run("tag rename flat taub")
    home.run("tag retire headache")
    monkeypatch.setattr("numbjournal.store.opening.tags_digest", lambda: 5)
    home.run("list").says("taub")
    home.run("tag list --retired").says("headache")
    assert home.journal.vocabulary_digest == 5


def test_a_word_that_no_entry_has_any_more_is_left_out(home: Home) -> None:
    home.run("log 2 zebra")
    home.run("tag add heavy-legs")
    home.run("tag list own").says("zebra").says("heavy-legs")
    home.run("delete 1")
    assert "zebra" not in home.run("tag list").says("heavy-legs").out
    home.run("undo")
    home.run("tag list own").says("zebra")


def test_a_word_of_ones_own_is_taken_out_and_comes_back(home: Home) -> None:
    home.run("log 2 zebra")
    home.run("tag delete zebra", code=1).remarks("An entry has that tag").remarks("tag retire zebra")
    home.run("delete 1")
    home.run("tag delete zebra").says("zebra is taken out. Undo with: numbjournal undo")
    home.run("tag show zebra", code=3)
    home.run("undo")
    home.run("tag show zebra").says("zebra")
    home.run("tag delete flat", code=1).remarks("words of your own")
