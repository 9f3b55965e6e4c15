"""The journal against a plain dictionary, and what it promises about numbers, history and views."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from numbjournal.core.entry import Answer, Draft, Entry, Interfered, Tagging
from numbjournal.core.query import Query
from numbjournal.core.tag import Tag
from numbjournal.data import shipped_tags, tags_digest
from numbjournal.errors import NotFound, Refused
from numbjournal.store.driver import DatabaseError
from numbjournal.store.journal import Journal
from numbjournal.store.schema import create_journal
from numbjournal.store.tags import add_alias, add_tag, keep_vocabulary, most_used
from tests.conftest import examples

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=timezone(timedelta(hours=5, minutes=45)))


def make_journal(folder: Path, now: datetime = NOON) -> Journal:
    path = folder / "journal.db"
    create_journal(path)
    journal = Journal(path, lambda: now)
    keep_vocabulary(journal, shipped_tags(), tags_digest())
    return journal


@pytest.fixture
def journal(tmp_path: Path):
    journal = make_journal(tmp_path)
    yield journal
    journal.close()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.text("ab \n\r\"'\\", max_size=30)
tag_ids = st.sampled_from(["flat", "headache", "movement", "work", "suicidal-thoughts"])
taggings = st.lists(
    st.builds(Tagging, tag_ids, st.none() | st.integers(1, 4), texts), unique_by=lambda t: t.tag, max_size=4
).map(tuple)


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    answer = draw(st.sampled_from(Answer))
    return Draft(
        day=draw(st.dates(date(1900, 1, 1), DAY)),
        time=draw(st.none() | st.times().map(lambda t: f"{t:%H:%M}")),
        answer=answer,
        feel=draw(st.integers(0, 10)) if answer is Answer.RATED else None,
        mood=draw(st.none() | st.integers(0, 10)),
        interfered=draw(st.none() | st.sampled_from(Interfered)),
        by_choice=draw(st.booleans()),
        note=draw(texts),
        got_through=draw(texts),
        private=draw(st.booleans()),
        for_session=draw(st.booleans()),
        tags=draw(taggings),
    )


class JournalAgainstDict(RuleBasedStateMachine):
    """log, edit, delete, undo and redo; the model is a list of whole states."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.journal = make_journal(Path(self.folder.name))
        self.now: dict[int, Draft] = {}
        self.past: list[dict[int, Draft]] = []
        self.future: list[dict[int, Draft]] = []
        self.given = 0

    def changed(self, new: dict[int, Draft]) -> None:
        self.past.append(self.now)
        self.future.clear()
        self.now = new

    @rule(draft=drafts())
    def log(self, draft: Draft) -> None:
        entry = self.journal.log(draft)
        self.given += 1
        assert entry.number == self.given
        self.changed({**self.now, entry.number: draft})

    @rule(first=drafts(), second=drafts())
    def log_and_amend(self, first: Draft, second: Draft) -> None:
        entry = self.journal.amend(self.journal.log(first), second)
        self.given += 1
        self.changed({**self.now, entry.number: second})

    @precondition(lambda self: self.now)
    @rule(data=st.data(), draft=drafts())
    def edit(self, data: st.DataObject, draft: Draft) -> None:
        number = data.draw(st.sampled_from(sorted(self.now)))
        before, after = self.journal.edit(number, lambda _: draft)
        assert (before.draft, after.draft) == (self.now[number], draft)
        if before != after:
            self.changed({**self.now, number: draft})

    @precondition(lambda self: self.now)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        numbers = data.draw(st.lists(st.sampled_from(sorted(self.now)), min_size=1, max_size=3))
        self.journal.delete(numbers)
        self.changed({number: draft for number, draft in self.now.items() if number not in numbers})

    @rule(steps=st.integers(1, 3))
    def undo(self, steps: int) -> None:
        if not self.past:
            with pytest.raises(Refused):
                self.journal.undo(steps)
            return
        self.journal.undo(steps)
        for _ in range(min(steps, len(self.past))):
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule(steps=st.integers(1, 3))
    def redo(self, steps: int) -> None:
        if not self.future:
            with pytest.raises(Refused):
                self.journal.redo(steps)
            return
        self.journal.redo(steps)
        for _ in range(min(steps, len(self.future))):
            self.past.append(self.now)
            self.now = self.future.pop()

    @invariant()
    def they_agree(self) -> None:
        if not hasattr(self, "journal"):
            return
        entries = self.journal.list(Query())
        assert {entry.number: entry.draft for entry in entries} == self.now
        order = [(entry.draft.day, entry.number) for entry in entries]
        assert order == sorted(order, reverse=True)

    def teardown(self) -> None:
        if hasattr(self, "journal"):
            self.journal.close()
            self.folder.cleanup()


