"""The sentences of a hand-out: its figures, dates and signs in words, for every format alike.

The figures are the report's and the help signs' own; nothing is counted here.
"""

from collections.abc import Iterator
from typing import NamedTuple

from numbjournal.core.calendar import DAYS_OF_WEEK
from numbjournal.core.day import shown_number
from numbjournal.core.handout import CHANGE_FROM, MEAN_FROM, Handout, HandoutComparison
from numbjournal.core.onset import ALWAYS, onset_words
from numbjournal.core.signs import SIGNS, Lack, Reading, ScoreHelp, Sign, SignResult, Verdict
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line
from numbjournal.core.when import Span
from numbjournal.wording.counting import capitalized, counted, counted_were
from numbjournal.wording.days import long_day, short_day
from numbjournal.wording.estimates import of_ten, share_words
from numbjournal.wording.signs import changed_numbers

LIMITS = (
    "These are one person's own ratings. They are not a diagnosis and not a test, and nobody monitors them.",
    "Days without an entry are in no figure. Flat is a number of 3 or less, or none and tagged flat or empty."
    " Middle is the median; the rough range of a share is what chance alone could make of it. From when on a"
    " sign is met is numbjournal's own choice, except for published times and cut-offs.",
)


MOST_GAPS = 2
"""Gaps that are named below the chart."""


class Tile(NamedTuple):
    """A figure with its name above and what belongs to it below."""

    name: str
    value: str
    below: str


class Fact(NamedTuple):
    """A name and what is known of it."""

    name: str
    value: str


class Count(NamedTuple):
    """What one rule counted, and a remark (may be empty): what it would take, or what is missing."""

    name: str
    counted: str
    remark: str


class Group(NamedTuple):
    """One of the three signs: its name, whether it is met, and what was counted."""

    name: str
    verdict: str
    is_met: bool
    counts: tuple[Count, ...]


VERDICTS = {
    Verdict.MET: "Met",
    Verdict.NOT_MET: "Not by the counts here",
    Verdict.NOT_ENOUGH: "Too few days to say",
}

_LACKS = {
    Lack.WEEKS: "too few of them in one of the weeks",
    Lack.AGE: "the journal is still young",
    Lack.STALE: "the last of them is long ago",
}


def tiles_of(handout: Handout) -> tuple[Tile, ...]:
    """How much is missing, how flat, the middle, and the last weeks compared with those before."""
    report, flatness = handout.report, handout.flatness
    missing = report.length - report.logged
    late = f"; {report.late} written later" if report.late else ""
    share = flatness.share
    rough = share_words(share) if share else "no day says how much"
    low, high = map(shown_number, handout.quartiles) if handout.quartiles else ("", "")
    spread = f"half of them {low} to {high}" if low != high else f"at least half of them {low}"
    now, then = handout.last_weeks
    return (
        Tile(
            "Days with an entry", f"{report.logged} of {report.length}", f"{missing or 'none'} without{late}"
        ),
        Tile("Flat, of days answered", f"{flatness.flat} of {flatness.answered}", rough),
        Tile("Middle of the days", _number(report.middle), spread if low else "no day has a number"),
        Tile("Middle of the last 4 weeks", _number(now), f"the 4 weeks before: {_number(then)}"),
    )


def since_of(handout: Handout) -> tuple[Fact, ...]:
    """Since when, as the person said and as the days show."""
    flatness = handout.flatness
    facts = []
    if handout.onset == ALWAYS:
        facts.append(Fact("Like this", "always, as long as I can remember"))
    elif handout.onset:
        facts.append(Fact("Like this since", f"{onset_words(handout.onset)}, as I remember it"))
    if flatness.flat and flatness.last_other:
        facts.append(Fact("Last day that was not flat", long_day(flatness.last_other)))
    elif flatness.flat:
        facts.append(Fact("Days that were not flat", "none in this time"))
    if flatness.longest > 1:
        facts.append(Fact("Longest run of flat days", str(flatness.longest)))
    return tuple(facts)


def safety_of(handout: Handout, vocabulary: Vocabulary) -> str:
    """The crisis tags of the time, where they were chosen."""
    if not handout.options.safety:
        return ""
    if not handout.crisis:
        return (
            "No day of this time is tagged with thoughts of suicide or self-harm."
            " That alone says nothing of safety."
        )
    return " ".join(
        f"{capitalized(one_line(vocabulary.tags[found.tag].label))}: tagged on {counted(found.days, 'day')},"
        f" the last one {long_day(found.last)}."
        for found in handout.crisis
    )


def late_of(days: int) -> str:
    """Why days that are drawn are in no figure; empty without such a day."""
    return (
        f"{counted_were(days, 'day')} written more than a week later: shown, but not counted." if days else ""
    )


def signs_of(reading: Reading) -> tuple[Group, ...]:
    """The three signs, each with all its rules."""
    groups = dict.fromkeys(record.group for record in SIGNS.values())
    return tuple(_group(name, reading) for name in groups)


