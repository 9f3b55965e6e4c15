"""Which version counts, what an undone merge leaves, and what follows for tags."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from numbjournal.core.history import Step
from numbjournal.core.merge import (
    FOLLOWS,
    GONE,
    KnownVersions,
    RecordedChange,
    Version,
    WordVersions,
    decide,
    digest_of,
    duplicate_imports,
    merged_memory,
    resolve_aliases,
    resolve_tags,
    versions_by_item,
)
from numbjournal.core.signs_shown import Memory

KEY = ("entry", "x")
A1, A2, B2, B3 = (
    Version(f"000000000000{at}-0000", who, f"{who}{at}") for who, at in ("a1", "a2", "b2", "b3")
)
SHIPPED = {
    "flat": "flat",
    "numb": "flat",
    "suicidal-thoughts": "suicidal-thoughts",
    "sui": "suicidal-thoughts",
}


def line(*versions: Version) -> KnownVersions:
    return KnownVersions(dict.fromkeys(versions, 1), max(versions).digest)


def row(step: int, version: Version, number: int = 1, digest: str | None = None) -> RecordedChange:
    return RecordedChange(
        step, KEY, version.clock, version.device, version.digest if digest is None else digest, number
    )


def test_the_later_version_counts_and_both_are_known() -> None:
    decision = decide(line(A1, A2), line(A1, B3))
    assert decision is not None
    assert (decision.current, decision.new, decision.concurrent) == (B3, (B3,), True)
    other_way = decide(line(A1, B3), line(A1, A2))
    assert other_way is not None
    assert (other_way.current, other_way.new, other_way.concurrent) == (B3, (A2,), True)


def test_what_was_known_there_is_no_conflict() -> None:
    decision = decide(line(A1, A2), line(A1, A2, B3))
    assert decision is not None
    assert not decision.concurrent
    assert decide(line(A1, A2, B3), line(A1, A2)) is None
    same = B3._replace(digest="a2")
    assert decide(line(A2), line(same)) is not None
    assert not decide(line(A2), line(same)).concurrent


def test_a_change_comes_after_what_it_changes_whatever_the_clock_says() -> None:
    lines = versions_by_item([Step(1, "log"), Step(2, "edit")], {1: [row(1, B3)], 2: [row(2, A1, 2)]})
    current = lines[KEY].current
    assert current is not None
    assert current.digest == "a1"
    assert current.clock > B3.clock


def test_an_undone_merge_leaves_nothing_and_redo_brings_it_back() -> None:
    steps = [Step(1, "log"), Step(2, "merge"), Step(3, "undo", 2), Step(4, "redo", 3), Step(5, "undo", 2)]
    changes = {1: [row(1, A1)], 2: [row(2, B2, 2), row(2, B3, 3)], 3: [row(3, A1, 4)], 4: [row(4, B3, 5)]}

    def known(count: int) -> set[Version]:
        return set(versions_by_item(steps[:count], changes)[KEY].known)

    assert [known(count) for count in range(1, 6)] == [{A1}, {A1, B2, B3}, {A1}, {A1, B2, B3}, {A1}]


def test_undo_of_anything_else_is_a_change() -> None:
    steps = [Step(1, "log"), Step(2, "undo", 1)]
    lines = versions_by_item(steps, {1: [row(1, A1)], 2: [row(2, A2, digest=GONE)]})
    assert len(lines[KEY].known) == 2
    assert lines[KEY].current == A2._replace(digest=GONE)


def test_what_follows_is_no_version() -> None:
    follows = RecordedChange(1, KEY, FOLLOWS, FOLLOWS, "other", 2)
    lines = versions_by_item([Step(1, "merge")], {1: [row(1, A1), follows]})
    assert (set(lines[KEY].known), lines[KEY].shown) == ({A1}, "other")


def test_a_digest_leaves_the_number_out_and_knows_older_forms() -> None:
    tag = {"id": "moth", "kind": "own", "label": "moth", "about": ""}
    newer = {**tag, "own": 1, "called": "", "retired": 0, "merged_into": None}
    assert digest_of("tag", tag) == digest_of("tag", newer) != digest_of("tag", {**newer, "called": "Moth"})
    assert digest_of("tag", newer, {"moth"}) == digest_of("tag", {**newer, "label": "another"}, {"moth"})
    assert digest_of("mark", {"number": 1, "id": "x"}) == digest_of("mark", {"number": 2, "id": "x"})
    assert digest_of("mark", None) == GONE


def tag(id: str, at: int, *, there: bool = True, **fields: object) -> WordVersions:
    record = {"id": id, "kind": "own", "called": "", "retired": 0, "merged_into": None, **fields}
    return WordVersions(Version(f"{at:013d}-0000", "a", ""), record if there else None, record)


def settled(*tags: WordVersions, used: tuple[str, ...] = ()) -> dict:
    found = resolve_tags({word.last["id"]: word for word in tags if word.last}, used, SHIPPED)
    return {id: fields for id, fields in found.items() if fields is not None}


def test_a_tag_that_an_entry_has_is_there() -> None:
    assert settled(tag("moth", 1, there=False)) == {}
    assert set(settled(tag("moth", 1, there=False), used=("moth",))) == {"moth"}
    assert set(settled(tag("moth", 1, merged_into="dusk"), tag("dusk", 2, there=False))) == {"moth", "dusk"}


def test_two_merges_against_each_other_go_the_later_way() -> None:
    found = settled(tag("moth", 1, merged_into="dusk"), tag("dusk", 2, merged_into="moth"))
    assert {id: fields["merged_into"] for id, fields in found.items()} == {"moth": None, "dusk": "moth"}
    chain = settled(
        tag("a", 1, merged_into="b"), tag("b", 2, merged_into="c"), tag("c", 3, merged_into="flat")
    )
    assert {fields["merged_into"] for fields in chain.values()} == {"flat"}
    assert settled(tag("a", 1, merged_into="nowhere"))["a"]["merged_into"] is None


def test_one_name_for_two_tags_is_the_later_ones() -> None:
    found = settled(tag("moth", 1, called="Fog"), tag("dusk", 2, called="fog"), tag("x", 3, called="numb"))
    assert {id: fields["called"] for id, fields in found.items()} == {"moth": "", "dusk": "fog", "x": ""}


def test_a_word_that_is_a_tag_is_the_tag() -> None:
    def alias(name: str, means: str) -> WordVersions:
        return WordVersions(A1, {"name": name, "tag": means}, None)

    tags = settled(tag("moth", 1), tag("dusk", 1, called="Grey"))
    words = {
        "moth": alias("moth", "flat"),
        "flat": alias("flat", "moth"),
        "grey": alias("grey", "moth"),
        "sui": alias("sui", "moth"),
        "numb": alias("numb", "moth"),
        "nebel": alias("nebel", "gone"),
        "dämmer": alias("dämmer", "dusk"),
        "leer": alias("leer", "flat"),
    }
    found = resolve_aliases(words, tags, SHIPPED)
    assert {name for name, fields in found.items() if fields} == {"numb", "dämmer", "leer"}


def test_of_twins_the_latest_version_stays() -> None:
    keys = [("entry", id) for id in "abc"]
    versions = dict(zip(keys, (A1, B3, A2), strict=True))
    origins = {keys[0]: ("app", "1"), keys[1]: ("app", "1"), keys[2]: ("app", "2")}
    assert duplicate_imports(origins, versions) == {keys[0]}


days = st.none() | st.dates()
memories = st.builds(Memory, days, st.integers(0, 2), st.just(("slope",)), days, days, days)


@given(memories, memories, memories)
@example(Memory(date.min), Memory(), Memory())
def test_what_was_shown_is_the_latest_of_each(a: Memory, b: Memory, c: Memory) -> None:
    assert merged_memory(a, b) == merged_memory(b, a)
    assert merged_memory(a, merged_memory(b, c)) == merged_memory(merged_memory(a, b), c)
    assert merged_memory(a, a) == a
