"""The harness itself: it tells slow from fast, and its journals are journals."""

import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from numbjournal.core.query import Query
from numbjournal.store.journal import Journal
from tests.benchmarks.corpus import A_DAY, TAGS_EACH, build_journal
from tests.benchmarks.table import Circumstances, Row, as_markdown
from tests.benchmarks.timing import (
    Command,
    Launcher,
    MeasuringFailed,
    Run,
    in_turns,
    peak_mib,
    ratio,
    typical,
)

YESTERDAY = date(2026, 11, 21)


def python(program: str) -> Command:
    return Command((sys.executable, "-I", "-S", "-c", program), {})


def test_a_command_that_sleeps_takes_at_least_so_long(tmp_path: Path) -> None:
    with Launcher(tmp_path) as launcher:
        runs = in_turns(launcher.run, {"slow": python("import time; time.sleep(0.1)")}, rounds=2)
    assert typical(runs["slow"]) >= 0.1


def test_what_takes_longer_is_reported_as_slower() -> None:
    slow, fast = ([Run(seconds + step / 100, 0) for step in range(4)] for seconds in (0.3, 0.1))
    assert ratio(slow, fast).value == pytest.approx(3, abs=0.1)
    assert ratio(fast, slow).value == pytest.approx(1 / 3, abs=0.1)


def test_a_command_that_fills_memory_is_reported_as_larger(tmp_path: Path) -> None:
    ballast = bytearray(64 << 20)
    with Launcher(tmp_path) as launcher:
        small = peak_mib([launcher.run(python("pass"))])
        large = peak_mib([launcher.run(python("bytearray(range(256)) * (32 << 12)"))])
    assert small < 32 < large, "what this process holds is not counted, what the other holds is"
    assert len(ballast) == 64 << 20


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with Launcher(tmp_path) as launcher, pytest.raises(MeasuringFailed, match="no such thing"):
        launcher.run(python("raise SystemExit('no such thing')"))


def test_commands_run_in_turns_each_round_from_another_one_on() -> None:
    order: list[str] = []

    def run(command: Command) -> Run:
        order.append(command.argv[0])
        return Run(1.0, 1.0)

    runs = in_turns(run, {"a": Command(("a",), {}), "b": Command(("b",), {})}, rounds=2)
    assert "".join(order) == "ababba"
    assert {name: len(each) for name, each in runs.items()} == {"a": 2, "b": 2}


def test_typical_is_the_mean_of_the_fastest_sixth() -> None:
    assert typical([Run(seconds, 0) for seconds in (9, 2, 8, 7, 4, 6, 5, 9, 9, 9, 9, 9)]) == 3
    assert typical([Run(seconds, 0) for seconds in (3, 2)]) == 2


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    path = tmp_path / "journal.db"
    build_journal(path, 50, YESTERDAY)
    journal = Journal(path, lambda: datetime(2026, 11, 22, 8, tzinfo=UTC))
    yield journal
    journal.close()


def test_a_corpus_is_a_journal(journal: Journal) -> None:
    entries = journal.list(Query())
    assert [entry.number for entry in entries] == list(range(50, 0, -1))
    assert [entry.id for entry in entries] == sorted((entry.id for entry in entries), reverse=True)
    assert {entry.draft.day for entry in entries[:A_DAY]} == {YESTERDAY}
    assert entries[-1].draft.day == date(2026, 11, 17)
    assert all(len(entry.draft.tags) == TAGS_EACH for entry in entries)
    notes = [len(entry.draft.note) for entry in entries if entry.draft.note]
    assert len(notes) == 25
    assert 80 <= sum(notes) / len(notes) <= 120


def test_a_corpus_is_sound(journal: Journal) -> None:
    def read(sql: str) -> list[tuple[object, ...]]:
        return [tuple(row) for row in journal.connection.execute(sql)]

    assert read("PRAGMA integrity_check") == [("ok",)]
    assert read("PRAGMA foreign_key_check") == []
    assert read("SELECT count(*), count(DISTINCT step) FROM history WHERE after IS NOT NULL") == [(50, 50)]
    assert read("SELECT count(*) FROM entry_search") == [(50,)]
    assert read("SELECT count(*) FROM state WHERE key = 'open_step'") == [(0,)]


def test_a_corpus_can_be_gone_on_with(journal: Journal) -> None:
    (newest,) = journal.list(Query(limit=1))
    assert journal.log(newest.draft._replace(day=date(2026, 11, 22))).number == 51
    journal.undo(2)
    assert journal.count() == 49


def test_a_larger_corpus_has_the_same_newest_entries(journal: Journal, tmp_path: Path) -> None:
    build_journal(tmp_path / "smaller.db", 20, YESTERDAY)
    smaller = Journal(tmp_path / "smaller.db", lambda: datetime(2026, 11, 22, 8, tzinfo=UTC))
    drafts = [entry.draft for entry in smaller.list(Query())]
    smaller.close()
    assert drafts == [entry.draft for entry in journal.list(Query(limit=20))]


def test_a_page_says_what_was_held_and_what_was_not() -> None:
    rows = [
        Row("`log`", "1.20", "1.19–1.21", "1.35", True, "83 / 69 ms"),
        Row("`list`", "1.40", at_most="1.15", held=False),
    ]
    page = as_markdown(rows, Circumstances(YESTERDAY, 30, ["Typer 0.28.0"], 240.0, ""))
    assert "| `log` | 1.20 | 1.19–1.21 | 1.35 | yes | 83 / 69 ms |" in page
    assert "| `list` | 1.40 |  | 1.15 | **no** |  |" in page
    assert "Measured on 2026-11-21: " in page