def signs_about(reading: Reading) -> str:
    """Over which days, what was left out of them, and what a sign that is not met does not mean."""
    last = reading.results[Sign.EARLY].last
    too_late = max((result.too_late for result in reading.results.values()), default=0)
    own = changed_numbers(reading.changed)
    parts = [
        f"Counted back from {long_day(last)}, the last day that counts." if last else "",
        late_of(too_late),
        f"Counted with numbers of my own: {own}." if own else "",
        "The counts are strict and miss a lot: one that is not met does not say that all is well.",
    ]
    return " ".join(part for part in parts if part)


def _group(name: str, reading: Reading) -> Group:
    results = [
        result
        for sign, result in reading.results.items()
        if SIGNS[sign].group == name and (result.is_met or not SIGNS[sign].unless)
    ]
    verdicts = {result.verdict for result in results if result.sign is not Sign.CRISIS or result.is_met}
    verdict = next(one for one in (Verdict.MET, Verdict.NOT_MET, Verdict.NOT_ENOUGH) if one in verdicts)
    if results[0].verdict is Verdict.NOT_ENOUGH and verdict is not Verdict.MET:
        verdict = Verdict.NOT_ENOUGH
    counts = [count for result in results for count in _counts(result)]
    return Group(name, VERDICTS[verdict], verdict is Verdict.MET, tuple(counts))


def _counts(result: SignResult) -> Iterator[Count]:
    record = SIGNS[result.sign]
    said = f"{result.counted} of {counted(result.of, record.unit)}"
    if result.sign is Sign.CRISIS:
        said = counted(result.counted, record.unit)
    yield Count(_window(result), said, _remark(result))
    for score in result.scores:
        yield Count(f"{score.instrument}, {short_day(score.day)}", str(score.value), _score_remark(score))


def _window(result: SignResult) -> str:
    """The length of a rule's window: with the shipped numbers, where no day is logged."""
    days = SIGNS[result.sign].days
    if result.first is not None and result.last is not None:
        days = (result.last - result.first).days + 1
    weeks, more = divmod(days, DAYS_OF_WEEK)
    return counted(days, "day") if more else counted(weeks, "week")


def _remark(result: SignResult) -> str:
    """What would meet the rule, what it lacks, or that it is met."""
    if result.is_met:
        return "" if result.scores and result.counted < result.takes else SIGNS[result.sign].met
    if result.sign is Sign.CRISIS:
        return "no thoughts of suicide or self-harm tagged in what goes along"
    if result.lacks is Lack.DAYS or (result.verdict is Verdict.NOT_ENOUGH and not result.lacks):
        return f"{result.needs} are needed" if result.needs else "no day yet"
    if result.lacks:
        return _LACKS[result.lacks]
    if result.short_of:
        return f"enough, but {result.short_of}"
    in_week = f", or {result.takes_in_week} in one week" if result.takes_in_week else ""
    return f"{result.takes} would meet it{in_week}"


def _score_remark(score: ScoreHelp) -> str:
    return "met by its published cut-off" if score.sign else "worth showing"


def change_of(change: HandoutComparison | None) -> str:
    """The time of the last hand-out and the time since, where there was one."""
    if change is None:
        return ""
    before = f"{short_day(change.before.first)} to {short_day(change.before.last)}"
    if change.pairs is None or change.median_before is None or change.median_after is None:
        return (
            f"Since the last hand-out ({before}): too early to say. It takes {CHANGE_FROM} days with a number"
            f" on each side, and there are {change.days_before} then and {change.days_after} since."
        )
    then, since = shown_number(change.median_before), shown_number(change.median_after)
    return (
        f"Since the last hand-out ({before}): the middle was {then} then and is {since} since. Of all pairs"
        f" of a day then and a day since, the later one is higher in about {of_ten(change.pairs)}."
        " That says nothing of a cause."
    )


def chart_about(handout: Handout) -> str:
    """What the chart shows and does not show: its caption, and its words for those who cannot see it."""
    gaps = [f"{counted(gap.length, 'day')} from {short_day(gap.first)}" for gap in handout.gaps]
    more = f" and {len(gaps) - MOST_GAPS} more" if len(gaps) > MOST_GAPS else ""
    parts = [
        f"The line needs {MEAN_FROM} numbers in seven days: it stops at gaps, and where too many single days"
        " have none.",
        f"No entry: {', '.join(gaps[:MOST_GAPS])}{more}." if gaps else "",
    ]
    return " ".join(part for part in parts if part)


def period_of(span: Span) -> str:
    """`26 July – 22 November 2026`, with no word twice that need not be."""
    first, last = span
    if first == last:
        return long_day(last)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} – {long_day(last)}"
    begin = long_day(first).removesuffix(f" {last.year}")
    return f"{begin} – {long_day(last)}"


def _number(value: float | None) -> str:
    return "–" if value is None else shown_number(value)
