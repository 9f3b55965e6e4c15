"""What a report says of a range of days."""

from datetime import date, timedelta

import pytest

from numbjournal.core.day import days_of
from numbjournal.core.entry import Entry, Interfered, Tagging
from numbjournal.core.report import Report, needed_from, report_of
from tests.simulation.lives import START, entry, written_daily

KINDS = {"fatigue": "body", "work": "effect", "movement": "strategy"}


def report(entries: list[Entry], days: int = 7, last: date | None = None) -> Report:
    end = last or max(one.draft.day for one in entries)
    return report_of(days_of(entries, for_story=True), end - timedelta(days=days - 1), end, KINDS)


def test_figures_of_a_week() -> None:
    found = report(written_daily([9, 2, 3, None, 4, 8, 1, 5]))
    assert (found.middle, found.low, found.high, found.quartiles) == (3.5, 1, 8, (2, 5))
    assert (found.before, found.logged, found.length) == (9, 6, 7)
    assert found.days[2] == (START + timedelta(days=3), None)
    flatness = found.flatness
    assert (flatness.flat, flatness.answered, flatness.longest) == (3, 6, 2)
    assert flatness.last_other == START + timedelta(days=7)


def test_a_week_without_a_number() -> None:
    found = report([entry(1, START, None, tags=[Tagging("fatigue")])])
    assert (found.middle, found.low, found.quartiles, found.usual, found.mood) == (None,) * 5
    assert found.flatness.share is None


@pytest.mark.parametrize(("earlier", "usual"), [(13, None), (14, 6)])
def test_what_is_usual(earlier: int, usual: int | None) -> None:
    assert report(written_daily([6] * earlier + [2] * 7)).usual == usual


def test_what_is_usual_is_of_the_twelve_weeks_before() -> None:
    longer_ago = [0] * 40
    assert report(written_daily([*longer_ago, *[6] * 84, *[2] * 7])).usual == 6
    assert needed_from(START, START + timedelta(days=6)) == START - timedelta(days=84)
    year = START + timedelta(days=365)
    assert needed_from(START, year) == START - timedelta(days=366)


@pytest.mark.parametrize(("days", "mood"), [(3, None), (4, 5)])
def test_how_pleasant(days: int, mood: int | None) -> None:
    entries = [one._replace(draft=one.draft._replace(mood=5)) for one in written_daily([4] * days)]
    assert (report(entries).mood, report(entries).mood_days) == (mood, days)


@pytest.mark.parametrize(("days", "draws_weeks"), [(35, False), (36, True)])
def test_when_weeks_are_drawn(days: int, draws_weeks: bool) -> None:
    found = report(written_daily([4] * days), days)
    assert found.draws_weeks == draws_weeks
    assert [week.length for week in found.by_week] == [days % 7] * bool(days % 7) + [7] * 5


def test_weeks_end_on_the_last_day() -> None:
    found = report(written_daily([1] * 7 + [9] * 7), 14)
    assert [week.middle for week in found.by_week] == [1, 9]
    assert found.weeks == (*[None] * 10, 1, 9)


@pytest.mark.parametrize(("interfered", "days"), [("none", 0), ("little", 0), ("lot", 7), ("couldnt", 7)])
def test_in_the_way(interfered: str, days: int) -> None:
    entries = [
        one._replace(draft=one.draft._replace(interfered=Interfered(interfered)))
        for one in written_daily([4] * 7)
    ]
    assert report(entries).in_the_way == days


def test_what_was_written_too_late_is_shown_and_in_no_figure() -> None:
    tags = [Tagging("fatigue"), Tagging("work", 4)]
    on_time = [entry(number, START + timedelta(days=number), 4) for number in range(7, 14)]
    late = [
        one._replace(draft=one.draft._replace(interfered=Interfered.LOT))
        for one in (entry(n, START + timedelta(days=n), 9, late=8, tags=tags) for n in range(7))
    ]
    found = report([*late, *on_time], 14)
    assert (found.middle, found.high, found.in_the_way, found.flatness.answered) == (4, 4, 0, 7)
    assert (found.logged, found.late, found.too_late) == (14, 7, 7)
    assert not any(found.tags.values())
    assert [(week.middle, week.logged) for week in found.by_week] == [(None, 7), (4, 7)]
    assert found.days[0][1] is not None


def test_tags_by_the_days_they_are_on() -> None:
    entries = [
        entry(1, START, 4, tags=[Tagging("fatigue"), Tagging("mine")]),
        entry(2, START, 4, tags=[Tagging("fatigue")]),
        entry(3, START + timedelta(days=1), 4, tags=[Tagging("movement"), Tagging("fatigue")]),
    ]
    tags = report(entries).tags
    assert (tags["body"], tags["own"], tags["strategy"]) == (
        (("fatigue", 2),),
        (("mine", 1),),
        (("movement", 1),),
    )
