"""What many days say together, in the words of a hand-out."""

from numbjournal.core.day import shown_number
from numbjournal.core.handout import Handout
from numbjournal.core.insight.around import Around
from numbjournal.core.insight.tomorrow import Strategy
from numbjournal.core.insight.trend import Trend
from numbjournal.core.tag import Vocabulary
from numbjournal.wording.days import long_day
from numbjournal.wording.estimates import of_ten
from numbjournal.wording.events import mark_words
from numbjournal.wording.tags import tag_label

TOGETHER = "What many days say together"


def insight_rows(handout: Handout, vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """What many days say together, where there are enough days and it stands out from chance."""
    insights = handout.insights
    if insights is None or not insights.passing:
        return []
    rows: list[tuple[str, ...]] = []
    for found in insights.passing:
        if isinstance(found, Trend):
            rows.append((f"All {found.days} days with a number", _trend_words(found)))
        elif isinstance(found, Strategy):
            rows.append(
                (tag_label(found.tag, vocabulary), _strategy_words(found, insights.tomorrow.compared))
            )
        else:
            rows.append((mark_words(found.mark), _around_words(found)))
    return rows


def _trend_words(trend: Trend) -> str:
    fit = trend.fit
    if fit is None:
        return ""
    start, end = f"{fit.start:.1f}", f"{fit.end:.1f}"
    if fit.begins:
        return (
            f"most like one step, about {start} before {long_day(fit.begins)} and about {end} from then on."
        )
    return f"most like one slow line, from about {start} at the beginning to about {end} at the end."


def _strategy_words(strategy: Strategy, compared: int) -> str:
    pairs = strategy.pairs
    if pairs is None:
        return ""
    return (
        f"Comparing days after it with other days in pairs, and allowing for how the day itself and the weeks"
        f" around it were, the day after was higher in about {of_ten(pairs)}; {strategy.with_it} days with"
        f" it, {strategy.without} without; one of {compared} compared. This could be chance,"
        " or I may do it on days that would go on like that anyway."
    )


def _around_words(around: Around) -> str:
    then, since = around.median_before, around.median_after
    if around.pairs is None or around.slope is None or then is None or since is None:
        return ""
    rise = round(around.slope, 1)
    went = f"going {'up' if rise > 0 else 'down'} by {abs(rise)} a week" if rise else "level"
    return (
        f"The middle is {shown_number(then)} on {around.days_before} days before and {shown_number(since)} on"
        f" {around.days_after} days after. In pairs of them, the later day is higher in about"
        f" {of_ten(around.pairs)}. Before it, the numbers were {went}. That says nothing of why."
    )
