"""What was shown last: help signs, the look at them, and a hand-out. Remembering is no step of undo."""

import json
from datetime import date
from typing import Any

from numbjournal.core.signs_shown import Memory, Sign
from numbjournal.core.when import Span
from numbjournal.store.journal import Journal

_DAYS = ("day", "snoozed_until", "hinted", "asked")
"""The days of a `Memory`."""


def memory_of(journal: Journal) -> Memory:
    """What was last shown of the help signs."""
    found = journal.read("SELECT value FROM state WHERE key = 'shown'")
    return read_memory(found[0][0]) if found else Memory()


def remember(journal: Journal, memory: Memory) -> None:
    """Keep it; no step of undo, because nothing that a person wrote changes."""
    with journal.transaction():
        journal.set_state("shown", memory_text(memory))


def last_look(journal: Journal) -> date | None:
    """The day on which it was last looked, after a save, whether the report has something to read.

    Of this file alone: another device looks for itjournal.
    """
    found = journal.read("SELECT value FROM state WHERE key = 'looked'")
    return date.fromisoformat(found[0][0]) if found else None


def remember_look(journal: Journal, day: date) -> None:
    """Keep it; like what was shown, no step of undo."""
    with journal.transaction():
        journal.set_state("looked", day.isoformat())


def last_handout(journal: Journal) -> Span | None:
    """The range of days of the newest hand-out that was written."""
    found = journal.read("SELECT value FROM state WHERE key = 'handed out'")
    return read_span(found[0][0]) if found else None


def remember_handout(journal: Journal, span: Span) -> None:
    """Keep it, for the next one; like what was shown, no step of undo."""
    with journal.transaction():
        journal.set_state("handed out", span_text(span))


def memory_text(memory: Memory) -> str:
    """What was shown, as it is kept."""
    fields = memory._asdict()
    fields.update({name: fields[name].isoformat() for name in _DAYS if fields[name]})
    return json.dumps(fields)


def read_memory(text: Any) -> Memory:
    """What was shown, from the text in which it is kept; nothing, where that does not fit its form.

    A memory that cannot be read is no reason to go without help signs: they are shown once more.
    """
    try:
        fields = json.loads(text)
        days = {name: date.fromisoformat(fields[name]) for name in _DAYS if fields.get(name) is not None}
        rung, signs = fields["rung"], tuple(Sign(sign).value for sign in fields["signs"])
        totals = tuple(fields.get("totals", ()))
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        return Memory()
    fits = type(rung) is int and 0 <= rung <= 3 and all(isinstance(total, str) for total in totals)
    return Memory(rung=rung, signs=signs, totals=totals, **days) if fits else Memory()


def span_text(span: Span) -> str:
    """The range of days of a hand-out, as it is kept."""
    return f"{span.first.isoformat()} {span.last.isoformat()}"


def read_span(text: Any) -> Span | None:
    """The range of days of a hand-out, from the text in which it is kept; None where that does not fit."""
    try:
        first, last = text.split(" ")
        span = Span(date.fromisoformat(first), date.fromisoformat(last))
    except (AttributeError, TypeError, ValueError):
        return None
    return span if span.first <= span.last else None
