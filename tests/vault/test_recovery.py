"""The recovery code: every key has one, and a slip in it is noticed."""

from hypothesis import given
from hypothesis import strategies as st

from numbjournal.vault.recovery import key_in_code, looks_like_code, recovery_code

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
    if code[place] in ("-", letter):
        return
    slip = code[:place] + letter + code[place + 1 :]
    assert key_in_code(slip) is None
    assert looks_like_code(slip)


@given(raw=KEYS, place=st.integers(0, 54))
def test_two_letters_the_wrong_way_round_are_noticed(raw: bytes, place: int) -> None:
    letters = recovery_code(raw).replace("-", "")
    swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    assert key_in_code(swapped) == (raw if swapped == letters else None)


@given(text=st.text())
def test_other_texts_are_no_codes(text: str) -> None:
    assert key_in_code(text) is None
    assert not looks_like_code(text[:39])


def test_a_part_of_a_code_is_no_code() -> None:
    assert key_in_code(CODE[:-5]) is None
    assert key_in_code(CODE + "-AAAA") is None
    assert key_in_code("") is None
