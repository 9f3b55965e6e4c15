"""Insights in words: each figure with how far it can be trusted.

Strategies and marks "go with" numbers, and do not cause them. Each share comes with its number of days, and
each answer that needs more days with how many there are.
"""

from collections.abc import Iterable
from datetime import date

from numbjournal.core.day import Axis, shown_number
from numbjournal.core.flatness import SHARE_FROM, Flatness, Spread
from numbjournal.core.insight import Insights, InsightsPage
from numbjournal.core.insight import around as around_marks
from numbjournal.core.insight import tomorrow as next_days
from numbjournal.core.insight import trend as trends
from numbjournal.core.insight.around import Around
from numbjournal.core.insight.tomorrow import Strategy, Tomorrow
from numbjournal.core.insight.trend import Trend, TrendForm
from numbjournal.core.mark import Mark
from numbjournal.core.onset import ALWAYS
from numbjournal.core.tag import Vocabulary
from numbjournal.core.when import full_date
from numbjournal.wording.counting import capitalized, counted, counted_were, listed
from numbjournal.wording.estimates import roughly, share_words, tenths
from numbjournal.wording.events import mark_words
from numbjournal.wording.report import tag_days
from numbjournal.wording.tags import tag_label

TITLES = {Axis.FEEL: "How much you could feel", Axis.MOOD: "How pleasant it was"}
"""What a page of each axis is called."""


SPREAD = "How different the days were"
"""Its parts, in their order; the second name of the first is for numbers that are not how much."""


FLATNESS, TREND, TOMORROW, AROUND = "How flat", "Gradually or suddenly", "The day after", "Before and after"


def insights_page(
    insights: Insights, vocabulary: Vocabulary, onset: date | None, today: date
) -> InsightsPage:
    """Insights with their sentences."""
    said = {
        FLATNESS if insights.axis is Axis.FEEL else SPREAD: flatness_sentences(insights, vocabulary),
        TREND: trend_sentences(insights, onset),
        TOMORROW: tomorrow_sentences(insights, vocabulary),
        AROUND: around_sentences(insights, today),
    }
    return InsightsPage(insights, vocabulary, onset, said)


def flatness_sentences(insights: Insights, vocabulary: Vocabulary) -> list[str]:
    is_of_feel = insights.axis is Axis.FEEL
    lines = [flat_words(insights.flatness), spread_words(insights.spread)]
    return [
        *(f"{line}." for line in (lines if is_of_feel else lines[1:])),
        *(f"{line}." for line in [ways_words(insights.spread, vocabulary)] if line),
        *too_late_sentences(insights),
    ]


def flat_words(flatness: Flatness) -> str:
    """`60 of 143 days you answered were flat: 42%, roughly 34% to 50%`."""
    share = flatness.share
    if share is None:
        return "No day says how much you could feel"
    said = f"{flatness.flat} of {counted(flatness.answered, 'day')} you answered"
    said += " was flat" if flatness.flat == 1 else " were flat"
    if flatness.answered < SHARE_FROM:
        return f"{said}; not enough days yet for a share ({flatness.answered} of {SHARE_FROM})"
    return f"{said}: {share_words(share)}"


def spread_words(spread: Spread) -> str:
    """`The middle is 4, half of the days are 2 to 5, and all of them 0 to 8`."""
    if spread.quartiles is None or spread.low is None or spread.high is None or spread.middle is None:
        return "No day has a number"
    low, middle, high = (shown_number(number) for number in (spread.low, spread.middle, spread.high))
    if spread.low == spread.high:
        return f"{counted(spread.days, 'day')} with a number, each of them {low}"
    half = " to ".join(shown_number(number) for number in spread.quartiles)
    return (
        f"The middle is {middle}, half of the days are {half}, and all {spread.days} of them {low} to {high}"
    )


