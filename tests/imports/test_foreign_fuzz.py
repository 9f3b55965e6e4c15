"""Whatever stands in a file: it is read, named, or refused in words, and what is read can be kept."""

import csv
import io
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from numbjournal.core.entry import Entry
from numbjournal.core.foreign_entry import MappingOptions
from numbjournal.errors import Misuse, Unreadable
from numbjournal.imports.mapping import read_mapping
from numbjournal.store.incoming import import_entries
from numbjournal.store.journal import Journal
from tests.conftest import examples
from tests.imports.foreign import BACKUP, FOREIGN, SAMPLES, backup, planned
from tests.store.test_journal import make_journal

pytestmark = pytest.mark.usefixtures("berlin")

OPTIONS = (
    MappingOptions(),
    MappingOptions(scale=(1, 5), feel_from="mood"),
    MappingOptions({"good": None}, {"tired": "flat:3", "work": ""}),
)


POOL = [
    b'"',
    b",",
    b"\n",
    b"\r",
    b"\x00",
    b"\xff",
    b"{",
    b"[",
    b"]",
    b":",
    b"-",
    b"9" * 30,
    b"|",
    b"NaN",
    b"<",
]


class Enough(Exception):
    """Takes everything back."""


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    journal = make_journal(tmp_path_factory.mktemp("fuzz"))
    yield journal
    journal.close()


@pytest.fixture(scope="module")
def berlin() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("TZ", "Europe/Berlin")
        yield


def holds(journal: Journal, name: str, data: bytes, options: MappingOptions) -> None:
    """Read it, and keep what was read for a moment; nothing but a refusal in words is raised."""
    refusals = (Unreadable, Misuse) if name == "csv" else Unreadable
    try:
        plan, entries = planned(name, data, options)
    except refusals:
        return
    assert sorted(entry.number for entry in entries) == list(range(1, plan.new + 1))

    def once() -> Iterator[Entry]:
        yield from entries
        raise Enough

    with pytest.raises(Enough):
        import_entries(journal, once(), plan.tags)


@st.composite
def spliced(draw: st.DrawFn, sample: bytes) -> bytes:
    """A good file with other bytes in a few places."""
    data = bytearray(sample)
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(data)))
        end = begin + draw(st.sampled_from([0, 0, 1, 1, 2, 5, 30]))
        data[begin:end] = draw(st.sampled_from(POOL) | st.binary(max_size=6))
    return bytes(data)


cells = st.text(max_size=12) | st.sampled_from(
    [
        "2026-11-21",
        "9999-12-31",
        "0001-01-01",
        "22nd Sep 2020",
        "2026 Sun Feb 8 4:04 PM",
        "12:00 am",
        "99:99",
        "2026-01-09 15:34:06 -0500",
        "0001-01-01 00:00:00 +2359",
        "-1",
        "1e-9",
        "NaN",
        "3",
        "10",
        "٣",
        "rad",
        "Mood",
        "Symptom",
        "a | b | | c",
        "same",
        "suicidal",
        "x" * 200,
        "-",
        "_ _",
        "<br>" * 3,
        "&#0;&#x110000;&amp;",
        "\x00",
    ]
)


@st.composite
def tables(draw: st.DrawFn, sample: bytes) -> bytes:
    """A good header, sometimes with a name too many, and any cells."""
    rows = list(csv.reader(io.StringIO(sample.decode())))
    header = rows[0] + draw(st.sampled_from([[], [], ["x"], [""]]))
    width = len(header)
    found = draw(st.lists(st.lists(cells, min_size=max(0, width - 1), max_size=width + 1), max_size=4))
    for row in rows[1:]:
        place = draw(st.integers(0, len(row)))
        found.append([*row[:place], draw(cells), *row[place + 1 :]])
    out = io.StringIO()
    csv.writer(out, quoting=draw(st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]))).writerows(
        [header, *found]
    )
    return out.getvalue().encode("utf-8", "surrogatepass")


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | cells,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(cells, inner, max_size=3),
    max_leaves=5,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place within a JSON value."""
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from places(each, (*path, key))


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = value.copy()
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


@st.composite
def documents(draw: st.DrawFn, name: str, sample: bytes) -> bytes:
    """A good document with something else in a few places."""
    whole = BACKUP if name == "daylio-backup" else json.loads(sample)
    for _ in range(draw(st.integers(1, 3))):
        whole = replaced(whole, draw(st.sampled_from(list(places(whole)))), draw(values))
    return backup(whole) if name == "daylio-backup" else json.dumps(whole).encode()


@pytest.mark.parametrize("name", FOREIGN)
@examples(20, full=60)
@given(data=st.data(), options=st.sampled_from(OPTIONS))
def test_any_bytes(name: str, journal: Journal, data: st.DataObject, options: MappingOptions) -> None:
    sample = data.draw(st.sampled_from(SAMPLES[name]))
    holds(journal, name, data.draw(st.binary(max_size=200) | spliced(sample)), options)


def is_document(sample: bytes) -> bool:
    return sample.startswith((b"{", b"PK")) or bool(re.match(rb"\[\s*\{", sample))


@pytest.mark.parametrize("name", FOREIGN)
@examples(30, full=100)
@given(data=st.data(), options=st.sampled_from(OPTIONS))
def test_anything_in_the_form_of_the_program(
    name: str, journal: Journal, data: st.DataObject, options: MappingOptions
) -> None:
    sample = data.draw(st.sampled_from(SAMPLES[name]))
    if is_document(sample):
        made = data.draw(documents(name, sample))
    elif name == "jrnl":
        made = data.draw(spliced(sample))
    else:
        made = data.draw(tables(sample))
    holds(journal, name, made, options)


@examples(30, full=100)
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: f"[moods]\n{text}".encode()))
@example(content=b"[moods]\n'\xc3'=1")
def test_any_map(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path: Path = tmp_path_factory.getbasetemp() / "map.toml"
    path.write_bytes(content)
    with suppress(Unreadable):
        said = read_mapping(path)
        assert all(number is None or 0 <= number <= 10 for number in said.moods.values())
