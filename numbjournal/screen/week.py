"""A report in sentences, and as data; `drawn_week` draws it.

Apart from `plain`, so that keeping an entry loads none of it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from numbjournal.core.day import Day, Glance, shown_number
from numbjournal.core.report import Report, Week
from numbjournal.core.rules import Rules
from numbjournal.core.signs import Advice, Reading, Result, ScoreHelp
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line
from numbjournal.core.when import full_date, short_date
from numbjournal.screen.beside import beside_data, beside_words
from numbjournal.screen.envelope import JsonScreen
from numbjournal.screen.plain import PlainScreen, counted, shortened
from numbjournal.screen.signs import SNOOZE_OFF, paragraph, topic_for, why

MOST_TAGS = 6
"""So many tags of a kind are named."""

DAYS_OF_WEEK = 7

MIDDLE = "Middle"

TagWords = Callable[[Sequence[tuple[str, int]], Vocabulary], str]
"""Tags by id with their days, the most frequent first, in words."""

MOMENTS = 3
"""So many of the newest moments that got through are quoted."""


class WeekSentences:
    """A report, one fact a line. `out` is the screen it is said on."""

    def __init__(self, out: PlainScreen) -> None:
        self.out = out

    def where_to_turn(self, text: str) -> None:
        """What stands first, where a crisis word was used; said before the rest is put together."""
        self.out.result(text + "\n")

    def report(
        self,
        report: Report,
        vocabulary: Vocabulary,
        reading: Reading,
        advice: Advice,
        rules: Rules,
    ) -> None:
        """A stretch of days and what the signs say."""
        say = self.out.result
        say(f"{title(report)}, {full_date(report.first)} to {full_date(report.last)}.")
        if report.draws_weeks:
            for week in report.by_week:
                said = f"{shown_number(week.middle)} of 10" if week.middle is not None else "no number"
                say(f"Week from {full_date(week.first)}: {said}, {week_days(week)}.")
        else:
            for day, members in report.days:
                say(f"{full_date(day, self.out.today)}: {day_sentence(members, vocabulary)}")
        for name, value in facts(report, vocabulary):
            self.out.verbatim(f"{name}: {value}" + ("" if value.endswith('"') else "."))
        for line in paragraph(reading, advice, rules, report.last):
            say(line)
        for line in footer(reading, advice):
            say(line)

    def reasons(self, reading: Reading, rules: Rules, *, in_care: bool) -> None:
        """What the help rules counted."""
        for line in why(reading, rules, in_care=in_care):
            self.out.result(line)

    def snoozed(self, until: date | None) -> None:
        """Until when the help signs wait; None: not any more."""
        if until is None:
            self.out.result("The help signs do not wait any more.")
        else:
            day = full_date(until, self.out.today)
            self.out.result(f"Until {day} the help signs wait, unless there is more to say. {SNOOZE_OFF}")


class WeekData(WeekSentences):
    """The same as data; where to turn also goes to a person's eyes."""

    def __init__(self, out: JsonScreen) -> None:
        super().__init__(out)
        self._data = out.data
        self._remark = out.remark
        self._help: str | None = None

    def where_to_turn(self, text: str) -> None:
        self._remark(text)
        self._help = text

    def report(
        self,
        report: Report,
        vocabulary: Vocabulary,  # noqa: ARG002  (tags are data by their ids)
        reading: Reading,
        advice: Advice,
        rules: Rules,
    ) -> None:
        data = {
            **report_data(report),
            "rung": advice.rung,
            "held_since": _iso(advice.held_since),
            "snoozed_until": _iso(advice.waits_until),
            "signs": signs_data(reading, rules),
            "said": [self.out.again(line) for line in paragraph(reading, advice, rules, report.last)],
            "topic": topic_for(reading, advice),
        }
        self._data("report", data, help=self._help)

    def reasons(self, reading: Reading, rules: Rules, *, in_care: bool) -> None:
        said = why(reading, rules, in_care=in_care)
        self._data("report", {"signs": signs_data(reading, rules), "why": said}, help=self._help)

    def snoozed(self, until: date | None) -> None:
        self._data("report", {"snoozed_until": _iso(until)}, help=self._help)


def footer(reading: Reading, advice: Advice) -> list[str]:
    """What stands below every report."""
    return [f"To read: numbjournal learn {topic_for(reading, advice)}", "To talk: numbjournal crisis"]


