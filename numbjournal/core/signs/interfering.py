"""Sign 2: it gets in the way of life. What was by choice counts here."""

from numbjournal.core.day import Day
from numbjournal.core.rules import Rules
from numbjournal.core.signs.inputs import SignInputs
from numbjournal.core.signs.result import FORTNIGHT, WEEK, Sign, SignResult, Verdict
from numbjournal.core.signs.window import RecentDays, smallest_count


def interfering(recent: RecentDays, inputs: SignInputs, rules: Rules) -> SignResult:
    """A few days of the last week, or of the last two, or half of few days."""
    strength = rules.whole("interfering.strength")

    def is_in_the_way(day: Day) -> bool:
        return any(
            entry.draft.is_in_the_way
            or any(
                inputs.kinds.get(tagging.tag) == "effect" and (tagging.strength or 0) >= strength
                for tagging in entry.draft.tags
            )
            for entry in day.entries
        )

    fortnight = recent.window(FORTNIGHT)
    days = [day.day for day in fortnight if is_in_the_way(day)]
    in_week = sum(day >= recent.first(WEEK) for day in days)
    takes, takes_in_week = rules.whole("interfering.in_a_fortnight"), rules.whole("interfering.in_a_week")
    if len(fortnight) >= rules.whole("interfering.few_from"):
        takes = min(takes, smallest_count(len(fortnight), rules.share("interfering.of_few")))
    result = SignResult(
        Sign.INTERFERING,
        Verdict.MET if in_week >= takes_in_week or len(days) >= takes else Verdict.NOT_MET,
        counted=len(days),
        of=len(fortnight),
        days=tuple(days),
        takes=takes,
        takes_in_week=takes_in_week,
    )
    return recent.with_window(result, FORTNIGHT)
