"""A range of days, which may hold thousands of entries: read in columns, and no more than is asked for."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from typing import Any

from numbjournal.core.day import COUNTS_UP_TO, MIDNIGHT, Glance
from numbjournal.core.entry import FLAT_TAGS, Answer, Draft, Entry, Interfered, Tagging
from numbjournal.store.engine import errors_in_words
from numbjournal.store.journal import Journal

_ANSWERS = {answer.value: answer for answer in Answer}
_INTERFERED: dict[str | None, Interfered | None] = {
    None: None,
    **{interfered.value: interfered for interfered in Interfered},
}


def glances(journal: Journal, first: date, last: date, starts_at: time = MIDNIGHT) -> dict[date, Glance]:
    """The days of a range as a calendar shows them, in their order; `starts_at` is when a day begins.

    A year may hold thousands of entries: they are put together in the database, and their tags are looked at
    only where there is no number that would win over them. What was written too late is a row of its own,
    and is shown where the day has no other.
    """
    marks = ", ".join("?" for _ in FLAT_TAGS)
    found = _columns(
        journal,
        f"""WITH said AS (
            SELECT day, feel, mood, answer, feel IS NULL AND EXISTS (
                    SELECT 1 FROM entry_tag WHERE entry_tag.entry = entry.id AND tag IN ({marks})) AS is_flat,
                date(logged_at, (utc_offset - ?) || ' minutes') AS written
            FROM entry WHERE day BETWEEN ? AND ?)
        SELECT day, group_concat(feel), group_concat(mood), group_concat(DISTINCT answer), max(is_flat),
            coalesce(
                min(written) FILTER (WHERE feel IS NOT NULL), min(written) FILTER (WHERE is_flat),
                min(written) FILTER (WHERE answer = 'unsure'), min(written) FILTER (WHERE answer = 'tired'),
                min(written)),
            written <= date(day, '+{COUNTS_UP_TO} days') AS counts
        FROM said GROUP BY day, counts ORDER BY day, counts""",
        (*FLAT_TAGS, starts_at.hour * 60 + starts_at.minute, first.isoformat(), last.isoformat()),
    )
    read = date.fromisoformat
    return {
        read(day): Glance(
            read(day),
            _numbers(feels),
            _numbers(moods),
            {_ANSWERS[answer] for answer in answers.split(",")},
            bool(has_flat_tag),
            read(first_written),
            bool(counts),
        )
        for day, feels, moods, answers, has_flat_tag, first_written, counts in found
    }


def _numbers(joined: str | None) -> list[int]:
    return [int(number) for number in joined.split(",")] if joined else []


def entries_without_notes(journal: Journal, first: date, last: date) -> list[Entry]:
    """The entries about days of a range, without the text of their notes: what a report has to know.

    Read in columns, because a report is about many entries, and a record is mostly its texts.
    """
    between = (first.isoformat(), last.isoformat())
    taggings: dict[str, list[Tagging]] = {}
    for id, tag, strength, typed in _columns(
        journal,
        """SELECT entry, tag, strength, typed FROM entry_tag JOIN entry ON entry.id = entry_tag.entry
        WHERE day BETWEEN ? AND ? ORDER BY entry, entry_tag.position""",
        between,
    ):
        taggings.setdefault(id, []).append(Tagging(tag, strength, typed))
    found = _columns(
        journal,
        """SELECT id, number, day, logged_at, utc_offset, time, answer, feel, mood, interfered, by_choice,
            got_through, private, for_session FROM entry WHERE day BETWEEN ? AND ? ORDER BY day, number""",
        between,
    )
    # A year may hold thousands of entries: what many of them share is made once, and fields go by position.
    days = cache(date.fromisoformat)
    zones = cache(lambda offset: timezone(timedelta(minutes=offset)))
    moment = datetime.fromisoformat
    return [
        Entry(
            id,
            number,
            moment(logged_at).astimezone(zones(offset)),
            Draft(
                days(day),
                time,
                _ANSWERS[answer],
                feel,
                mood,
                _INTERFERED[interfered],
                bool(by_choice),
                "",
                got_through,
                bool(private),
                bool(for_session),
                tuple(taggings.get(id, ())),
            ),
        )
        for (
            id,
            number,
            day,
            logged_at,
            offset,
            time,
            answer,
            feel,
            mood,
            interfered,
            by_choice,
            got_through,
            private,
            for_session,
        ) in found
    ]


def _columns(journal: Journal, sql: str, values: Sequence[Any]) -> Sequence[tuple[Any, ...]]:
    with errors_in_words():
        cursor = journal.connection.cursor()
        # Plain tuples: a row that knows its names costs more to take apart.
        cursor.row_factory = None
        return cursor.execute(sql, values).fetchall()
