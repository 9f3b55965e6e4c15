"""Files of other programs that are not as they should be: what can be read comes in, or nothing, in words."""

import base64
import csv
import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from numbjournal.errors import NumbjournalError, Unreadable
from numbjournal.imports import document, table
from numbjournal.imports.csv import Columns
from tests.conftest import Home, few
from tests.exports.exchange import file
from tests.imports.foreign import (
    APPLE,
    BACKUP,
    DAY_ONE,
    DAYLIO,
    FEELS,
    FOREIGN,
    JRNL,
    PIXELS,
    SAMPLES,
    TABLE,
    backup,
    parsed,
    planned,
)

CANARY = "kingfisher-by-the-weir"
TABLES = ["daylio", "bearable", "how-we-feel", "apple", "csv"]
DOCUMENTS = ["jrnl", "feels", "day-one", "pixels"]

pytestmark = pytest.mark.usefixtures("home")


def refused(home: Home, name: str, data: bytes, *options: str, code: int | None = 6) -> str:
    """The sentence with which a file is refused, by its format; nothing of the journal changes."""
    home.run("log 2")
    before = home.journal_path.read_bytes()
    words = ["import", str(file(home, "x", data)), "--format", name, *options]
    if name == "csv" and not options:
        words += ["--date", "Day"]
    result = home.run(words, code=code).silent()
    # A table has columns that were named and are not there.
    assert result.code == 6 or (name == "csv" and result.code == 2)
    said = result.err
    assert home.run([*words, "--dry-run"], code=code).silent().err == said
    assert home.journal_path.read_bytes() == before
    assert said.count("\n") == 1
    assert CANARY not in said
    assert "inside numbjournal" not in said
    return said


@pytest.mark.parametrize("name", few(FOREIGN, 4))
def test_nothing_and_something_else(home: Home, name: str) -> None:
    assert "The file is empty" in refused(home, name, b"")
    assert "The file is empty" in refused(home, name, b" \n\t")
    for data in (
        b"\x00\xff" * 1000,
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        b"SQLite format 3\x00" * 9,
    ):
        refused(home, name, data, code=None)


@pytest.mark.parametrize("name", FOREIGN)
def test_latin_1_is_refused(name: str) -> None:
    data = SAMPLES[name][0] if name != "daylio-backup" else DAYLIO.encode()
    with pytest.raises(Unreadable):
        parsed(name, data.replace(b"a ", b"\xe4 ").replace(b"i", b"\xef"))


