"""The help signs in words: what is said in a report, and what was counted.

Plain string functions, used by the sentences, the drawn page, and whatever else passes a report on.
"""

from collections.abc import Sequence
from datetime import date

from numbjournal.core.rules import Rules
from numbjournal.core.signs import (
    Advice,
    Lack,
    Reading,
    Result,
    ScoreHelp,
    Sign,
    Verdict,
    stretch_words,
)
from numbjournal.core.when import full_date

WHY = "numbjournal report --why"
SNOOZE_OFF = "To end that: numbjournal report --snooze off"

NO_SIGN = (
    "Nothing in these entries matched the three signs. That is not a check-up: if it feels wrong to you, that"
    " is reason enough to ask."
)
TALK = (
    "A doctor or a therapist is a good person to take this to. A page for them:"
    " numbjournal export handout.html"
)
IN_CARE = "Something to bring to your next session."
IDEA = "One idea, if you want one: tell somebody near you that it has been like this."
MEDICINE = (
    "These days began within {time} of a medicine being started or changed. That is worth raising with"
    " whoever prescribes it; please don't stop or change it on your own."
)

_LITTLE = "you could feel very little"

_SENTENCES = {
    Sign.EARLY: f"On {{counted}} of the {{days}} you answered in {{time}} {_LITTLE}.",
    Sign.LASTING: f"On {{counted}} of the {{days}} you answered in {{time}} {_LITTLE}.",
    Sign.LONG: f"In {{counted}} of the {{of}} weeks with enough days, in {{time}}, {_LITTLE}.",
    Sign.HARD_TO_TELL: f"On {{counted}} of {{days}} {_LITTLE} or couldn't tell what you felt."
    " That is an answer too, and worth taking along.",
    Sign.INTERFERING: "On {counted} of the {days} you logged in {time} it got in the way a lot.",
    Sign.DISTRESS: "Panic or strong anxiety was there on {counted} of {time}.",
}

_SAYS_WHAT_IS_MISSING = frozenset({Sign.EARLY, Sign.LASTING, Sign.HARD_TO_TELL})

_SHOWN_INSTEAD = {
    Sign.EARLY: {Sign.LASTING, Sign.LONG},
    Sign.LASTING: {Sign.LONG},
    Sign.HARD_TO_TELL: {Sign.EARLY, Sign.LASTING, Sign.LONG},
}
"""A sign is not said beside one that says more of the same."""


def paragraph(reading: Reading, advice: Advice, rules: Rules, last: date | None = None) -> list[str]:
    """What a report says of signs 1 to 3, a sentence or two each; rung 3 has words of its own elsewhere.

    `last` is the report's last day: the signs are about now, also in a report about another time.
    """
    if advice.waits_until:
        lines = [
            f"The help signs wait until {full_date(advice.waits_until, reading.today)}, as you asked."
            f" What was counted: {WHY}",
            SNOOZE_OFF,
        ]
    elif advice.held_since:
        lines = [f"What was counted was shown on {full_date(advice.held_since)}. Again: {WHY}"]
    elif advice.signs or reading.worth_showing:
        lines = _said(reading, advice, rules)
    elif Sign.CRISIS in reading.met:
        # What stands first is a sign: below it nothing is said of there being none.
        lines = []
    else:
        lines = [_nothing_met(reading)]
    if lines and last is not None and last < reading.today:
        lines.insert(0, "Counted up to today, whatever time this report is about:")
    changed = [f"{change.name} {change.now:g}, not {change.shipped:g}" for change in rules.changed]
    if changed:
        lines.append(f"Counted with numbers of your own: {'; '.join(changed)}.")
    return lines


def topic_for(reading: Reading, advice: Advice) -> str:
    """The page to read that fits what is said."""
    if advice.rung == 3:
        return "when-to-get-help"
    if reading.medicine and advice.signs:
        return "medication"
    if advice.rung == 2:
        return "talking-to-a-doctor"
    return "what-helps" if advice.rung == 1 else "what-it-is"


def why(reading: Reading, rules: Rules, *, in_care: bool = False) -> list[str]:
    """For each rule what it counted, over which days, and what would change it; then what is said of it."""
    lines: list[str] = []
    for sign, result in reading.results.items():
        if sign is Sign.HARD_TO_TELL and reading.results[Sign.EARLY].is_met:
            continue
        lines.append(f"{result.name}: {_outcome(result)}")
        lines += [f"  {line}" for line in _details(sign, result, rules)]
    if reading.medicine:
        lines.append(f"A medicine was started or changed on {full_date(reading.medicine)}, shortly before.")
    if reading.rung_without_crisis:
        advice = Advice(reading.rung_without_crisis, reading.met_without_crisis, in_care=in_care)
        lines += ["", *_said(reading, advice, rules)]
    return lines


def _said(reading: Reading, advice: Advice, rules: Rules) -> list[str]:
    lines = [IN_CARE] if advice.in_care else []
    lines += [
        sentence(reading.results[sign], reading.today)
        for sign in advice.signs
        if not _SHOWN_INSTEAD.get(sign, set()) & set(advice.signs)
    ]
    for score in reading.worth_showing:
        lines.append(f"{_total(score)} is worth showing.")
    if reading.is_since_long and Sign.EARLY in advice.signs:
        lines.append("You said that it has been like this for a month or longer.")
    if reading.medicine:
        lines.append(MEDICINE.format(time=stretch_words(rules.whole("medication.days_after"))))
    if not advice.in_care:
        lines.append(TALK if reading.rung_without_crisis == 2 else IDEA)
    return lines


