"""Texts that are too long: refused in a sentence, never lost, and whatever is accepted can be taken along."""

import json
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from numbjournal.core import foreign_mapping, helpline, text
from numbjournal.core.query import Query
from numbjournal.core.text import LONGEST_READ, LONGEST_TEXT
from numbjournal.exports import json as written_json
from numbjournal.imports import json as read_json
from numbjournal.imports import jsonl as read_jsonl
from numbjournal.store import merge_source
from tests.conftest import Home, few
from tests.stories.test_being_asked import editor

SMALL = 1000
"""The limit of these tests, where its size does not matter; those for reading are as many times greater."""


def make_small(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (text, foreign_mapping, helpline):
        monkeypatch.setattr(module, "LONGEST_TEXT", SMALL)
    monkeypatch.setattr(foreign_mapping, "LONGEST_EXTRA", 8 * SMALL)
    for reader in (read_json, read_jsonl, written_json, merge_source):
        monkeypatch.setattr(reader, "LONGEST_READ", LONGEST_READ // LONGEST_TEXT * SMALL)


@pytest.fixture
def small(home: Home) -> Home:
    """A home in which a text is soon too long."""
    make_small(home.monkeypatch)
    home.monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime_folder(home)))
    return home


def runtime_folder(home: Home) -> Path:
    """Where drafts go: not among those of other tests."""
    folder = home.path / "run"
    folder.mkdir()
    return folder


def kept_text(said: str) -> str:
    """What the draft holds that a sentence names."""
    path = Path(said.partition("Your text is kept in ")[2].partition(", which is not encrypted.")[0])
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    return path.read_text(encoding="utf-8")