TestJournalAgainstDict = JournalAgainstDict.TestCase
TestJournalAgainstDict.settings = settings(examples(5, full=25), stateful_step_count=20)


def test_an_entry_comes_back_whole(journal: Journal) -> None:
    note = "\x00 \x1b]52;c;x\x07 [/] \u202e \r\n 👩\u200d👩 " + "x" * 100_000
    draft = Draft(DAY, "09:05", Answer.RATED, 0, 10, Interfered.COULDNT, True, note, "wind", True, True)
    number = journal.log(draft).number
    entry = journal.show(number)
    assert entry.draft == draft
    assert entry.logged_at == NOON
    assert entry.logged_at.utcoffset() == timedelta(hours=5, minutes=45)
    journal.delete([number])
    journal.undo()
    assert journal.show(number) == entry


def test_numbers_are_never_given_twice(journal: Journal) -> None:
    assert journal.log(Draft(DAY, mood=1)).number == 1
    journal.delete([1])
    assert journal.log(Draft(DAY, mood=2)).number == 2
    journal.undo()
    assert journal.log(Draft(DAY, mood=3)).number == 3


def test_numbers_of_another_tool_are_not_given_again(journal: Journal) -> None:
    journal.log(Draft(DAY, mood=1))
    journal.connection.execute("UPDATE entry SET number = 9")
    assert journal.log(Draft(DAY, mood=2)).number == 10


def test_a_failed_delete_deletes_nothing(journal: Journal) -> None:
    journal.log(Draft(DAY, mood=1))
    with pytest.raises(NotFound):
        journal.delete([1, 99])
    assert journal.count() == 1


def test_an_entry_taken_back_meanwhile_is_not_amended_in_silence(journal: Journal) -> None:
    entry = journal.log(Draft(DAY, mood=1))
    journal.undo()
    with pytest.raises(NotFound, match="taken back meanwhile"):
        journal.amend(entry, Draft(DAY, mood=2))
    assert journal.connection.execute("SELECT count(*) FROM state WHERE key = 'before'").fetchone()[0] == 0


def test_own_tags_come_and_go_with_their_entry(journal: Journal) -> None:
    own = Tag("moth", "own", "moth", own=True)
    journal.log(Draft(DAY, tags=(Tagging("moth", None, "moth"),)), [own])
    assert journal.vocabulary().named("moth") == own
    journal.undo()
    assert journal.vocabulary().named("moth") is None
    journal.redo()
    assert journal.vocabulary().named("Moth") == own
    assert journal.show(1).draft.tags[0].tag == "moth"


def test_another_word_for_a_tag_can_be_undone(journal: Journal) -> None:
    add_alias(journal, "lebensmüde", "suicidal-thoughts")
    assert journal.vocabulary().crisis("lebensmüd") == "suicidal-thoughts"
    journal.undo()
    assert journal.vocabulary().named("lebensmüde") is None
    journal.redo()
    assert journal.vocabulary().named("lebensmüde")


