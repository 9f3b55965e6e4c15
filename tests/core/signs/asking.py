"""The rules asked about made-up entries."""

from datetime import date, timedelta

from numbjournal.core.day import days_of
from numbjournal.core.entry import Entry
from numbjournal.core.signs import Reading, Sign, SignInputs, Verdict, read_signs
from tests.simulation.lives import RULES, START, entry

KINDS = {"work": "effect", "low-mood": "effect", "flat": "manifestation", "headache": "body"}


def read(entries: list[Entry], *, today: date | None = None, **known: object) -> Reading:
    days = days_of(entries)
    last = max((one.draft.day for one in entries), default=START)
    asked = {"began": START - timedelta(days=100), "kinds": KINDS, "entries": entries, **known}
    return read_signs(SignInputs(today or last, days, **asked), RULES)  # type: ignore[arg-type]


def verdict(reading: Reading, sign: Sign) -> Verdict:
    return reading.results[sign].verdict


def entry_each(days: int, feel: int | None = 5, **fields: object) -> list[Entry]:
    """The same said on so many days."""
    return [entry(number, START + timedelta(days=number), feel, **fields) for number in range(days)]  # type: ignore[arg-type]
