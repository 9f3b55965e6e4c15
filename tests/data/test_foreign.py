"""What other programs' words are here points at what there is."""

from numbjournal.core.entry import SCALE, STRENGTHS
from numbjournal.core.tag import CRISIS_TAGS, Vocabulary, name_key
from numbjournal.data import read_table, shipped_tags
from numbjournal.data.foreign import moods_of, words_of
from numbjournal.imports import IMPORTS

TABLE = read_table("imports.toml")


def test_words_lead_to_tags() -> None:
    tags = {tag.id: tag for tag in shipped_tags()}
    for row in IMPORTS:
        for word, target in words_of(row.name).items():
            name, _, strength = target.partition(":")
            assert name in tags
            assert strength == "" or int(strength) in STRENGTHS
            assert word == name_key(word)
            # A mistake in a list of ours must not put such a word into somebody's journal.
            assert name not in CRISIS_TAGS


def test_words_of_the_vocabulary_stand_there_only_once() -> None:
    vocabulary = Vocabulary(shipped_tags())
    assert not [word for word in words_of("") if vocabulary.named(word)]


def test_moods_are_numbers_of_formats_that_there_are() -> None:
    assert TABLE.keys() == {"words", "moods"}
    assert TABLE["moods"].keys() <= {row.name for row in IMPORTS}
    for row in IMPORTS:
        for mood, number in moods_of(row.name).items():
            assert mood == mood.casefold()
            assert number in SCALE


def test_daylio_has_the_five_it_begins_with() -> None:
    expected = {"rad": 10, "good": 8, "meh": 5, "bad": 2, "awful": 0}
    assert moods_of("daylio") == moods_of("daylio-backup") == expected
