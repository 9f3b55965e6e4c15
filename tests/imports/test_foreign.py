"""What each format of another program becomes here."""

import io
import json
from datetime import date
from typing import Any

import pytest

from numbjournal.core.entry import Answer, Draft, Entry
from numbjournal.core.foreign_entry import ForeignEntry, MappingOptions
from numbjournal.core.foreign_mapping import scale_of
from numbjournal.errors import Misuse, Unreadable
from numbjournal.imports import IMPORTS, format_of
from numbjournal.imports.csv import Columns
from tests.imports.foreign import (
    APPLE,
    BEARABLE,
    BEARABLE_NEW,
    DAY_ONE,
    DAYLIO,
    DAYLIO_OLD,
    DAYLIO_WITH_SCALES,
    FEELS,
    FEELS_CSV,
    FOREIGN,
    HOW_WE_FEEL,
    JRNL,
    JRNL_TEXT,
    PIXELS,
    PIXELS_OLD,
    SAMPLES,
    TABLE,
    backup,
    parsed,
    planned,
)

pytestmark = pytest.mark.usefixtures("home")
"""For the time zone: files that name none are of this one."""


def entries(name: str, data: str | bytes, options: MappingOptions = MappingOptions()) -> list[Entry]:  # noqa: B008
    plan, found = planned(name, data if isinstance(data, bytes) else data.encode(), options)
    assert plan.skipped == ()
    return sorted(found, key=lambda entry: entry.number)


def drafts(name: str, data: str | bytes, options: MappingOptions = MappingOptions()) -> list[Draft]:  # noqa: B008
    return [entry.draft for entry in entries(name, data, options)]


def tags(draft: Draft) -> list[str]:
    return [tagging.tag for tagging in draft.tags]


def extra(draft: Draft) -> Any:
    return json.loads(draft.extra or "{}")


@pytest.mark.parametrize(
    ("name", "number"), [(name, i) for name in FOREIGN for i in range(len(SAMPLES[name]))]
)
def test_a_file_is_known_by_its_content(name: str, number: int) -> None:
    data = SAMPLES[name][number]
    told, skipped = parsed(name, data)
    assert told
    assert skipped == []
    if name != "csv":
        assert format_of(io.BytesIO(data)).name == name
    assert [row.name for row in IMPORTS if row.load().recognises(data)] == ([name] if name != "csv" else [])


@pytest.mark.parametrize("name", FOREIGN)
def test_how_pleasant_is_never_how_much(name: str) -> None:
    for data in SAMPLES[name]:
        _, found = planned(name, data)
        for entry in found:
            assert (entry.draft.feel is None) or name == "csv"
            assert entry.draft.source == IMPORTS[name].load().SOURCE
            assert entry.draft.source_key


@pytest.mark.parametrize("name", FOREIGN)
def test_every_text_is_kept_somewhere(name: str) -> None:
    """What stands in a cell or a field is in the entry, or in its extra."""
    for data in SAMPLES[name]:
        told, _ = parsed(name, data)
        for each, entry in zip(told, planned(name, data)[1], strict=True):
            kept = f"{entry.draft.extra} {entry.draft.note} {entry.draft.day.isoformat()}"
            for value in each.fields.values():
                if isinstance(value, str):
                    assert value in kept or json.dumps(value, ensure_ascii=False)[1:-1] in kept


def test_daylio() -> None:
    oldest, middle, newest = drafts("daylio", DAYLIO)
    assert (oldest.day, oldest.time, oldest.mood, tags(oldest)) == (date(2026, 11, 20), "14:03", 0, ["empty"])
    assert oldest.note == "a comma, and\na line"
    assert (middle.time, middle.mood, middle.feel, middle.answer) == ("13:49", 10, None, Answer.NONE)
    assert (newest.mood, newest.note) == (5, "A title\none\ntwo bold & more")
    assert tags(newest) == ["work-daylio", "creative", "fatigue"]
    assert extra(newest)["note"] == "one<br>two <b>bold</b> &amp; more"


def test_daylio_with_scales() -> None:
    (found,) = drafts("daylio", DAYLIO_WITH_SCALES)
    assert (found.mood, found.tags) == (8, ())
    assert extra(found)["scales"].startswith("Sleep\u00a0Quality: 8/10")


def test_daylio_of_old() -> None:
    first, second = drafts("daylio", DAYLIO_OLD)
    assert (first.day, first.time, first.mood) == (date(2018, 10, 23), "18:50", 2)
    assert second.note == "a title\none more than the header"


def test_a_daylio_row_with_scales_that_the_header_does_not_have() -> None:
    line = '2026-11-19,November 19,Thursday,10:00,rad,reading,"Sleep: 3/5","Title","The note"\n'
    first, *_ = drafts("daylio", DAYLIO + line)
    assert first.note == "Title\nThe note"
    assert extra(first)["more"] == "Sleep: 3/5"


