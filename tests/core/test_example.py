"""The made-up journal has what there is to try, and nothing else."""

from datetime import UTC, date, timedelta
from itertools import pairwise

import pytest

from numbjournal.core.day import days_late, days_of, middle_of
from numbjournal.core.entry import Answer, Entry
from numbjournal.core.example import DAYS, FLAT_FROM, Example, example_journal
from numbjournal.core.signs import Sign, SignInputs, read_signs
from numbjournal.core.tag import CRISIS_TAGS
from numbjournal.data import shipped_tags
from tests.simulation.lives import RULES

LAST = date(2026, 11, 22)
FIRST = LAST - timedelta(days=DAYS - 1)


@pytest.fixture(scope="module")
def example() -> Example:
    return example_journal(LAST, UTC)


@pytest.fixture(scope="module")
def entries(example: Example) -> list[Entry]:
    return [
        Entry(str(number), number, written.at, written.draft)
        for number, written in enumerate(example.entries)
    ]


def test_the_same_each_time(example: Example) -> None:
    assert example_journal(LAST, UTC) == example


@pytest.mark.parametrize("last", [date(2026, 3, 1), date(2024, 2, 29), date(2031, 12, 31)])
def test_the_same_life_on_other_days(example: Example, last: date) -> None:
    other = example_journal(last, UTC)
    assert [one.draft.feel for one in other.entries] == [one.draft.feel for one in example.entries]
    assert max(one.draft.day for one in other.entries) == last


def test_what_there_is_to_try(example: Example, entries: list[Entry]) -> None:
    drafts = [entry.draft for entry in entries]
    days = days_of(entries, for_story=True)
    assert (min(days), max(days)) == (FIRST, LAST)
    assert len(days) < len(entries)  # several a day
    assert {Answer.RATED, Answer.UNSURE, Answer.TIRED} == {draft.answer for draft in drafts} - {Answer.NONE}
    assert sum(draft.private for draft in drafts) >= 2
    assert sum(draft.for_session for draft in drafts) == 3
    assert sum(bool(draft.note) for draft in drafts) >= 8
    assert sum(bool(draft.got_through) for draft in drafts) >= 8
    late = [days_late(entry) for entry in entries]
    assert sum(2 <= number <= 7 for number in late) >= 5
    assert max(late) > 7
    assert {mark.kind for mark in example.marks} >= {"medication-start", "medication-change", "event"}
    assert [score.instrument for score in example.scores] == ["phq-9", "phq-9"]


def test_there_are_gaps(entries: list[Entry]) -> None:
    days = sorted(days_of(entries, for_story=True))
    gaps = [(after - before).days - 1 for before, after in pairwise(days)]
    assert sorted(gaps)[-2:] == [4, 9]
    assert len(days) < DAYS * 0.9


def test_the_last_month_is_flat(entries: list[Entry]) -> None:
    days = days_of(entries)
    flat_from = FIRST + timedelta(days=FLAT_FROM)
    before = middle_of(day for day in days.values() if day.day < flat_from)
    since = middle_of(day for day in days.values() if day.day >= flat_from)
    assert before is not None
    assert since is not None
    assert since <= 2 < 5 <= before
    reading = read_signs(SignInputs(LAST, days, began=FIRST), RULES)
    assert {Sign.EARLY, Sign.LASTING} <= set(reading.met)


def test_tags_are_shipped_and_none_is_a_crisis_tag(entries: list[Entry]) -> None:
    tags = {tagging.tag for entry in entries for tagging in entry.draft.tags}
    assert tags <= {tag.id for tag in shipped_tags()} - CRISIS_TAGS
    assert len(tags) > 10


def test_nothing_is_said_twice(entries: list[Entry]) -> None:
    for name in ("note", "got_through"):
        texts = [text for entry in entries if (text := getattr(entry.draft, name))]
        assert len(texts) == len(set(texts))


def test_nothing_is_written_before_its_day_or_after_the_last(entries: list[Entry]) -> None:
    for entry in entries:
        assert entry.draft.day <= entry.logged_at.date() <= LAST
