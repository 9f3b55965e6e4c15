"""The event for a calendar: by a reader of RFC 5545, and by its bytes."""

from datetime import UTC, datetime, timedelta, timezone

import icalendar
import pytest

from numbjournal.core.reminder import TITLE, WORDS, Reminder
from numbjournal.reminders.calendar import event

NOW = datetime(2026, 11, 22, 21, 4, tzinfo=timezone(timedelta(hours=1)))
REMINDER = Reminder("21:00", "/home/you/secret name.db")


@pytest.mark.parametrize(
    ("at", "begin"), [("21:00", (23, 21, 0)), ("21:05", (22, 21, 5)), ("21:04", (23, 21, 4))]
)
def test_it_begins_the_next_time_the_clock_shows_it(at: str, begin: tuple[int, int, int]) -> None:
    read = icalendar.Calendar.from_ical(event(REMINDER._replace(at=at), NOW))
    (daily,) = read.walk("VEVENT")
    # In no zone: 21:00 wherever one is.
    assert daily["DTSTART"].dt == datetime(2026, 11, *begin)  # noqa: DTZ001
    assert daily["RRULE"] == {"FREQ": ["DAILY"]}
    assert daily["DTSTAMP"].dt == NOW.astimezone(UTC)
    (alarm,) = read.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt, alarm["DESCRIPTION"]) == ("DISPLAY", timedelta(0), WORDS)
    assert daily["SUMMARY"] == TITLE
    assert not read.errors
    assert not daily.errors


def test_its_lines_are_as_the_standard_wants_them() -> None:
    content = event(REMINDER, NOW)
    lines = content.split(b"\r\n")
    assert lines[0] == b"BEGIN:VCALENDAR"
    assert lines[-2:] == [b"END:VCALENDAR", b""]
    assert b"\n" not in b"".join(lines)
    assert max(len(line) for line in lines) <= 75
    for needed in (b"VERSION:2.0", b"DTSTART:20261123T210000", b"CLASS:PRIVATE", b"TRANSP:TRANSPARENT"):
        assert needed in lines


def test_it_gives_nothing_away_and_is_the_same_event_again() -> None:
    content = event(REMINDER, NOW)
    for word in (b"numb", b"journal", b"mood", b"secret", b"you/"):
        assert word not in content.lower()
    later = event(REMINDER._replace(at="08:00"), NOW)
    other = event(REMINDER._replace(journal="/other.db"), NOW)

    def uid(content: bytes) -> object:
        return icalendar.Calendar.from_ical(content).walk("VEVENT")[0]["UID"]

    assert uid(content) == uid(later) != uid(other)
