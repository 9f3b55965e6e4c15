"""A hand-out in words: what is on its first page and on the later ones, for every format.

Control characters in a person's texts are spelled out; everything else is escaped by each format in its way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from numbjournal.core.calendar import Look, cell_of
from numbjournal.core.day import Day, shown_number
from numbjournal.core.entry import Interfered
from numbjournal.core.handout import Handout
from numbjournal.core.score import Instrument
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line, visible
from numbjournal.core.when import short_date
from numbjournal.exports.legend import LATER, TOO_LATE, LegendItem, calendar_legend, chart_legend, days_about
from numbjournal.exports.svg import letter
from numbjournal.wording.counting import counted
from numbjournal.wording.days import short_day
from numbjournal.wording.events import mark_words
from numbjournal.wording.handout import (
    LIMITS,
    Fact,
    Group,
    Tile,
    change_of,
    chart_about,
    late_of,
    period_of,
    safety_of,
    signs_about,
    signs_of,
    since_of,
    tiles_of,
)
from numbjournal.wording.handout_insights import TOGETHER, insight_rows
from numbjournal.wording.tags import tag_label

TITLE = "How much I could feel"
SCALE = "0 is nothing at all, 10 is as much as I would expect to"
NOTHING = "There is no entry in this time."
SAFETY = "Safety"
TALK = "What I would like to talk about"
CHART = "How the days went"
MARKS = "Medicines and events"
CALENDAR = "Day by day"
SIGNS = "The three signs"
SCORES = "Questionnaires"
EVERY_DAY = "Every day with an entry"

IN_THE_WAY = {
    Interfered.NONE: "no",
    Interfered.LITTLE: "a little",
    Interfered.LOT: "a lot",
    Interfered.COULDNT: "couldn't",
}


class PageLimits(NamedTuple):
    """How much of each list fits on the first page."""

    said: int
    """Things to talk about."""
    letters: int
    """Letters of a cell."""
    rows: int
    marks: int


PAGE_LIMITS = (
    PageLimits(6, 280, 9, 8),
    PageLimits(6, 280, 7, 8),
    PageLimits(5, 200, 6, 6),
    PageLimits(4, 180, 5, 6),
    PageLimits(4, 120, 4, 4),
    PageLimits(4, 90, 3, 4),
    PageLimits(3, 90, 2, 4),
    PageLimits(2, 60, 2, 2),
    PageLimits(1, 60, 0, 0),
)
"""From most to least. A format with pages takes the first that fits on one."""

MONTHS = 5
"""The newest months of the calendar that fit beside one another on the first page."""


class ShownRows(NamedTuple):
    """The rows of a list that are on the first page."""

    rows: tuple[tuple[str, ...], ...]
    """The cells of each row."""
    more: int = 0
    """Rows on a later page."""
    shares: tuple[float, ...] = ()
    """The days of each row, as a share of the most in any list; empty if rows are not counted in days."""


class Section(NamedTuple):
    """A table after the first page."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class HandoutView(NamedTuple):
    """Everything to read, in order. What is empty is left out."""

    title: str
    scale: str
    name: str
    period: str
    talk: ShownRows
    safety: str
    tiles: tuple[Tile, ...]
    since: tuple[Fact, ...]
    late: str
    chart_legend: tuple[LegendItem, ...]
    chart_about: str
    marks: ShownRows
    calendar_legend: tuple[LegendItem, ...]
    signs: tuple[Group, ...]
    signs_about: str
    change: str
    showed: ShownRows
    effects: ShownRows
    tried: ShownRows
    scores: ShownRows
    limits: tuple[str, ...]
    later: tuple[Section, ...]
    days: Section
    """The table of all days."""
    days_about: str
    """The legend of that table."""
    is_empty: bool


LISTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("How it showed", "showed", ("Tag", "On")),
    ("What it got in the way of", "effects", ("What", "On")),
    ("What I tried", "tried", ("What", "On")),
    (SCORES, "scores", ("Day", "Total")),
)
"""Heading, field and column heads of the lists at the foot of the first page."""

