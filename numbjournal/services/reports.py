"""Looking back: what a report, a calendar and the help signs are made from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from numbjournal.errors import NotFound

if TYPE_CHECKING:
    from numbjournal.context import Run
    from numbjournal.core.calendar import Month
    from numbjournal.core.day import Axis, Day
    from numbjournal.core.entry import Entry
    from numbjournal.core.handout import HandoutOptions
    from numbjournal.core.insight import Insights
    from numbjournal.core.report import Report
    from numbjournal.core.rules import Rules
    from numbjournal.core.signs import CrisisNote, Reading
    from numbjournal.core.signs_shown import Memory


class LookingBack:
    """Reads a stretch of days once, for however many questions of a run."""

    def __init__(self, run: "Run") -> None:
        self._run = run
        self._read_days: tuple[date, date] | None = None
        self._read_story: Mapping[date, Day] = {}

    def report(self, first: date, last: date) -> "Report":
        """What there is to say of a stretch of days, both ends included."""
        from numbjournal.core.report import needed_from, report_of

        story = self._story_between(needed_from(first, last), last)
        return report_of(story, first, last, self._run.vocabulary.kinds, self._run.events.all)

    def signs(self, today: date | None = None, options: "HandoutOptions | None" = None) -> "Reading":
        """Every help rule, up to the last logged day before or on a day; for a hand-out, by its choices."""
        from numbjournal.core.day import counting, days_of
        from numbjournal.core.mark import STARTS_AND_CHANGES
        from numbjournal.core.score import helps_of
        from numbjournal.core.signs import Known, first_needed, read_signs, shipped_crisis

        day = today or self._run.today
        span = self._run.journal.first_and_last_day(private=options is None or options.private)
        totals = self._run.events.all.between(None, day).scores
        scores = helps_of(totals, self._run.events.instruments)
        if span is None:
            return read_signs(Known(day, {}, scores=scores), self.rules)
        # Up to an earlier day than the last, nobody knows yet which one before it was logged.
        last = span[1] if span[1] <= day else day - timedelta(days=self.rules.whole("stale.days"))
        medicines = [mark.day for mark in self._run.events.all.marks if mark.kind in STARTS_AND_CHANGES]
        story = self._story_between(first_needed(self.rules, last, medicines), day)
        noted = self._noted
        if options is not None:
            from numbjournal.core.handout import without_private

            kept = without_private(_entries_of(story), options)
            story = days_of(kept, for_story=True, starts_at=self._run.settings.day_starts_at)
            # On a page about an older time, what was written after it counts by its day alone.
            noted = [
                note._replace(written=note.written if note.written <= day else note.day)
                for note in noted
                if note.day <= day and (options.private or not note.is_private)
            ]
        known = Known(
            day,
            counting(story),
            _entries_of(story),
            self._run.vocabulary.kinds,
            began=span[0],
            onset=self.onset,
            medicines=medicines,
            scores=scores,
            # A report says it to the person, who was asked "Did you mean ...?" and meant their own word.
            stands_for=shipped_crisis if options is None else self._run.vocabulary.stands_for,
            noted=noted,
        )
        return read_signs(known, self.rules)

    def say_what_is_ahead(self, first: date | None = None, last: date | None = None) -> None:
        """One line about entries that are dated after today, on a page about days up to today."""
        from numbjournal.wording.future_entries import ahead_words

        today = self._run.today
        if (last is None or last >= today) and (first is None or first <= today) and self.ahead:
            self._run.voice.remark(ahead_words(self.ahead, today, are_shown=False))

    def say_what_is_ahead_of(self, entries: "Sequence[Entry]") -> None:
        """One line where entries that are shown are dated after today."""
        days = Counter(entry.draft.day for entry in entries if entry.draft.day > self._run.today)
        if days:
            from numbjournal.wording.future_entries import ahead_words

            ahead = sorted(days.items())
            self._run.voice.remark(ahead_words(ahead, self._run.today, are_shown=True))

    @cached_property
    def ahead(self) -> "Sequence[tuple[date, int]]":
        """The days after today with an entry, and how many they have."""
        return self._run.journal.days_after(self._run.today)

    @property
    def memory(self) -> "Memory":
        """What was last shown of the help signs; nothing of days that a wrong clock made up."""
        from numbjournal.core.signs_shown import possible

        return possible(self._run.journal.memory, self._run.today + timedelta(days=1))

    @property
    def crisis_tags(self) -> "Sequence[str]":
        """The crisis tags that stand first just now; asked before anything is counted."""
        from numbjournal.core.signs import crisis_tags, lately_noted

        return crisis_tags(lately_noted(self._noted, self._run.today))

    @cached_property
    def _noted(self) -> "Sequence[CrisisNote]":
        from numbjournal.core.signs import crisis_since
        from numbjournal.core.tag import CRISIS_TAGS
        from numbjournal.store.crisis import crisis_notes

        stands_for = {tag: tag for tag in CRISIS_TAGS}
        since, now = crisis_since(self._run.today), self._run.clock()
        return crisis_notes(self._run.journal, stands_for, since, now, self._run.settings.day_starts_at)

    def months(self, first: date, last: date) -> "Sequence[Month]":
        """The months from that of `first` to that of `last`."""
        from numbjournal.core.calendar import months_of
        from numbjournal.store.day_ranges import glances

        end = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        journal, today = self._run.journal, self._run.today
        span = journal.first_and_last_day()
        days = glances(journal, first.replace(day=1), min(end, today), self._run.settings.day_starts_at)
        return months_of(days, first, last, today, span[0] if span else None)

    def insights(self, first: date | None, last: date | None, axis: "Axis") -> "Insights":
        """What can be said of many days together; None is an open end.

        Raises NotFound where there is no entry in that time.
        """
        from numbjournal.core.insight import insights_of
        from numbjournal.core.when import Span

        known = self._run.journal.first_and_last_day()
        if known is None:
            raise NotFound("There is no entry yet.", "numbjournal log 2 flat")
        # Before the first and after the last entry, no day is missing.
        span = Span(max(first or known[0], known[0]), min(last or self._run.today, known[1]))
        entries = self.entries_between(*span) if span.first <= span.last else []
        if not entries:
            raise NotFound("There is no entry in that time.", "numbjournal insights")
        kinds, marks = self._run.vocabulary.kinds, self._run.events.all.marks
        return insights_of(entries, span, kinds, marks, axis, self._run.settings.day_starts_at)

    @cached_property
    def rules(self) -> "Rules":
        """The numbers of the help rules; those that do not fit are said at the end."""
        from numbjournal.core.rules import with_changes
        from numbjournal.data import sign_rules

        rules = with_changes(sign_rules(), self._run.settings.rules)
        self._run.settings.slips.update({slip: slip for slip in rules.slips})
        return rules

    @property
    def in_care(self) -> bool:
        """Whether the person said that they already have care."""
        return self._run.journal.fact("care") == "yes"

    @property
    def onset(self) -> date | None:
        """Since when it has been like this, if that was said."""
        said = self._run.journal.fact("onset")
        return date.fromisoformat(said) if said else None

    def hint_at_the_report(self) -> None:
        """For somebody who only ever logs, now and then: that there is something to read.

        That it was looked today is kept, whatever was found.
        """
        from numbjournal.core.signs import is_worth_a_line

        today, memory = self._run.today, self.memory
        self._run.journal.remember_looked(today)
        if is_worth_a_line(self.signs(), memory, today, self.rules, in_care=self.in_care):
            self._run.voice.remark("There is something in your week worth reading: numbjournal report")
            self._run.journal.remember(memory._replace(hinted=today))

    def entries_between(self, first: date, last: date) -> "list[Entry]":
        """The entries about a stretch of days, the oldest day first, without the text of their notes."""
        return _entries_of(self._story_between(first, last))

    def _story_between(self, first: date, last: date) -> "dict[date, Day]":
        """Every day of a stretch; what was read for one question of a run is not read again for the next."""
        from numbjournal.core.day import days_of
        from numbjournal.store.day_ranges import entries_without_notes

        if self._read_days is None or first < self._read_days[0] or last > self._read_days[1]:
            begin, end = self._read_days or (first, last)
            self._read_days = (min(first, begin), max(last, end))
            self._read_story = days_of(
                entries_without_notes(self._run.journal, *self._read_days),
                for_story=True,
                starts_at=self._run.settings.day_starts_at,
            )
        return {day: found for day, found in self._read_story.items() if first <= day <= last}


def _entries_of(days: "Mapping[date, Day]") -> "list[Entry]":
    return [entry for day in days.values() for entry in day.entries]
