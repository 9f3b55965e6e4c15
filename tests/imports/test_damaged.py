"""A file that cannot be used: one sentence, exit code 6, and the journal as it was."""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from numbjournal.imports import json as whole_json
from numbjournal.imports import jsonl
from tests.conftest import Home, few
from tests.exports.exchange import file, lines

CANARY = "kingfisher-by-the-weir"

ENTRY, MARK, SCORE, TAG, FACT = 2, 3, 4, 1, 5


@pytest.fixture
def good(home: Home) -> list[str]:
    """An export: a head, a tag, an entry, a mark, a total, a fact."""
    home.run(["log", "2", "flat", "fogbank", f"a note, {CANARY}"])
    home.run(["mark", "add", CANARY])
    home.run("score phq-9 14")
    home.run("config set care yes")
    return lines(home)


def refused(home: Home, path: Path, code: int = 6) -> str:
    """The sentence with which a file is refused, whole and dry, with and without a journal."""
    before = home.journal_path.read_bytes()
    said = home.run(["import", str(path)], code=code).silent().err
    assert home.run(["import", str(path), "--dry-run"], code=code).silent().err == said
    assert home.journal_path.read_bytes() == before
    assert said.count("\n") == 1
    assert CANARY not in said
    assert "Traceback" not in said
    assert "inside numbjournal" not in said
    elsewhere = ["--journal", str(home.path / "none.db"), "import", str(path)]
    home.run(elsewhere, code=code)
    assert not (home.path / "none.db").exists()
    return said


def changed(lines: list[str], line: int, /, **fields: Any) -> list[str]:
    """The same lines, with other values in one of them; `...` takes a field out."""
    record = {**json.loads(lines[line]), **fields}
    record = {name: value for name, value in record.items() if value is not ...}
    return [*lines[:line], json.dumps(record) + "\n", *lines[line + 1 :]]


def replaced(lines: list[str], number: int, old: str, new: str) -> list[str]:
    """The same lines, with other text in one of them."""
    assert old in lines[number]
    return [*lines[:number], lines[number].replace(old, new), *lines[number + 1 :]]


TAGGING = {"tag": "flat", "strength": None, "typed": ""}