MARKS_HEAD = ("Mark", "Day", "What")


def handout_view(
    handout: Handout,
    vocabulary: Vocabulary,
    instruments: Mapping[str, Instrument],
    limits: PageLimits = PAGE_LIMITS[0],
) -> HandoutView:
    """A hand-out in words; what exceeds `limits` is moved to later pages."""
    report = handout.report
    talk: list[tuple[str, ...]] = [
        (text,) for text in (visible(focus).strip() for focus in handout.options.focus) if text
    ]
    talk += _asked(handout)
    showed = _by_days([*report.tags["manifestation"], *report.tags["body"]])
    effects = _by_days(report.tags["effect"])
    tried = _by_days(report.tags["strategy"])
    marks = _mark_rows(handout)
    scores = _score_rows(handout, instruments)
    rows = {
        "showed": _tag_rows(showed, vocabulary),
        "effects": _effect_rows(handout, effects, vocabulary),
        "tried": _tag_rows(tried, vocabulary),
        "scores": scores,
    }
    later = [
        *_continued(TALK, ("In my words",), talk, limits.said, limits.letters),
        *_continued(MARKS, MARKS_HEAD, marks, limits.marks, limits.letters),
    ]
    for heading, name, head in LISTS:
        later += _continued(heading, head, rows[name], limits.rows, limits.letters)
    others = [*report.tags["distress"], *report.tags["cause"], *report.tags["own"]]
    if others:
        later.append(Section("Other tags", ("Tag", "On"), tuple(_tag_rows(_by_days(others), vocabulary))))
    together = insight_rows(handout, vocabulary)
    later += [Section(TOGETHER, ("Of", "In words"), tuple(together))] if together else []
    later += _notes(handout)
    in_the_way = [report.in_the_way] if report.in_the_way else []
    of = max([1, *in_the_way, *(days for _, days in (*showed, *effects, *tried))])
    return HandoutView(
        title=TITLE,
        scale=SCALE,
        name=one_line(handout.options.name),
        period=period_of(handout.span),
        talk=_listed(talk, limits.said, limits.letters),
        safety=safety_of(handout, vocabulary),
        tiles=tiles_of(handout),
        since=since_of(handout),
        late=late_of(report.too_late),
        chart_legend=tuple(chart_legend(handout)),
        chart_about=chart_about(handout),
        marks=_listed(marks, limits.marks, limits.letters),
        calendar_legend=tuple(calendar_legend(handout)),
        signs=signs_of(handout.reading),
        signs_about=signs_about(handout.reading),
        change=change_of(handout.change),
        showed=_listed(rows["showed"], limits.rows, limits.letters, [days for _, days in showed], of),
        effects=_listed(
            rows["effects"], limits.rows, limits.letters, [*in_the_way, *(days for _, days in effects)], of
        ),
        tried=_listed(rows["tried"], limits.rows, limits.letters, [days for _, days in tried], of),
        scores=_listed(scores, limits.rows, limits.letters),
        limits=LIMITS,
        later=tuple(later),
        days=_every_day(handout, vocabulary),
        days_about=days_about(handout),
        is_empty=not report.logged,
    )


def _listed(
    rows: Sequence[tuple[str, ...]], most: int, letters: int, days: Sequence[int] = (), of: int = 1
) -> ShownRows:
    shown = tuple(tuple(_cut(cell, letters) for cell in row) for row in rows[:most])
    return ShownRows(shown, len(rows) - len(shown), tuple(number / of for number in days[:most]))


def _continued(
    heading: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]], most: int, letters: int
) -> Iterator[Section]:
    """The rows that are missing or shortened on the first page."""
    rest = [
        row
        for position, row in enumerate(rows)
        if position >= most or any(len(one_line(cell)) > letters for cell in row)
    ]
    if rest:
        yield Section(f"{heading} (continued)", head, tuple(rest))


