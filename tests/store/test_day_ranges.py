"""Stretches of days, read in columns, against the rules for entries that `core.day` has."""

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from numbjournal.core.day import Glance, days_of
from numbjournal.core.entry import Answer, Draft, Tagging
from numbjournal.store.day_ranges import entries_without_notes, glances
from tests.conftest import examples
from tests.store.test_journal import make_journal

FIRST = date(2026, 3, 1)
NUMBERS = st.none() | st.integers(0, 10)
TAGS = st.sets(st.sampled_from(["flat", "empty", "foggy", "movement"]))


@st.composite
def written(draw: st.DrawFn) -> tuple[Draft, datetime]:
    """An entry, and when it is written: up to ten days later, anywhere in the world."""
    day = FIRST + timedelta(days=draw(st.integers(0, 4)))
    feel = draw(NUMBERS)
    answers = [Answer.NONE, Answer.UNSURE, Answer.TIRED] if feel is None else [Answer.RATED]
    draft = Draft(
        day,
        answer=draw(st.sampled_from(answers)),
        feel=feel,
        mood=draw(NUMBERS),
        tags=tuple(Tagging(tag, None, "") for tag in sorted(draw(TAGS))),
    )
    zone = timezone(timedelta(minutes=draw(st.sampled_from([-720, -210, 0, 60, 345, 840]))))
    later = timedelta(minutes=draw(st.integers(0, 10 * 24 * 60)))
    return draft, (datetime(day.year, day.month, day.day, tzinfo=UTC) + later).astimezone(zone)


LOOKS = ("feel", "mood", "is_flat", "is_answered", "is_unsure", "is_tired", "is_hollow", "counts")


@examples(12, full=60)
@given(entries=st.lists(written(), max_size=8), starts_at=st.sampled_from([time(0), time(4), time(5, 45)]))
def test_a_glance_says_of_a_day_what_its_entries_say(
    entries: list[tuple[Draft, datetime]], starts_at: time
) -> None:
    with TemporaryDirectory() as folder, closing(make_journal(Path(folder))) as journal:
        for draft, moment in entries:
            journal.log(draft, at=moment)
        seen = glances(journal, FIRST, FIRST + timedelta(days=9), starts_at)
        read = entries_without_notes(journal, FIRST, FIRST + timedelta(days=9))
        whole = days_of(read, for_story=True, starts_at=starts_at)
    assert _looks(seen) == _looks(whole)
    assert set(seen) == {draft.day for draft, _ in entries}


def _looks(days: Mapping[date, Glance]) -> dict[date, list[object]]:
    return {day: [getattr(glance.shown, look) for look in LOOKS] for day, glance in days.items()}