WRONG: dict[str, tuple[int, Callable[[list[str]], list[str]]]] = {
    "not a number": (ENTRY, lambda ls: changed(ls, ENTRY, feel="2")),
    "a number with a point": (ENTRY, lambda ls: changed(ls, ENTRY, feel=2.0)),
    "true for a number": (ENTRY, lambda ls: changed(ls, ENTRY, feel=True)),
    "one for true": (ENTRY, lambda ls: changed(ls, ENTRY, private=1)),
    "out of range": (ENTRY, lambda ls: changed(ls, ENTRY, feel=11)),
    "below the range": (ENTRY, lambda ls: changed(ls, ENTRY, mood=-1)),
    "number zero": (ENTRY, lambda ls: changed(ls, ENTRY, number=0)),
    "a number too great to keep": (ENTRY, lambda ls: changed(ls, ENTRY, number=2**53)),
    "a feel without being rated": (ENTRY, lambda ls: changed(ls, ENTRY, answer="unsure")),
    "rated without a feel": (ENTRY, lambda ls: changed(ls, ENTRY, feel=None)),
    "an answer nobody gives": (ENTRY, lambda ls: changed(ls, ENTRY, answer="fine")),
    "a day that is none": (ENTRY, lambda ls: changed(ls, ENTRY, day="2026-02-30")),
    "a day long ago": (ENTRY, lambda ls: changed(ls, ENTRY, day="1899-12-31")),
    "a day in other digits": (ENTRY, lambda ls: changed(ls, ENTRY, day="٢٠٢٦-11-22")),
    "a time that is none": (ENTRY, lambda ls: changed(ls, ENTRY, time="24:00")),
    "a moment without a zone": (ENTRY, lambda ls: changed(ls, ENTRY, logged_at="2026-11-22T21:04:00.000")),
    "a zone beyond the day": (
        ENTRY,
        lambda ls: changed(ls, ENTRY, logged_at="2026-11-22T21:04:00.000+24:00"),
    ),
    "a note that is not text": (ENTRY, lambda ls: changed(ls, ENTRY, note=None)),
    "half a letter": (ENTRY, lambda ls: changed(ls, ENTRY, note="\ud83d")),
    "a field nobody knows": (ENTRY, lambda ls: changed(ls, ENTRY, weather=CANARY)),
    "a field missing": (ENTRY, lambda ls: changed(ls, ENTRY, note=...)),
    "extra that is no JSON": (ENTRY, lambda ls: changed(ls, ENTRY, extra="{")),
    "extra that is nested too deeply": (ENTRY, lambda ls: changed(ls, ENTRY, extra="[" * 100_000)),
    "extra that is NaN": (ENTRY, lambda ls: changed(ls, ENTRY, extra="NaN")),
    "a tag nobody has": (ENTRY, lambda ls: changed(ls, ENTRY, tags=[{**TAGGING, "tag": "nobody"}])),
    "a tag twice": (ENTRY, lambda ls: changed(ls, ENTRY, tags=[TAGGING, TAGGING])),
    "too strong": (ENTRY, lambda ls: changed(ls, ENTRY, tags=[{**TAGGING, "strength": 5}])),
    "a tag that is a word": (ENTRY, lambda ls: changed(ls, ENTRY, tags=["flat"])),
    "a kind nobody knows": (ENTRY, lambda ls: changed(ls, ENTRY, kind="dream")),
    "a kind that is a list": (ENTRY, lambda ls: changed(ls, ENTRY, kind=["entry"])),
    "no kind": (ENTRY, lambda ls: changed(ls, ENTRY, kind=...)),
    "a list for a line": (ENTRY, lambda ls: [*ls[:ENTRY], "[]\n", *ls[ENTRY + 1 :]]),
    "an empty line": (ENTRY, lambda ls: [*ls[:ENTRY], "\n", *ls[ENTRY:]]),
    "a name twice": (ENTRY, lambda ls: replaced(ls, ENTRY, '"feel": 2', '"feel": 2, "feel": 2')),
    "NaN": (ENTRY, lambda ls: replaced(ls, ENTRY, '"feel": 2', '"feel": NaN')),
    "Infinity": (ENTRY, lambda ls: replaced(ls, ENTRY, '"feel": 2', '"feel": -Infinity')),
    "1e999": (ENTRY, lambda ls: replaced(ls, ENTRY, '"feel": 2', '"feel": 1e999')),
    "other digits": (ENTRY, lambda ls: replaced(ls, ENTRY, '"feel": 2', '"feel": ٢')),
    "endless digits": (ENTRY, lambda ls: replaced(ls, ENTRY, '"feel": 2', f'"feel": {"2" * 5000}')),
    "half a line": (ENTRY, lambda ls: [*ls[:ENTRY], ls[ENTRY][:-20] + "\n", *ls[ENTRY + 1 :]]),
    "deep nesting": (ENTRY, lambda ls: [*ls[:ENTRY], "[" * 100_000 + "\n", *ls[ENTRY + 1 :]]),
    "a mark of no kind": (MARK, lambda ls: changed(ls, MARK, kind_of_mark="spell")),
    "a mark without a name": (MARK, lambda ls: changed(ls, MARK, name="")),
    "a total beyond its questionnaire": (SCORE, lambda ls: changed(ls, SCORE, value=28)),
    "a word for severe distress": (TAG, lambda ls: changed(ls, TAG, kind_of_tag="distress")),
    "a shipped tag nobody ships": (TAG, lambda ls: changed(ls, TAG, id="newer", own=False)),
    "a tag that became nothing": (TAG, lambda ls: changed(ls, TAG, merged_into="nowhere")),
    "care that is maybe": (FACT, lambda ls: changed(ls, FACT, value="maybe")),
    "an onset that is no day": (FACT, lambda ls: changed(ls, FACT, name="onset", value="long ago")),
    "another fact": (FACT, lambda ls: changed(ls, FACT, name="shoe size")),
    "a newer form": (0, lambda ls: changed(ls, 0, version=2)),
    "an older form": (0, lambda ls: changed(ls, 0, version=0)),
    "a head that says more": (0, lambda ls: changed(ls, 0, more=1)),
}


@pytest.mark.parametrize(("number", "damage"), few(WRONG.values(), 5), ids=WRONG)
def test_a_wrong_line_is_named(
    home: Home, good: list[str], number: int, damage: Callable[[list[str]], list[str]]
) -> None:
    said = refused(home, file(home, "x.jsonl", damage(good)))
    assert f"Line {number + 1} " in said
    assert said.endswith("Nothing was changed. Try: numbjournal import --help\n")


def test_an_id_twice(home: Home, good: list[str]) -> None:
    home.run("delete 1")
    twice = changed([*good[: ENTRY + 1], *good[ENTRY:]], 0, counts=...)
    home.run(["import", str(file(home, "x", twice))], code=6).remarks(
        "Line 4 has an id that is in the file twice"
    )
    assert "Entry" not in home.run("list --plain").out


