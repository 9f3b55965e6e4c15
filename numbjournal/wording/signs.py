"""The help signs in words: what a report says of them, and what was counted."""

from datetime import date
from types import SimpleNamespace

from numbjournal.core.rules import Changed, Rules
from numbjournal.core.signs import (
    SIGNS,
    Advice,
    Lack,
    Reading,
    ScoreHelp,
    Sign,
    SignResult,
    Verdict,
)
from numbjournal.core.when import full_date
from numbjournal.wording.counting import counted, counted_were
from numbjournal.wording.days import day_ranges, duration, short_day

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


def paragraph(reading: Reading, advice: Advice, rules: Rules, last: date) -> list[str]:
    """What a report says of levels 1 and 2, a sentence or two for each sign; level 3 is answered elsewhere.

    `last` is the report's last day: the signs are about now, even in a report about another time.
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
        lines = _advice_lines(reading, advice, rules)
    elif Sign.CRISIS in reading.met:
        # That is a sign: below it nothing must say that there is none.
        lines = []
    else:
        lines = [_nothing_met(reading)]
    if lines and last < reading.today:
        lines.insert(0, "Counted up to today, whatever time this report is about:")
    if rules.changed:
        lines.append(f"Counted with numbers of your own: {changed_numbers(rules.changed)}.")
    return lines


def topic_for(reading: Reading, advice: Advice) -> str:
    """The page to read that fits what is said."""
    if advice.level == 3:
        return "when-to-get-help"
    if reading.medicine and advice.signs:
        return "medication"
    if advice.level == 2:
        return "talking-to-a-doctor"
    return "what-helps" if advice.level == 1 else "what-it-is"


def why(reading: Reading, rules: Rules, *, in_care: bool = False) -> list[str]:
    """For each rule what it counted, over which days, and what would meet it; then what is said of it."""
    lines: list[str] = []
    for sign, result in reading.results.items():
        if SIGNS[sign].unless in reading.met:
            continue
        lines.append(f"{sign_name(result)}: {_outcome(result)}")
        lines += [f"  {line}" for line in _details(result, rules)]
    if reading.medicine:
        lines.append(f"A medicine was started or changed on {full_date(reading.medicine)}, shortly before.")
    if reading.level_without_crisis:
        advice = Advice(reading.level_without_crisis, reading.met_without_crisis, in_care=in_care)
        lines += ["", *_advice_lines(reading, advice, rules)]
    return lines


def sign_name(result: SignResult) -> str:
    """What the sign is called, with the length of the window that was looked at."""
    record = SIGNS[result.sign]
    return record.name.format(time=duration(_length(result) or record.days))


def changed_numbers(changes: tuple[Changed, ...]) -> str:
    """`early.days 21, not 14`."""
    return "; ".join(f"{change.name} {change.now:g}, not {change.shipped:g}" for change in changes)


def _advice_lines(reading: Reading, advice: Advice, rules: Rules) -> list[str]:
    lines = [IN_CARE] if advice.in_care else []
    lines += [
        _sentence(reading.results[sign], reading.today)
        for sign in advice.signs
        if not set(SIGNS[sign].said_by) & set(advice.signs)
    ]
    lines += [f"{_total(score)} is worth showing." for score in reading.worth_showing]
    if reading.is_since_long and Sign.EARLY in advice.signs:
        lines.append("You said that it has been like this for a month or longer.")
    if reading.medicine:
        lines.append(MEDICINE.format(time=duration(rules.whole("medication.days_after"))))
    if not advice.in_care:
        lines.append(TALK if reading.level_without_crisis == 2 else IDEA)
    return lines


def _sentence(result: SignResult, today: date) -> str:
    """One sign that is met, in a sentence or two."""
    record, said = SIGNS[result.sign], []
    if result.counted:
        days, time = counted(result.of, "day"), _window(result, today)
        said = [record.sentence.format(counted=result.counted, of=result.of, days=days, time=time)]
    if record.names_gaps and result.unlogged:
        said.append(f"{counted_were(result.unlogged, 'day')} not logged.")
    return " ".join([*said, *_totals(result)])


def _totals(result: SignResult) -> list[str]:
    return [f"{_total(score)} reaches its published cut-off." for score in result.scores]


def _total(score: ScoreHelp) -> str:
    return f"The total of {score.value} on the {score.instrument} ({short_day(score.day)})"


def _length(result: SignResult) -> int:
    """Days of the window; 0 where no day is logged."""
    return 0 if result.first is None or result.last is None else (result.last - result.first).days + 1


def _window(result: SignResult, today: date) -> str:
    """The window in words: `the last two weeks`, or `the two weeks up to Sunday 22 November`."""
    if result.last is None:
        return ""
    time = duration(_length(result))
    return f"the last {time}" if result.last == today else f"the {time} up to {full_date(result.last, today)}"


def _nothing_met(reading: Reading) -> str:
    early = reading.results[Sign.EARLY]
    if early.verdict is Verdict.NOT_ENOUGH:
        return f"{_lacking(early)} That is no answer either way."
    return NO_SIGN


def _lacking(result: SignResult) -> str:
    """Why there are not enough days."""
    if result.lacks is Lack.STALE and result.last:
        return f"The newest days are from {full_date(result.last)}. About now there is nothing to say yet."
    ready = f"from {full_date(result.ready)} on the journal is old enough" if result.ready else ""
    said = {
        Lack.WEEKS: "Not enough days to say yet: each of the last two weeks needs a few.",
        Lack.AGE: f"Not enough days to say yet: {ready}.",
    }.get(result.lacks or Lack.DAYS, f"Not enough days to say yet ({result.of} of {result.needs}).")
    if result.too_late:
        late = counted_were(result.too_late, "day")
        said += f" {late} written more than a week later and {late.split()[-1]} not counted."
    return said


def _outcome(result: SignResult) -> str:
    if result.sign is Sign.CRISIS:
        return f"{'tagged' if result.is_met else 'not tagged'} in the last 14 days."
    if result.by_total:
        totals = ", ".join(f"{score.value} on the {score.instrument}" for score in result.scores)
        return f"{result.verdict} by a total ({totals})."
    if SIGNS[result.sign].unit == "week":
        return f"{result.verdict} ({result.counted} of {result.of} weeks)."
    reasons = {
        Lack.STALE: ", the newest of them some time ago",
        Lack.WEEKS: ", a few are needed in each week",
        Lack.AGE: ", in a journal that has just begun",
        Lack.DAYS: f", {result.needs} are needed",
    }
    reason = reasons[result.lacks] if result.lacks else ""
    return f"{result.verdict} ({result.counted} of {counted(result.of, 'day')}{reason})."


def _details(result: SignResult, rules: Rules) -> list[str]:
    lines = _totals(result)
    if result.sign is Sign.CRISIS or result.first is None or result.last is None:
        return lines
    lines.append(
        f"Counted from {full_date(result.first)} to {full_date(result.last)}, the last day you logged."
    )
    if result.days:
        lines.append(f"The days: {day_ranges(result.days)}.")
    elif result.by_total:
        lines.append(f"No day of {counted(result.of, 'day')} was counted.")
    if result.unlogged:
        lines.append(f"Without an entry, and in no share: {counted(result.unlogged, 'day')}.")
    if result.too_late:
        late = counted(result.too_late, "day")
        lines.append(f"Written more than a week later, and not counted: {late}.")
    sections = {section: SimpleNamespace(**numbers) for section, numbers in rules.numbers.items()}
    return [*lines, SIGNS[result.sign].needed.format_map(sections)]
