"""The form of `edit N`: unchanged it changes nothing, and mistakes are told without the text."""

from datetime import UTC, datetime

import pytest
from hypothesis import given

from numbjournal.core.entry import Draft, Entry, Tagging
from numbjournal.core.tag import Vocabulary
from numbjournal.data import shipped_tags
from numbjournal.errors import Misuse
from numbjournal.output.entry_form import entry_form, read_form
from tests.store.test_journal import DAY, drafts

SHIPPED = Vocabulary(shipped_tags())


def entry_of(draft: Draft) -> Entry:
    return Entry("id", 41, datetime(2026, 11, 22, tzinfo=UTC), draft)


@given(drafts())
def test_an_unchanged_form_changes_nothing(draft: Draft) -> None:
    entry = entry_of(draft)
    read, phrase = read_form(entry_form(entry), entry, SHIPPED)
    assert read == draft
    assert phrase.matches == ()


def test_a_changed_form() -> None:
    entry = entry_of(Draft(DAY, mood=5, note="one\ntwo", tags=(Tagging("flat", 2, "numb"),)))
    form = (
        entry_form(entry).replace('feel = "none"', "feel = 3").replace('"flat:2"', '"flat:2", "walk", "moth"')
    )
    draft, phrase = read_form(form, entry, SHIPPED)
    assert draft.feel == 3
    assert [tagging.tag for tagging in draft.tags] == ["flat", "movement", "moth"]
    assert [tag.id for tag in phrase.new_tags] == ["moth"]
    assert draft.note == "one\ntwo"


def test_a_crisis_word_in_the_form_is_noticed() -> None:
    entry = entry_of(Draft(DAY, mood=5))
    _, phrase = read_form(entry_form(entry).replace("tags = []", 'tags = ["sucidal"]'), entry, SHIPPED)
    assert phrase.crisis == "suicidal-thoughts"


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("feel", "feel = 11"),
        ("feel", "feel = true"),
        ("feel", 'feel = "secret"'),
        ("mood", "mood = 3.5"),
        ("day", 'day = "secret"'),
        ("time", 'time = "25:00"'),
        ("interfered", 'interfered = "secret"'),
        ("tags", 'tags = "secret"'),
        ("tags", 'tags = ["2 secret"]'),
        ("private", 'private = "secret"'),
        ("note", 'note = "secret'),
        ("note", "note = 3"),
        ("note", 'secret = "x"'),
    ],
)
def test_mistakes_are_told_without_the_text(line: str, mistake: str) -> None:
    entry = entry_of(Draft(DAY, mood=5))
    lines = [mistake if old.startswith(f"{line} =") else old for old in entry_form(entry).splitlines()]
    with pytest.raises(Misuse) as told:
        read_form("\n".join(lines), entry, SHIPPED)
    assert "secret" not in str(told.value)