def title(report: Report) -> str:
    """What the stretch is called."""
    return "Your week" if report.length == DAYS_OF_WEEK else f"Your {counted(report.length, 'day')}"


def day_sentence(day: Day | None, vocabulary: Vocabulary) -> str:
    """`3 of 10. Flat, lost interest.`, `can't tell.`, or `no entry.`"""
    if day is None:
        return "no entry."
    seen = day.shown
    said = f"{shown_number(seen.feel)} of 10" if seen.feel is not None else day_answer(seen)
    late = ", written later" if seen.is_hollow else ""
    labels = ", ".join(day_tags(day, vocabulary))
    return f"{said}{late}." + (f" {labels[0].upper()}{labels[1:]}." if labels else "")


def day_answer(day: Glance) -> str:
    """What a day without a number says."""
    if day.is_flat:
        return "flat, no number"
    return "can't tell" if day.is_unsure else "too tired to rate" if day.is_tired else "no number"


def day_tags(day: Day, vocabulary: Vocabulary) -> list[str]:
    """The labels of a day's tags, in the order they were written."""
    ids = dict.fromkeys(tagging.tag for entry in day.entries for tagging in entry.draft.tags)
    return [shown_tag(id, vocabulary) for id in ids]


def shown_tag(id: str, vocabulary: Vocabulary) -> str:
    tag = vocabulary.tags.get(id)
    return one_line(tag.shown if tag else id)


def facts(report: Report, vocabulary: Vocabulary, tag_words: TagWords | None = None) -> list[tuple[str, str]]:
    """The figures as names and texts without a stop; what there is too little of is left out.

    `tag_words` says how tags and their days are written where they are not plain words; distress always is.
    """
    named_tags = tag_words or tag_days
    if not report.logged:
        return []
    shown = [*report.tags["manifestation"], *report.tags["body"]]
    shown.sort(key=lambda found: -found[1])
    moments = [f"{_short_day(moment.day, report)}: {quote(moment.text)}" for moment in report.got_through]
    beside = [f"{_short_day(day, report)}, {words}" for day, words in beside_words(report.beside)]
    named = [
        (MIDDLE, middles(report)),
        ("Spread", spread(report)),
        ("Written later", too_late(report.too_late)),
        ("Pleasant", pleasant(report)),
        ("Showed up", named_tags(shown, vocabulary)),
        ("In the way", in_the_way(report, vocabulary, named_tags)),
        ("Distress", tag_days(report.tags["distress"], vocabulary)),
        ("You tried", tag_days(report.tags["strategy"], vocabulary)),
        ("Your own", tag_days(report.tags["own"], vocabulary)),
        ("Got through", "; ".join(moments[-MOMENTS:])),
        ("Marked", "; ".join(beside[::-1])),
    ]
    return [fact for fact in named if fact[1]]


def _short_day(day: date, report: Report) -> str:
    """`Sat` within a week, `7 Nov` in a longer time."""
    _, short, month = short_date(day, report.last).split()[:3]
    return full_date(day)[:3] if report.length <= DAYS_OF_WEEK else f"{short} {month}"


def middles(report: Report) -> str:
    """The middle now, before, and usually."""
    is_week = report.length == DAYS_OF_WEEK
    found = (
        (report.middle, "this week" if is_week else "in this time"),
        (report.before, "the week before" if is_week else "in the same time before"),
        (report.usual, "is your usual"),
    )
    return ", ".join(f"{shown_number(value)} {when}" for value, when in found if value is not None)


def spread(report: Report) -> str:
    """The range of the days, and how many there are."""
    numbers = ""
    if report.low is not None and report.high is not None:
        numbers = f"{shown_number(report.low)} to {shown_number(report.high)}; "
    late = f", {report.late} of them written later" if report.late else ""
    return f"{numbers}{report.logged} of {counted(report.length, 'day')} logged{late}"


def too_late(days: int) -> str:
    """What becomes of days that were written more than a week later; empty without any."""
    if not days:
        return ""
    return f"{counted(days, 'day')} more than a week later: shown, but not counted"


