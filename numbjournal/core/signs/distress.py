"""Sign 3a: panic or strong anxiety on several days of a week."""

from numbjournal.core.day import Day
from numbjournal.core.rules import Rules
from numbjournal.core.signs.inputs import SignInputs
from numbjournal.core.signs.result import WEEK, Sign, SignResult, Verdict
from numbjournal.core.signs.window import RecentDays

DISTRESS_TAGS = frozenset({"panic", "anxiety"})


def distress(recent: RecentDays, _: SignInputs, rules: Rules) -> SignResult:
    """Only strong ones count, where a strength was given."""
    strength = rules.whole("distress.strength")

    def is_distress(day: Day) -> bool:
        return any(
            tagging.tag in DISTRESS_TAGS and (tagging.strength is None or tagging.strength >= strength)
            for entry in day.entries
            for tagging in entry.draft.tags
        )

    week = recent.window(WEEK)
    days = [day.day for day in week if is_distress(day)]
    takes = rules.whole("distress.in_a_week")
    result = SignResult(
        Sign.DISTRESS,
        Verdict.MET if len(days) >= takes else Verdict.NOT_MET,
        counted=len(days),
        of=len(week),
        days=tuple(days),
        takes=takes,
    )
    return recent.with_window(result, WEEK)
