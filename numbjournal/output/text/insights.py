"""Insights in sentences, and as data; `drawn_insights` draws them.

Strategies and marks "go with" numbers here, and lead to none. Beside each share stands how many days it is
of, and where there are too few days, how many of how many there are.
"""

from datetime import date
from typing import Any

from numbjournal.core.day import Axis
from numbjournal.core.estimate import Estimate
from numbjournal.core.flatness import Flatness
from numbjournal.core.insight import Insights
from numbjournal.core.insight import around as around_marks
from numbjournal.core.insight import shape as shapes
from numbjournal.core.insight import tomorrow as next_days
from numbjournal.core.insight.around import Around
from numbjournal.core.insight.shape import Shape
from numbjournal.core.insight.tomorrow import Strategy
from numbjournal.core.tag import Vocabulary
from numbjournal.core.when import full_date
from numbjournal.output.json import JsonPage
from numbjournal.output.text.events import mark_data
from numbjournal.output.text.page import TextPage
from numbjournal.wording.insights import (
    SPREAD,
    TITLES,
    around_sentences,
    flatness_sentences,
    shape_sentences,
    tomorrow_sentences,
)

FLATNESS, SHAPE, TOMORROW, AROUND = "How flat", "Gradually or suddenly", "The day after", "Before and after"


class InsightSentences:
    """Insights, one fact a line. `out` is the screen they are said on."""

    def __init__(self, out: TextPage) -> None:
        self.out = out

    def insights(self, insights: Insights, vocabulary: Vocabulary, onset: date | None) -> None:
        first, last = (full_date(day) for day in insights.span)
        self.out.result(f"{TITLES[insights.axis]}, {first} to {last}.")
        for title, lines in self._parts(insights, vocabulary, onset).items():
            self.out.result(f"{title}:")
            for line in lines:
                self.out.result(line)

    def _parts(self, insights: Insights, vocabulary: Vocabulary, onset: date | None) -> dict[str, list[str]]:
        """What each part is called, and its sentences."""
        return {
            FLATNESS if insights.axis is Axis.FEEL else SPREAD: flatness_sentences(insights, vocabulary),
            SHAPE: shape_sentences(insights, onset),
            TOMORROW: tomorrow_sentences(insights, vocabulary),
            AROUND: around_sentences(insights, self.out.today),
        }


class InsightData(InsightSentences):
    """The same as data, with every figure behind it."""

    def __init__(self, out: JsonPage) -> None:
        super().__init__(out)
        self._data = out.data

    def insights(self, insights: Insights, vocabulary: Vocabulary, onset: date | None) -> None:
        said = [line for lines in self._parts(insights, vocabulary, onset).values() for line in lines]
        self._data("insights", {**insights_data(insights, onset), "said": said})


# In sentences


# As data


def insights_data(insights: Insights, onset: date | None) -> dict[str, Any]:
    """Every figure for `--json`: days as ISO dates, shares 0 to 1, numbers unrounded; null where too few."""
    return {
        "of": insights.axis.value,
        "first": insights.span.first.isoformat(),
        "last": insights.span.last.isoformat(),
        "logged": insights.logged,
        "late": insights.late,
        "too_late": insights.too_late,
        "weeks": list(insights.weeks),
        "onset": _iso(onset),
        "flatness": _flatness_data(insights.flatness, insights.span.last),
        "spread": {**insights.spread._asdict(), "ways": dict(insights.spread.ways)},
        "shape": _shape_data(insights.shape),
        "tomorrow": {
            "days": insights.tomorrow.days,
            "needs": next_days.NEEDS._asdict(),
            "compared": insights.tomorrow.compared,
            "strategies": [_strategy_data(strategy) for strategy in insights.tomorrow.strategies],
        },
        "around": [_around_data(one) for one in insights.around],
    }


def _flatness_data(flatness: Flatness, last: date) -> dict[str, Any]:
    other = flatness.last_other
    return {
        "flat": flatness.flat,
        "answered": flatness.answered,
        "share": _estimate(flatness.share),
        "longest_run": flatness.longest,
        "last_other": _iso(other),
        "days_since_other": (last - other).days if other else None,
    }


def _shape_data(shape: Shape) -> dict[str, Any]:
    return {
        "days": shape.days,
        "over": shape.over,
        "needs": shapes.NEEDS._asdict(),
        "form": shape.form,
        "lead": shape.lead if shape.form else None,
        "fits": {
            form.value: {**fit._asdict(), "change": fit.change, "begins": _iso(fit.begins)}
            for form, fit in shape.fits.items()
        },
    }


def _strategy_data(strategy: Strategy) -> dict[str, Any]:
    return {
        **strategy._asdict(),
        "pairs": _estimate(strategy.pairs),
        "goes_with": strategy.goes_with,
    }


def _around_data(around: Around) -> dict[str, Any]:
    return {
        **around._asdict(),
        "mark": mark_data(around.mark),
        "pairs": _estimate(around.pairs),
        "needs": around_marks.NEEDS,
        "others": [mark_data(mark) for mark in around.others],
    }


def _estimate(estimate: Estimate | None) -> dict[str, float] | None:
    return estimate._asdict() if estimate else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
