"""The help signs of the journal: where to turn, what the rules count, and what was shown."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from numbjournal.context import Run
from numbjournal.core.day import days_of
from numbjournal.core.mark import STARTS_AND_CHANGES
from numbjournal.core.rules import Rules, with_changes
from numbjournal.core.score import helps_of
from numbjournal.core.signs import (
    CrisisHelp,
    CrisisNote,
    Reading,
    SignInputs,
    crisis_since,
    crisis_tags,
    first_needed,
    is_worth_a_line,
    read_signs,
    recent_notes,
)
from numbjournal.core.signs_shown import ASK_AFTER, Memory, is_time_to_ask, possible
from numbjournal.core.status import HelpingKept
from numbjournal.core.tag import CRISIS_TAGS
from numbjournal.data import sign_rules
from numbjournal.errors import Stopped
from numbjournal.services.events import all_events, questionnaires
from numbjournal.services.facts import is_in_care, onset_of
from numbjournal.services.logged_days import LoggedDays
from numbjournal.store.crisis import crisis_notes
from numbjournal.store.remembered import memory_of, remember, remember_look


def say_where_to_turn(run: Run) -> str | None:
    """Say it if a crisis tag was noted in the last fortnight, before anything is counted.

    Nothing that goes wrong later may keep it back. With `--json` it is a remark, so that a person sees it,
    and the data repeat it.
    """
    tags = crisis_tags(recent_notes(_noted(run), run.today))
    if not tags:
        return None
    text = run.where_to_turn.text(tags[0])
    if run.json:
        run.output.remark(text)
    else:
        run.show(CrisisHelp(text))
    return text


def help_rules(run: Run) -> Rules:
    """The numbers of the rules; those of the settings that do not fit are named at the end of the run."""
    rules = with_changes(sign_rules(), run.settings.rules)
    run.settings.warnings.update({warning: warning for warning in rules.warnings})
    return rules


def read_help_signs(run: Run, days: LoggedDays, rules: Rules) -> Reading:
    """Apply every rule, up to the last logged day."""
    return read_signs(_inputs(run, days, rules, run.today), rules)


def read_handout_signs(run: Run, days: LoggedDays, rules: Rules, last: date, *, private: bool) -> Reading:
    """The same up to the last day of a hand-out, with private entries or without them.

    A tag of the person's own counts as the crisis tag that it spells. In a report it does not: there the
    person was asked "Did you mean ...?" and meant their own word.
    """
    # On a page about an older time, what was written after it counts by its day alone.
    noted = [
        note._replace(written=note.written if note.written <= last else note.day)
        for note in _noted(run)
        if note.day <= last and (private or not note.is_private)
    ]
    inputs = _inputs(run, days, rules, last, private=private)
    return read_signs(inputs._replace(stands_for=run.vocabulary.stands_for, noted=noted), rules)


def shown_memory(run: Run) -> Memory:
    """What was last shown of the signs, without days that only a wrong clock can have made."""
    return possible(memory_of(run.journal), run.today + timedelta(days=1))


def hint_at_report(run: Run) -> None:
    """Tell somebody who only ever logs, now and then, that the report has something to read.

    That it was looked at today is kept, whatever was found.
    """
    memory, rules = shown_memory(run), help_rules(run)
    remember_look(run.journal, run.today)
    reading = read_help_signs(run, LoggedDays(run), rules)
    if is_worth_a_line(reading, memory, run.today, rules, in_care=is_in_care(run)):
        run.output.remark("There is something in your week worth reading: numbjournal report")
        remember(run.journal, memory._replace(hinted=run.today))


def _inputs(run: Run, days: LoggedDays, rules: Rules, today: date, *, private: bool = True) -> SignInputs:
    events, starts_at = all_events(run), run.settings.day_starts_at
    scores = helps_of(events.between(None, today).scores, questionnaires())
    known = run.journal.first_and_last_day(private=private)
    if known is None:
        return SignInputs(today, {}, scores=scores)
    # If the last day is after `today`, which one was logged before it is not known yet.
    last = known[1] if known[1] <= today else today - timedelta(days=rules.whole("stale.days"))
    medicines = [mark.day for mark in events.marks if mark.kind in STARTS_AND_CHANGES]
    entries = [
        entry
        for entry in days.entries_between(first_needed(rules, last, medicines), today)
        if private or not entry.draft.private
    ]
    return SignInputs(
        today,
        days_of(entries, starts_at=starts_at),
        entries,
        run.vocabulary.kinds,
        began=known[0],
        onset=onset_of(run),
        medicines=medicines,
        scores=scores,
        noted=_noted(run),
    )


def _noted(run: Run) -> Sequence[CrisisNote]:
    stands_for = {tag: tag for tag in CRISIS_TAGS}
    since, starts_at = crisis_since(run.today), run.settings.day_starts_at
    return crisis_notes(run.journal, stands_for, since, run.clock(), starts_at)


def ask_whether_it_helps(run: Run) -> None:
    """Once, after four weeks of use, on a day on which nothing else was pointed out."""
    journal, today = run.journal, run.today
    memory, began = shown_memory(run), journal.began
    days = len(LoggedDays(run).between(today - ASK_AFTER + timedelta(days=1), today))
    if not began or not is_time_to_ask(memory, began.astimezone().date(), today, days):
        return
    # Kept first: whatever happens at the question, it is not asked again.
    remember(journal, memory._replace(asked=today))
    with suppress(Stopped):
        if helping := run.prompts.helping():
            journal.set_fact("helping", helping, "asked")
            run.show(HelpingKept(helping))
