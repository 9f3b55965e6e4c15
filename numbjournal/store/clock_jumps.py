"""What the journal says of the clocks that it was written by: whether they went back, or are ahead of now."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

from numbjournal.core.clock import FAR_AHEAD, moment
from numbjournal.core.maintenance import Finding, State
from numbjournal.core.when import full_date
from numbjournal.errors import NumbjournalError
from numbjournal.store.driver import Connection
from numbjournal.store.engine import connect_raw, errors_in_words, no_key
from numbjournal.store.key import KeyOf

_WENT_BACK = """SELECT at, before FROM (SELECT number, at, lag(at) OVER (ORDER BY number) AS before FROM step)
    WHERE julianday(before) - julianday(at) > ? ORDER BY number"""
"""Steps are numbered as they were made, by this computer's clock."""


def clock_findings(journal: Path, today: date, key_of: KeyOf = no_key) -> Iterator[Finding]:
    """Clocks that jumped, and what was dated by them; nothing where the journal cannot be read."""
    # Days and clocks that another tool wrote may be none.
    with suppress(NumbjournalError, ValueError, TypeError, OverflowError):
        connection = connect_raw(journal, key_of(journal), reading=True)
        try:
            with errors_in_words():
                yield from [*_ahead(connection, today), *_went_back(connection)]
        finally:
            connection.close()


def _went_back(connection: Connection) -> Iterator[Finding]:
    jumps = connection.execute(_WENT_BACK, (FAR_AHEAD / timedelta(days=1),)).fetchall()
    if jumps:
        at, before = (date.fromisoformat(text[:10]) for text in jumps[-1])
        times = "once" if len(jumps) == 1 else f"{len(jumps)} times, the last time"
        yield Finding(
            State.NOTE,
            f"The clock went back {times} from {full_date(before)} to {full_date(at)}. Undo and merge still"
            " know which change came later; entries from that time may have a wrong day.",
        )


def _ahead(connection: Connection, today: date) -> Iterator[Finding]:
    """Entries about days to come, and changes by a clock that is ahead. Tomorrow it may be further east."""
    limit = today + timedelta(days=1)
    numbers = connection.execute(
        "SELECT number, day FROM entry WHERE day > ? ORDER BY day DESC, number", (limit.isoformat(),)
    ).fetchall()
    if numbers:
        number, day = numbers[0]
        others = f" So {'is' if len(numbers) == 2 else 'are'} {len(numbers) - 1} more." if numbers[1:] else ""
        yield Finding(
            State.NOTE,
            f"Entry {number} is dated {full_date(date.fromisoformat(day))}, which is still to come.{others}",
            f"numbjournal edit {number} --on WHEN",
        )
    (clock,) = connection.execute("SELECT max(clock) FROM history").fetchone()
    at = moment(clock) if clock else None
    if at is not None and at.date() > limit:
        yield Finding(
            State.NOTE,
            f"The clock of a change is ahead, on {full_date(at.date())}. What is changed now still counts as"
            " later; nothing has to be done.",
        )
