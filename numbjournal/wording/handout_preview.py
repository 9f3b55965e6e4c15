"""What goes into a hand-out and what stays out, said before it is written."""

from collections.abc import Sequence

from numbjournal.core.handout import Handout
from numbjournal.core.insight import Insights
from numbjournal.core.text import visible
from numbjournal.core.when import full_date
from numbjournal.wording.counting import counted, listed, quoted

MOST_WORDS = 12
"""More of the person's own words than this are counted instead of listed."""


def preview_paragraphs(handout: Handout, target: str) -> list[str]:
    """The heading, then a list of what goes in and a list of what stays out."""
    first, last = handout.span
    days = full_date(last) if first == last else f"{full_date(first)} to {full_date(last)}"
    return [
        f"The hand-out, {days}, for {visible(target)}",
        _list("Goes in:", _goes_in(handout)),
        _list("Stays out:", _stays_out(handout) or ["nothing of this time"]),
    ]


def left_out_sentence(entries: int) -> str:
    """How many private entries stay out of an export, and how to include them."""
    stays, them = ("stays", "it") if entries == 1 else ("stay", "them")
    return f"{counted(entries, 'private entry')} {stays} out. To take {them} along: --include-private"


def _list(heading: str, items: Sequence[str]) -> str:
    return "\n".join([heading, *(f"- {item}" for item in items)])


def _goes_in(handout: Handout) -> list[str]:
    report, options = handout.report, handout.options
    asked = sum(quote.for_session for quote in handout.quotes)
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
    """How many insights there are to say, or that there are none."""
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
    more = len(words) - MOST_WORDS
    return listed([*map(quoted, words[:MOST_WORDS]), *([f"{more} more"] if more > 0 else [])])