@pytest.mark.parametrize("name", [*TABLES, "feels", "day-one", "pixels"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_other_encodings_are_read(name: str, encoding: str) -> None:
    text = SAMPLES[name][0].decode()
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    assert parsed(name, (mark + text).encode(encoding)) == parsed(name, text)


@pytest.mark.parametrize("name", TABLES)
def test_only_a_header(home: Home, name: str) -> None:
    header = SAMPLES[name][0].splitlines(keepends=True)[0]
    assert parsed(name, header) == ([], [])
    words = ["import", str(file(home, "x", header)), *(["--date", "Day"] if name == "csv" else [])]
    home.run(words).says("There is nothing new in the file")
    assert not home.journal_path.exists()


@pytest.mark.parametrize("name", TABLES)
def test_a_header_with_a_name_twice_or_none(home: Home, name: str) -> None:
    header, _, rows = SAMPLES[name][0].decode().partition("\n")
    twice = f"{header},note,note\n{rows}".encode()
    assert "have the same name" in refused(home, name, twice)
    refused(home, name, b",,\n,,\n" if name != "csv" else b",,\n", code=6)


def test_a_header_that_nobody_knows(home: Home) -> None:
    said = home.run(["import", str(file(home, "x", "a,b\n1,2\n"))], code=6).err
    assert "The format of the file is not known. If it is a table, say which column" in said
    assert not home.journal_path.exists()


@pytest.mark.parametrize("name", TABLES)
def test_columns_stand_in_any_order(name: str) -> None:
    """By name and not by place."""
    rows = list(csv.reader(io.StringIO(SAMPLES[name][0].decode())))
    out = io.StringIO()
    csv.writer(out).writerows(row[: len(rows[0])][::-1] for row in rows)
    turned, skipped = parsed(name, out.getvalue())
    straight, _ = parsed(name, SAMPLES[name][0])
    assert skipped == []
    assert [each._replace(fields={}, feel_columns=None) for each in turned] == [
        each._replace(fields={}, feel_columns=None) for each in straight
    ]


def with_row(name: str, row: str) -> str:
    return SAMPLES[name][0].decode().rstrip("\n") + f"\n{row}\n"


BAD_ROWS: dict[str, list[tuple[str, str]]] = {
    "daylio": [
        ("1890-11-20,,Friday,14:03,good,,,x", "before 1900"),
        ("2026-11-23,,Friday,14:03,good,,,x", "still to come"),
        ("2026-02-30,,Friday,14:03,good,,,x", "day cannot be read"),
        ("٢٠٢٦-11-20,,Friday,14:03,good,,,x", "day cannot be read"),
        ("20/11/2026,,Friday,14:03,good,,,x", "day cannot be read"),
        ("NaN,,Friday,14:03,good,,,x", "day cannot be read"),
        ("2026-11-20,,Friday", "fewer cells"),
        ('2026-11-20,,Friday,14:03,good,,,"x"y', "quotes"),
        (f"2026-11-20,,Friday,14:03,good,,,{'x' * 10_000_000}", "more than 1 MB"),
    ],
    "bearable": [
        ("22nd Sep 1890,,pm,Mood,3,,x", "before 1900"),
        ("22nd Sep 2027,,pm,Mood,3,,x", "still to come"),
        ("31st Sep 2020,,pm,Mood,3,,x", "day cannot be read"),
        ("22nd Sep 2020,,pm,Mood,NaN,,x", "rating is not a number"),
        ("22nd Sep 2020,,pm,Symptom,true,Stress,x", "rating is not a number"),
        ("22nd Sep 2020,,pm,Mood,٣,,x", "rating is not a number"),
        ("22nd Sep 2020,,pm,Mood,1e999,,x", "rating is not a number"),
        ("22nd Sep 2020,,pm,Mood,3,,x,y", "more cells"),
    ],
    "how-we-feel": [
        ("2026 Sun Feb 30 4:04 PM,,,Calm,,,,,,", "day cannot be read"),
        ("2026 Sun Feb 8 24:04 PM,,,Calm,,,,,,", "time cannot be read"),
        ("2026-02-08,,,Calm,,,,,,", "time cannot be read"),
        ("1890 Sun Feb 8 4:04 PM,,,Calm,,,,,,", "before 1900"),
        ("2027 Sun Feb 8 4:04 PM,,,Calm,,,,,,", "still to come"),
    ],
    "apple": [
        *[
            (f"2026-01-09 15:34:06 -0500,x,Momentary Emotion,,,{valence},", "valence is not a number")
            for valence in ("NaN", "Infinity", "1e999", "true", "٠", "-1.5", "2")
        ],
        ("2026-01-09 25:34:06 -0500,x,Momentary Emotion,,,0,", "time cannot be read"),
        ("2026-01-09 15:34:06 -2500,x,Momentary Emotion,,,0,", "time cannot be read"),
        ("1890-01-09 15:34:06 -0500,x,Momentary Emotion,,,0,", "before 1900"),
    ],
    "csv": [
        *[
            (f"2026-11-20,{mood},,x,", "mood is not a whole number")
            for mood in ("NaN", "inf", "-Infinity", "1e999", "true", "٧", "11", "-1", "7.5", "7/10")
        ],
        ("2026-11-20,,true,x,", "feel is not a whole number"),
        ("2026-11-20,,٢,x,", "feel is not a whole number"),
        ("1890-11-20,1,,x,", "before 1900"),
        ("2026-11-23,1,,x,", "still to come"),
        ("yesterday,1,,x,", "day cannot be read"),
        (",1,,x,", "day cannot be read"),
        ("2026-11-20,1,,x,y,z", "more cells"),
    ],
}


@pytest.mark.parametrize(
    ("name", "row", "reason"),
    [(name, row, reason) for name, rows in BAD_ROWS.items() for row, reason in rows],
    ids=lambda each: each[:40],
)
def test_a_row_that_cannot_be_read_is_named_and_the_rest_comes_in(name: str, row: str, reason: str) -> None:
    whole, good = planned(name, SAMPLES[name][0])
    rows = list(csv.reader(io.StringIO(SAMPLES[name][0].decode())))
    plan, found = planned(name, with_row(name, row).encode())
    assert [skipped.reason for skipped in plan.skipped if reason in skipped.reason]
    assert len(plan.skipped) == plan.skipped_count == 1
    assert plan.skipped[0].row == len(rows) + 1
    assert [entry.id for entry in found] == [entry.id for entry in good]
    assert whole.skipped == ()


LISTS: dict[str, tuple[str, Callable[[Any], list[Any]]]] = {
    "jrnl": (JRNL, lambda whole: whole["entries"]),
    "feels": (FEELS, lambda whole: whole),
    "day-one": (DAY_ONE, lambda whole: whole["entries"]),
    "pixels": (PIXELS, lambda whole: whole),
    "daylio-backup": (json.dumps(BACKUP), lambda whole: whole["dayEntries"]),
}

FIELDS = {
    "jrnl": {"date": "2026-02-30", "title": 5, "tags": "flat", "body": ["x"]},
    "feels": {"timestamp": "2026-11-20", "mood": True, "id": "1", "note": 1, "tags": ["a"]},
    "day-one": {"uuid": "", "creationDate": "2026-11-21", "text": 5, "tags": [1]},
    "pixels": {"date": "2026-13-01", "scores": [6], "notes": 5, "tags": ["a"]},
    "daylio-backup": {"month": 12, "year": "2026", "day": True, "note": 5, "tags": 3, "mood": "9"},
}


def packed(name: str, text: str) -> bytes:
    return (
        backup(base64.b64encode(text.encode("utf-8", "surrogatepass")))
        if name == "daylio-backup"
        else text.encode()
    )


@pytest.mark.parametrize(
    ("name", "field", "value"),
    [(name, field, value) for name, fields in FIELDS.items() for field, value in fields.items()],
)
def test_a_record_with_a_wrong_field(name: str, field: str, value: Any) -> None:
    text, records = LISTS[name]
    whole = json.loads(text)
    wrong = {**records(whole)[0], field: value}
    records(whole).insert(0, wrong)
    plan, found = planned(name, packed(name, json.dumps(whole)))
    assert [skipped.row for skipped in plan.skipped] == [1]
    assert len(found) == len(records(json.loads(text)))


ODD = {
    "NaN": "NaN",
    "Infinity": "-Infinity",
    "1e999": "1e999",
    "many digits": "9" * 5000,
    "a name twice": '{"a": 1, "a": 2}',
    "nested deeply": "[" * 60 + "]" * 60,
    "half a letter": '"\\ud83d"',
    "a long text": '"' + "x" * 1_100_000 + '"',
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("odd", ODD.values(), ids=ODD)
def test_a_record_with_something_that_cannot_be_kept(name: str, odd: str) -> None:
    text, records = LISTS[name]
    whole = json.loads(text)
    records(whole).insert(0, {**records(whole)[0], "more": "HERE"})
    plan, found = planned(name, packed(name, json.dumps(whole).replace('"HERE"', odd)))
    assert [skipped.row for skipped in plan.skipped] == [1]
    assert len(found) == len(records(json.loads(text)))


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("record", ["null", "3", "[]", '"x"'])
def test_a_record_that_is_none(name: str, record: str) -> None:
    text, records = LISTS[name]
    whole = json.loads(text)
    records(whole).append("HERE")
    plan, _ = planned(name, packed(name, json.dumps(whole).replace('"HERE"', record)))
    assert [skipped.reason for skipped in plan.skipped] == ["it is not a record"]


@pytest.mark.parametrize("name", LISTS)
def test_a_document_that_is_none(name: str) -> None:
    text = LISTS[name][0]
    for bad in (
        text[: len(text) // 2],
        text + "x",
        "[" * 200_000,
        "{}",
        '{"entries": 3}',
        "3",
        '{"dayEntries": {}}',
    ):
        with pytest.raises(Unreadable):
            parsed(name, packed(name, bad))


def test_a_table_that_ends_in_the_middle_of_a_cell(home: Home) -> None:
    """Half of a file would look like all of it."""
    cut = DAYLIO[: DAYLIO.index(" comma") + 3].encode()
    assert "ends in the middle" in refused(home, "daylio", cut)
    assert "not UTF-8" in refused(home, "csv", TABLE.encode() + b"2026-11-19,1,1,caf\xc3\n")


@pytest.mark.parametrize("name", [*TABLES, "feels"])
def test_a_table_that_ends_anywhere(name: str) -> None:
    data = SAMPLES[name][-1 if name == "feels" else 0]
    whole, _ = parsed(name, data)
    for end in range(1, len(data)):
        try:
            told, skipped = parsed(name, data[:end])
        except NumbjournalError:
            continue
        assert len(told) + len(skipped) <= len(whole) + 1


@pytest.mark.parametrize("name", TABLES)
def test_line_ends_of_another_system_and_in_cells(name: str) -> None:
    data = SAMPLES[name][0].replace(b"\n", b"\r\n")
    told, skipped = parsed(name, data)
    assert skipped == []
    assert [each.key for each in told] == [
        each.key for each in parsed(name, SAMPLES[name][0])[0]
    ] or name == "csv"


@pytest.fixture(autouse=True)
def cells_as_before() -> Iterator[None]:
    """How long a cell may be is a setting of the whole process."""
    before = csv.field_size_limit()
    yield
    csv.field_size_limit(before)


def test_limits(monkeypatch: pytest.MonkeyPatch, home: Home) -> None:
    monkeypatch.setattr(table, "MOST_ROWS", 2)
    assert "more than 2 rows" in refused(home, "daylio", DAYLIO.encode())
    monkeypatch.setattr(table, "LARGEST", 90)
    assert "The file has more than" in refused(home, "csv", TABLE.encode())
    monkeypatch.setattr(table, "LONGEST_LINE", 20)
    assert "A line is longer" in refused(home, "apple", APPLE.encode())
    monkeypatch.setattr(document, "LARGEST", 90)
    assert "The file has more than" in refused(home, "pixels", PIXELS.encode())


@pytest.mark.full
def test_an_open_quote_is_no_end_of_memory() -> None:
    with pytest.raises(Unreadable, match="quote is open"):
        parsed("csv", TABLE + '2026-11-19,1,1,"' + "x,\n" * 6_000_000)


@pytest.mark.parametrize(
    "data",
    few(
        [
            backup()[:-30],
            backup()[:200],
            backup(b"no base64 \xff"),
            backup(base64.b64encode(b"no json")),
            backup(base64.b64encode(b"[]")),
            backup(member="another.daylio"),
            backup(member="../backup.daylio"),
            backup(member="/backup.daylio"),
            b"PK\x03\x04" + b"\x00" * 200,
        ],
        4,
    ),
)
def test_a_backup_that_is_none(home: Home, data: bytes) -> None:
    before = set(home.path.parent.rglob("*"))
    assert re.search("backup|not complete JSON", refused(home, "daylio-backup", data))
    new = {path for path in set(home.path.parent.rglob("*")) - before if "daylio" in path.name}
    assert new == set()


def test_a_member_that_would_climb_out_stays_where_it_is(home: Home) -> None:
    data = backup(BACKUP, **{"..__..__climbed": b"x"})
    with zipfile.ZipFile(file(home, "z", data)) as packed_file:
        assert "../../climbed" in packed_file.namelist()
    home.run(["import", str(file(home, "x", data))]).says("Imported 1 entry")
    assert not list(home.path.parent.rglob("climbed"))


@pytest.mark.full
def test_a_zip_bomb_is_not_unpacked(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "LARGEST", 3_000_000)
    bomb = backup(b"A" * 50_000_000)
    assert len(bomb) < 100_000
    assert "holds more than 3 MB" in refused(home, "daylio-backup", bomb)
    many = backup(BACKUP, **{f"a{number}": b"" for number in range(20_001)})
    assert "not a backup of Daylio" in refused(home, "daylio-backup", many)


def test_a_backup_under_a_password(home: Home) -> None:
    data = bytearray(backup())
    for begin in (data.find(b"PK\x03\x04") + 6, data.find(b"PK\x01\x02") + 8):
        data[begin] |= 1
    assert "damaged" in refused(home, "daylio-backup", bytes(data))


def test_a_folder_and_a_pipe(home: Home) -> None:
    os.mkfifo(home.path / "pipe")
    for path in (home.path, home.path / "pipe"):
        home.run(["import", str(path), "--format", "daylio"], code=6).remarks("not an ordinary file")
    home.run(["import", "nowhere", "--format", "daylio"], code=3).remarks("no such file")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("[moods", "is not TOML"),
        ('[moods]\na = "x"', "a number from 0 to 10"),
        ("[moods]\na = true", "a number from 0 to 10"),
        ("[moods]\na = 11", "a number from 0 to 10"),
        ("[moods]\na = 1\na = 2", "is not TOML"),
        ("[mood]\na = 1", "tables called moods, words, columns"),
        ("moods = 3", "tables called moods, words, columns"),
        ("[words]\na = 1", "texts in quotes"),
        ("x = " + "[" * 100_000, "is not TOML"),
    ],
)
def test_a_map_that_is_none(home: Home, content: str, says: str) -> None:
    path = file(home, "map.toml", content)
    assert says in refused(home, "daylio", DAYLIO.encode(), "--map", str(path))


def test_columns_that_are_not_there() -> None:
    for columns in (Columns(), Columns("Tag"), Columns("Day", "Laune"), Columns("Day", note="Notiz")):
        with pytest.raises(NumbjournalError) as caught:
            parsed("csv", TABLE, columns)
        assert caught.value.exit_code == 2