def week_days(week: Week) -> str:
    """`6 of 7 days`; where some of those with an entry came too late, `5 of 6 counted`."""
    if not week.logged:
        return "no entry"
    if week.too_late:
        return f"{week.logged - week.too_late} of {week.logged} counted"
    return f"{week.logged} of {counted(week.length, 'day')}"


def pleasant(report: Report) -> str:
    if report.mood is None:
        return ""
    return f"the middle is {shown_number(report.mood)} of 10, on {counted(report.mood_days, 'day')}"


def in_the_way(report: Report, vocabulary: Vocabulary, named_tags: TagWords) -> str:
    much = f"a lot on {counted(report.in_the_way, 'day')}" if report.in_the_way else ""
    return ", ".join(part for part in (much, named_tags(report.tags["effect"], vocabulary)) if part)


def tag_days(found: Sequence[tuple[str, int]], vocabulary: Vocabulary) -> str:
    """`flat on 3 days, headache`: the most frequent tags, with their days where there are several."""
    named = [
        shown_tag(id, vocabulary) + (f" on {days} days" if days > 1 else "") for id, days in found[:MOST_TAGS]
    ]
    more = len(found) - len(named)
    return ", ".join([*named, *([f"and {more} more"] if more else [])])


def quote(text: str) -> str:
    return f'"{shortened(one_line(text))}"'


def report_data(report: Report) -> dict[str, Any]:
    """A report for `--json`: days as ISO dates, medians unrounded, None where there is too little."""
    return {
        "first": report.first.isoformat(),
        "last": report.last.isoformat(),
        "days": [
            {
                "day": day.isoformat(),
                "feel": seen.feel if seen else None,
                "mood": seen.mood if seen else None,
                "answer": None if seen is None else "rated" if seen.feel is not None else day_answer(seen),
                "logged": seen is not None,
                "flat": seen is not None and seen.is_flat,
                "late": seen is not None and seen.is_hollow,
                "too_late": seen is not None and not seen.counts,
                "tags": sorted(found.tags()) if found else [],
            }
            for day, found in report.days
            for seen in (found.shown if found else None,)
        ],
        "weeks": list(report.weeks),
        "by_week": [
            {**week._asdict(), "first": week.first.isoformat(), "last": week.last.isoformat()}
            for week in report.by_week
        ],
        "middle": report.middle,
        "before": report.before,
        "usual": report.usual,
        "low": report.low,
        "high": report.high,
        "quartiles": list(report.quartiles) if report.quartiles else None,
        "flatness": {
            **report.flatness._asdict(),
            "share": report.flatness.share._asdict() if report.flatness.share else None,
            "last_other": _iso(report.flatness.last_other),
        },
        "mood": report.mood,
        "mood_days": report.mood_days,
        "logged": report.logged,
        "late": report.late,
        "too_late": report.too_late,
        "in_the_way": report.in_the_way,
        "tags": {kind: dict(found) for kind, found in report.tags.items() if found},
        "got_through": [{"day": m.day.isoformat(), "text": m.text} for m in report.got_through],
        **beside_data(report.beside),
    }


def signs_data(reading: Reading, rules: Rules) -> dict[str, Any]:
    """Every rule's result for `--json`."""
    return {
        "results": {sign.value: _result_data(result) for sign, result in reading.results.items()},
        "rung": reading.rung,
        "worth_showing": [_total_data(score) for score in reading.worth_showing],
        "is_since_long": reading.is_since_long,
        "medicine": _iso(reading.medicine),
        "changed": {change.name: change.now for change in rules.changed},
    }


def _result_data(result: Result) -> dict[str, Any]:
    return {
        "verdict": result.verdict.value,
        "counted": result.counted,
        "of": result.of,
        "needs": result.needs,
        "takes": result.takes,
        "takes_in_week": result.takes_in_week,
        "by_total": result.by_total,
        "lacks": result.lacks.value if result.lacks else None,
        "short_of": result.short_of.value if result.short_of else None,
        "ready": _iso(result.ready),
        "unlogged": result.unlogged,
        "too_late": result.too_late,
        "first": _iso(result.first),
        "last": _iso(result.last),
        "days": [day.isoformat() for day in result.days],
        "tags": list(result.tags),
        "scores": [_total_data(score) for score in result.scores],
    }


def _total_data(score: ScoreHelp) -> dict[str, Any]:
    return {"instrument": score.instrument, "value": score.value, "day": score.day.isoformat()}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
