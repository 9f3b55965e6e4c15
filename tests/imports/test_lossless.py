"""What is exported and imported into an empty journal is the same journal."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.entry import Draft, Tagging
from numbjournal.core.mark import Mark
from numbjournal.core.query import Query
from numbjournal.core.score import Score
from numbjournal.store.journal import Journal
from numbjournal.store.tags import merge_tags
from tests.conftest import examples
from tests.exports.exchange import any_drafts, fill, held, marks, scores, taken_in, written
from tests.store.test_journal import DAY, make_journal


def journals(folder: str, name: str) -> Journal:
    path = Path(folder) / name
    path.mkdir()
    return make_journal(path)


@pytest.mark.parametrize("format", ["json", "jsonl"])
@examples(10, full=40)
@given(
    kept=st.lists(any_drafts(), max_size=4),
    marks=st.lists(marks, max_size=2),
    scores=st.lists(scores, max_size=2),
)
def test_everything_comes_back(
    format: str, kept: list[Draft], marks: list[Mark], scores: list[Score]
) -> None:
    with TemporaryDirectory() as folder:
        first, second = journals(folder, "first"), journals(folder, "second")
        try:
            fill(first, kept, marks, scores)
            data = written(first, format)
            assert sum(taken_in(second, data).counts.values()) > 0
            assert held(second) == held(first)
            again = taken_in(second, data)
            assert not any(again.counts.values())
            assert again.already > 0
            assert held(second) == held(first)
        finally:
            first.close()
            second.close()


@pytest.mark.full
@examples(8, full=25)
@given(kept=st.lists(any_drafts(), max_size=4), before=st.lists(any_drafts(), max_size=2))
def test_undo_takes_all_of_it_back_and_redo_brings_it_again(kept: list[Draft], before: list[Draft]) -> None:
    with TemporaryDirectory() as folder:
        first, second = journals(folder, "first"), journals(folder, "second")
        try:
            fill(first, kept)
            for draft in before:
                second.log(draft._replace(source=None, source_key=None, tags=()))
            empty = without_erased(held(second))
            taken_in(second, written(first, "jsonl"))
            full = held(second)
            second.undo()
            assert without_erased(held(second)) == empty
            second.redo()
            assert held(second) == full
            second.undo()
            assert without_erased(held(second)) == empty
        finally:
            first.close()
            second.close()


def without_erased(everything: list[Any]) -> list[Any]:
    """Ids of what was erased hold no text, and stay."""
    records, (_, *others) = everything
    return [records, *others]


def test_a_tag_that_was_merged_here_takes_the_entries_that_come(tmp_path: Path) -> None:
    first, second = journals(str(tmp_path), "first"), journals(str(tmp_path), "second")
    fill(first, [Draft(DAY, note="a")])
    fill(second, [])
    merge_tags(second, "fogbank", "foggy")
    from_first = first.log(Draft(DAY, tags=(Tagging("fogbank"),)))
    taken_in(second, written(first, "jsonl"))
    (entry,) = [entry for entry in second.list(Query()) if entry.id == from_first.id]
    assert [tagging.tag for tagging in entry.draft.tags] == ["foggy"]
    for journal in (first, second):
        journal.close()
