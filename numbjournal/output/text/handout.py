"""What goes into a hand-out and what stays out, said before it is written."""

from collections.abc import Sequence

from numbjournal.core.handout import Handout
from numbjournal.core.insight import Insights
from numbjournal.core.text import visible
from numbjournal.core.when import full_date
from numbjournal.output.json import JsonPage
from numbjournal.output.text.page import TextPage
from numbjournal.wording.counting import counted, listed, quoted

MANY_WORDS = 12
"""Own words above which the rest are counted instead of listed."""


class HandoutSentences:
    """The preview goes to stderr, as talk does; that it is written is the result. `out` says both."""

    def __init__(self, out: TextPage) -> None:
        self.out = out

    def preview(self, handout: Handout, target: str) -> None:
        first, last = handout.span
        days = full_date(last) if first == last else f"{full_date(first)} to {full_date(last)}"
        self.out.remark(f"The hand-out, {days}, for {visible(target)}")
        self._list("Goes in:", _goes_in(handout))
        self._list("Stays out:", _stays_out(handout) or ["nothing of this time"])

    def written(self, handout: Handout, target: str) -> None:  # noqa: ARG002  (for JSON)
        self.out.result(f"Written, readable by your account only: {visible(target)}")

    def _list(self, heading: str, items: list[str]) -> None:
        self.out.remark("\n".join([heading, *(f"- {item}" for item in items)]))


class HandoutData(HandoutSentences):
    """The same as data, at the end."""

    def __init__(self, out: JsonPage) -> None:
        super().__init__(out)
        self._data = out.data

    def written(self, handout: Handout, target: str) -> None:
        span, report = handout.span, handout.report
        self._data(
            "export",
            {
                "path": target,
                "first": span.first.isoformat(),
                "last": span.last.isoformat(),
                "days": report.logged,
                "left_out": handout.left_out._asdict(),
            },
        )


def _goes_in(handout: Handout) -> list[str]:
    report, options = handout.report, handout.options
    asked = sum(quotes.for_session for quotes in handout.quotes)
    others = len(handout.quotes) - asked
    parts = [
        f"{report.logged} of {counted(report.length, 'day')}: numbers and tags"
        if report.logged
        else "no day: there is no entry in this time",
        f"tags in your own words: {_words(handout.own_tags)}" if handout.own_tags else "",
        "what the help signs counted",
        f"your words from {counted(asked, 'entry')} for your session" if asked else "",
        f"your words from {counted(others, 'entry')} more" if others else "",
        counted(len(options.focus), "line") + " of what you want to talk about" if options.focus else "",
        counted(len(report.beside.marks), "mark") + ": medicines and events" if report.beside.marks else "",
        counted(len(report.beside.scores), "total") + " of questionnaires" if report.beside.scores else "",
        "since when it has been like this" if handout.onset else "",
        "what may lie behind it" if options.causes else "",
        "thoughts of suicide and self-harm, where they are tagged" if options.safety else "",
        _insights(handout.insights) if handout.insights else "",
        "private entries" if options.private else "",
        "the name you gave" if options.name else "",
    ]
    return [part for part in parts if part]


def _insights(insights: Insights) -> str:
    """What of the insights can be said, or that nothing can."""
    sentences = len(insights.passing)
    if not sentences:
        return "nothing of what many days say together (too few days, or nothing stands out)"
    return f"{counted(sentences, 'sentence')} of what many days say together"


def _stays_out(handout: Handout) -> list[str]:
    left = handout.left_out
    parts = [
        f"{left.private} private {'entry' if left.private == 1 else 'entries'} (--include-private)"
        if left.private
        else "",
        f"your words of {counted(left.notes, 'entry')} (--notes all)" if left.notes else "",
        f"what may lie behind it, on {counted(left.causes, 'entry')} (--with causes)" if left.causes else "",
        f"thoughts of suicide or self-harm, on {counted(left.crisis, 'entry')} (--with safety)"
        if left.crisis
        else "",
    ]
    return [part for part in parts if part]


def _words(words: Sequence[str]) -> str:
    more = len(words) - MANY_WORDS
    return listed([*map(quoted, words[:MANY_WORDS]), *([f"{more} more"] if more > 0 else [])])