def ways_words(spread: Spread, vocabulary: Vocabulary) -> str:
    """`It showed in 7 ways: flat on 9 days, ...`; empty where nothing was tagged."""
    if not spread.ways:
        return ""
    return f"It showed in {counted(len(spread.ways), 'way')}: {tag_days(spread.ways, vocabulary)}"


def too_late_sentences(insights: Insights) -> list[str]:
    if not insights.too_late:
        return []
    return [f"{counted_were(insights.too_late, 'day')} written more than a week later, and left out here."]


def trend_sentences(insights: Insights, onset: date | None) -> list[str]:
    return [*onset_sentences(insights.axis, onset), trend_words(insights.trend)]


def onset_sentences(axis: Axis, onset: date | None) -> list[str]:
    """What the person says of the beginning, which comes before what numbers say."""
    if axis is Axis.MOOD:
        return []
    if onset is None:
        return ['You know more of how it began than numbers do. To say it roughly: numbjournal onset "March"']
    if onset == ALWAYS:
        return ["You said that it has always been like this."]
    return [f"You said that it has been like this since about {full_date(onset)}."]


def trend_words(trend: Trend) -> str:
    """The trend of the numbers, or what it takes to name one."""
    needs = trends.NEEDS
    if trend.days < needs.days:
        return f"Not enough days yet ({trend.days} of {needs.days} days with a number)."
    if trend.form is None:
        return f"Not enough time yet (the numbers lie in {trend.over} of {needs.over} days)."
    if trend.form is TrendForm.LEVEL:
        return f"The numbers show no change of {trends.CHANGE} or more, neither gradual nor sudden."
    fit = trend.fit
    if fit is None:
        return (
            "Unclear: of one level, one step and one line, none describes these days clearly better than the"
            " others."
        )
    start, end = f"{fit.start:.1f}", f"{fit.end:.1f}"
    if fit.begins is not None:
        return (
            f"The numbers look most like one step: about {start} before {full_date(fit.begins)}, about {end}"
            " from then on. The day is a rough one, and numbers say nothing of why."
        )
    return (
        f"The numbers look most like one slow line, from about {start} at the beginning to about {end} at the"
        " end. Numbers say nothing of why."
    )


def tomorrow_sentences(insights: Insights, vocabulary: Vocabulary) -> list[str]:
    """Every strategy that was tagged, whatever came out of it."""
    tomorrow = insights.tomorrow
    few = tomorrow_lacks(insights)
    if few:
        return [few]
    lines = [tomorrow_about(tomorrow)] if tomorrow.compared else []
    for strategy in tomorrow.strategies:
        name = tag_label(strategy.tag, vocabulary)
        lines.append(f"{capitalized(name)}: {strategy_words(strategy)}.")
    return [*lines, *tomorrow_limits(insights)]


def tomorrow_lacks(insights: Insights) -> str:
    """Why nothing is compared at all; empty where there is enough."""
    tomorrow, needs = insights.tomorrow, next_days.NEEDS
    if tomorrow.days < needs.days:
        return f"Not enough days yet ({tomorrow.days} of {needs.days} days with a number, written on time)."
    if not tomorrow.strategies:
        return (
            "Nothing is tagged as tried in this time; the words for it: numbjournal tag list --kind strategy"
        )
    return ""


def tomorrow_about(tomorrow: Tomorrow) -> str:
    """What was compared."""
    return (
        "Compared are the days after something you tried with the days after other days, in pairs, allowing"
        " for how the day itself and the weeks around it were; 5 of 10 is no difference. p tells how often"
        " chance alone would give as much"
        + (f", with all {tomorrow.compared} in view." if tomorrow.compared > 1 else ".")
    )


def tomorrow_limits(insights: Insights) -> list[str]:
    """What it does not say."""
    lines = []
    if insights.tomorrow.compared:
        lines.append(
            "Each of these could be chance, or you may do it on days that would go on like that anyway."
        )
    if insights.late:
        lines.append(f"{counted_were(insights.late, 'day')} written days later, and left out of this.")
    return lines


