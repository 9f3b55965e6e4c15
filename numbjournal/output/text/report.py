"""A report in sentences, and as data; `drawn_week` draws it.

Apart from `plain`, so that keeping an entry loads none of it.
"""

from datetime import date
from typing import Any

from numbjournal.core.day import shown_number
from numbjournal.core.report import Report
from numbjournal.core.rules import Rules
from numbjournal.core.signs import Advice, Reading, ScoreHelp, SignResult
from numbjournal.core.tag import Vocabulary
from numbjournal.core.when import full_date
from numbjournal.output.json import JsonPage, beside_data
from numbjournal.output.text.page import TextPage
from numbjournal.wording.report import day_answer, day_sentence, facts, footer, title, week_days
from numbjournal.wording.signs import SNOOZE_OFF, paragraph, topic_for, why


class WeekSentences:
    """A report, one fact a line. `out` is the screen it is said on."""

    def __init__(self, out: TextPage) -> None:
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

    def __init__(self, out: JsonPage) -> None:
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
            "rung": advice.level,
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
        "rung": reading.level,
        "worth_showing": [_total_data(score) for score in reading.worth_showing],
        "is_since_long": reading.is_since_long,
        "medicine": _iso(reading.medicine),
        "changed": {change.name: change.now for change in rules.changed},
    }


def _result_data(result: SignResult) -> dict[str, Any]:
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
