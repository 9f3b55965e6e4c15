"""Marks and scores: what stands beside the entries. Each change is one step of undo."""

import os
from collections.abc import Sequence
from datetime import date, datetime

from numbjournal.core.entry import uuid7
from numbjournal.core.mark import Mark
from numbjournal.core.score import Score
from numbjournal.core.text import check_size, size_of
from numbjournal.errors import NotFound
from numbjournal.store import rows
from numbjournal.store.driver import Row
from numbjournal.store.journal import Journal


def marks(journal: Journal) -> Sequence[Mark]:
    """Every mark, the newest day first."""
    return list(map(mark_from, journal.read("SELECT * FROM mark ORDER BY day DESC, number DESC")))


def mark_from(row: Row) -> Mark:
    """The mark in a row of its table."""
    day = date.fromisoformat(row["day"])
    return Mark(row["number"], row["id"], day, row["kind"], row["name"], row["dose"], bool(row["roughly"]))


def add_mark(journal: Journal, mark: Mark, now: datetime) -> Mark:
    """Keep a mark; its number and id are given here.

    Raises TooLong.
    """
    check_size("A mark", size_of(mark.name, mark.dose))
    id = _new_id(now)
    with journal.step("mark add"):
        number = journal.connection.execute(
            """INSERT INTO mark (id, day, roughly, kind, name, dose, logged_at)
            VALUES (?, ?, ?, ?, ?, ?, ?)""",
            (
                id,
                mark.day.isoformat(),
                int(mark.roughly),
                mark.kind,
                mark.name,
                mark.dose,
                rows.instant(now),
            ),
        ).lastrowid
    return mark._replace(number=int(number or 0), id=id)


def delete_mark(journal: Journal, number: int) -> Mark:
    """Take a mark out; undo brings it back.

    Raises NotFound.
    """
    with journal.step("mark delete"):
        found = [mark for mark in marks(journal) if mark.number == number]
        if not found:
            raise NotFound(f"There is no mark {number}.", "numbjournal mark list")
        journal.connection.execute("DELETE FROM mark WHERE number = ?", (number,))
    return found[0]


def scores(journal: Journal) -> Sequence[Score]:
    """Every total, the newest day first."""
    return list(map(score_from, journal.read("SELECT * FROM score ORDER BY day DESC, number DESC")))


def score_from(row: Row) -> Score:
    """The total in a row of its table."""
    return Score(row["number"], row["id"], date.fromisoformat(row["day"]), row["instrument"], row["value"])


def add_score(journal: Journal, score: Score, now: datetime) -> Score:
    """Keep a total; its number and id are given here."""
    id = _new_id(now)
    with journal.step("score"):
        number = journal.connection.execute(
            "INSERT INTO score (id, day, instrument, value, logged_at) VALUES (?, ?, ?, ?, ?)",
            (id, score.day.isoformat(), score.instrument, score.value, rows.instant(now)),
        ).lastrowid
    return score._replace(number=int(number or 0), id=id)


def delete_score(journal: Journal, number: int) -> Score:
    """Take a total out; undo brings it back.

    Raises NotFound.
    """
    with journal.step("score delete"):
        found = [score for score in scores(journal) if score.number == number]
        if not found:
            raise NotFound(f"There is no total {number}.", "numbjournal score list")
        journal.connection.execute("DELETE FROM score WHERE number = ?", (number,))
    return found[0]


def _new_id(now: datetime) -> str:
    return uuid7(int(now.timestamp() * 1000), os.urandom(10))
