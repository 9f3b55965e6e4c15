"""Journals of a chosen size, quickly: ten entries a day, back from a given day.

An entry depends only on its age (0 is the newest), so that journals of different sizes agree in their newest
entries and differ in how far back they go.
"""

import csv
import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from numbjournal.core.entry import Answer, Draft, Entry, Tagging, uuid7
from numbjournal.core.tag import CRISIS_TAGS
from numbjournal.data import shipped_tags, tags_digest
from numbjournal.store import rows
from numbjournal.store.driver import Connection
from numbjournal.store.engine import write_transaction
from numbjournal.store.journal import Journal
from numbjournal.store.schema import create_journal
from numbjournal.store.tags import keep_vocabulary

A_DAY = 10
TAGS_EACH = 2
NOTE_EVERY = 2

COMMON_WORD = "noted"
"""In every note, so in half of the entries."""

RARE_WORD = "heron"
RARE_EVERY = 1000

_FIRST_HOUR = time(7, 0, tzinfo=UTC)
_BETWEEN = timedelta(minutes=90)

_WHERE = ("In the kitchen", "On the way to work", "At my desk", "On the phone with Ana", "After supper")
_WHAT = (
    "everything seemed to happen behind a pane of glass",
    "I heard the good news and waited for it to arrive",
    "the music played and I could only count the beats",
    "there was a short moment of warmth, gone before I could name it",
)
_THEN = ("then I went for a walk.", "then it was evening.", "I told nobody.", "and I kept on with the day.")


def build_journal(path: Path, entries: int, newest: date) -> None:
    """Make a journal of that many entries at `path`, where no file may be yet; the newest day is `newest`.

    Each entry has its own step and its row of history, as if it had been logged by hand.
    """
    if path.exists():
        raise FileExistsError(path)
    create_journal(path)
    journal = Journal(path, lambda: datetime.combine(newest, time.max, tzinfo=UTC))
    try:
        keep_vocabulary(journal, shipped_tags(), tags_digest())
        _forget_caution(journal.connection)
        with write_transaction(journal.connection):
            _insert(journal.connection, _from_the_oldest(entries, newest))
    finally:
        journal.close()


def entry_of_age(age: int, number: int, newest: date, tags: tuple[str, ...]) -> Entry:
    """The entry that `age` others are newer than."""
    chance = random.Random(age)
    days_back, later_that_day = divmod(age, A_DAY)
    day = newest - timedelta(days=days_back)
    logged_at = datetime.combine(day, _FIRST_HOUR) + (A_DAY - 1 - later_that_day) * _BETWEEN
    draft = Draft(
        day=day,
        time=logged_at.strftime("%H:%M"),
        answer=Answer.RATED,
        feel=chance.randint(0, 10),
        note=_note(chance, age) if age % NOTE_EVERY == 0 else "",
        tags=tuple(Tagging(tag, chance.randint(1, 4), tag) for tag in chance.sample(tags, TAGS_EACH)),
    )
    return Entry(_id(age, newest, chance), number, logged_at, draft)


def write_daylio(path: Path, entries: int, newest: date) -> None:
    """Write the same entries as Daylio would: the newest first, with the number as one of its five moods."""
    moods = ("awful", "bad", "meh", "good", "rad")
    words = ("work", "music", "family", "reading", "friends", "tired", "empty", "gym")
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        write(["full_date", "date", "weekday", "time", "mood", "activities", "scales", "note_title", "note"])
        for age in range(entries):
            logged_at, draft = entry_of_age(age, 1, newest, words)[2:]
            activities = " | ".join(tagging.tag for tagging in draft.tags)
            mood = moods[(draft.feel or 0) * 4 // 10]
            day = (draft.day, f"{logged_at:%B %d}", f"{logged_at:%A}", f"{logged_at:%I:%M %p}")
            write((*day, mood, activities, "", "", draft.note))


def _from_the_oldest(entries: int, newest: date) -> Iterator[Entry]:
    tags = tuple(tag.id for tag in shipped_tags() if tag.id not in CRISIS_TAGS)
    for number in range(1, entries + 1):
        yield entry_of_age(entries - number, number, newest, tags)


def _insert(connection: Connection, entries: Iterator[Entry]) -> None:
    execute = connection.execute
    execute("INSERT INTO state (key, value) VALUES ('open_step', 0)")
    for entry in entries:
        at = rows.instant(entry.logged_at)
        step = execute("INSERT INTO step (command, at) VALUES ('log', ?)", (at,)).lastrowid
        milliseconds = max(0, int(entry.logged_at.timestamp() * 1000))
        _set_state(execute, "clock", f"{milliseconds:013d}-0000")
        _set_state(execute, "open_step", step)
        _set_state(execute, "last_number", entry.number)
        rows.insert_entry(connection, entry)
    execute("DELETE FROM state WHERE key = 'open_step'")


def _set_state(execute: Callable[..., object], key: str, value: str | int | None) -> None:
    execute("UPDATE state SET value = ? WHERE key = ?", (value, key))


def _forget_caution(connection: Connection) -> None:
    """For this connection only: nothing of worth is lost if the power fails while a corpus is built."""
    for setting in ("journal_mode=MEMORY", "synchronous=OFF", "secure_delete=OFF", "cache_size=-262144"):
        connection.execute(f"PRAGMA {setting}")


def _note(chance: random.Random, age: int) -> str:
    seen = f" A {RARE_WORD} went over." if age % RARE_EVERY == 0 else ""
    return f"{chance.choice(_WHERE)} {chance.choice(_WHAT)}; {chance.choice(_THEN)}{seen} So {COMMON_WORD}."


def _id(age: int, newest: date, chance: random.Random) -> str:
    # Identifiers count milliseconds since 1970, and a century goes back further than that: they are given as
    # if the entries had been written a second apart, which keeps their order.
    written = datetime.combine(newest, time.min, tzinfo=UTC) - timedelta(seconds=age)
    return uuid7(int(written.timestamp() * 1000), chance.randbytes(10))