def strategy_words(strategy: Strategy) -> str:
    """`could be chance. The day after was higher in about 6 of 10 pairs (roughly 5 to 7; ...)`."""
    found = verdict(strategy)
    found = f"{found[0].lower()}{found[1:]}"
    if strategy.pairs is None or strategy.p is None:
        return f"{found} ({strategy_lacks(strategy)})"
    days = f"{counted(strategy.with_it, 'day')} with it, {strategy.without} without; p {shown_p(strategy.p)}"
    return (
        f"{found}. The day after was higher in about {tenths(strategy.pairs.value)} of 10 pairs"
        f" ({roughly(strategy.pairs)}; {days})"
    )


def verdict(strategy: Strategy) -> str:
    """What the figures of a strategy come to: a heading for those of which it is true."""
    if strategy.pairs is None:
        return "Not enough days yet"
    if not strategy.goes_with:
        return "Could be chance"
    return f"Goes with a {'better' if strategy.pairs.value > 0.5 else 'lower'} next day"


def strategy_lacks(strategy: Strategy) -> str:
    """`7 of 10 with it`, `0 of 10 without`."""
    needs = next_days.NEEDS
    with_it, without = strategy.with_it, strategy.without
    return listed(
        [
            *([f"{with_it} of {needs.with_it} with it"] if with_it < needs.with_it else []),
            *([f"{without} of {needs.without} without"] if without < needs.without else []),
        ]
    )


def around_sentences(insights: Insights, today: date) -> list[str]:
    if not insights.around:
        return ['No medicine or event is marked in this time: numbjournal mark add "a move" --kind event']
    lines = [f"{marked(one.mark, today)}: {around_words(one)}" for one in insights.around]
    return [*lines, *around_limits(insights.around)]


def marked(mark: Mark, today: date) -> str:
    """`Friday 2 October, medicine started: medicine A 10 mg`."""
    return f"{'About ' if mark.roughly else ''}{full_date(mark.day, today)}, {mark_words(mark)}"


def around_words(around: Around) -> str:
    """Medians before and after, with their days, pairs and slope; or what is missing."""
    if not around.is_enough or around.median_before is None or around.median_after is None:
        return f"{around_lacks(around)}."
    then, since = shown_number(around.median_before), shown_number(around.median_after)
    return (
        f"the middle is {then} on {counted(around.days_before, 'day')} before and {since} on"
        f" {counted(around.days_after, 'day')} after. {pairs_words(around)}"
    )


def pairs_words(around: Around) -> str:
    """Pairs, the slope that was there before, and what else lies in the same weeks."""
    if around.pairs is None or around.slope is None:
        return ""
    rise = round(around.slope, 1)
    went = f"were going {'up' if rise > 0 else 'down'} by {abs(rise)} a week" if rise else "kept their level"
    higher = f"{tenths(around.pairs.value)} of 10 pairs ({roughly(around.pairs)})"
    said = f"The later day is higher in about {higher}. Before it, the numbers {went}."
    if around.others:
        return f"{said} Within the same weeks: {counted(len(around.others), 'other mark')}."
    return said


def around_lacks(around: Around) -> str:
    """`too early to say (5 of 14 days after)`, without a stop."""
    before, after, needs = around.days_before, around.days_after, around_marks.NEEDS
    if after < needs:
        return f"too early to say ({after} of {needs} days with a number after)"
    return f"not enough days to say ({before} of {needs} days with a number before)"


def around_limits(around: Iterable[Around]) -> list[str]:
    """What it does not say."""
    members = list(around)
    medicine = " For questions about a medicine, whoever prescribes it is the one to ask."
    is_about_medicine = any(one.mark.kind.startswith("medication") for one in members)
    if not any(one.is_enough for one in members):
        return []
    return [f"Numbers before and after say nothing of why.{medicine if is_about_medicine else ''}"]


def shown_p(p: float) -> str:
    """Two decimals, three where it is small."""
    return f"{p:.2f}" if p >= 0.1 else f"{p:.3f}"