def test_a_newer_vocabulary_takes_over_and_leaves_what_is_the_persons_own(journal: Journal) -> None:
    add_tag(journal, Tag("burnout", "own", "burnout", own=True))
    add_alias(journal, "leer", "empty")
    newer = [
        Tag("flat", "manifestation", "very flat", "New words.", aliases=("numb",)),
        Tag("burnout", "cause", "burnout", "Now shipped.", aliases=("leer", "burnt-out")),
    ]
    keep_vocabulary(journal, newer, 2)
    vocabulary = journal.vocabulary()
    assert journal.vocabulary_digest == 2
    assert vocabulary.tags["flat"].about == "New words."
    assert vocabulary.named("flatness") is None
    assert not vocabulary.tags["burnout"].own
    assert vocabulary.tags["burnout"].aliases == ("burnt-out",)
    assert vocabulary.owner["leer"] == "empty"


def test_history_keeps_every_version_and_cannot_be_changed(journal: Journal) -> None:
    journal.log(Draft(DAY, mood=1, tags=(Tagging("flat", 2, "numb"),)))
    journal.edit(1, lambda draft: draft._replace(note="later"))
    journal.delete([1])
    rows = journal.connection.execute(
        "SELECT before, after, device, clock FROM history ORDER BY id"
    ).fetchall()
    versions = [tuple(json.loads(text)["note"] if text else None for text in row[:2]) for row in rows]
    assert versions == [(None, ""), ("", "later"), ("later", None)]
    assert json.loads(rows[0]["after"])["tags"] == [["flat", 2, "numb"]]
    assert len({row["device"] for row in rows}) == 1
    assert [row["clock"] for row in rows] == sorted({row["clock"] for row in rows})
    for statement in ("DELETE FROM history", "UPDATE history SET after = NULL"):
        with pytest.raises(DatabaseError, match="append-only"):
            journal.connection.execute(statement)


def test_the_clock_of_history_never_goes_back(tmp_path: Path) -> None:
    moments = iter([NOON + timedelta(hours=1), NOON, NOON, NOON, NOON, NOON])
    create_journal(tmp_path / "journal.db")
    journal = Journal(tmp_path / "journal.db", lambda: next(moments))
    for mood in (1, 2):
        journal.log(Draft(DAY, mood=mood))
    clocks = [clock for (clock,) in journal.connection.execute("SELECT clock FROM history ORDER BY id")]
    journal.close()
    assert clocks == sorted(set(clocks))


def test_a_change_by_another_tool_is_not_taken_for_a_step(journal: Journal) -> None:
    journal.log(Draft(DAY, mood=1))
    journal.connection.execute("UPDATE entry SET note = 'by hand'")
    assert journal.show(1).draft.note == "by hand"
    (rows,) = journal.connection.execute("SELECT count(*) FROM history").fetchone()
    assert rows == 1


def test_undo_brings_back_what_another_tool_had_made_of_it(journal: Journal) -> None:
    journal.log(Draft(DAY, answer=Answer.RATED, feel=2, tags=(Tagging("flat", 2, "flat"),)))
    journal.connection.execute("UPDATE entry SET feel = 9")
    journal.connection.execute("UPDATE entry_tag SET strength = 4")
    by_hand = journal.show(1)
    journal.edit(1, lambda draft: draft._replace(note="later", tags=()))
    journal.undo()
    assert journal.show(1) == by_hand
    assert (by_hand.draft.feel, by_hand.draft.tags[0].strength) == (9, 4)


def test_the_standard_librarys_sqlite_reads_it(journal: Journal) -> None:
    """Other tools often have an older SQLite than the journal's own."""
    journal.log(Draft(DAY, answer=Answer.RATED, feel=2, tags=(Tagging("flat", 2, "numb"),)))
    with closing(sqlite3.connect(f"file:{journal.path}?mode=ro", uri=True)) as other:
        assert other.execute("SELECT day, feel, tags FROM daily").fetchall() == [("2026-11-22", 2.0, "flat")]
        assert other.execute("SELECT tag, strength FROM tag_days").fetchall() == [("flat", 2)]
        (record,) = other.execute("SELECT record FROM entry_record").fetchone()
    assert json.loads(record)["tags"] == [["flat", 2, "numb"]]