def test_a_tag_that_stays_as_it_is(home: Home, good: list[str]) -> None:
    """Words for severe distress are found under any name, at any time, whatever a file says."""
    for id, change in (("suicidal-thoughts", {"retired": True}), ("flat", {"merged_into": "fogbank"})):
        lines = changed(good, TAG, id=id, own=False, **change)
        lines = changed(lines, ENTRY, tags=[])
        assert "Line 2 changes a tag that stays as it is" in refused_with_a_journal(home, lines)


def test_another_word_is_not_taken_from_its_tag(home: Home, good: list[str]) -> None:
    home.run("undo --steps 5")
    lines = changed(good, TAG, aliases=["suicidal", "nebel"], called="want to die")
    home.run(["import", str(file(home, "x", lines))]).says("1 tag")
    home.run("log suicidal").says("You noted thoughts of suicide")
    home.run("log 2 nebel").says("fogbank (nebel)")


def refused_with_a_journal(home: Home, lines: list[str]) -> str:
    before = home.journal_path.read_bytes()
    said = home.run(["import", str(file(home, "x", lines))], code=6).silent().err
    assert home.journal_path.read_bytes() == before
    return said


@pytest.mark.parametrize(
    ("content", "says"),
    few(
        [
            (b"", "The file is empty"),
            (b" \n", "The file is empty"),
            (b"\x00\xff\xfe" * 100, "The format of the file is not known"),
            (b"SQLite format 3\x00" * 100, "numbjournal merge FILE"),
            (b"day,feel\n2026-11-22,2\n", "The format of the file is not known"),
            (b"[]", "The format of the file is not known"),
            (b'{"format": "another"}', "The format of the file is not known"),
            (b"{" * 100_000, "The format of the file is not known"),
            (b'{"format": "numbjournal"', "The file is not JSON"),
            (b'{"format": "numbjournal"}', "Line 1 has no version"),
            (b'{"format": "numbjournal", "version": 1,\n "entries": {}}', "has entries that are not a list"),
            (
                b'{"format": "numbjournal", "version": 1,\n "entries": [3]}',
                "Number 1 of the entries is not a record",
            ),
            (b'{"format": "numbjournal", "version": 3,\n "entries": []}', "has version 3 of the format"),
            (b'{"format": "numbjournal", "version": 1}\n\xff\xfe\n', "Line 2 is not UTF-8"),
        ],
        4,
    ),
)
def test_a_file_that_is_something_else(home: Home, content: bytes, says: str) -> None:
    home.run("log 2")
    assert says in refused(home, file(home, "x.json", content))


@pytest.mark.parametrize("format", ["json", "jsonl"])
def test_a_file_that_ends_too_early(home: Home, good: list[str], format: str) -> None:
    """Anywhere, also between two lines."""
    content = home.run(f"export - --format {format}").out.encode()
    ends = [content.find(b"\n", at) + 1 for at in range(0, len(content), len(content) // 10)]
    for end in {*range(1, len(content) - 2, 97), *ends} - {len(content), 0}:
        said = home.run(["import", str(file(home, "x", content[:end]))], code=6).err
        assert said.count("\n") == 1
    assert end


def test_a_folder_a_pipe_and_nothing(home: Home) -> None:
    home.run("log 2")
    os.mkfifo(home.path / "pipe")
    assert "not an ordinary file" in refused(home, home.path)
    assert "not an ordinary file" in refused(home, home.path / "pipe")
    assert "not an ordinary file" in refused(home, Path(os.devnull))
    assert "no such file" in refused(home, home.path / "nowhere", code=3)


def test_limits_are_said(home: Home, good: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_READ", 400)
    assert "Line 3 is longer than" in refused(home, file(home, "x", good))
    monkeypatch.setattr(whole_json, "LONGEST_READ", 400)
    content = home.run("export - --format json").out
    said = refused(home, file(home, "x", content))
    assert "is read as JSON Lines" in said


@pytest.mark.full
def test_random_damage_is_refused_or_harmless(home: Home, good: list[str]) -> None:
    """A byte that is another one: read all the same, or a sentence; never half of it."""
    content = "".join(good).encode()
    chance = random.Random(1)
    home.run("undo --steps 5")
    for _ in range(150):
        damaged = bytearray(content)
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        result = home.run(["import", str(file(home, "x", bytes(damaged)))], code=None)
        assert result.code in (0, 6)
        assert "inside numbjournal" not in result.err
        if result.code == 0 and "Undo with" in result.out:
            home.run("undo")
        else:
            assert home.run("list --plain").out == "No entries match that.\n"
