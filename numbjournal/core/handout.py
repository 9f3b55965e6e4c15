"""What a hand-out says, as one value that every format renders.

Whatever was not chosen is removed first, and everything else is computed from the rest. So nothing that stays
out can change a figure or slip into a format.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from typing import NamedTuple

from numbjournal.core.calendar import Month, months_of
from numbjournal.core.day import MIDNIGHT, Day, counting, days_of, median
from numbjournal.core.entry import Draft, Entry
from numbjournal.core.estimate import Estimate, non_overlap
from numbjournal.core.events import NOTHING, Beside
from numbjournal.core.flatness import Flatness, flatness_of, quartiles_of
from numbjournal.core.insight import Insights, insights_of
from numbjournal.core.report import Report, report_of
from numbjournal.core.signs import Reading, Sign
from numbjournal.core.tag import Vocabulary
from numbjournal.core.when import Span

NOTES = ("none", "session", "all")
"""Which notes are included: none, those of entries for the next session, or all."""

NAMED_GAP = 4
"""A gap of at least this many days without an entry is named, and the line stops at it."""

MEAN_OF, MEAN_FROM = 7, 4
"""The line is a mean of seven days, if at least four of them have a number."""

CHANGE_FROM = 14
"""Days with a number that each side needs before a change is mentioned."""


class HandoutOptions(NamedTuple):
    """What a person wants in a hand-out."""

    notes: str = "session"
    """One of `NOTES`."""
    causes: bool = False
    safety: bool = False
    """Crisis tags."""
    insights: bool = False
    private: bool = False
    name: str = ""
    """Printed, and stored nowhere."""
    focus: tuple[str, ...] = ()
    """What the person wants to talk about."""


class HandoutComparison(NamedTuple):
    """Numbers of the days of the last hand-out, and of the days since."""

    before: Span
    after: Span
    days_before: int
    days_after: int
    median_before: float | None
    median_after: float | None
    pairs: Estimate | None
    """The share of pairs of days in which the later day is higher; None with too few days on a side."""


class QuotedEntry(NamedTuple):
    """A note, or something that got through, that is included."""

    day: date
    note: str
    got_through: str
    for_session: bool


class CrisisTagDays(NamedTuple):
    """A crisis tag: on how many days it is, whenever they were written, and the last of them."""

    tag: str
    days: int
    last: date


class LeftOut(NamedTuple):
    """How many entries are left out, or lose something."""

    private: int
    """Entries that are private."""
    notes: int
    """Entries whose texts were not chosen."""
    causes: int
    """Entries whose tags of causes were not chosen."""
    crisis: int
    """Entries whose crisis tags were not chosen."""


class HandoutExported(NamedTuple):
    """A hand-out that was written."""

    path: str | None
    """None for standard output."""
    span: Span
    days: int
    """Days with an entry."""
    left_out: LeftOut


class Handout(NamedTuple):
    """One hand-out."""

    options: HandoutOptions
    report: Report
    reading: Reading
    flatness: Flatness
    mean: tuple[float | None, ...]
    """The mean of seven days, for each day of the report; None if too few of them have a number."""
    gaps: tuple[Span, ...]
    """Gaps that are named."""
    months: tuple[Month, ...]
    quartiles: tuple[float, float] | None
    """Of the numbers of the days."""
    last_weeks: tuple[float | None, float | None]
    """The medians of the last four weeks and of the four weeks before."""
    quotes: tuple[QuotedEntry, ...]
    change: HandoutComparison | None
    onset: date | None
    insights: Insights | None
    """None unless chosen."""
    left_out: LeftOut
    own_tags: tuple[str, ...] = ()
    """Ids of the person's own tags that are included."""
    crisis: tuple[CrisisTagDays, ...] = ()
    """Empty unless chosen."""

    @property
    def span(self) -> Span:
        return Span(self.report.first, self.report.last)


def without_private(entries: Iterable[Entry], options: HandoutOptions) -> list[Entry]:
    """The entries without private ones, unless those were chosen."""
    return [entry for entry in entries if options.private or not entry.draft.private]


def handout_of(
    entries: Sequence[Entry],
    span: Span,
    vocabulary: Vocabulary,
    reading: Reading,
    options: HandoutOptions,
    *,
    beside: Beside = NOTHING,
    onset: date | None = None,
    before: Span | None = None,
    starts_at: time = MIDNIGHT,
) -> Handout:
    """The hand-out about the days of `span`.

    `entries` go back as far as a report needs (`report.needed_from`), and to `before`, the days of the last
    hand-out; those in `span` have their notes. `reading` was made from `without_private`.
    """
    seen = without_private(entries, options)
    tags = {tagging.tag for entry in seen for tagging in entry.draft.tags}
    reads_as = {tag: vocabulary.reads_as(tag) for tag in tags}
    chosen = [_chosen(entry, reads_as, options) for entry in seen]
    story = days_of(chosen, for_story=True, starts_at=starts_at)
    report = report_of(story, span.first, span.last, vocabulary.kinds, beside)
    inside = [entry for entry in chosen if entry.draft.day in span]
    days = counting(story)
    counted = [days.get(day) for day, _ in report.days]
    gaps = tuple(_gaps([day for day, found in report.days if found is None]))
    numbers = [day.feel for day in counted if day is not None and day.feel is not None]
    return Handout(
        options,
        report,
        reading if options.safety else _without_crisis(reading),
        flatness_of(counted),
        tuple(_means(counted, report, gaps)),
        gaps,
        tuple(months_of(story, span.first, span.last, span.last, span.first)),
        quartiles_of(numbers),
        (_middle(days, span.last, 0), _middle(days, span.last, 1)),
        tuple(_quotes(inside)),
        _comparison(days, before, span) if before and before.last < span.last else None,
        onset,
        insights_of(inside, span, vocabulary.kinds, beside.marks, starts_at=starts_at)
        if options.insights
        else None,
        _left_out(entries, seen, span, reads_as, options),
        _own_tags(inside, vocabulary),
        tuple(_crisis(inside, vocabulary)),
    )


