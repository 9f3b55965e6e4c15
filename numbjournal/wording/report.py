"""A report in words: its title, its days and its figures."""

from collections.abc import Callable, Sequence
from datetime import date

from numbjournal.core.calendar import DAYS_OF_WEEK
from numbjournal.core.day import Day, shown_number
from numbjournal.core.report import Report, Week
from numbjournal.core.tag import Vocabulary
from numbjournal.core.text import one_line
from numbjournal.core.when import full_date
from numbjournal.wording.counting import capitalized, counted, shortened
from numbjournal.wording.days import short_day
from numbjournal.wording.events import beside_words
from numbjournal.wording.tags import tag_label

MOST_TAGS = 6
"""How many tags of a kind are named at most."""

MIDDLE = "Middle"

MOMENTS = 3
"""How many of the newest moments that got through are quoted."""

TagWords = Callable[[Sequence[tuple[str, int]], Vocabulary], str]
"""Tags by id with their days, the most frequent first, in words."""


def footer(topic: str) -> list[str]:
    """The last lines of every report."""
    return [f"To read: numbjournal learn {topic}", "To talk: numbjournal crisis"]


def title(report: Report) -> str:
    """What the range of days is called."""
    return "Your week" if report.length == DAYS_OF_WEEK else f"Your {counted(report.length, 'day')}"


def day_sentence(day: Day | None, vocabulary: Vocabulary) -> str:
    """`3 of 10. Flat, lost interest.`, `can't tell.`, or `no entry.`"""
    if day is None:
        return "no entry."
    seen = day.shown
    said = f"{shown_number(seen.feel)} of 10" if seen.feel is not None else seen.answer
    late = ", written later" if seen.is_hollow else ""
    labels = ", ".join(day_tags(day, vocabulary))
    return f"{said}{late}." + (f" {capitalized(labels)}." if labels else "")


def day_tags(day: Day, vocabulary: Vocabulary) -> list[str]:
    """The labels of a day's tags, in the order they were written."""
    ids = dict.fromkeys(tagging.tag for entry in day.entries for tagging in entry.draft.tags)
    return [tag_label(id, vocabulary) for id in ids]


def facts(report: Report, vocabulary: Vocabulary, tag_words: TagWords | None = None) -> list[tuple[str, str]]:
    """The figures as names and texts without a full stop; figures from too few days are left out.

    `tag_words` writes tags and their days, if not in plain words; distress is always in plain words.
    """
    named_tags = tag_words or tag_days
    if not report.logged:
        return []
    shown = [*report.tags["manifestation"], *report.tags["body"]]
    shown.sort(key=lambda found: -found[1])
    moments = [f"{_day_name(moment.day, report)}: {_quote(moment.text)}" for moment in report.got_through]
    beside = [f"{_day_name(day, report)}, {words}" for day, words in beside_words(report.beside)]
    named = [
        (MIDDLE, _middles(report)),
        ("Spread", _spread(report)),
        ("Written later", _too_late(report.too_late)),
        ("Pleasant", _pleasant(report)),
        ("Showed up", named_tags(shown, vocabulary)),
        ("In the way", _in_the_way(report, vocabulary, named_tags)),
        ("Distress", tag_days(report.tags["distress"], vocabulary)),
        ("You tried", tag_days(report.tags["strategy"], vocabulary)),
        ("Your own", tag_days(report.tags["own"], vocabulary)),
        ("Got through", "; ".join(moments[-MOMENTS:])),
        ("Marked", "; ".join(beside[::-1])),
    ]
    return [fact for fact in named if fact[1]]


def _day_name(day: date, report: Report) -> str:
    """`Sat` within a week, `7 Nov` in a longer time."""
    return full_date(day)[:3] if report.length <= DAYS_OF_WEEK else short_day(day)


def _middles(report: Report) -> str:
    """The middle now, before, and usually."""
    is_week = report.length == DAYS_OF_WEEK
    found = (
        (report.middle, "this week" if is_week else "in this time"),
        (report.before, "the week before" if is_week else "in the same time before"),
        (report.usual, "is your usual"),
    )
    return ", ".join(f"{shown_number(value)} {when}" for value, when in found if value is not None)


def _spread(report: Report) -> str:
    """The range of the days, and how many there are."""
    numbers = ""
    if report.low is not None and report.high is not None:
        numbers = f"{shown_number(report.low)} to {shown_number(report.high)}; "
    late = f", {report.late} of them written later" if report.late else ""
    return f"{numbers}{report.logged} of {counted(report.length, 'day')} logged{late}"


def _too_late(days: int) -> str:
    return f"{counted(days, 'day')} more than a week later: shown, but not counted" if days else ""


def week_days(week: Week) -> str:
    """`6 of 7 days`; `5 of 6 counted` if some of those with an entry were written too late."""
    if not week.logged:
        return "no entry"
    if week.too_late:
        return f"{week.logged - week.too_late} of {week.logged} counted"
    return f"{week.logged} of {counted(week.length, 'day')}"


def _pleasant(report: Report) -> str:
    if report.mood is None:
        return ""
    return f"the middle is {shown_number(report.mood)} of 10, on {counted(report.mood_days, 'day')}"


def _in_the_way(report: Report, vocabulary: Vocabulary, named_tags: TagWords) -> str:
    much = f"a lot on {counted(report.in_the_way, 'day')}" if report.in_the_way else ""
    return ", ".join(part for part in (much, named_tags(report.tags["effect"], vocabulary)) if part)


def tag_days(found: Sequence[tuple[str, int]], vocabulary: Vocabulary) -> str:
    """`flat on 3 days, headache`: the most frequent tags, with their days where there are several."""
    named = [
        tag_label(id, vocabulary) + (f" on {days} days" if days > 1 else "") for id, days in found[:MOST_TAGS]
    ]
    more = len(found) - len(named)
    return ", ".join([*named, *([f"and {more} more"] if more else [])])


def _quote(text: str) -> str:
    return f'"{shortened(one_line(text))}"'
