"""Merging: its algebra, whatever was done on each device and whatever their clocks say; and what it keeps."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from numbjournal.core.query import Query
from numbjournal.store.external_changes import accept_changes, changed_outside
from numbjournal.store.journal import Journal
from numbjournal.store.versions import read_versions
from tests.store.devices import (
    Action,
    Device,
    Model,
    act,
    actions,
    contents,
    devices,
    erase_here,
    offs,
    seen,
)


@pytest.fixture
def cases(sized: Callable[..., int]) -> int:
    """How many stories Hypothesis makes up."""
    return sized(6, full=20, long=3000)


stories = st.lists(actions, max_size=6)


def versions(journal: Journal) -> dict:
    """Every version of everything, by what it is of."""
    shipped = frozenset(id for (id,) in journal.read("SELECT id FROM tag WHERE NOT own"))
    lines = read_versions(journal.connection, shipped, strictly=True).versions
    return {key: set(line.known) for key, line in lines.items() if line.known}


def check(story: tuple, clocks: tuple, links: list, same_id: bool) -> None:
    """Everything that has to be true of three devices to which something was done."""
    with devices(clocks, same_id=same_id) as three:
        for device, done in zip(three, story, strict=True):
            for action in done:
                action.on(device)
        # What was merged before, and gone on with.
        for to, source, again in links:
            if to != source:
                three[to].merge(three[source])
                for action in again:
                    action.on(three[to])
        a, b, c = three
        copies: list[Device] = []

        def merged(first: Device, *others: Device) -> Device:
            copies.append(first.copy(f"copy{len(copies)}"))
            for other in others:
                copies[-1].merge(other)
            return copies[-1]

        try:
            ab, ba = merged(a, b), merged(b, a)
            assert seen(ab.journal) == seen(ba.journal), "the order of two matters"
            assert versions(ab.journal) == versions(ba.journal)
            assert seen(merged(ab, c).journal) == seen(merged(a, merged(b, c)).journal), (
                "the grouping matters"
            )
            nothing_lost(a, b, ab)
            goes_nowhere_twice(ab, b)
            goes_nowhere_twice(ab, a)
            comes_back(a, b, merged)
        finally:
            for copy in copies:
                copy.journal.close()


def nothing_lost(a: Device, b: Device, ab: Device) -> None:
    """Every version of either is in both, but for what was erased for good."""
    erased = {("entry", id) for id, _ in seen(ab.journal)["purged"]}
    after = versions(ab.journal)
    for device in (a, b):
        for key, line in versions(device.journal).items():
            if key not in erased and key[0] != "tag":
                assert line <= after[key], f"a version of {key} is lost"
    assert not erased & after.keys()
    assert not changed_outside(ab.journal.connection), "the history does not say what the table says"
    assert ab.journal.read("PRAGMA foreign_key_check") == []


def goes_nowhere_twice(merged: Device, other: Device) -> None:
    before, rows = seen(merged.journal), merged.journal.read("SELECT count(*) FROM history")
    assert not merged.merge(other).is_news
    assert (seen(merged.journal), merged.journal.read("SELECT count(*) FROM history")) == (before, rows)


def comes_back(a: Device, b: Device, merged) -> None:
    """Undo gives back what was there, apart from what is not undone: what was erased, and what was shown."""
    if a.erases(b):
        return
    copy = merged(a)
    before = seen(copy.journal)
    if (
        not copy.merge(b).is_news
        or copy.journal.read("SELECT command FROM step ORDER BY number DESC LIMIT 1")[0][0] != "merge"
    ):
        return
    after, known_after = seen(copy.journal), versions(copy.journal)
    copy.journal.undo()
    undone = seen(copy.journal)
    assert {**undone, "purged": 0, "state": 0} == {**before, "purged": 0, "state": 0}
    assert versions(copy.journal) == versions(a.journal), "an undone merge leaves a trace"
    copy.journal.redo()
    assert seen(copy.journal) == after
    assert versions(copy.journal) == known_after
    copy.journal.undo()
    assert copy.merge(b).is_news
    assert seen(copy.journal) == after


@pytest.mark.full
def test_the_algebra_of_merging(cases: int) -> None:
    @settings(max_examples=cases)
    @given(
        story=st.tuples(stories, stories, stories),
        clocks=st.tuples(offs, offs, offs),
        links=st.lists(
            st.tuples(st.integers(0, 2), st.integers(0, 2), st.lists(actions, max_size=3)), max_size=3
        ),
        same_id=st.booleans(),
    )
    # A merge that was taken back stays so, where an entry it had changed is erased.
    @example(
        story=(
            [],
            [Action("purge"), Action("drop mark")],
            [Action("edit"), Action("drop mark"), Action("undo")],
        ),
        clocks=(timedelta(),) * 3,
        links=[(0, 2, [Action("undo")])],
        same_id=False,
    )
    def holds(story, clocks, links, same_id) -> None:
        check(story, clocks, links, same_id)

    holds()


PLAIN = ("log", "edit", "edit", "delete", "purge", "mark", "drop mark", "score", "drop score", "care")
plain_actions = st.builds(Action, st.sampled_from(PLAIN), st.integers(0, 7), st.integers(0, 30))
happenings = st.lists(
    st.tuples(st.integers(0, 2), plain_actions | st.integers(0, 2)), min_size=1, max_size=20
)


def test_every_device_holds_what_the_oracle_says(cases: int) -> None:
    @settings(max_examples=cases)
    @given(happenings=happenings, clocks=st.tuples(offs, offs, offs))
    def holds(happenings, clocks) -> None:
        with devices(clocks) as three:
            models = [Model(device.name) for device in three]
            for device, model in zip(three, models, strict=True):
                for key, value in contents(device.journal).items():
                    model.versions[key] = [((0, 0), "", value)]
            for who, what in happenings:
                if isinstance(what, Action):
                    act(three[who], models[who], what)
                elif what != who:
                    three[who].ticks += 1
                    three[who].merge(three[what])
                    models[who].merge(models[what])
                assert contents(three[who].journal) == models[who].contents()

    holds()


def test_an_oracle_that_forgets_is_found() -> None:
    """The positive control: were a version lost, the comparison would say so."""
    with devices((timedelta(),) * 3) as (a, b, _):
        models = [Model("a"), Model("b")]
        act(a, models[0], Action("log"))
        a.merge(b)
        assert contents(a.journal) != Model("a").contents()


@pytest.fixture
def three():
    with devices((timedelta(), timedelta(minutes=10), timedelta())) as three:
        yield three


def test_an_entry_that_came_from_one_app_on_both_sides_is_there_once(three: list[Device]) -> None:
    a, b, _ = three
    for device in (a, b):
        Action("from an app", 0, 4 if device is a else 7).on(device)
    a.merge(b)
    b.merge(a)
    assert seen(a.journal) == seen(b.journal)
    (entry,) = [entry for entry in a.journal.list(Query()) if entry.draft.source]
    assert entry.draft.mood == 7
    # Once it is deleted, the other does not come out from behind it.
    a.ticks += 30
    a.journal.delete([entry.number])
    b.merge(a)
    a.merge(b)
    assert seen(a.journal) == seen(b.journal)
    assert not [entry for entry in b.journal.list(Query()) if entry.draft.source]


def test_a_word_of_ones_own_gives_way_to_a_crisis_word(three: list[Device]) -> None:
    """It may be older than the shipped one; here as well the crisis word is the one that counts."""
    a, b, _ = three
    execute = a.journal.connection.execute
    execute("UPDATE tag_alias SET own = 1, tag = 'work', silent = 0 WHERE name = 'suicidal'")
    Action("log").on(b)
    a.merge(b)
    assert a.journal.vocabulary().named("suicidal").id == "suicidal-thoughts"
    b.merge(a)
    assert b.journal.vocabulary().named("suicidal").id == "suicidal-thoughts"
    assert seen(a.journal) == seen(b.journal)


def test_erasing_takes_no_word_along_that_only_came_in_the_same_merge(three: list[Device]) -> None:
    a, b, _ = three
    Action("tag add", 1).on(b)
    Action("log").on(b)
    a.merge(b)
    erase_here(a.journal, 2)
    assert a.journal.vocabulary().named("fogbank")


def test_undo_of_a_merge_that_only_the_history_shows(three: list[Device]) -> None:
    a, b, _ = three
    Action("edit", 0, 1).on(a)
    b.ticks += 30
    Action("edit", 0, 2).on(b)
    done = b.merge(a)
    assert (done.is_news, done.conflicts, sum(done.changed.values())) == (True, (1,), 0)
    before = seen(b.journal)
    assert not any(b.journal.undo()[0][1:])
    assert seen(b.journal) == before


def test_a_journal_that_another_tool_changed(three: list[Device]) -> None:
    a, b, c = three
    b.journal.connection.execute("UPDATE entry SET note = 'by hand'")
    a.merge(b)
    assert a.journal.show(1).draft.note == "by hand"
    b.merge(a)
    c.merge(a)
    assert seen(a.journal) == seen(b.journal) == seen(c.journal)
    accept_changes(b.journal)
    assert not changed_outside(b.journal.connection)