def _own_tags(entries: Iterable[Entry], vocabulary: Vocabulary) -> tuple[str, ...]:
    used = {tagging.tag for entry in entries for tagging in entry.draft.tags}
    return tuple(sorted(id for id in used if id not in vocabulary.tags or vocabulary.tags[id].own))


def _crisis(entries: Iterable[Entry], vocabulary: Vocabulary) -> Iterable[CrisisTagDays]:
    """The crisis tags, and words that stand for them, of the entries that are included."""
    found: dict[str, set[date]] = {}
    for entry in entries:
        for tagging in entry.draft.tags:
            if tag := vocabulary.stands_for(tagging.tag):
                found.setdefault(tag, set()).add(entry.draft.day)
    for tag in sorted(found, reverse=True):
        yield CrisisTagDays(tag, len(found[tag]), max(found[tag]))


def _chosen(entry: Entry, reads_as: Mapping[str, str], options: HandoutOptions) -> Entry:
    """The entry without texts and tags that were not chosen."""
    draft = entry.draft
    draft = draft if _includes_texts(draft, options) else draft._replace(note="", got_through="")
    tags = tuple(tagging for tagging in draft.tags if not _is_left_out(reads_as[tagging.tag], options))
    return entry._replace(draft=draft._replace(tags=tags))


def _includes_texts(draft: Draft, options: HandoutOptions) -> bool:
    """Whether the texts of an entry were chosen."""
    return options.notes == "all" or (options.notes == "session" and draft.for_session)


def _is_left_out(reads_as: str, options: HandoutOptions) -> bool:
    return (reads_as == "crisis" and not options.safety) or (reads_as == "cause" and not options.causes)


def _without_crisis(reading: Reading) -> Reading:
    return reading._replace(results={s: r for s, r in reading.results.items() if s is not Sign.CRISIS})


def _gaps(missing: Sequence[date]) -> Iterable[Span]:
    """Runs of missing days that are long enough to be named."""
    begin = 0
    for position in range(1, len(missing) + 1):
        is_end = position == len(missing) or missing[position] - missing[position - 1] > timedelta(days=1)
        if is_end:
            if position - begin >= NAMED_GAP:
                yield Span(missing[begin], missing[position - 1])
            begin = position


def _means(days: Sequence[Day | None], report: Report, gaps: Sequence[Span]) -> Iterable[float | None]:
    """For each day, the mean of the seven days up to it, never across a named gap."""
    window: list[float | None] = []
    for (day, _), found in zip(report.days, days, strict=True):
        if any(day in gap for gap in gaps):
            window = []
            yield None
            continue
        window = [*window[-MEAN_OF + 1 :], found.feel if found else None]
        numbers = [number for number in window if number is not None]
        yield sum(numbers) / len(numbers) if len(numbers) >= MEAN_FROM else None


def _middle(days: Mapping[date, Day], last: date, back: int) -> float | None:
    """The median of four weeks that end `back` times four weeks before `last`."""
    end = last - timedelta(days=28 * back)
    span = Span(end - timedelta(days=27), end)
    return median([day.feel for day in days.values() if day.day in span and day.feel is not None])


def _quotes(entries: Iterable[Entry]) -> Iterable[QuotedEntry]:
    for entry in sorted(entries, key=lambda entry: (entry.draft.day, entry.number)):
        draft = entry.draft
        if draft.note.strip() or draft.got_through.strip():
            yield QuotedEntry(draft.day, draft.note, draft.got_through, draft.for_session)


def _comparison(days: Mapping[date, Day], before: Span, span: Span) -> HandoutComparison:
    after = Span(max(before.last + timedelta(days=1), span.first), span.last)
    earlier, later = (
        [day.feel for day in days.values() if day.day in part and day.feel is not None]
        for part in (before, after)
    )
    is_enough = min(len(earlier), len(later)) >= CHANGE_FROM
    return HandoutComparison(
        before,
        after,
        len(earlier),
        len(later),
        median(earlier),
        median(later),
        non_overlap(earlier, later) if is_enough else None,
    )


def _left_out(
    entries: Iterable[Entry],
    seen: Iterable[Entry],
    span: Span,
    reads_as: Mapping[str, str],
    options: HandoutOptions,
) -> LeftOut:
    inside = [entry for entry in seen if entry.draft.day in span]
    every = sum(entry.draft.day in span for entry in entries)
    read = [{reads_as[tagging.tag] for tagging in entry.draft.tags} for entry in inside]
    return LeftOut(
        private=every - len(inside),
        notes=sum(
            bool(entry.draft.note.strip() or entry.draft.got_through.strip())
            and not _includes_texts(entry.draft, options)
            for entry in inside
        ),
        causes=0 if options.causes else sum("cause" in found for found in read),
        crisis=0 if options.safety else sum("crisis" in found for found in read),
    )