def test_a_daylio_backup() -> None:
    (found,) = drafts("daylio-backup", backup())
    assert (found.day, found.time, found.mood) == (date(2026, 11, 21), "18:50", 2)
    assert found.note == "one\ntwo"
    assert tags(found) == ["creative", "fatigue"]
    assert extra(found)["id"] == 12
    assert (extra(found)["tag_names"], extra(found)["tags"]) == (["music", "tired"], [3, 4])
    assert extra(found)["mood_name"] == "Grey"


def test_a_backup_and_a_csv_file_of_daylio_hold_the_same_entries() -> None:
    (of_backup,) = entries("daylio-backup", backup())
    of_csv = entries("daylio", DAYLIO)
    assert of_backup.id == of_csv[-1].id


def test_bearable() -> None:
    with_scale = drafts("bearable", BEARABLE, MappingOptions(scale=(1, 5)))
    evening, whole, october = _bearable(with_scale)
    assert (evening.day, evening.time, evening.mood, evening.note) == (date(2020, 9, 22), None, 5, "a note")
    assert [(tagging.tag, tagging.strength, tagging.typed) for tagging in evening.tags] == [
        ("stress", None, "Stress"),
        ("headache", 4, "Headache"),
    ]
    assert extra(whole)["readings"] == [
        {"category": "Sleep", "rating/amount": "7.5", "detail": "Sleep (hours)"}
    ]
    assert (october.time, tags(october)) == ("09:30", ["movement", "coffee-(cups)"])
    (energy,) = drafts("bearable", BEARABLE_NEW, MappingOptions(feel_from="Energy"))
    assert (energy.feel, energy.answer) == (2, Answer.RATED)
    assert planned("bearable", BEARABLE.encode())[1][0].draft.mood is None


def _bearable(found: list[Draft]) -> tuple[Draft, Draft, Draft]:
    by_part = {extra(draft)["time of day"]: draft for draft in found}
    return by_part["pm"], by_part["all day"], by_part["09:30"]


def test_how_we_feel() -> None:
    first, second = drafts("how-we-feel", HOW_WE_FEEL)
    assert (first.day, first.time, first.mood, tags(first)) == (date(2026, 2, 7), "11:05", None, ["apathy"])
    assert tags(second) == ["withdrawn", "by-myself", "home", "resting"]
    assert second.note == "A full note"
    assert "Takeaways" not in extra(second)


def test_apple() -> None:
    neither, daily, first = drafts("apple", APPLE)
    assert (neither.mood, daily.mood, first.mood) == (None, 10, 1)
    assert (daily.time, first.time) == (None, "15:34")
    assert tags(first) == ["anxiety", "apathy", "work-apple-state-of-mind", "friends"]
    assert extra(first)["Valence"] == "-0.7235772667861566"
    assert entries("apple", APPLE)[2].logged_at.isoformat() == "2026-01-09T15:34:06-05:00"


def test_jrnl() -> None:
    starred, grey = drafts("jrnl", JRNL)
    assert (grey.day, grey.time, tags(grey)) == (date(2026, 11, 21), "18:50", ["flat", "anna"])
    assert grey.note == 'A grey day @flat.\nWalked with @anna, "quiet".'
    assert extra(starred) == {"starred": True}
    assert drafts("jrnl", JRNL_TEXT) == [starred, grey]


def test_feels() -> None:
    first, second = drafts("feels", FEELS)
    assert (first.mood, second.mood, second.time) == (2, 8, "08:00")
    assert tags(first) == ["work-feels", "fatigue"]
    assert extra(first)["stress"] == 4
    by_focus = drafts("feels", FEELS, MappingOptions(feel_from="Focus"))
    assert [(draft.feel, draft.mood) for draft in by_focus] == [(2, 2), (None, 8)]
    assert [entry.id for entry in entries("feels", FEELS_CSV)] == [
        entry.id for entry in entries("feels", FEELS)
    ]


def test_day_one() -> None:
    (found,) = entries("day-one", DAY_ONE)
    # Half past eleven in UTC is the next day where it was written.
    assert (found.draft.day, found.draft.time) == (date(2026, 11, 22), "00:30")
    assert found.draft.note == "# A day.\n\nOne - two"
    assert tags(found.draft) == ["flat", "train"]
    assert extra(found.draft)["location"] == {"placeName": "home"}
    assert found.draft.source_key == "D11AAA1111111111111111111111111A"


def test_pixels() -> None:
    (found,) = drafts("pixels", PIXELS)
    assert (found.day, found.mood, found.note, tags(found)) == (
        date(2026, 11, 21), 8, "a pixel", ["empty", "calm"],
    )  # fmt: skip
    assert extra(found)["scores"] == [2, 4, 4]
    (old,) = drafts("pixels", PIXELS_OLD)
    assert (old.day, old.mood, old.note, tags(old)) == (date(2026, 11, 2), 0, "old", ["fatigue"])