def test_a_note_that_is_too_long_is_kept_as_a_draft(home: Home) -> None:
    home.monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime_folder(home)))
    # The word "flat" is text of the entry too.
    note = "é" * (LONGEST_TEXT // 2 - 2) + "x"
    said = home.run("log 3 flat --note -", stdin=note.encode(), code=1).err
    assert "An entry holds at most 1,000,000 bytes of text, and this one has 1,000,001." in said
    assert "Try: numbjournal log --note - < PART" in said
    assert kept_text(said) == note
    # Not even a journal was made.
    assert not home.journal_path.exists()
    home.run("log 3 flat --note -", stdin=note[:-1].encode())
    assert home.journal.show(1).draft.note == note[:-1]
    home.run("doctor").says("A text from the editor is kept here")


def test_an_entry_is_counted_as_a_whole(small: Home) -> None:
    half = "x" * (SMALL // 2)
    small.run(["log", "3", f"a {half}", "--got-through", half], code=1)
    small.run(["log", "3", f"a {half}"])
    assert kept_text(small.run(["edit", "1", "--got-through", half], code=1).err) == f"a {half}\n\n{half}"
    assert small.journal.show(1).draft.got_through == ""
    small.run(["edit", "1", "--note", "", "--got-through", half])


@pytest.mark.parametrize(
    ("line", "what"),
    few(
        [
            (["log", "3", "a " + "x" * SMALL], "An entry"),
            (["log", "3", "x" * (SMALL + 1)], "An entry"),
            (["log", "3", "--note", "x" * (SMALL + 1)], "An entry"),
            (["log", "3", "--got-through", "x" * (SMALL + 1)], "An entry"),
            (["edit", "1", "--note", "x" * (SMALL + 1)], "An entry"),
            (["edit", "1", "--add", "x" * (SMALL + 1)], "An entry"),
            (["tag", "add", "x" * (SMALL + 1)], "A tag"),
            (["tag", "add", "moth", "--about", "x" * SMALL], "A tag"),
            (["tag", "add", "x" * (SMALL + 1), "--same-as", "flat"], "A tag"),
            (["tag", "rename", "flat", "x" * (SMALL + 1)], "A tag"),
            (["mark", "add", "x" * (SMALL + 1)], "A mark"),
            (["mark", "add", "medicine", "--dose", "x" * SMALL], "A mark"),
            (["export", "handout.md", "--yes", "--focus", "x" * (SMALL + 1)], "A hand-out"),
            (["export", "handout.md", "--yes", "--name", "x" * (SMALL + 1)], "A hand-out"),
            (["config", "set", "contacts", "x" * SMALL, "y"], "A setting"),
            (["config", "set", "journal", "/" + "x" * SMALL], "A setting"),
        ],
        4,
    ),
    ids=lambda value: " ".join(value)[:24] if isinstance(value, list) else "",
)
def test_every_text_has_the_same_limit(small: Home, line: list[str], what: str) -> None:
    small.run("log 2")
    before = small.run("export - --format jsonl --include-private").out.splitlines()[1:]
    said = small.run(line, code=2 if line[0] == "config" else 1).silent().err
    assert said.startswith(f"{what} holds at most")
    assert "of text, and this one has" in said
    assert "x" * 30 not in said
    assert small.run("export - --format jsonl --include-private").out.splitlines()[1:] == before


def test_a_text_of_ones_own_list_of_helplines(small: Home) -> None:
    small.run("config set country DE")
    record = f'[[line]]\ncountry = "DE"\nname = "{"x" * SMALL}"\nhours = "24/7"\ncall = ["1"]\n'
    small.settings_path.with_name("helplines.toml").write_text(record)
    small.run("crisis").remarks("record 1 has more than 1,000 bytes of text")


def test_the_editor_keeps_its_draft_once(small: Home) -> None:
    script = f"printf '%{SMALL + 1}s' x > \"$1\""
    small.monkeypatch.setenv("EDITOR", editor(small, script))
    small.run("log 2 --note before")
    for line in ("log 3 --edit", "edit 1 --edit"):
        said = small.run(line, code=1).err
        assert said.count("Your text is kept in") == 1
        assert kept_text(said) == "x".rjust(SMALL + 1)
    assert [entry.draft.note for entry in small.journal.list(Query())] == ["before"]


def test_beside_an_encrypted_journal_there_is_no_draft(small: Home) -> None:
    small.run("log 2")
    small.settings_path.write_text(f'encrypted = true\njournal = "{small.path}/not-there.db"\n')
    said = small.run("log 3 --note -", stdin=b"y" * (SMALL + 1), code=1).err
    assert "The journal is encrypted, so the text is kept nowhere else." in said
    for folder in (small.path, small.path.with_name(f"{small.path.name}-tmp")):
        assert not [path for path in folder.rglob("*") if path.is_file() and b"yyyy" in path.read_bytes()]


def test_input_without_an_end_comes_to_one(small: Home) -> None:
    from numbjournal.services import entries as saving

    small.monkeypatch.setattr(saving, "LONGEST_READ", 10 * SMALL)
    small.run("log 3 --note -", stdin=b"x" * (10 * SMALL + 1), code=1).remarks("Standard input has more than")
    assert [(entry.draft.feel, entry.draft.note) for entry in small.journal.list(Query())] == [(3, "")]


def test_a_row_of_another_program_is_named_and_never_cut(small: Home) -> None:
    rows = [f"2026-11-{day},4,{'n' * size}" for day, size in ((20, 5), (21, SMALL + 1), (22, SMALL))]
    (small.path / "moods.csv").write_text("\n".join(["Day,Mood,Note", *rows]))
    line = f"import {small.path}/moods.csv --date Day --mood Mood --note Note"
    result = small.run(line)
    assert "3" in result.out + result.err
    assert "it has more than 1 MB of text" in result.out + result.err
    assert sorted(len(entry.draft.note) for entry in small.journal.list(Query())) == [5, SMALL]


# A journal from before there was a limit


@pytest.fixture
def older(small: Home) -> Home:
    """A journal with a longer text, as versions without a limit took it."""
    with small.monkeypatch.context() as patch:
        patch.setattr(text, "LONGEST_TEXT", 100 * SMALL)
        small.run("log 2 --note -", stdin=b"old " * (5 * SMALL))
        small.run(["mark", "add", "z" * (9 * SMALL)])
        small.run(["tag", "add", "moth", "--about", "w" * (9 * SMALL)])
    return small


def test_what_was_longer_before_can_still_be_changed(older: Home) -> None:
    note = older.journal.show(1).draft.note
    older.run("edit 1 --feel 4 --mood 3")
    assert older.journal.show(1).draft[:5:4] == (older.now.date(), 3)
    older.run(["edit", "1", "--note", note + "more"], code=1)
    older.run(["edit", "1", "--note", note[:-8]])
    older.run("undo")
    assert older.journal.show(1).draft.note == note
    older.run("delete 1")
    older.run("undo")
    older.run("tag rename moth butterfly")
    assert older.journal.show(1).draft.note == note


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_what_was_longer_before_is_taken_along(older: Home, form: str) -> None:
    older.run(f"export {older.path}/all.{form} --include-private")
    older.run(f"--journal {older.path}/new.db import {older.path}/all.{form}")
    assert whole(older, "new.db") == whole(older, older.journal_path.name)


def test_what_was_longer_before_is_merged(older: Home) -> None:
    older.run(f"--journal {older.path}/new.db log 5 --on yesterday")
    older.run(f"--journal {older.path}/new.db merge {older.journal_path}")
    older.run(f"merge {older.path}/new.db")
    assert whole(older, "new.db") == whole(older, older.journal_path.name)


def whole(home: Home, name: str) -> set[str]:
    """All that an export holds, without the numbers that each file gives."""
    path = home.journal_path if name == home.journal_path.name else home.path / name
    lines = home.run(["--journal", str(path), "export", "-", "--format", "jsonl", "--include-private"]).out
    records = [json.loads(line) for line in lines.splitlines()[1:]]
    return {json.dumps({**record, "number": 0}, sort_keys=True) for record in records}


@pytest.mark.parametrize("target", ["all.json", "-"])
def test_json_that_could_not_be_read_again_is_not_written(older: Home, target: str) -> None:
    older.monkeypatch.setattr(written_json, "LONGEST_READ", 30 * SMALL)
    line = f"export {older.path / target if target != '-' else '- --format json'} --include-private"
    older.run(line, code=1).remarks("Try: numbjournal export journal.jsonl")
    assert not (older.path / "all.json").exists()


# Whatever is accepted


LETTERS = st.sampled_from(["x", " ", "\n", "\x01", "\x1b", '"', "\\", "é", "\u202e", "空", "😶"])
LONG = st.builds(
    lambda letter, size, rest: letter * (size // len(letter.encode())) + rest,
    LETTERS,
    st.sampled_from([0, SMALL // 2, SMALL - 6, SMALL - 1, SMALL, SMALL + 1, 3 * SMALL]),
    st.text(st.characters(codec="utf-8"), max_size=6),
)


@pytest.mark.full
def test_whatever_is_accepted_survives_export_and_merge(small: Home, sized: Callable[..., int]) -> None:
    home, numbers = small, count()
    accepted = []

    @settings(max_examples=sized(12, full=150, long=1500), suppress_health_check=list(HealthCheck))
    @given(LONG, LONG, LONG, LONG)
    def holds(note: str, got_through: str, name: str, about: str) -> None:
        here = home.path / f"example-{next(numbers)}"
        here.mkdir()
        at = ["--journal", str(here / "a.db")]
        home.run([*at, "log", "4"])
        lines = [
            ["log", "3", "--note", note or "n", "--got-through", got_through],
            ["mark", "add", f"m{name}", "--dose", about],
            ["tag", "add", f"t{name.replace(':', '')}", "--about", about],
        ]
        taken = [home.run([*at, *line], code=None).code for line in lines]
        accepted.extend(taken)
        before = whole(home, f"{here.name}/a.db")
        for form in ("json", "jsonl"):
            home.run([*at, "export", str(here / f"all.{form}"), "--include-private"])
            home.run(["--journal", str(here / f"{form}.db"), "import", str(here / f"all.{form}")])
            assert whole(home, f"{here.name}/{form}.db") == before
        home.run(["--journal", str(here / "b.db"), "log", "5"])
        home.run(["--journal", str(here / "b.db"), "merge", str(here / "a.db")])
        assert before <= whole(home, f"{here.name}/b.db")
        shutil.rmtree(here)

    holds()
    assert 0 in accepted
    assert 1 in accepted
