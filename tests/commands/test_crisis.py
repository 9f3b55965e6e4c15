"""`crisis` shows where to turn: whatever else is wrong, in one order, and without a trace."""

import json
import os
import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.tag import CRISIS_TAGS, NEAR_LETTERS, ORDINARY
from numbjournal.data import shipped_tags
from numbjournal.data.support import known_countries
from tests.conftest import Home

DIRECTORY = "findahelpline.com"


def in_order(text: str, *parts: str) -> None:
    """The parts stand in the text, one behind the other."""
    places = [text.index(part) for part in parts]
    assert places == sorted(places), text


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_order_is_the_same_everywhere(home: Home) -> None:
    home.run("config set country IE")
    home.run(["config", "set", "contacts", "Ana, 0170 1"])
    order = ("call 112 or 999", "Ana, 0170 1", "call 116 123", "text HELLO to 50808", DIRECTORY, "If nobody")
    for line in ("crisis", "crisis --all", "log 2 suicidal", "edit 1 --feel 3", "log sucidal"):
        in_order(home.run(line).out, *order)
    in_order(home.run("log 99 suicidal", code=2).err, *order)
    in_order(json.loads(home.run("log self-harm --json").out)["help"], *order)


def test_nothing_is_left_behind(home: Home) -> None:
    home.run("log 2")
    before = everything_in(home.path)
    home.run("crisis")
    home.run("crisis DE --all --json")
    assert everything_in(home.path) == before
    home.run("log 3")
    assert everything_in(home.path) != before


def test_it_asks_nothing_and_makes_nothing(home: Home) -> None:
    home.run("crisis").says(DIRECTORY)
    assert list(home.path.iterdir()) == []


def damage_journal(home: Home) -> None:
    home.journal_path.write_bytes(b"no journal")


def lock_journal(home: Home) -> None:
    home.journal_path.chmod(0)


def damage_settings(home: Home) -> None:
    home.settings_path.write_text("[broken")


def nest_settings(home: Home) -> None:
    home.settings_path.write_text("country = " + "[" * 5000)


def forbid_settings(home: Home) -> None:
    home.settings_path.unlink()
    home.settings_path.mkdir()


def misset(home: Home) -> None:
    home.settings_path.write_text('country = 5\ncontacts = "x"\nplain = "maybe"\nday_starts_at = 9\n')


def lose_home(home: Home) -> None:
    home.monkeypatch.delenv("HOME")
    home.monkeypatch.setattr(os.path, "expanduser", lambda path: path)


@pytest.mark.parametrize(
    "harm",
    [
        damage_journal,
        lock_journal,
        damage_settings,
        nest_settings,
        forbid_settings,
        misset,
        lose_home,
    ],
)
def test_it_works_whatever_is_wrong(home: Home, harm: Callable[[Home], None]) -> None:
    home.run("log 2")
    harm(home)
    for line in ("crisis JP", "--plain crisis JP"):
        in_order(home.run(line).out, "call 119", "0120-279-338", DIRECTORY)
    (country,) = json.loads(home.run("crisis JP --json").out)["data"]["countries"]
    assert country["lines"][0]["call"] == ["0120-279-338"]
    home.monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    home.run("crisis").says("Showing Japan (from your system's language). Others: numbjournal crisis --all")


def test_broken_settings_are_named_after_it(home: Home) -> None:
    home.run("log 2")
    damage_settings(home)
    result = home.run("crisis").says(DIRECTORY)
    assert result.err == "The settings file cannot be read as TOML. Try: numbjournal config edit\n"


def test_a_mistake_on_the_way_keeps_nothing_back(home: Home) -> None:
    home.run("crisis --al --colour").says(DIRECTORY)
    home.run("--plian crisis", code=2).remarks(DIRECTORY)
    home.run("crisis --json=yes", code=2).remarks(DIRECTORY)
    assert DIRECTORY not in home.run("--plian list", code=2).err


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("de", "0800 111 0 111, 0800 111 0 222 or 116 123"),
        ("Germany", "116 123"),
        ("united kingdom", "text SHOUT to 85258"),
        ("THE NETHERLANDS", "113 or 0800-0113"),
        ("Germny", "Showing Germany, the nearest name to what you typed."),
        ("Denmark", "call 112.\nTo talk to someone now: findahelpline.com lists lines by country."),
        ("dk", "No line in Denmark is known here; all that are: numbjournal crisis --all"),
        ("Narnia", "No line for that country is known here; all that are: numbjournal crisis --all"),
        ("Narnia", "112 in the European Union"),
    ],
)
def test_a_country_as_people_type_it(home: Home, typed: str, says: str) -> None:
    home.run("config set country FR")
    result = home.run(f"crisis {typed}").says(says).says(DIRECTORY)
    assert "3114" not in result.out


