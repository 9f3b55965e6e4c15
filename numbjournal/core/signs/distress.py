"""Sign 3a: panic or strong anxiety on several days of a week, or a total that says so."""

from numbjournal.core.day import Day
from numbjournal.core.rules import Rules
from numbjournal.core.signs.finding import WEEK, Result, ScoreHelp, Sign, Verdict
from numbjournal.core.signs.window import Lately

DISTRESS_TAGS = frozenset({"panic", "anxiety"})


def distress(lately: Lately, scores: tuple[ScoreHelp, ...], rules: Rules) -> Result:
    """Strong ones, where a strength was given."""
    strength = rules.whole("distress.strength")

    def is_distress(day: Day) -> bool:
        return any(
            tagging.tag in DISTRESS_TAGS and (tagging.strength is None or tagging.strength >= strength)
            for entry in day.entries
            for tagging in entry.draft.tags
        )

    week = lately.window(WEEK)
    days = [day for day in week if is_distress(day)]
    takes = rules.whole("distress.in_a_week")
    by_days = len(days) >= takes
    return lately.with_left_out(
        Result(
            Sign.DISTRESS,
            Verdict.MET if by_days or scores else Verdict.NOT_MET,
            counted=len(days),
            of=len(week),
            days=tuple(day.day for day in days),
            scores=scores,
            takes=takes,
            by_total=not by_days and bool(scores),
        ),
        WEEK,
    )
