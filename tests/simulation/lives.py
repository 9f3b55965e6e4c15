"""Made-up lives: days of numbers as they might be written, seeded.

How much is felt follows an AR(1) process whose *stationary* spread is given, rounded and clipped to 0 to 10,
with a stationary start; days are missing independently.
"""

import random
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby

from numbjournal.core.day import Day
from numbjournal.core.entry import Answer, Draft, Entry, Tagging
from numbjournal.core.rules import Rules, with_changes
from numbjournal.core.signs import Reading, SignInputs, read_signs
from numbjournal.core.signs.registry import COUNTED
from numbjournal.data import sign_rules

SEEN_AT_ONCE = 100
"""Days before the last that are handed to the rules: the longest window is twelve weeks."""

HIGHEST = max(sign.level for sign in COUNTED)
"""The highest level that numbers alone can reach."""

START = date(2024, 1, 1)
RULES = with_changes(sign_rules(), {})


def ups_and_downs(chance: random.Random, spread: float = 1.6, phi: float = 0.4) -> Iterator[float]:
    """How far each day is from the mean, one after the other, without end."""
    own = spread * (1 - phi**2) ** 0.5
    state = chance.gauss(0, spread)
    while True:
        yield state
        state = phi * state + chance.gauss(0, own)


def on_scale(felt: float) -> int:
    """As a person would say it: a whole number from 0 to 10."""
    return min(10, max(0, round(felt)))


def noticed(mean: float, chance: random.Random, spread: float = 1.6, phi: float = 0.4) -> Iterator[int]:
    """Numbers of one day after the other, without end."""
    return (on_scale(mean + state) for state in ups_and_downs(chance, spread, phi))


def entry(
    number: int,
    day: date,
    feel: int | None,
    *,
    late: int = 0,
    answer: Answer | None = None,
    tags: Iterable[Tagging] = (),
    by_choice: bool = False,
) -> Entry:
    """An entry about a day, written at nine in the evening so many days later."""
    draft = Draft(
        day=day,
        answer=answer or (Answer.RATED if feel is not None else Answer.NONE),
        feel=feel,
        tags=tuple(tags),
        by_choice=by_choice,
    )
    written = datetime.combine(day + timedelta(days=late), time(21), tzinfo=UTC)
    return Entry(f"id-{number}", number, written, draft)


def written_daily(feels: Iterable[int | None], *, late: int = 0, start: date = START) -> list[Entry]:
    """A number each day; None is a day without an entry."""
    return [
        entry(number, start + timedelta(days=number), feel, late=late)
        for number, feel in enumerate(feels)
        if feel is not None
    ]


def with_gaps(feels: Iterable[int], missing: float, chance: random.Random) -> list[int | None]:
    return [None if chance.random() < missing else feel for feel in feels]


def read_on(today: date, days: Mapping[date, Day], rules: Rules = RULES) -> Reading:
    """The signs on a day, from what is logged up to it."""
    so_far = {day: found for day, found in days.items() if day <= today}
    return read_signs(SignInputs(today, so_far, began=min(so_far, default=None)), rules)


def first_levels(entries: Iterable[Entry], rules: Rules = RULES) -> dict[int, date]:
    """The first day on which each level was reached, looking on every day on which something was written.

    A day is put together once, and again when more is written about it: what it says is then known already.
    """
    members = sorted(entries, key=lambda one: (one.logged_at, one.number))
    began = min((one.draft.day for one in members), default=START)
    written: dict[date, list[Entry]] = {}
    days: dict[date, Day] = {}
    reached: dict[int, date] = {}
    for today, new in groupby(members, lambda one: one.logged_at.date()):
        for one in new:
            written.setdefault(one.draft.day, []).append(one)
            if day := Day(one.draft.day, written[one.draft.day]).in_time:
                days[day.day] = day
        for day_gone in [day for day in days if (today - day).days >= SEEN_AT_ONCE]:
            del days[day_gone]
        for level in range(1, read_signs(SignInputs(today, days, began=began), rules).level + 1):
            reached.setdefault(level, today)
        if max(reached, default=0) == HIGHEST:
            break
    return reached