def _cut(text: str, letters: int) -> str:
    text = one_line(text)
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _asked(handout: Handout) -> list[tuple[str, ...]]:
    """What was marked for the session and is included, the newest first."""
    return [
        (f"{short_day(quote.day)}: {visible(quote.note or quote.got_through).strip()}",)
        for quote in handout.quotes[::-1]
        if quote.for_session
    ]


def _notes(handout: Handout) -> list[Section]:
    """Notes that are not at the top already."""
    notes = [one for one in handout.quotes if one.note.strip() and not one.for_session]
    through = [
        one for one in handout.quotes if one.got_through.strip() and (one.note.strip() or not one.for_session)
    ]
    named = (
        ("Notes I chose to share", [(short_day(one.day), visible(one.note).strip()) for one in notes]),
        ("What got through", [(short_day(one.day), visible(one.got_through).strip()) for one in through]),
    )
    return [Section(heading, ("Day", "In my words"), tuple(rows)) for heading, rows in named if rows]


def _by_days(found: Iterable[tuple[str, int]]) -> list[tuple[str, int]]:
    """The most frequent first."""
    return sorted(found, key=lambda one: (-one[1], one[0]))


def _tag_rows(found: Iterable[tuple[str, int]], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    return [(tag_label(id, vocabulary), counted(days, "day")) for id, days in found]


def _effect_rows(
    handout: Handout, found: Iterable[tuple[str, int]], vocabulary: Vocabulary
) -> list[tuple[str, ...]]:
    much = handout.report.in_the_way
    first = [("a lot, or things I couldn't do", counted(much, "day"))] if much else []
    return [*first, *_tag_rows(found, vocabulary)]


def _mark_rows(handout: Handout) -> list[tuple[str, ...]]:
    """Letter, day, what; the oldest first."""
    return [
        (
            letter(position),
            ("about " if mark.roughly else "") + short_day(mark.day),
            mark_words(mark),
        )
        for position, mark in enumerate(handout.report.beside.marks[::-1])
    ]


def _score_rows(handout: Handout, instruments: Mapping[str, Instrument]) -> list[tuple[str, ...]]:
    """Day; total, and published cut-offs; the oldest first."""
    rows: list[tuple[str, ...]] = []
    for score in handout.report.beside.scores[::-1]:
        instrument = instruments.get(score.instrument)
        total = f"{one_line(score.name)} {score.value}"
        if instrument:
            total = "; ".join(
                part for part in (f"{total} of {instrument.high}", instrument.published) if part
            )
        rows.append((short_day(score.day), total))
    return rows


_FELT = {
    Look.FLAT: "flat",
    Look.UNSURE: "can't tell",
    Look.TIRED: "too tired",
    Look.MOOD_ONLY: "–",
    Look.OTHER: "–",
}


def _every_day(handout: Handout, vocabulary: Vocabulary) -> Section:
    """The table of days, without empty columns."""
    head = ("Day", "Felt", "Pleasant", "In the way", "Tags")
    rows = [_day_row(day, found, vocabulary) for day, found in handout.report.days if found is not None]
    used = [column for column in range(len(head)) if any(row[column] for row in rows)]
    return Section(
        EVERY_DAY, tuple(head[one] for one in used), tuple(tuple(row[one] for one in used) for row in rows)
    )


def _day_row(day: date, found: Day, vocabulary: Vocabulary) -> tuple[str, ...]:
    cell, shown = cell_of(day, found), found.shown
    felt = shown_number(shown.feel) if shown.feel is not None else _FELT[cell.look]
    worst = max(
        (e.draft.interfered for e in found.entries if e.draft.interfered),
        key=list(Interfered).index,
        default=None,
    )
    ids = dict.fromkeys(tagging.tag for entry in found.entries for tagging in entry.draft.tags)
    return (
        short_date(day, day),
        felt + ("" if not cell.is_late else LATER if cell.counts else TOO_LATE),
        shown_number(shown.mood) if shown.mood is not None else "",
        IN_THE_WAY[worst] if worst else "",
        ", ".join(tag_label(id, vocabulary) for id in ids),
    )