def test_any_table() -> None:
    words, both = drafts("csv", TABLE)
    assert (both.feel, both.mood, both.note) == (2, 7, "a grey day")
    assert extra(both) == {"Mood": "7", "Feel": "2", "Weather": "rain"}
    assert (words.feel, words.mood, words.extra) == (None, None, None)
    (same,) = drafts("csv", "Day,Mood,Feel,Words,Weather\n2026-11-21,,,rain,rain\n")
    assert (same.note, extra(same)) == ("rain", {"Weather": "rain"})


def test_when_it_was_written_is_presumed_for_a_tracker_and_not_for_a_table() -> None:
    """A tracker's own clock counts; a table may have been written at any time."""
    assert [entry.logged_at.isoformat() for entry in entries("daylio", DAYLIO)] == [
        "2026-11-20T14:03:00+01:00",
        "2026-11-21T13:49:00+01:00",
        "2026-11-21T18:50:00+01:00",
    ]
    assert {entry.logged_at.date() for entry in entries("csv", TABLE)} == {date(2026, 11, 22)}
    summer = DAYLIO.replace("2026-11-2", "2026-07-2")
    assert entries("daylio", summer)[0].logged_at.isoformat() == "2026-07-20T14:03:00+02:00"


def test_what_the_person_says_wins() -> None:
    options = MappingOptions({"meh": 3, "rad": None}, {"music": "rest", "work": "", "tired": "headache:4"})
    _, second, third = drafts("daylio", DAYLIO, options)
    assert (second.mood, third.mood) == (None, 3)
    assert [(tagging.tag, tagging.strength) for tagging in third.tags] == [("rest", None), ("headache", 4)]
    assert extra(third)["activities"] == "work | music | tired"


def test_feel_from_the_mood_is_feel_and_no_mood() -> None:
    found = drafts("daylio", DAYLIO, MappingOptions(feel_from="Mood"))
    assert [(draft.feel, draft.mood) for draft in found] == [(0, None), (10, None), (5, None)]


@pytest.mark.parametrize(
    ("scale", "typed", "mood"),
    [
        ("1-5", "1", 0),
        ("1-5", "2", 2),
        ("1-5", "4", 8),
        ("1-5", "5", 10),
        ("0-100", "55", 6),
        ("1-10", "4.5", 4),
    ],
)
def test_a_scale(scale: str, typed: str, mood: int) -> None:
    table = f"Day,Mood,Feel,Words\n2026-11-21,{typed},,\n"
    (found,) = drafts("csv", table, MappingOptions(scale=scale_of(scale)))
    assert found.mood == mood


@pytest.mark.parametrize("text", ["5-1", "1", "1-1", "a-b", "1-5-9", "٠-٥", "-1-5"])
def test_a_scale_that_is_none(text: str) -> None:
    with pytest.raises(Misuse):
        scale_of(text)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (["13/04/2026", "03/04/2026"], [(2026, 4, 13), (2026, 4, 3)]),
        (["04/13/2026", "03/04/2026"], [(2026, 4, 13), (2026, 3, 4)]),
        (["03.04.2026", "13/04/2026"], [(2026, 4, 3), (2026, 4, 13)]),
        (["3 April 2026", "4/4/2026", "2026-04-03T21:04"], [(2026, 4, 3), (2026, 4, 4), (2026, 4, 3)]),
    ],
)
def test_days_of_a_table(days: list[str], expected: list[tuple[int, int, int]]) -> None:
    told, skipped = parsed("csv", "Day,Words\n" + "".join(f"{day},x\n" for day in days), Columns("day"))
    assert [each.day for each in told] == [date(*each) for each in expected]
    assert skipped == []


@pytest.mark.parametrize(
    ("days", "says"),
    [(["13/04/2026", "04/13/2026"], "begin with the day"), (["03/04/2026"], "cannot be told")],
)
def test_days_that_cannot_be_told(days: list[str], says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        parsed("csv", "Day,Words\n" + "".join(f"{day},x\n" for day in days), Columns("Day"))


def test_rows_that_are_the_same_are_all_kept() -> None:
    row = DAYLIO.splitlines(keepends=True)[2]
    found = entries("daylio", DAYLIO + row + row)
    assert len({entry.id for entry in found}) == 5
    assert [entry.number for entry in found] == [1, 2, 3, 4, 5]


def test_nothing_but_a_day_is_no_entry() -> None:
    plan, found = planned("csv", b"Day,Mood,Feel,Words\n2026-11-21,,,\n")
    assert found == []
    assert [skipped.reason for skipped in plan.skipped] == ["it has nothing but its day"]


def test_a_repr_holds_nothing_of_what_was_told() -> None:
    assert all(repr(each) == f"ForeignEntry({each.row})" for each in parsed("daylio", DAYLIO)[0])
    assert isinstance(parsed("daylio", DAYLIO)[0][0], ForeignEntry)
