"""The words after `numbjournal log`."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.entry import Answer, Tagging
from numbjournal.core.log_line import Phrase, crisis_in, join_names, read_phrase, read_tags
from numbjournal.core.tag import Tag, Vocabulary
from numbjournal.data import shipped_tags
from numbjournal.errors import Misuse

SHIPPED = Vocabulary(shipped_tags())


def read(*words: str) -> Phrase:
    return read_phrase(words, SHIPPED)


@pytest.mark.parametrize("number", range(11))
def test_a_number_comes_first(number: int) -> None:
    phrase = read(str(number))
    assert (phrase.answer, phrase.feel) == (Answer.RATED, number)


@pytest.mark.parametrize(
    ("word", "answer", "same"),
    [
        ("unsure", Answer.UNSURE, False),
        ("TIRED", Answer.TIRED, False),
        ("skip", Answer.NONE, False),
        ("same", Answer.NONE, True),
    ],
)
def test_answers_that_are_no_number(word: str, answer: Answer, same: bool) -> None:
    phrase = read(word, "flat")
    assert (phrase.answer, phrase.feel, phrase.same) == (answer, None, same)
    assert phrase.taggings == (Tagging("flat", None, "flat"),)


@pytest.mark.parametrize(
    "word", ["11", "-1", "3.5", "+2", "٧", "½", "02", "1e1", "2flat", "99999999999", "−3"]
)
def test_what_starts_like_a_number_is_one_or_is_refused(word: str) -> None:
    with pytest.raises(Misuse, match="0 to 10"):
        read(word)


@pytest.mark.parametrize("words", [("2", "3"), ("flat", "2"), ("unsure", "2")])
def test_a_second_number_is_refused(words: tuple[str, ...]) -> None:
    with pytest.raises(Misuse, match="There is one number"):
        read(*words)


def test_strengths() -> None:
    phrase = read("2", "flat", "headache:3")
    assert phrase.taggings == (Tagging("flat", None, "flat"), Tagging("headache", 3, "headache"))
    for wrong in ("flat:0", "flat:9", "flat:", "flat:x", "flat:٣", "flat:-1", "flat:1.5"):
        with pytest.raises(Misuse, match="1 to 4"):
            read(wrong)


def test_a_tag_without_strengths_drops_it_and_says_so() -> None:
    phrase = read("walk:3")
    assert phrase.taggings == (Tagging("movement", None, "walk"),)
    assert phrase.dropped_strength == ("walk",)


def test_the_same_tag_twice_is_one() -> None:
    assert read("flat:1", "numb:3").taggings == (Tagging("flat", 3, "flat"),)


def test_white_space_makes_a_note_also_after_a_minus() -> None:
    assert read("3", "-3 felt bad", "and then").note == "-3 felt bad\nand then"
    assert read("2 flat").note == "2 flat"


def test_what_is_only_blank_is_nothing() -> None:
    assert read("", "  ", "\n") == Phrase()
    assert read(" flat ").taggings == (Tagging("flat", None, "flat"),)


@pytest.mark.parametrize("words", [("lost interest",), ("lost", "interest"), ("Lost", "INTEREST")])
def test_words_that_together_are_a_name_are_one_tag(words: tuple[str, ...]) -> None:
    (tagging,) = read(*words).taggings
    assert tagging.tag == "lost-interest"


def test_tired_is_an_answer_first_and_a_tag_later() -> None:
    assert read("tired").answer is Answer.TIRED
    assert read("2", "tired").taggings == (Tagging("fatigue", None, "tired"),)


@pytest.mark.parametrize("word", ["same", "unsure", "skip", "note", "today", "Yesterday"])
def test_words_of_the_command_line_are_no_tags(word: str) -> None:
    with pytest.raises(Misuse, match=r"cannot be a tag|comes first"):
        read("2", word)


@pytest.mark.parametrize("word", ["#flat", "(flat)", ":3", "@x", "🙂"])
def test_a_tag_starts_with_a_letter(word: str) -> None:
    with pytest.raises(Misuse, match="starts with a letter"):
        read("2", word)


@pytest.mark.parametrize(
    "words",
    [
        ("suicidal",),
        ("Sucidal",),
        ("SELF_HARM",),
        ("want to die",),
        ("want", "to", "die"),
        ("2", "wnat", "to", "die"),
        ("flat", "self", "harm", "fatigue"),
        ("dont", "want", "too", "live"),
        ("I", "want", "to", "die"),
        ("suicidal:3",),
    ],
)
def test_crisis_words_are_noticed_alone_and_together(words: tuple[str, ...]) -> None:
    assert read(*words).crisis in {"suicidal-thoughts", "self-harm"}


@pytest.mark.parametrize(
    "words", [("2", "flat", "headache:3"), ("no interest",), ("a long note about dying",)]
)
def test_other_words_and_notes_are_not(words: tuple[str, ...]) -> None:
    assert read(*words).crisis is None


def test_a_crisis_name_is_found_where_nothing_could_be_read() -> None:
    assert crisis_in(["log", "99", "want", "to", "die"], SHIPPED) == "suicidal-thoughts"
    assert crisis_in(["log", "99", "flat"], SHIPPED) is None


@given(st.lists(st.text(max_size=12), max_size=5))
def test_any_words_are_read_or_refused_without_being_repeated(words: list[str]) -> None:
    try:
        phrase = read_phrase(words, SHIPPED)
    except Misuse as refused:
        sentence = str(refused)
    else:
        assert (phrase.feel is not None) == (phrase.answer is Answer.RATED)
        assert len({tagging.tag for tagging in phrase.taggings}) == len(phrase.taggings)
        return
    assert not any(len(word) > 8 and word in sentence for word in words)


def test_only_tags_where_only_tags_are_asked_for() -> None:
    assert read_tags(["flat", "walk"], SHIPPED).taggings[1].tag == "movement"
    with pytest.raises(Misuse):
        read_tags(["2"], SHIPPED)


# Joining neighbours


class Counting(Vocabulary):
    """A vocabulary that counts how often a name is looked up."""

    looked_up = 0

    def named(self, word: str) -> Tag | None:
        self.looked_up += 1
        return super().named(word)


NAMES = ("want-to-die", "want-to", "lost-interest", "a-b-c-d-e-f", "a-b", "b-c", "straße-a")
JOINING = Vocabulary([*shipped_tags(), *(Tag(name, "own", name, own=True) for name in NAMES)])
WORDS = (
    "want",
    "to",
    "die",
    "Want_to",
    "lost",
    "interest",
    "a",
    "B",
    "c",
    "d",
    "e",
    "f",
    "a-",
    "STRASSE",
    "é",
)


def joined_by_trying_all(
    pairs: Sequence[tuple[str, int | None]], vocabulary: Vocabulary
) -> Iterator[tuple[str, int | None]]:
    """The plain definition: of all ranges from a word on, the longest that is a name; cubic."""
    start = 0
    while start < len(pairs):
        for end in range(len(pairs), start, -1):
            together = " ".join(typed for typed, _ in pairs[start:end])
            has_inner_strength = any(strength is not None for _, strength in pairs[start : end - 1])
            if end == start + 1 or (not has_inner_strength and vocabulary.named(together)):
                yield together, pairs[end - 1][1]
                start = end
                break


@given(st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from((None, None, None, 2))), max_size=14))
def test_neighbours_are_joined_as_by_trying_all_ranges(pairs: list[tuple[str, int | None]]) -> None:
    assert list(join_names(pairs, JOINING)) == list(joined_by_trying_all(pairs, JOINING))


@pytest.mark.parametrize("word", ["moth", "want", "a"])
def test_many_words_take_so_many_more_look_ups(word: str) -> None:
    vocabulary = Counting(JOINING.tags.values())
    pairs = [(word, None)] * 2000
    assert len(list(join_names(pairs, vocabulary))) == 2000
    lengths = vocabulary.lengths_of_names(word)
    assert vocabulary.looked_up <= len(pairs) * len(lengths)
    assert word == "moth" or vocabulary.looked_up > 0
