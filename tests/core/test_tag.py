"""How a typed word finds its tag."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.tag import (
    CRISIS_TAGS,
    NEAR_LETTERS,
    ORDINARY,
    Tag,
    Vocabulary,
    name_key,
    one_edit_apart,
)
from numbjournal.data import shipped_tags

SHIPPED = Vocabulary(shipped_tags())
CRISIS_NAMES = sorted(name for name, tag in SHIPPED.owner.items() if tag in CRISIS_TAGS)


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("flat", "flat"),
        ("FLAT", "flat"),
        ("Numb", "flat"),
        ("lost_interest", "lost-interest"),
        ("lost interest", "lost-interest"),
        ("Loss--of_interest", "lost-interest"),
        ("cold", "little-warmth"),
        ("walk", "movement"),
    ],
)
def test_an_id_or_alias_in_any_spelling(word: str, tag: str) -> None:
    match = SHIPPED.match(word)
    assert (match.tag.id, match.by_prefix, match.new, match.typed) == (tag, False, False, word)


def test_composed_and_decomposed_letters_are_the_same() -> None:
    own = Vocabulary([Tag("müde", "own", "müde", own=True)])
    assert own.match("mu\u0308de").tag.id == "müde"
    assert own.match("MU\u0308DE").tag.id == "müde"


def test_the_beginning_of_one_name_is_enough_from_four_letters_on() -> None:
    assert SHIPPED.match("fatig").tag.id == "fatigue"
    assert SHIPPED.match("fatig").by_prefix
    assert SHIPPED.match("fat").new


def test_the_beginning_of_several_names_becomes_an_own_tag_with_the_candidates() -> None:
    match = SHIPPED.match("disconn")
    assert match.new
    assert set(match.did_you_mean) == {"disconnected-self", "disconnected-others", "disconnected-world"}


def test_an_unknown_word_becomes_an_own_tag() -> None:
    match = SHIPPED.match("Blåbär")
    assert match.tag == Tag("blåbär", "own", "Blåbär", own=True)
    assert match.did_you_mean == ()


def test_what_is_shown_for_a_tag_can_be_typed_back() -> None:
    for tag in shipped_tags():
        named = SHIPPED.named(tag.label)
        assert named is not None
        assert named.id == tag.id
    own = Vocabulary([*shipped_tags(), Tag("work-suffers", "own", "work suffers", own=True)])
    assert own.match("work suffers").tag.own


def test_a_near_word_asks_back_and_never_names_a_crisis_tag_by_chance() -> None:
    assert SHIPPED.match("headahce").did_you_mean == ("headache",)


@pytest.mark.parametrize("word", ["hurt", "death", "want", "self", "ending", "dont"])
def test_ordinary_words_that_begin_a_crisis_name_are_not_taken_for_it(word: str) -> None:
    assert SHIPPED.match(word).new
    assert SHIPPED.crisis(word) is None


@pytest.mark.parametrize("word", ["suic", "Suicid", "want-to-d", "self_h"])
def test_the_beginning_of_a_crisis_name_that_reaches_its_last_word_is_taken_for_it(word: str) -> None:
    assert SHIPPED.crisis(word) in CRISIS_TAGS


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("Suizid", "suicidal-thoughts"),
        ("selbstmordgedanken", "suicidal-thoughts"),
        ("suicidio", "suicidal-thoughts"),
        ("sjalvmord", "suicidal-thoughts"),
        ("samobojstwo", "suicidal-thoughts"),
        ("自殺", "suicidal-thoughts"),
        ("kms", "suicidal-thoughts"),
        ("not wanting to live", "suicidal-thoughts"),
        ("automutilation", "self-harm"),
        ("autolesion", "self-harm"),
        ("overdose", "self-harm"),
        ("자해", "self-harm"),
    ],
)
def test_plain_words_of_other_languages_and_short_forms_are_noticed(typed: str, tag: str) -> None:
    assert SHIPPED.crisis(typed) == tag


def test_ordinary_words_beside_a_crisis_name_are_no_mistakes_of_it() -> None:
    names = [name.replace("-", "") for name in CRISIS_NAMES]
    for word in ORDINARY:
        assert any(one_edit_apart(word, name) for name in names), f"{word} needs no exception"
        assert SHIPPED.crisis(word) is None
    for word in ("over", "selbst", "auto", "itse", "zelf", "själ"):
        assert SHIPPED.crisis(word) is None
    assert SHIPPED.crisis("cuttign") == "self-harm"


def spellings_of(name: str) -> st.SearchStrategy[str]:
    """One letter inserted, left out, changed or swapped, then any case and separators."""
    letters = st.sampled_from(string.ascii_lowercase)
    places = st.integers(0, len(name) - 1)
    edited = st.one_of(
        st.just(name),
        st.builds(lambda i, c: name[:i] + c + name[i:], places, letters),
        st.builds(lambda i: name[:i] + name[i + 1 :], places),
        st.builds(lambda i, c: name[:i] + c + name[i + 1 :], places, letters),
        st.builds(lambda i: name[:i] + name[i + 1 : i + 2] + name[i] + name[i + 2 :], places),
    )
    cased = st.builds(
        lambda word, upper: (
            "".join(c.upper() if up else c for c, up in zip(word, upper, strict=False)) + word[len(upper) :]
        ),
        edited,
        st.lists(st.booleans(), max_size=20),
    )
    return st.builds(lambda word, gap: word.replace("-", gap), cased, st.sampled_from(["-", "_", "", "--"]))


LONG_NAMES = [name for name in CRISIS_NAMES if len(name.replace("-", "")) >= NEAR_LETTERS]


@given(st.sampled_from(LONG_NAMES).flatmap(spellings_of))
def test_every_spelling_of_a_crisis_name_is_noticed(word: str) -> None:
    is_ordinary = name_key(word).replace("-", "") in ORDINARY
    assert is_ordinary or SHIPPED.crisis(word) in CRISIS_TAGS or SHIPPED.match(word).tag.id in CRISIS_TAGS


@given(st.sampled_from(sorted(set(SHIPPED.owner) - set(CRISIS_NAMES))))
def test_no_other_shipped_name_is_taken_for_a_crisis(name: str) -> None:
    assert SHIPPED.crisis(name) is None


def test_an_own_word_for_a_crisis_tag_is_noticed_with_its_slips() -> None:
    tags = {tag.id: tag for tag in shipped_tags()}
    german = tags["suicidal-thoughts"]._replace(aliases=("suizid",))
    vocabulary = Vocabulary([*(tag for tag in tags.values() if tag.id != german.id), german])
    assert vocabulary.crisis("Suzid") == "suicidal-thoughts"


def edits(first: str, second: str) -> int:
    """Optimal string alignment distance, written out: the oracle for the fast test of one edit."""
    rows = [[i + j if i * j == 0 else 0 for j in range(len(second) + 1)] for i in range(len(first) + 1)]
    for i in range(1, len(first) + 1):
        for j in range(1, len(second) + 1):
            same = first[i - 1] == second[j - 1]
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (not same))
            if i > 1 and j > 1 and first[i - 1] == second[j - 2] and first[i - 2] == second[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(st.text("ab", max_size=6), st.text("ab", max_size=6))
def test_one_edit_is_one_edit(first: str, second: str) -> None:
    assert (edits(first, second) <= 1) == (one_edit_apart(first, second) or first == second)


@given(st.text(max_size=20))
def test_the_form_in_which_names_are_compared_is_stable(word: str) -> None:
    assert name_key(name_key(word)) == name_key(word)


OWN = [
    *("suicidl", "sucide", "wanttodie", "no-suicide-today", "suicidal2", "SelfHarm!"),
    *("traumatized", "old-trauma", "my-ptsd", "greif", "depressions"),
    *("long-walk", "moth", "harm", "wanting", "hopeless"),
]


def own_words(*words: str) -> Vocabulary:
    return Vocabulary([*shipped_tags(), *(Tag(name_key(word), "own", word, own=True) for word in words)])


def test_own_words_read_as_what_they_spell() -> None:
    vocabulary = own_words(*OWN)
    read = {word: vocabulary.reads_as(name_key(word)) for word in OWN}
    assert [word for word, kind in read.items() if kind == "crisis"] == OWN[:6]
    assert [word for word, kind in read.items() if kind == "cause"] == OWN[6:11]
    assert {read[word] for word in OWN[11:]} == {"own"}
    assert (vocabulary.reads_as("self-harm"), vocabulary.reads_as("loss")) == ("crisis", "cause")
    assert (vocabulary.reads_as("flat"), vocabulary.reads_as("nowhere")) == ("manifestation", "own")


def test_a_tag_called_otherwise_reads_as_all_its_words() -> None:
    tag = Tag("fog", "own", "fog", own=True, called="suicidl")
    assert Vocabulary([*shipped_tags(), tag]).reads_as("fog") == "crisis"


def test_a_word_that_was_ones_own_before_it_was_shipped() -> None:
    crisis = Tag("suicidal-thoughts", "distress", "thoughts of suicide", silent=("suizid",))
    for tags in (
        [Tag("suizid", "own", "suizid", own=True), crisis],
        [crisis, Tag("suizid", "own", "x", own=True)],
    ):
        vocabulary = Vocabulary(tags)
        assert vocabulary.crisis("suizid") == "suicidal-thoughts"
        assert vocabulary.stands_for("suizid") == "suicidal-thoughts"
        assert vocabulary.stands_for("suizi") is None


def test_what_stands_for_a_crisis_tag_is_the_whole_word() -> None:
    vocabulary = own_words("suicidl", "cost-cutting")
    assert vocabulary.stands_for("suicidl") == "suicidal-thoughts"
    assert vocabulary.stands_for("cost-cutting") is None
    assert vocabulary.reads_as("cost-cutting") == "crisis"
