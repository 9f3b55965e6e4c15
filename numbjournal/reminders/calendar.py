"""Elsewhere: an event for a calendar of one's own (RFC 5545)."""

from datetime import datetime, time, timedelta
from uuid import NAMESPACE_URL, uuid5

from icalendar import Alarm, Calendar, Event

from numbjournal.core.reminder import TITLE, WORDS, Reminder
from numbjournal.reminders import name_of


def event(reminder: Reminder, now: datetime) -> bytes:
    """A calendar with one daily event and its alarm, from the next time the clock shows the hour.

    The time is in no zone, so it is the hour on the clock wherever one is, through every change of it. The
    same journal has the same identifier: a calendar that takes the file again changes its event.
    """
    begin = datetime.combine(now.date(), time.fromisoformat(reminder.at))
    if begin <= now.replace(tzinfo=None):
        begin += timedelta(days=1)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", WORDS)
    alarm.add("trigger", timedelta(0))
    daily = Event()
    daily.add("uid", str(uuid5(NAMESPACE_URL, name_of(reminder.journal))))
    daily.add("dtstamp", now)
    daily.add("dtstart", begin)
    daily.add("duration", timedelta(minutes=5))
    daily.add("rrule", {"freq": "daily"})
    daily.add("summary", TITLE)
    daily.add("description", WORDS)
    daily.add("class", "PRIVATE")
    daily.add("transp", "TRANSPARENT")
    daily.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", f"-//{TITLE}//EN")
    calendar.add("version", "2.0")
    calendar.add_component(daily)
    content: bytes = calendar.to_ical()
    return content
