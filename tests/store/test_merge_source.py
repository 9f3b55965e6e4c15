"""Another journal that was made to do harm, or that is none: refused in one sentence."""

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from numbjournal.core.entry import Answer, Draft, Tagging
from numbjournal.core.signs_shown import Memory
from numbjournal.core.tag import CRISIS_TAGS, Tag
from numbjournal.core.when import Span
from numbjournal.store import merge_source as other_journal
from numbjournal.store.driver import Connection, connect
from numbjournal.store.engine import FileKind, connect_raw, file_kind
from numbjournal.store.key import Key
from numbjournal.store.merge_source import opened_other
from numbjournal.store.remembered import last_handout, memory_of, memory_text
from numbjournal.store.schema import bring_up_to_date
from tests.conftest import Home, few
from tests.store.devices import seen
from tests.store.test_forms import FORMS
from tests.store.test_journal import DAY, make_journal


@cache
def as_it_is() -> Path:
    """A journal with two entries and an own tag."""
    folder = Path(mkdtemp())
    journal = make_journal(folder)
    rated = Draft(DAY, answer=Answer.RATED, feel=2, tags=(Tagging("fogbank"),))
    journal.log(rated, [Tag("fogbank", "own", "fogbank", own=True)])
    journal.log(Draft(DAY, answer=Answer.RATED, feel=3))
    journal.close()
    return folder / "journal.db"


def other(home: Home, *changes: str, form: int | None = None) -> str:
    """That journal (or one of an old form), to which somebody did something with another tool."""
    path = home.path / "other.db"
    path.unlink(missing_ok=True)
    shutil.copy(FORMS / f"{form}.db" if form else as_it_is(), path)
    connection = connect(str(path), isolation_level=None)
    for change in changes:
        connection.execute(change)
    connection.close()
    return str(path)


def refused(home: Home, path: str, code: int, sentence: str, *options: str) -> None:
    """One sentence, the right code, no entry text, and the journal is as it was."""
    before = seen(home.journal), home.journal.read("SELECT count(*) FROM history")[0][0]
    result = home.run(["merge", path, *options], code=code).silent().remarks(sentence)
    assert result.err.count("\n") == 1
    assert (seen(home.journal), home.journal.read("SELECT count(*) FROM history")[0][0]) == before
    assert not list(home.journal_path.parent.glob(".*.new"))


@pytest.fixture
def here(home: Home) -> Home:
    home.run("log 4 'an entry of this journal'")
    return home


def history(sql: str) -> tuple[str, ...]:
    """A change of the history, past its guard."""
    name = "history_is_kept_from_change"
    guard = (
        f"CREATE TRIGGER {name} BEFORE UPDATE ON history BEGIN\n"
        "        SELECT RAISE(ABORT, 'history is append-only');\n    END"
    )
    return f"DROP TRIGGER {name}", sql, guard


def test_a_journal_as_it_is_comes_in(here: Home) -> None:
    """Without this the rest would prove nothing."""
    here.run(["merge", other(here)]).says("2 entries and 1 tag new")


def test_extra_tables_of_the_persons_own_do_no_harm(here: Home) -> None:
    path = other(
        here, "CREATE TABLE mine (x)", "CREATE VIEW also AS SELECT 1", "CREATE INDEX i ON entry (mood)"
    )
    here.run(["merge", path]).says("2 entries and 1 tag new")


FOREIGN = {
    "a table replaced by a view": (
        "ALTER TABLE score RENAME TO kept", "CREATE VIEW score AS SELECT * FROM kept",
    ),
    "another trigger": ("CREATE TRIGGER t AFTER INSERT ON state BEGIN SELECT load_extension('x'); END",),
    "a generated column": ("ALTER TABLE fact ADD COLUMN x TEXT AS (upper(value)) VIRTUAL",),
    "a column more": ("ALTER TABLE entry ADD COLUMN x TEXT",),
    "a table less": ("DROP TABLE purged",),
    "a view that is another": (
        "DROP VIEW entry_record", "CREATE VIEW entry_record AS SELECT 1 AS id, 2 AS record",
    ),
    "a guard less": ("DROP TRIGGER history_is_kept_from_removal",),
}  # fmt: skip


