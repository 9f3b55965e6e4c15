"""Sign 2: it gets in the way of life. What was by choice counts here."""

from numbjournal.core.day import Day
from numbjournal.core.rules import Rules
from numbjournal.core.signs.finding import FORTNIGHT, WEEK, Result, ScoreHelp, Sign, Verdict
from numbjournal.core.signs.inputs import Known
from numbjournal.core.signs.window import Lately, least


def interfering(lately: Lately, known: Known, scores: tuple[ScoreHelp, ...], rules: Rules) -> Result:
    """A few days of the last week, or of the last two, or half of few days; or a total."""
    strength = rules.whole("interfering.strength")

    def is_in_the_way(day: Day) -> bool:
        return any(
            entry.draft.is_in_the_way
            or any(
                known.kinds.get(tagging.tag) == "effect" and (tagging.strength or 0) >= strength
                for tagging in entry.draft.tags
            )
            for entry in day.entries
        )

    fortnight = lately.window(FORTNIGHT)
    days = [day for day in fortnight if is_in_the_way(day)]
    in_week = sum(day.day >= lately.first(WEEK) for day in days)
    takes, takes_in_week = rules.whole("interfering.in_a_fortnight"), rules.whole("interfering.in_a_week")
    if len(fortnight) >= rules.whole("interfering.few_from"):
        takes = min(takes, least(len(fortnight), rules.share("interfering.of_few")))
    by_days = in_week >= takes_in_week or len(days) >= takes
    return lately.with_left_out(
        Result(
            Sign.INTERFERING,
            Verdict.MET if by_days or scores else Verdict.NOT_MET,
            counted=len(days),
            of=len(fortnight),
            days=tuple(day.day for day in days),
            scores=scores,
            takes=takes,
            takes_in_week=takes_in_week,
            by_total=not by_days and bool(scores),
        ),
        FORTNIGHT,
    )