def test_the_country_that_is_set_goes_before_the_language(home: Home) -> None:
    home.monkeypatch.setenv("LC_ALL", "de_AT.UTF-8")
    home.run("crisis").says("Showing Austria").says("config set country AT")
    home.run("log suicidal").says("Showing Austria").says("call 142")
    home.run("config set country FR")
    assert "Showing" not in home.run("crisis").says("3114").out
    home.run("config set country XX").remarks("No emergency number and no line is known here")
    home.run("crisis").says("112 in the European Union").says("No line for that country")


def test_all_countries(home: Home) -> None:
    out = home.run("crisis --all").out
    names = [country.name for country in known_countries()]
    assert all(re.search(f"^{name} \\(emergency: ", out, re.MULTILINE | re.IGNORECASE) for name in names)
    shown = home.run("crisis JP --all").out
    in_order(shown, "call 119", "in Japan", "Australia (emergency: 000)", "South Africa", DIRECTORY)
    assert shown.count("0120-279-338") == 1
    assert len(json.loads(home.run("crisis --all --json").out)["data"]["countries"]) == len(names)


def test_lines_that_are_open_come_first(home: Home) -> None:
    home.run("config set country IT")
    home.run("crisis").says("(09:00-24:00 daily, open now; Italian)")
    (home.settings_path.parent / "helplines.toml").write_text(
        '[[line]]\ncountry = "it"\nname = "Linea"\nhours = "08:00-20:00"\ntext = "write to linea"\n'
        '[[line]]\ncountry = "IT"\nname = "Sera"\nhours = "evenings"\ncall = "02 1"\n'
    )
    in_order(home.run("crisis").out, "(09:00-24:00", "Sera: call 02 1 (evenings)", "20:00, closed now")
    home.later(hours=11)
    in_order(home.run("crisis").out, "Linea: write to linea", "Sera", "Telefono Amico Italia")
    lines = json.loads(home.run("crisis --json").out)["data"]["countries"][0]["lines"]
    assert [line["open_now"] for line in lines] == [True, None, False]


def test_old_numbers_are_still_shown_and_said_to_be_old(home: Home) -> None:
    assert "year" not in home.run("crisis NZ").says("checked on 22 November 2026.").out
    home.now = datetime.fromisoformat("2027-11-22T09:00+01:00")
    note = "The numbers were checked on 22 November 2026, more than a year ago; some may have changed."
    home.run("crisis NZ").says("call 1737, or text 1737").says(note)
    home.run("log suicidal").says(note)
    assert json.loads(home.run("crisis --json").out)["data"]["is_stale"] is True


LINE = '[[line]]\ncountry = "NZ"\nname = "Mine"\nhours = "24/7"\ncall = ["09 1", "09 2"]\n'


def test_lines_of_ones_own_come_first(home: Home) -> None:
    home.run("config set country NZ")
    (home.settings_path.parent / "helplines.toml").write_text(LINE)
    for line in ("crisis", "log suicidal"):
        in_order(home.run(line).out, "Mine: call 09 1 or 09 2 (24/7)", "1737")
    (home.settings_path.parent / "helplines.toml").write_text(LINE.replace("NZ", "CZ"))
    home.run("crisis CZ").says("in CZ:\n  Mine: call 09 1").says("112 in the European Union")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"[[line", "cannot be read as TOML."),
        (b"\xff\xfe", "cannot be read as TOML."),
        (b"x = " + b"[" * 5000, "cannot be read as TOML."),
        (b"line = 5", "is not a list of [[line]] records."),
        (b"line = [5]", "is not a list of [[line]] records."),
        (LINE.encode() + b'[[line]]\ncountry = "NZ"\nname = "B"\ncall = "1"\n', "record 2 has no hours."),
        (None, "cannot be read: "),
    ],
)
def test_an_own_list_that_cannot_be_used_is_named(home: Home, content: bytes | None, says: str) -> None:
    home.run("config set country NZ")
    own = home.settings_path.parent / "helplines.toml"
    if content is None:
        own.mkdir()
    else:
        own.write_bytes(content)
    for line in ("crisis", "crisis --json", "log 2 suicidal"):
        result = home.run(line).says("1737")
        (remark,) = [line for line in result.err.splitlines() if "helplines.toml" in line]
        assert says in remark
        assert "Mine" not in result.out