@pytest.mark.parametrize("changes", FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_schema(here: Home, changes: tuple[str, ...]) -> None:
    refused(here, other(here, *changes), 5, "The tables of that file are not those of a journal.")


@pytest.mark.parametrize("form", [1])
def test_a_foreign_schema_of_an_old_form_is_never_brought_up_to_date(here: Home, form: int) -> None:
    trigger = "CREATE TRIGGER t AFTER INSERT ON tag BEGIN DELETE FROM entry; END"
    refused(here, other(here, trigger, form=form), 5, "The tables of that file are not those of a journal.")


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_a_plain_one_of_an_old_form_leaves_no_plain_copy_even_while_it_is_read(
    here: Home, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """The journal here may be encrypted: a program that is stopped half-way would leave the copy there."""
    copies: list[list[Path]] = []

    def watched(connection: Connection) -> None:
        copies.append(list(here.journal_path.parent.glob(".*.new")))
        bring_up_to_date(connection)

    monkeypatch.setattr("numbjournal.store.merge_source.bring_up_to_date", watched)
    here.run(["merge", other(here, f"PRAGMA journal_mode = {mode}", form=1)]).says(" new")
    assert copies == [[]]


def test_an_encrypted_one_of_an_old_form_is_copied_encrypted(
    here: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, key = here.path / "other.db", Key(b"k" * 32, b"s" * 16)
    plain = connect(other(here, form=1), isolation_level=None)
    plain.execute(f"""ATTACH ? AS encrypted KEY "{key.literal}" """, (f"{path}.enc",))
    plain.execute("SELECT sqlcipher_export('encrypted')")
    for pragma in ("application_id", "user_version"):
        plain.execute(f"PRAGMA encrypted.{pragma} = {plain.execute(f'PRAGMA {pragma}').fetchone()[0]}")
    plain.close()
    kinds: list[FileKind] = []

    def watched(connection: Connection) -> None:
        kinds.extend(file_kind(copy) for copy in here.journal_path.parent.glob(".*.new"))
        bring_up_to_date(connection)

    monkeypatch.setattr("numbjournal.store.merge_source.bring_up_to_date", watched)
    with opened_other(Path(f"{path}.enc"), here.journal_path, lambda _: key) as opened:
        assert opened.execute("SELECT count(*) FROM entry").fetchone()[0] > 0
    assert kinds == [FileKind.ENCRYPTED]
    assert not list(here.journal_path.parent.glob(".*.new"))


def test_marks_of_the_file(here: Home) -> None:
    refused(
        here, other(here, "PRAGMA user_version = 99"), 5, "A newer numbjournal wrote this journal (form 99"
    )
    refused(here, other(here, "PRAGMA user_version = -1"), 5, "not those of a journal")
    refused(here, other(here, "PRAGMA application_id = 7"), 5, "damaged, or not a journal")


def test_what_is_no_journal(here: Home) -> None:
    path = here.path / "x"
    for content, sentence in (
        (b"", "That file is empty."),
        (b"hello" * 99, "That file is not a journal."),
        (b"SQLite format 3\x00" + b"x" * 5000, "damaged, or not a journal"),
    ):
        path.write_bytes(content)
        refused(here, str(path), 5, sentence)
    path.unlink()
    refused(here, str(here.path), 1, "not an ordinary file")
    os.mkfifo(path)
    refused(here, str(path), 1, "not an ordinary file")


def test_a_damaged_one(here: Home) -> None:
    path = other(here)
    content = bytearray((here.path / "other.db").read_bytes())
    for at in range(8192, len(content), 4096):
        content[at : at + 16] = b"\xff" * 16
    (here.path / "other.db").write_bytes(content)
    refused(here, path, 5, "damaged")


RECORDS: dict[str, Callable[[dict], object]] = {
    "a number that is none": lambda record: record.update(feel="x"),
    "out of range": lambda record: record.update(feel=11),
    "feel without a rating": lambda record: record.update(answer="tired"),
    "no day": lambda record: record.update(day="2026-02-31"),
    "another id": lambda record: record.update(id="01900000-0000-7000-8000-000000000000"),
    "a field less": lambda record: record.pop("note"),
    "a field more": lambda record: record.update(note2="x"),
    "tags that are none": lambda record: record.update(tags=[["flat", 9, "x"]]),
    "tags of another kind": lambda record: record.update(tags={"flat": 1}),
    "a note that is a list": lambda record: record.update(note=["x"]),
    "an offset": lambda record: record.update(utc_offset=10**9),
    "no moment": lambda record: record.update(logged_at="yesterday"),
    "true for one": lambda record: record.update(private=5),
}


@pytest.mark.parametrize("change", few(RECORDS.values(), 4), ids=RECORDS)
def test_records_that_do_not_fit(here: Home, change: Callable[[dict], object]) -> None:
    path = other(here)
    connection = connect(path, isolation_level=None)
    (after,) = connection.execute("SELECT after FROM history WHERE thing = 'entry' LIMIT 1").fetchone()
    record = json.loads(after)
    change(record)
    statements = history("UPDATE history SET after = ? WHERE thing = 'entry' AND after = ?")
    connection.execute(statements[0])
    connection.execute(statements[1], (json.dumps(record), after))
    connection.execute(statements[2])
    connection.close()
    refused(here, path, 6, "Nothing was changed.")


@pytest.mark.parametrize("text", ["[]", "1", "null", '"x"', "{}", "[" * 900 + "]" * 900])
def test_json_that_is_no_record(here: Home, text: str) -> None:
    refused(here, other(here, *history(f"UPDATE history SET after = '{text}'")), 6, "Nothing was changed.")


def test_a_number_of_thousands_of_digits(here: Home) -> None:
    sql = f"UPDATE history SET after = '{{\"id\": {'9' * 5000}}}' WHERE thing = 'entry'"
    refused(here, other(here, *history(sql)), 6, "Nothing was changed.")


def test_a_journal_of_no_device(here: Home) -> None:
    refused(here, other(here, "DELETE FROM state WHERE key = 'device'"), 6, "which device it is of")


def test_a_clock_that_is_none(here: Home) -> None:
    for clock in ("~", "never", "9" * 40, "0000000000001-\u0663", "1767225600000-wxyz"):
        refused(
            here, other(here, *history(f"UPDATE history SET clock = '{clock}'")), 6, "has an invalid clock"
        )


def test_huge_texts(here: Home) -> None:
    here.monkeypatch.setattr(other_journal, "LONGEST_READ", 8_000_000)
    path = other(here, "UPDATE entry SET note = hex(zeroblob(5000000)) WHERE number = 1")
    refused(here, path, 5, "a text of more than 8 MB")


def test_words_for_severe_distress_stay(here: Home) -> None:
    crisis = sorted(CRISIS_TAGS)[0]
    refused(here, other(here, f"UPDATE tag SET called = 'calm' WHERE id = '{crisis}'"), 6, "stays as it is")
    refused(
        here, other(here, f"UPDATE tag SET merged_into = 'work' WHERE id = '{crisis}'"), 6, "stays as it is"
    )
    refused(here, other(here, "UPDATE tag SET merged_into = 'work' WHERE id = 'flat'"), 6, "stays as it is")
    refused(here, other(here, "UPDATE tag SET kind = 'distress' WHERE id = 'fogbank'"), 6, "severe distress")
    # A crisis word goes on meaning what it means.
    path = other(here, "UPDATE tag_alias SET tag = 'work', own = 1, silent = 0 WHERE name = 'suicidal'")
    here.run(["merge", path])
    assert here.journal.vocabulary().crisis("suicidal") == "suicidal-thoughts"
    assert here.journal.vocabulary().named("suicidal").id == "suicidal-thoughts"


def test_facts_and_memory_that_do_not_fit(here: Home) -> None:
    refused(here, other(here, "INSERT INTO fact VALUES ('care', 'perhaps')"), 6, "Nothing was changed.")
    refused(here, other(here, "INSERT INTO fact VALUES ('password', 'x')"), 6, "Nothing was changed.")
    path = other(here, "INSERT INTO state VALUES ('shown', '[1]'), ('handed out', 5)")
    here.run(["merge", path]).says("2 entries")
    here.run("report")
    assert last_handout(here.journal) is None


UNFIT = (
    '{"rung": "x", "signs": [1, null], "day": "2026-11-20"}',
    '{"rung": true, "signs": [], "day": "2026-11-20"}',
    '{"rung": 4, "signs": [], "day": "2026-11-20"}',
    '{"rung": 1, "signs": ["a made-up sign"], "day": "2026-11-20"}',
    '{"rung": 1, "signs": 7, "day": "2026-11-20"}',
    '{"rung": 1, "signs": [], "totals": [["x"]]}',
    '{"rung": 1, "signs": ["1a"], "day": 0}',
    '{"rung": 1, "signs": [], "hinted": "soon"}',
    '{"rung": ' + "9" * 5000 + ', "signs": []}',
    "[" * 200_000,
    "null",
    "5",
)


@pytest.mark.parametrize("text", few(UNFIT, 4), ids=range(len(UNFIT)))
def test_a_memory_that_does_not_fit_stays_out_and_does_no_harm_where_it_is(here: Home, text: str) -> None:
    path = other(here, f"INSERT INTO state VALUES ('shown', '{text}')")
    here.run(["merge", path]).says("2 entries")
    assert memory_of(here.journal) == Memory()
    here.journal.connection.execute("INSERT OR REPLACE INTO state VALUES ('shown', ?)", (text,))
    here.run("log 3 flat")
    here.run("report")
    here.run("report --snooze 14d")
    assert memory_of(here.journal).snoozed_until


def test_a_memory_that_fits_comes_in(here: Home) -> None:
    """Without this what stays out would prove nothing. It is rewritten, without what is beside it."""
    what = '"rung": 2, "signs": ["1a"], "totals": ["t"], "x": "y"'
    text = f'{{{what}, "day": "20261120", "snoozed_until": "2027-01-10"}}'
    here.run(["merge", other(here, f"INSERT INTO state VALUES ('shown', '{text}')")])
    expected = Memory(date(2026, 11, 20), 2, ("1a",), date(2027, 1, 10), totals=("t",))
    assert memory_of(here.journal) == expected
    assert here.journal.read("SELECT value FROM state WHERE key = 'shown'")[0][0] == memory_text(expected)


def test_a_memory_of_days_still_to_come_silences_nothing(here: Home) -> None:
    what = '"rung": 3, "signs": ["1a"], "totals": ["t"]'
    text = f'{{{what}, "day": "2099-01-01", "hinted": "2099-01-01", "asked": "9999-12-31"}}'
    changes = (
        f"INSERT INTO state VALUES ('shown', '{text}'), ('handed out', '2026-11-01 9999-12-31')",
        "UPDATE state SET value = json_set(value, '$.snoozed_until', '9999-12-31') WHERE key = 'shown'",
    )
    path = other(here, *changes)
    here.run(["merge", path])
    assert memory_of(here.journal) == Memory()
    assert last_handout(here.journal) is None
    here.run(["merge", path]).says("There is nothing new")


def test_a_hand_out_that_is_none_does_no_harm_where_it_is(here: Home) -> None:
    for value in (5, "yesterday", "2026-11-20 2026-11-01"):
        here.journal.connection.execute("INSERT OR REPLACE INTO state VALUES ('handed out', ?)", (value,))
        assert last_handout(here.journal) is None
    here.run(["merge", other(here, "INSERT INTO state VALUES ('handed out', '2026-11-01 2026-11-20')")])
    assert last_handout(here.journal) == Span(date(2026, 11, 1), date(2026, 11, 20))


def test_purged_ids_that_are_none(here: Home) -> None:
    refused(here, other(here, "INSERT INTO purged VALUES ('', 'x')"), 6, "Nothing was changed.")


def test_one_number_given_twice_in_the_history(here: Home) -> None:
    sql = "UPDATE history SET after = json_set(after, '$.number', 1) WHERE thing = 'entry'"
    here.run(["merge", other(here, *history(sql))]).says("2 entries")


def test_a_journal_that_is_being_written_to(here: Home) -> None:
    path = other(here)
    writer: Connection = connect_raw(here.path / "other.db")
    writer.execute("PRAGMA locking_mode = EXCLUSIVE")
    writer.execute("BEGIN EXCLUSIVE")
    here.monkeypatch.setattr("numbjournal.store.merge_source._SETTINGS", ("busy_timeout=50",))
    refused(here, path, 1, "cannot be read just now")
    writer.close()
    here.run(["merge", path]).says("2 entries")


def test_entries_that_another_tool_made_there_come_in(here: Home) -> None:
    made = """INSERT INTO entry (id, number, day, logged_at, utc_offset, answer, feel, note)
        VALUES ('01900000-0000-7000-8000-000000000000', 77, '2026-11-20', '2026-11-20T10:00:00.000Z', 0,
            'rated', 4, 'by hand')"""
    path = other(here, made, "UPDATE entry SET note = 'also by hand' WHERE number = 1")
    here.run(["merge", path]).says("3 entries and 1 tag new")
    here.run("search hand").says("2 entries")
    here.run(["merge", path]).says("nothing new")
    here.run("doctor").says("The journal is whole")