def test_search_finds_notes_and_words_as_they_are_now(journal: Journal) -> None:
    journal.log(Draft(DAY, note="Felt the wind", tags=(Tagging("movement", None, "walk"),)))
    journal.edit(1, lambda draft: draft._replace(note="Felt the rain"))

    def found(word: str) -> int:
        sql = "SELECT count(*) FROM entry_search WHERE entry_search MATCH ?"
        return int(journal.connection.execute(sql, (word,)).fetchone()[0])

    assert [found(word) for word in ("wind", "rain", "walk", "movement")] == [0, 1, 1, 1]
    journal.delete([1])
    assert found("rain") == 0


def test_the_view_of_days_has_medians_and_no_row_for_a_missing_day(journal: Journal) -> None:
    for feel in (2, 5, 3, 8):
        journal.log(Draft(DAY, answer=Answer.RATED, feel=feel, tags=(Tagging("flat", None, "flat"),)))
    journal.log(Draft(DAY - timedelta(days=2), answer=Answer.UNSURE))
    days = journal.connection.execute(
        "SELECT day, numbers, entries, feel, tags FROM daily ORDER BY day"
    ).fetchall()
    assert [tuple(day) for day in days] == [
        ("2026-11-20", 0, 1, None, None),
        ("2026-11-22", 4, 4, 4.0, "flat"),
    ]
    tag_days = journal.connection.execute("SELECT tag, day, times FROM tag_days").fetchall()
    assert [tuple(row) for row in tag_days] == [("flat", "2026-11-22", 4)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET feel = 11",
        "UPDATE entry SET mood = -1",
        "UPDATE entry SET feel = NULL",
        "UPDATE entry SET feel = 'x'",
        "UPDATE entry SET day = '2026-02-30'",
        "UPDATE entry SET day = '1899-12-31'",
        "UPDATE entry SET time = '25:00'",
        "UPDATE entry SET interfered = 'some'",
        "UPDATE entry_tag SET strength = 5",
        "UPDATE entry_tag SET tag = 'nobody'",
        "DELETE FROM tag WHERE id = 'flat'",
    ],
)
def test_the_file_itself_refuses_what_cannot_be(journal: Journal, statement: str) -> None:
    journal.log(Draft(DAY, "10:00", Answer.RATED, 2, tags=(Tagging("flat", 3, "flat"),)))
    with pytest.raises(DatabaseError):
        journal.connection.execute(statement)


def test_most_used_tags_leave_crisis_tags_out(journal: Journal) -> None:
    for tags in (("work",), ("work", "flat"), ("self-harm",), ("self-harm",), ("self-harm",)):
        journal.log(Draft(DAY, tags=tuple(Tagging(tag) for tag in tags)))
    assert most_used(journal, DAY, 6) == ["work", "flat"]
    assert most_used(journal, DAY + timedelta(days=1), 6) == []


def test_queries(journal: Journal) -> None:
    def log(days_ago: int, **fields: object) -> None:
        journal.log(Draft(DAY - timedelta(days=days_ago))._replace(**fields))

    log(0, answer=Answer.RATED, feel=2, tags=(Tagging("work"),))
    log(1, answer=Answer.RATED, feel=7, note="x", tags=(Tagging("flat"),))
    log(2, answer=Answer.UNSURE, tags=(Tagging("empty"), Tagging("work")))
    log(3, answer=Answer.TIRED, got_through="y")

    def numbers(**filters: object) -> list[int]:
        return [entry.number for entry in journal.list(Query(**filters))]  # type: ignore[arg-type]

    assert numbers() == [1, 2, 3, 4]
    assert numbers(limit=2) == [1, 2]
    assert numbers(first=DAY - timedelta(days=2), last=DAY - timedelta(days=1)) == [2, 3]
    assert numbers(tags=("work",)) == [1, 3]
    assert numbers(tags=("work", "empty")) == [3]
    assert numbers(feel=(0, 3)) == [1]
    assert numbers(flat=True) == [1, 3]
    assert numbers(with_notes=True) == [2, 4]


def test_entries_are_compared_whole() -> None:
    entry = Entry("id", 1, datetime(2026, 11, 22, tzinfo=UTC), Draft(DAY))
    assert entry != entry._replace(draft=Draft(DAY, mood=1))
