"""Reports: a range of days, and what the help signs say."""

from contextlib import suppress
from datetime import date

from numbjournal.context import Run
from numbjournal.core.report import ReportPage, SignReasons, SignsSnoozed, needed_from, report_of
from numbjournal.core.signs import advise, memory_after, snoozed_memory
from numbjournal.errors import Refused
from numbjournal.services.events import all_events
from numbjournal.services.facts import is_in_care
from numbjournal.services.help_signs import help_rules, read_help_signs, shown_memory
from numbjournal.services.logged_days import LoggedDays
from numbjournal.store.remembered import memory_of, remember
from numbjournal.wording.signs import paragraph, topic_for, why


def report_page(run: Run, first: date, last: date, where_to_turn: str | None) -> ReportPage:
    """The report about a range of days, both ends included."""
    days, rules = LoggedDays(run), help_rules(run)
    reading = read_help_signs(run, days, rules)
    advice = advise(reading, shown_memory(run), run.today, rules, in_care=is_in_care(run))
    story = days.between(needed_from(first, last), last)
    return ReportPage(
        report_of(story, first, last, run.vocabulary.kinds, all_events(run)),
        run.vocabulary,
        reading,
        advice,
        [run.again(line) for line in paragraph(reading, advice, rules, last)],
        topic_for(reading, advice),
        where_to_turn,
    )


def remember_shown(run: Run, page: ReportPage) -> None:
    """Remember what has reached a person; that the journal is busy is not an error."""
    memory = shown_memory(run)
    after = memory_after(page.advice, page.reading, memory, run.today)
    if after != memory and not run.json:
        with suppress(Refused):
            remember(run.journal, after)


def sign_reasons(run: Run, where_to_turn: str | None) -> SignReasons:
    """What the help rules counted."""
    rules = help_rules(run)
    reading = read_help_signs(run, LoggedDays(run), rules)
    return SignReasons(reading, why(reading, rules, in_care=is_in_care(run)), where_to_turn)


def snooze_signs(run: Run, until: date | None, where_to_turn: str | None) -> SignsSnoozed:
    """Let the help signs wait until a day, or end that."""
    memory = memory_of(run.journal)
    if until is None:
        remember(run.journal, memory._replace(snoozed_until=None))
    else:
        reading = read_help_signs(run, LoggedDays(run), help_rules(run))
        remember(run.journal, snoozed_memory(reading, memory, until))
    return SignsSnoozed(until, where_to_turn)
