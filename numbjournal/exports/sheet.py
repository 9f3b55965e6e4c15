"""A hand-out in words: what stands on its first page and on those behind it, for every format alike.

The figures are the report's and the help signs' own. Texts are what a person wrote, with control characters
spelled out and nothing else escaped: each format makes them safe in its own way.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from numbjournal.core.calendar import Look, cell_of
from numbjournal.core.day import Day, shown_number
from numbjournal.core.entry import Interfered
from numbjournal.core.estimate import Estimate
from numbjournal.core.handout import Change, Handout
from numbjournal.core.insight.around import Around
from numbjournal.core.insight.shape import Shape
from numbjournal.core.insight.tomorrow import Strategy
from numbjournal.core.mark import KINDS, Mark
from numbjournal.core.onset import ALWAYS
from numbjournal.core.score import Instrument
from numbjournal.core.signs import NAMES, Result, Sign, Verdict
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line, visible
from numbjournal.core.when import MONTH_NAMES, short_date
from numbjournal.exports.svg import letter

LIMITS = (
    "These are one person's own ratings. They are not a diagnosis and not a test, and nobody monitors them.",
    "Days without an entry are in no figure. Flat is a number of 3 or less, or none and tagged flat or empty."
    " From when on a sign is met is numbjournal's own choice, except for the published times and cut-offs.",
)
TALK = "What I would like to talk about"
SCALE = "How much could I feel? 0 nothing at all, 10 as much as I would expect to"

IN_THE_WAY = {
    Interfered.NONE: "no",
    Interfered.LITTLE: "a little",
    Interfered.LOT: "a lot",
    Interfered.COULDNT: "couldn't",
}


class Room(NamedTuple):
    """How much of each list fits the first page: items that were said, their letters, and rows."""

    said: int
    letters: int
    rows: int


ROOMS = (Room(6, 280, 7), Room(4, 180, 5), Room(3, 90, 4), Room(2, 60, 2))
"""From the most to the least; a format whose page ends takes the first that fits it."""


MONTHS = 4
"""Months of the calendar on the first page, the newest."""


class Tile(NamedTuple):
    """A figure with its name above and what belongs to it below."""

    name: str
    value: str
    below: str


class Listed(NamedTuple):
    """The beginning of a list, and how much of it stands on a later page; `rows` are cells."""

    rows: tuple[tuple[str, ...], ...]
    more: int = 0


class Section(NamedTuple):
    """A whole table behind the first page."""

    heading: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Sheet(NamedTuple):
    """All there is to read, in its order. Tables are rows of cells; an empty list is left out."""

    title: str
    name: str
    period: str
    tiles: tuple[Tile, ...]
    talk: Listed
    since: tuple[str, ...]
    chart_about: str
    calendar_about: str
    signs: tuple[tuple[str, ...], ...]
    change: str
    showed: Listed
    effects: Listed
    tried: Listed
    marks: Listed
    scores: Listed
    limits: tuple[str, ...]
    later: tuple[Section, ...]
    days: tuple[tuple[str, ...], ...]


LISTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("How it showed", "showed", ("Tag", "On")),
    ("What it got in the way of", "effects", ("What", "On")),
    ("What I tried", "tried", ("What", "On")),
    ("Medicines and events", "marks", ("Mark", "Day", "What")),
    ("Questionnaires", "scores", ("Day", "Total", "Published")),
)
"""Heading, field and column heads of the lists on the first page."""

SIGNS = "The three signs"
DAYS_HEAD = ("Day", "Felt", "Pleasant", "In the way", "Tags")


def sheet_of(
    handout: Handout, vocabulary: Vocabulary, instruments: Mapping[str, Instrument], room: Room = ROOMS[0]
) -> Sheet:
    """The words of a hand-out; what does not fit `room` stands whole behind the first page."""
    report = handout.report
    talk: list[tuple[str, ...]] = [
        (text,) for text in (visible(focus).strip() for focus in handout.choices.focus) if text
    ]
    talk += _asked(handout)
    showed = _tag_rows([*report.tags["manifestation"], *report.tags["body"]], vocabulary)
    tried = _tag_rows(report.tags["strategy"], vocabulary)
    marks = _mark_rows(handout)
    scores = _score_rows(handout, instruments)
    effects = _effect_rows(handout, vocabulary)
    lists = dict(zip(LISTS, (showed, effects, tried, marks, scores), strict=True))
    later = [
        Section(f"{heading} (all)", head, tuple(rows))
        for (heading, _, head), rows, most in (
            ((TALK, "", ("In my words",)), talk, room.said),
            *((named, rows, room.rows) for named, rows in lists.items()),
        )
        if len(rows) > most or any(len(cell) > room.letters for row in rows for cell in row)
    ]
    others = _tag_rows([*report.tags["distress"], *report.tags["cause"], *report.tags["own"]], vocabulary)
    later += [Section("Other tags", ("Tag", "On"), tuple(others))] if others else []
    later += _insights(handout, vocabulary)
    later += _notes(handout)
    return Sheet(
        title="How much I could feel",
        name=one_line(handout.choices.name),
        period=f"{_day(report.first)} – {_day(report.last)}",
        tiles=_tiles(handout),
        talk=_listed(talk, room.said, room.letters),
        since=_since(handout),
        chart_about=_chart_about(handout),
        calendar_about=_calendar_about(handout),
        signs=tuple(_signs(handout)),
        change=_change(handout.change) if handout.change else "",
        showed=_listed(showed, room.rows, room.letters),
        effects=_listed(effects, room.rows, room.letters),
        tried=_listed(tried, room.rows, room.letters),
        marks=_listed(marks, room.rows, room.letters),
        scores=_listed(scores, room.rows, room.letters),
        limits=LIMITS,
        later=tuple(later),
        days=tuple(_day_row(day, found, vocabulary) for day, found in report.days if found is not None),
    )


def _listed(rows: Sequence[tuple[str, ...]], most: int, letters: int) -> Listed:
    shown = tuple(tuple(_cut(cell, letters) for cell in row) for row in rows[:most])
    return Listed(shown, len(rows) - len(shown))


def _cut(text: str, letters: int) -> str:
    text = one_line(text)
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def _tiles(handout: Handout) -> tuple[Tile, ...]:
    report, flatness = handout.report, handout.flatness
    share = flatness.share
    middle = shown_number(report.middle) if report.middle is not None else "–"
    now, then = handout.last_weeks
    late = f"{report.late} of them written later" if report.late else "gaps are left as gaps"
    return (
        Tile("Days with an entry", f"{report.logged} of {report.length}", late),
        Tile(
            "Flat days, of those answered",
            f"{flatness.flat} of {flatness.answered}",
            f"{share.value:.0%}, roughly {share.low:.0%} to {share.high:.0%}" if share else "none answered",
        ),
        Tile(
            "Middle of the days",
            middle,
            "half of them {} to {}".format(*map(shown_number, handout.quartiles))
            if handout.quartiles
            else "",
        ),
        Tile(
            "Middle of the last 4 weeks",
            shown_number(now) if now is not None else "–",
            f"the 4 weeks before: {shown_number(then) if then is not None else '–'}",
        ),
    )


def _asked(handout: Handout) -> list[tuple[str, ...]]:
    """What was marked for the session, where its words go along, the newest first."""
    return [
        (f"{_short(spoken.day)}: {visible(spoken.note or spoken.got_through).strip()}",)
        for spoken in handout.spoken[::-1]
        if spoken.for_session
    ]


def _notes(handout: Handout) -> list[Section]:
    notes = [(_short(one.day), visible(one.note).strip()) for one in handout.spoken if one.note.strip()]
    through = [
        (_short(one.day), visible(one.got_through).strip())
        for one in handout.spoken
        if one.got_through.strip()
    ]
    named = (("Notes I chose to share", notes), ("What got through", through))
    return [Section(heading, ("Day", "In my words"), tuple(rows)) for heading, rows in named if rows]


def _insights(handout: Handout, vocabulary: Vocabulary) -> list[Section]:
    """What many days say together, as far as there are enough days and it stands out from chance."""
    insights = handout.insights
    if insights is None or not insights.passing:
        return []
    rows: list[tuple[str, ...]] = []
    for found in insights.passing:
        if isinstance(found, Shape):
            rows.append((f"All {found.days} days with a number", _shape_words(found)))
        elif isinstance(found, Strategy):
            rows.append((_label(found.tag, vocabulary), _strategy_words(found, insights.tomorrow.compared)))
        else:
            rows.append((_mark_words(found.mark), _around_words(found)))
    return [Section("What many days say together", ("Of", "In words"), tuple(rows))]


def _shape_words(shape: Shape) -> str:
    fit = shape.fit
    if fit is None:
        return ""
    start, end = f"{fit.start:.1f}", f"{fit.end:.1f}"
    if fit.begins:
        return f"most like one step, about {start} before {_day(fit.begins)} and about {end} from then on."
    return f"most like one slow line, from about {start} at the beginning to about {end} at the end."


def _strategy_words(strategy: Strategy, compared: int) -> str:
    pairs = strategy.pairs
    if pairs is None:
        return ""
    return (
        f"Comparing days after it with other days in pairs, and allowing for how the day itself and the weeks"
        f" around it were, the day after was higher in about {_of_ten(pairs)}; {strategy.with_it} days with"
        f" it, {strategy.without} without; one of {compared} compared. This could be chance,"
        " or I may do it on days that would go on like that anyway."
    )


def _around_words(around: Around) -> str:
    then, since = around.median_before, around.median_after
    if around.pairs is None or around.slope is None or then is None or since is None:
        return ""
    rise = round(around.slope, 1)
    went = f"going {'up' if rise > 0 else 'down'} by {abs(rise)} a week" if rise else "level"
    return (
        f"The middle is {shown_number(then)} on {around.days_before} days before and {shown_number(since)} on"
        f" {around.days_after} days after. In pairs of them, the later day is higher in about"
        f" {_of_ten(around.pairs)}. Before it, the numbers were {went}. That says nothing of why."
    )


def _of_ten(pairs: Estimate) -> str:
    """`7 of 10 (roughly 5 to 8)`."""
    value, low, high = (round(share * 10) for share in pairs)
    return f"{value} of 10 (roughly {low} to {high})"


def _since(handout: Handout) -> tuple[str, ...]:
    lines = []
    if handout.onset == ALWAYS:
        lines.append("I said that it has always been like this, as long as I can remember.")
    elif handout.onset:
        lines.append(f"I said that it has been like this since about {_day(handout.onset)}.")
    flatness = handout.flatness
    if flatness.flat and flatness.last_other:
        lines.append(f"The last answered day that was not flat: {_day(flatness.last_other)}.")
    elif flatness.flat:
        lines.append("Every answered day of this time was flat.")
    if flatness.longest > 1:
        lines.append(f"Flat days without another day between, at most: {flatness.longest}.")
    return tuple(lines)


def _signs(handout: Handout) -> list[tuple[str, ...]]:
    """Sign, verdict, and what was counted."""
    rows: list[tuple[str, ...]] = []
    for sign, result in handout.reading.results.items():
        if sign is Sign.HARD_TO_TELL and not result.is_met:
            continue
        if sign is Sign.CRISIS:
            said = (
                f"on {_counted(result.counted, 'day')} of the last 14"
                if result.is_met
                else "not in the last 14 days"
            )
            rows.append((NAMES[sign], "tagged" if result.is_met else "not tagged", said))
            continue
        rows.append((NAMES[sign], result.verdict.value, _sign_counts(result)))
    return rows


def _sign_counts(result: Result) -> str:
    unit = "week" if result.sign is Sign.LONG else "day"
    counted = f"{result.counted} of {_counted(result.of, unit)}"
    if result.verdict is Verdict.NOT_ENOUGH and result.needs > result.of:
        counted += f", {result.needs} are needed"
    if result.first and result.last:
        counted += f", {_short(result.first)} to {_short(result.last)}"
    totals = [f"{score.instrument} {score.value}" for score in result.scores]
    return "; ".join([counted, *totals])


def _change(change: Change) -> str:
    before = f"{_short(change.before.first)} to {_short(change.before.last)}"
    if change.pairs is None or change.median_before is None or change.median_after is None:
        return (
            f"Since the last hand-out ({before}): too early to say, with {change.days_before} days then and"
            f" {change.days_after} since that have a number."
        )
    then, since = shown_number(change.median_before), shown_number(change.median_after)
    return (
        f"Since the last hand-out ({before}): the middle was {then} then and is {since} since. Of all pairs"
        f" of a day then and a day since, the later one is higher in about {_of_ten(change.pairs)}."
        " That says nothing of a cause."
    )


def _tag_rows(found: Sequence[tuple[str, int]], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """Tag and days, the most frequent first."""
    return [
        (_label(id, vocabulary), _counted(days, "day"))
        for id, days in sorted(found, key=lambda one: (-one[1], one[0]))
    ]


def _effect_rows(handout: Handout, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    much = handout.report.in_the_way
    first = [("a lot, or could not do things", _counted(much, "day"))] if much else []
    return [*first, *_tag_rows(handout.report.tags["effect"], vocabulary)]


def _mark_rows(handout: Handout) -> list[tuple[str, ...]]:
    """Letter, day, what; the oldest first."""
    return [
        (
            letter(position),
            ("about " if mark.roughly else "") + _short(mark.day),
            _mark_words(mark),
        )
        for position, mark in enumerate(handout.report.beside.marks[::-1])
    ]


def _mark_words(mark: Mark) -> str:
    return " ".join(f"{KINDS[mark.kind]}: {one_line(mark.name)} {one_line(mark.dose)}".split())


def _score_rows(handout: Handout, instruments: Mapping[str, Instrument]) -> list[tuple[str, ...]]:
    """Day, total, published cut-offs; the oldest first."""
    rows: list[tuple[str, ...]] = []
    for score in handout.report.beside.scores[::-1]:
        instrument = instruments.get(score.instrument)
        total = f"{one_line(score.name)} {score.value}" + (f" of {instrument.high}" if instrument else "")
        rows.append((_short(score.day), total, instrument.published if instrument else ""))
    return rows


def _day_row(day: date, found: Day, vocabulary: Vocabulary) -> tuple[str, ...]:
    cell = cell_of(day, found)
    felt = shown_number(found.feel) if found.feel is not None else cell.look.value
    worst = max(
        (e.draft.interfered for e in found.entries if e.draft.interfered),
        key=list(Interfered).index,
        default=None,
    )
    ids = dict.fromkeys(tagging.tag for entry in found.entries for tagging in entry.draft.tags)
    labels = ", ".join(_label(id, vocabulary) for id in ids)
    return (
        short_date(day, day),
        f"{felt} (later)" if found.is_hollow else felt,
        shown_number(found.mood) if found.mood is not None else "",
        IN_THE_WAY[worst] if worst else "",
        labels,
    )


def _chart_about(handout: Handout) -> str:
    report = handout.report
    gaps = [f"{_counted(gap.length, 'day')} from {_short(gap.first)}" for gap in handout.gaps]
    parts = [
        "Each dot is a day (hollow: written later), the line the mean of seven days. It stops where four or"
        " more days on end have no entry.",
        "? can't tell, ~ too tired to rate, f flat without a number."
        if any(day is not None and day.feel is None for _, day in report.days)
        else "",
        f"No entry: {'; '.join(gaps)}." if gaps else "",
    ]
    return " ".join(part for part in parts if part)


def _calendar_about(handout: Handout) -> str:
    looks = {cell.look for month in handout.months for week in month.weeks for cell in week}
    signs = {
        Look.UNSURE: "? can't tell",
        Look.TIRED: "~ too tired to rate",
        Look.FLAT: "f flat, no number",
        Look.MOOD_ONLY: "m only how pleasant",
        Look.OTHER: "+ an entry without a number",
    }
    named = [words for look, words in signs.items() if look in looks]
    return (
        "; ".join(
            ["0 nothing (pale) to 10 fully (deep)", "dashed: no entry", "outlined: written later", *named]
        )
        + "."
    )


def _label(id: str, vocabulary: Vocabulary) -> str:
    tag = vocabulary.tags.get(id)
    return one_line(tag.shown if tag else id)


def _day(day: date) -> str:
    """`4 July 2026`."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _short(day: date) -> str:
    """`4 Jul`, with the year where it may be mistaken."""
    return f"{day.day} {MONTH_NAMES[day.month - 1][:3]}"


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
