"""The recovery code: every key has one, and a mistake in it is noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.vault.recovery import (
    is_begun_code,
    key_in_code,
    looks_like_code,
    mistake_against,
    mistake_in_code,
    recovery_code,
)

RAW = bytes(range(32))
CODE = "AAAQ-EAYE-AUDA-OCAJ-BIFQ-YDIO-B4IB-CEQT-CQKR-MFYY-DENB-WHA5-DYPW-GDON"
KEYS = st.binary(min_size=32, max_size=32)


def test_a_code_that_is_on_somebodys_paper_stays_valid() -> None:
    assert recovery_code(RAW) == CODE
    assert key_in_code(CODE) == RAW


@given(raw=KEYS)
def test_there_and_back(raw: bytes) -> None:
    code = recovery_code(raw)
    assert key_in_code(code) == raw
    assert key_in_code(f"  {code.lower().replace('-', ' ')}\n") == raw
    assert key_in_code(code.replace("-", "")) == raw
    assert key_in_code(code.replace("O", "0").replace("I", "1").replace("B", "8")) == raw
    assert looks_like_code(code)


@given(raw=KEYS, place=st.integers(0, 68), letter=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_one_wrong_letter_is_noticed(raw: bytes, place: int, letter: str) -> None:
    code = recovery_code(raw)
    # I and L are read as one another.
    if code[place] in ("-", letter) or {code[place], letter} == {"I", "L"}:
        return
    mistake = code[:place] + letter + code[place + 1 :]
    assert key_in_code(mistake) is None
    assert looks_like_code(mistake)
    group = place // 5 + 1
    assert (
        mistake_in_code(mistake) == mistake_against(mistake, code) == f"there is a mistake in group {group}"
    )


@pytest.mark.full
@given(raw=KEYS, place=st.integers(0, 54))
def test_two_letters_the_wrong_way_round_are_noticed(raw: bytes, place: int) -> None:
    letters = recovery_code(raw).replace("-", "")
    swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    alike = swapped.replace("L", "I") == letters.replace("L", "I")
    assert key_in_code(swapped) == (raw if alike else None)
    if not alike:
        assert mistake_in_code(swapped) == f"there is a mistake in group {place // 4 + 1}"


@given(text=st.text())
def test_other_texts_are_no_codes(text: str) -> None:
    assert key_in_code(text) is None
    assert not looks_like_code(text[:39])


def test_a_part_of_a_code_is_no_code() -> None:
    assert key_in_code(CODE[:-5]) is None
    assert key_in_code(CODE + "-AAAA") is None
    assert key_in_code("") is None


DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d"
BLANKS = " \u00a0\u2007\u2009\u202f\u3000\u200b\ufeff\t\n\r\u2028\u0085"


@given(raw=KEYS, between=st.lists(st.sampled_from(DASHES + BLANKS), min_size=13, max_size=13), data=st.data())
def test_typed_in_any_way(raw: bytes, between: list[str], data: st.DataObject) -> None:
    groups = recovery_code(raw).split("-")
    alike = {"O": "O0o", "I": "I1iLl", "L": "L1lIi", "B": "B8b"}
    typed = "".join(
        "".join(data.draw(st.sampled_from(alike.get(letter, letter + letter.lower()))) for letter in group)
        + sign
        for group, sign in zip(groups, [*between, ""], strict=True)
    )
    assert key_in_code(typed) == raw
    assert mistake_in_code(typed) == mistake_against(typed, recovery_code(raw)) == ""


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (CODE.replace("OCAJ", "OCA"), "there is a mistake in group 4"),
        (CODE.replace("OCAJ", "OCAJJ"), "there is a mistake in group 4"),
        (CODE.replace("OCAJ", "9CAJ"), "there is a mistake in group 4"),
        (CODE.replace("OCAJ", "ÖCAJ"), "there is a mistake in group 4"),
        (CODE.replace("OCAJ", "OCA").replace("-", ""), "there is a mistake in group 4"),
        (CODE.replace("OCAJ", "OCQAJ").replace("-", ""), "there is a mistake in group 4"),
        (CODE.replace("OCAJ", "9CAJ").replace("-", " "), "there is a mistake in group 4"),
        (CODE.replace("OCAJ", "9CAJ").replace("GDON", "GDO"), "there is a mistake in groups 4 and 14"),
        (CODE[:-5], "it has 52 letters and digits, and a code has 56"),
        (
            CODE.replace("OCAJ", "OCXX"),
            "there is more than one mistake in it; in which groups cannot be told",
        ),
        (CODE.replace("OCAJ", "OCAX").replace("GDON", "GDOX"), "there is more than one mistake in it"),
    ],
)
def test_the_group_with_a_mistake_is_named_where_it_can_be_known(typed: str, words: str) -> None:
    assert key_in_code(typed) is None
    assert mistake_in_code(typed).startswith(words)
    assert mistake_in_code(CODE) == ""


def test_against_the_code_itself_every_group_is_named() -> None:
    typed = CODE.replace("OCAJ", "OCXX").replace("GDON", "GDOX")
    assert mistake_against(typed, CODE) == "there is a mistake in groups 4 and 14"
    assert (
        mistake_against(CODE.replace("OCAJ", "OC").replace("-", ""), CODE)
        == "there is a mistake in group 4, or behind it"
    )
    assert mistake_against("", CODE) == "there is a mistake in group 1, or behind it"
    assert mistake_against(recovery_code(bytes(32)), CODE).startswith("there is a mistake in groups 1, 2")


@given(groups=st.integers(0, 14))
def test_the_first_lines_of_a_code(groups: int) -> None:
    begun = "-".join(CODE.split("-")[:groups])
    assert is_begun_code(begun) == is_begun_code(begun + " \n") == (3 <= groups < 14)
    assert not is_begun_code(begun + "-AAA")


@given(text=st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert mistake_in_code(text)
    assert mistake_against(text, CODE)
    is_begun_code(text)
