"""What stands in an export: one golden file a format, the schema, and nothing that steers a terminal."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from numbjournal.core.entry import Draft
from numbjournal.core.export_records import ExportOptions
from numbjournal.core.text import visible
from numbjournal.exports.json_line import json_text
from tests.conftest import Home, examples, few
from tests.exports.exchange import EVERYTHING, any_drafts, fill, written
from tests.house.reference import FOLDER
from tests.store.test_journal import DAY, make_journal

SCHEMA = json.loads((FOLDER / "journal.schema.json").read_text(encoding="utf-8"))
WHOLE = Draft202012Validator(SCHEMA)
LINE = Draft202012Validator({**SCHEMA["$defs"]["line"], "$defs": SCHEMA["$defs"]})


@pytest.fixture
def full(home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A journal with a bit of everything, and ids that are the same each time."""
    numbers = iter(range(1, 100))
    monkeypatch.setattr("os.urandom", lambda size: next(numbers).to_bytes(size, "big"))
    home.run("log 2 flat headache:3 fogbank")
    home.run(["log", "unsure", "--on", "yesterday", "--at", "08:30", '=1+1, she said "so"\r\nand left 🌫'])
    home.run(["log", "4", "--mood", "5", "--interfered", "lot", "--got-through", "a song", "--for-session"])
    home.run("log 3 kingfisher --private")
    home.run("tag add grau --same-as flat")
    home.run("tag rename empty leer")
    home.run('mark add "a medicine" --kind medication-start --dose "50 mg" --on 2026-11-02 --roughly')
    home.run("score phq-9 14 --on yesterday")
    home.run('onset "since March"')
    home.run("config set care yes")
    home.run("log 1")
    home.run("purge 5 --yes")
    return home


@pytest.mark.parametrize("format", ["json", "jsonl", "csv"])
def test_each_format_is_as_it_was(full: Home, golden: Callable[[str, str], None], format: str) -> None:
    golden(f"journal.{format}", full.run(f"export - --format {format}").out)


@examples(10, full=30)
@given(kept=st.lists(any_drafts(), max_size=3), includes_private=st.booleans())
def test_what_is_written_is_what_the_schema_says(kept: list[Draft], includes_private: bool) -> None:
    with TemporaryDirectory() as folder:
        journal = make_journal(Path(folder))
        try:
            fill(journal, kept)
            options = ExportOptions(includes_private=includes_private)
            whole = written(journal, "json", options)
            lines = written(journal, "jsonl", options)
            table = written(journal, "csv", options)
        finally:
            journal.close()
    WHOLE.validate(json.loads(whole))
    records = [json.loads(line) for line in lines.splitlines()]
    for record in records:
        LINE.validate(record)
    entries = [record for record in records[1:] if record.pop("kind") == "entry"]
    assert entries == json.loads(whole)["entries"]
    rows = list(csv.DictReader(io.StringIO(table.decode(), newline="")))
    assert [row["id"] for row in rows] == [entry["id"] for entry in entries]
    for text in (whole, lines, table):
        shown = text.decode().replace("\r\n", "\n")
        assert visible(shown) == shown


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    few(
        [
            ("entry", "feel", True),
            ("entry", "feel", 11),
            ("entry", "day", "yesterday"),
            ("entry", "weather", "rain"),
            ("tag", "kind_of_tag", "dream"),
            ("score", "value", 2.5),
            ("fact", "name", "age"),
        ],
        3,
    ),
)
def test_the_schema_finds_what_is_wrong(full: Home, kind: str, field: str, value: Any) -> None:
    records = [json.loads(line) for line in full.run("export - --format jsonl").out.splitlines()]
    record = next(record for record in records if record.get("kind") == kind)
    LINE.validate(record)
    with pytest.raises(ValidationError):
        LINE.validate({**record, field: value})


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_a_line_is_one_line_and_says_the_same(text: str) -> None:
    line = json_text({"note": text})
    assert json.loads(line) == {"note": text}
    assert visible(line) == line
    assert len(line.splitlines()) == 1


def test_letters_stay_letters() -> None:
    assert json_text("müde 疲れた　🫥 👩‍👩‍👧") == '"müde 疲れた　🫥 👩‍👩‍👧"'


@pytest.mark.parametrize("begin", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "-"])
def test_a_spreadsheet_runs_nothing(home: Home, begin: str) -> None:
    home.run(["log", "2", "--got-through", f"{begin} x"])
    plain = home.run("export - --format csv").out
    safe = home.run("export - --format csv --for-spreadsheet").out
    assert safe.startswith("\ufeff")
    assert not plain.startswith("\ufeff")
    (row,) = csv.DictReader(io.StringIO(safe.removeprefix("\ufeff"), newline=""))
    assert not row["got_through"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert row["got_through"].endswith("x")
    (row,) = csv.DictReader(io.StringIO(plain, newline=""))
    assert not row["got_through"].startswith("'")


def test_a_table_holds_what_was_said(full: Home) -> None:
    rows = list(csv.DictReader(io.StringIO(full.run("export - --format csv").out, newline="")))
    assert [row["tags"] for row in rows] == ["", "flat; headache:3; fogbank", ""]
    assert rows[0]["note"] == '=1+1, she said "so"\nand left 🌫'
    assert (rows[0]["feel"], rows[0]["answer"], rows[0]["time"]) == ("", "unsure", "08:30")
    assert (rows[2]["feel"], rows[2]["mood"], rows[2]["for_session"]) == ("4", "5", "yes")


def test_an_empty_journal_is_written_as_one(home: Home) -> None:
    home.run("log 2")
    home.run("undo")
    whole = json.loads(home.run("export - --format json").out)
    WHOLE.validate(whole)
    assert whole["entries"] == []
    assert home.run("export - --format csv").out.count("\n") == 1


def test_everything_there_is_to_choose(tmp_path: Path) -> None:
    """The corpus of this file is not all alike: some of it is private, and some of it is not."""
    journal = make_journal(tmp_path)
    fill(journal, [Draft(DAY, private=True), Draft(DAY)])
    assert written(journal, "csv", EVERYTHING).count(b"\n") == 3
    assert written(journal, "csv", ExportOptions()).count(b"\n") == 2
    journal.close()
