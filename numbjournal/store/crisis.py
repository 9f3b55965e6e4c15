"""Entries with a crisis tag, whatever day they are about."""

from collections.abc import Mapping
from datetime import date, datetime, time
from functools import partial

from numbjournal.core.signs import CrisisNote
from numbjournal.core.when import journal_day
from numbjournal.store import rows
from numbjournal.store.journal import Journal


def crisis_notes(
    journal: Journal, stands_for: Mapping[str, str], since: date, now: datetime, starts_at: time
) -> list[CrisisNote]:
    """The crisis tags on entries about a day since then, or logged or edited since then.

    `stands_for` gives the crisis tag for each tag that is one or spells one. What an import or a merge
    brought was written where it was written. `now` gives the zone for edits, `starts_at` when a day begins.
    """
    begin = datetime.combine(since, starts_at, now.tzinfo)
    marks = ", ".join("?" for _ in stands_for)
    found = journal.read(
        f"""SELECT day, logged_at, utc_offset, tag, private, (
                SELECT max(step.at) FROM history JOIN step ON step.number = history.step
                WHERE thing = 'entry' AND key = entry.id AND step.command IN ('log', 'edit')) AS edited_at
        FROM entry_tag JOIN entry ON entry.id = entry_tag.entry
        WHERE tag IN ({marks}) AND (day >= ? OR logged_at >= ? OR edited_at >= ?)
        ORDER BY day, number""",
        (*stands_for, since.isoformat(), *[rows.instant(begin)] * 2),
    )
    on = partial(journal_day, day_starts_at=starts_at)
    return [
        CrisisNote(
            date.fromisoformat(row["day"]),
            max(
                on(datetime.fromisoformat(moment).astimezone(now.tzinfo))
                for moment in (row["logged_at"], row["edited_at"])
                if moment
            ),
            stands_for[row["tag"]],
            bool(row["private"]),
        )
        for row in found
    ]