def test_what_steers_a_terminal_is_spelled_out(home: Home) -> None:
    home.run("config set country NZ")
    (home.settings_path.parent / "helplines.toml").write_text(LINE.replace("Mine", "Mi\\u001b[2Jne"))
    assert "\x1b" not in home.run("crisis").says("Mi\\x1b[2Jne").out


# Every way to write a crisis word

CRISIS_NAMES = sorted(
    name
    for tag in shipped_tags()
    if tag.id in CRISIS_TAGS
    for name in (tag.id, *tag.aliases, *tag.silent)
    if len(name.replace("-", "")) >= NEAR_LETTERS
)
OTHER_NAMES = {
    name
    for tag in shipped_tags()
    if tag.id not in CRISIS_TAGS
    for name in (tag.id, *tag.aliases, *tag.silent)
}
LETTERS = st.sampled_from("abcdefghijklmnopqrstuvwxyz")


@st.composite
def spelling(draw: st.DrawFn) -> str:
    """A crisis word with one letter wrong at most, in any case, with any separators."""
    word = draw(st.sampled_from(CRISIS_NAMES))
    at = draw(st.integers(0, len(word) - 1))
    mistake = draw(st.sampled_from(["none", "inserted", "left out", "changed", "swapped"]))
    before, letter, after = word[:at], word[at], word[at + 1 :]
    word = {
        "none": word,
        "inserted": before + draw(LETTERS) + letter + after,
        "left out": before + after,
        "changed": before + draw(LETTERS) + after,
        "swapped": before + after[:1] + letter + after[1:],
    }[mistake]
    separator = draw(st.sampled_from(["-", "_", " ", ""]))
    cases = draw(st.lists(st.booleans(), min_size=len(word), max_size=len(word)))
    word = "".join(letter.upper() if up else letter for letter, up in zip(word, cases, strict=True))
    return re.sub("-", separator, word).strip("-_ ")


SETTINGS = [
    "",
    'plain = true\ncountry = "DE"\n',
    'country = 5\ncontacts = "x"\n',
    'care = "maybe"\ncountry = "XX"\n',
    "[broken",
]


def is_word_of_its_own(word: str) -> bool:
    """*Overdoing*, for one, is a letter away from *overdosing*."""
    return re.sub("[-_ ]", "", word).lower() in ORDINARY


@given(
    word=spelling().filter(lambda word: not is_word_of_its_own(word)),
    before=st.sampled_from([[], ["2"], ["2", "flat"]]),
    options=st.sampled_from([[], ["--plain"], ["--json"]]),
    settings=st.sampled_from(SETTINGS),
)
def test_every_spelling_of_a_crisis_word_is_answered(
    crowded_home: Home, word: str, before: list[str], options: list[str], settings: str
) -> None:
    home = crowded_home
    home.settings_path.write_text(settings)
    readable = settings != "[broken"
    result = home.run(["log", *before, *word.split(" "), *options], code=0 if readable else 1)
    if not readable:
        result.silent().remarks(DIRECTORY)
    elif "--json" in options:
        assert DIRECTORY in json.loads(result.out)["help"]
        result.remarks(DIRECTORY)
    else:
        in_order(result.out, DIRECTORY, "Saved ")


def test_other_words_are_not_taken_for_one(crowded_home: Home) -> None:
    crowded_home.settings_path.write_text("")
    for name in sorted(OTHER_NAMES - {"tired"} | ORDINARY):
        assert DIRECTORY not in crowded_home.run(["log", "2", name]).out