def sentence(result: Result, today: date) -> str:
    """One sign that is met, in a sentence or two."""
    time = _stretch(result, today)
    totals = [f"{_total(score)} reaches its published cut-off." for score in result.scores]
    days = _days(result.of)
    said = [_SENTENCES[result.sign].format(counted=result.counted, of=result.of, days=days, time=time)]
    if not result.counted:
        said = []
    if result.sign in _SAYS_WHAT_IS_MISSING and result.unlogged:
        were = "was" if result.unlogged == 1 else "were"
        said.append(f"{_days(result.unlogged)} {were} not logged.")
    return " ".join([*said, *totals])


def _total(score: ScoreHelp) -> str:
    return f"The total of {score.value} on the {score.instrument} ({short_days([score.day])})"


def _stretch(result: Result, today: date) -> str:
    """The window in words: `the last two weeks`, or `the two weeks up to Sunday 22 November`."""
    if result.first is None or result.last is None:
        return ""
    length = (result.last - result.first).days + 1
    name = stretch_words(length)
    if result.last == today:
        return f"the last {name}"
    return f"the {name} up to {full_date(result.last, today)}"


def _nothing_met(reading: Reading) -> str:
    early = reading.results[Sign.EARLY]
    if early.verdict is Verdict.NOT_ENOUGH:
        return f"{_lacking(early)} That is no answer either way."
    return NO_SIGN


def _lacking(result: Result) -> str:
    """Why there are not enough days."""
    if result.lacks is Lack.STALE and result.last:
        return f"The newest days are from {full_date(result.last)}. About now there is nothing to say yet."
    ready = f"from {full_date(result.ready)} on the journal is old enough" if result.ready else ""
    said = {
        Lack.WEEKS: "Not enough days to say yet: each of the last two weeks needs a few.",
        Lack.AGE: f"Not enough days to say yet: {ready}.",
    }.get(result.lacks or Lack.DAYS, f"Not enough days to say yet ({result.of} of {result.needs}).")
    if result.too_late:
        were = "was" if result.too_late == 1 else "were"
        said += f" {_days(result.too_late)} {were} written more than a week later and {were} not counted."
    return said


def _outcome(result: Result) -> str:
    if result.sign is Sign.LONG:
        return f"{result.verdict} ({result.counted} of {result.of} weeks)."
    if result.sign is Sign.CRISIS:
        return f"{'tagged' if result.is_met else 'not tagged'} in the last 14 days."
    lacks = {
        Lack.STALE: ", the newest of them some time ago",
        Lack.WEEKS: ", a few are needed in each week",
        Lack.AGE: ", in a journal that has just begun",
        Lack.DAYS: f", {result.needs} are needed",
    }
    if result.by_total:
        totals = ", ".join(f"{score.value} on the {score.instrument}" for score in result.scores)
        return f"{result.verdict} by a total ({totals})."
    reason = lacks[result.lacks] if result.lacks else ""
    return f"{result.verdict} ({result.counted} of {_days(result.of)}{reason})."


def _details(sign: Sign, result: Result, rules: Rules) -> list[str]:
    if sign is Sign.CRISIS:
        return []
    totals = [f"{_total(score)} reaches its published cut-off." for score in result.scores]
    if result.first is None or result.last is None:
        return totals
    lines = [
        *totals,
        f"Counted from {full_date(result.first)} to {full_date(result.last)}, the last day you logged.",
    ]
    if result.days:
        lines.append(f"The days: {day_ranges(result.days)}.")
    elif result.by_total:
        lines.append(f"No day of {_days(result.of)} was counted.")
    if result.unlogged:
        lines.append(f"Without an entry, and in no share: {_days(result.unlogged)}.")
    if result.too_late:
        lines.append(f"Written more than a week later, and not counted: {_days(result.too_late)}.")
    return [*lines, _needed(sign, rules)]


def _needed(sign: Sign, rules: Rules) -> str:
    if sign in (Sign.EARLY, Sign.HARD_TO_TELL, Sign.LASTING):
        section = "lasting" if sign is Sign.LASTING else "early"
        share, needs = rules.share(f"{section}.share"), rules.whole(f"{section}.answered")
        return f"It is met from {needs} answered days on, if {share:.0%} of them are flat."
    if sign is Sign.LONG:
        share, needs = rules.share("long.share"), rules.whole("long.answered_weeks")
        return f"It is met from {needs} weeks with enough days on, if {share:.0%} of them are flat."
    if sign is Sign.INTERFERING:
        week, fortnight = rules.whole("interfering.in_a_week"), rules.whole("interfering.in_a_fortnight")
        return f"It is met by {week} days of 7, {fortnight} of 14, half of a few logged days, or a total."
    days = rules.whole("distress.in_a_week")
    return f"It is met by panic or strong anxiety on {days} days of 7, or by a total."


def short_days(days: Sequence[date]) -> str:
    """`3, 4 and 7 November; 1 December`-like, short: `3 Nov, 4 Nov, 7 Nov`."""
    return ", ".join(f"{day.day} {full_date(day).split()[2][:3]}" for day in days)


def day_ranges(days: Sequence[date]) -> str:
    """The same with neighbours put together: `3-5 Nov, 7 Nov, 30 Nov to 2 Dec`."""
    runs: list[list[date]] = []
    for day in sorted(days):
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(_range(run[0], run[-1]) for run in runs)


def _range(first: date, last: date) -> str:
    if first == last:
        return short_days([first])
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}-{short_days([last])}"
    return f"{short_days([first])} to {short_days([last])}"


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"
