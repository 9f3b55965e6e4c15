"""One run of the program: its settings, clock, journal and screen, each made on first touch.

The only place that defers imports: what is heavy (Rich, sqlite-utils, dateutil) is loaded when a command
first reaches for it through the session, and every other file imports at its top.
"""

import os
import sys
import warnings
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer

from numbjournal.errors import NotFound, NumbjournalError, Refused

if TYPE_CHECKING:
    from numbjournal.catalogue import Catalogue
    from numbjournal.core.beside import Beside
    from numbjournal.core.calendar import Month
    from numbjournal.core.entry import Draft, Entry
    from numbjournal.core.handout import Choices, Handout
    from numbjournal.core.history import Purged
    from numbjournal.core.keeping import Finding, Kept, Restored
    from numbjournal.core.mark import Mark
    from numbjournal.core.phrase import Phrase
    from numbjournal.core.pieces import Choice, Exported, Imported, Piece
    from numbjournal.core.rules import Rules
    from numbjournal.core.score import Instrument, Score
    from numbjournal.core.signs import Reading
    from numbjournal.core.tag import Vocabulary
    from numbjournal.core.topic import Topic
    from numbjournal.core.week import Report
    from numbjournal.core.when import Span
    from numbjournal.exports import Drawn
    from numbjournal.screen.beside import BesideSentences
    from numbjournal.screen.calendar import CalendarSentences
    from numbjournal.screen.editor import Editor
    from numbjournal.screen.entries import EntriesSentences
    from numbjournal.screen.envelope import JsonScreen
    from numbjournal.screen.example import ExampleSentences
    from numbjournal.screen.exchange import ExchangeSentences
    from numbjournal.screen.handout import HandoutSentences
    from numbjournal.screen.plain import PlainScreen
    from numbjournal.screen.prompts import Prompts
    from numbjournal.screen.terminal import TerminalScreen
    from numbjournal.screen.week import WeekSentences
    from numbjournal.settings import Settings
    from numbjournal.store.driver import Connection
    from numbjournal.store.journal import Journal
    from numbjournal.store.unsaved import Unsaved
    from numbjournal.where_to_turn import WhereToTurn

Clock = Callable[[], datetime]
Each = TypeVar("Each")

MANY = 1000
"""More things than this take long enough for a bar."""


def system_clock() -> datetime:
    """Now, in the machine's zone."""
    return datetime.now().astimezone()


class Session:
    """What a command works with. `clock` and `environ` are given by tests."""

    def __init__(self, clock: Clock = system_clock, environ: Mapping[str, str] = os.environ) -> None:
        self.clock = clock
        self.environ = environ
        self.json = False
        self.command = ""
        self.made_journal: Path | None = None
        self._plain = False
        self._journal_option: str | None = None
        self._journal: Journal | None = None
        self._read_days: tuple[date, date] | None = None
        self._read_entries: Sequence[Entry] = ()

    @staticmethod
    def of(context: typer.Context) -> "Session":
        """The session of a running command."""
        session: Session = context.obj
        session.command = context.command_path
        return session

    def hint_here(self, hint: str) -> str:
        """A hint for the command that was typed: what reads days and words does not know for whom it does."""
        is_elsewhere = hint.startswith(("numbjournal log ", "numbjournal list "))
        if is_elsewhere and self.command and not hint.startswith(f"{self.command} "):
            return f"{self.command} --help"
        return hint

    def use(self, *, journal: str | None = None, plain: bool = False, json: bool = False) -> None:
        """Take over options from the command line."""
        self._journal_option = journal or self._journal_option
        self._plain = self._plain or plain
        self.json = self.json or json

    # Settings and days

    def save_setting(self, name: str, values: Sequence[str]) -> None:
        """Check and keep a setting; no values let it go back to its default.

        Raises NotFound, Misuse, or Refused when the file cannot be written.
        """
        from numbjournal.settings import check_setting, known_setting
        from numbjournal.settings.writer import write_setting

        known_setting(name)
        write_setting(self.settings.path, name, check_setting(name, values) if values else None)
        del self.settings

    @cached_property
    def settings(self) -> "Settings":
        from numbjournal.settings import Settings, default_settings

        return Settings(default_settings())

    def forgive_settings(self) -> None:
        """From here on, settings that cannot be read count as not set, and are named at the end."""
        from numbjournal.settings import Settings

        with suppress(Refused):
            self.settings.forgive()
            return
        # No home folder, and so no settings.
        self.settings = Settings(Path(os.devnull))

    @property
    def plain(self) -> bool:
        """Whether to write sentences only: asked for, or the terminal cannot do more."""
        return bool(
            self._plain
            or self.environ.get("ACCESSIBLE", "0") not in ("", "0")
            or self.environ.get("TERM") == "dumb"
            or self.settings.get("plain")
        )

    @cached_property
    def today(self) -> date:
        """The day it is for this journal; after midnight it may still be yesterday."""
        from numbjournal.core.when import journal_day

        return journal_day(self.clock(), self.settings.day_starts_at)

    def day(self, typed: str) -> date:
        """The day somebody typed.

        Raises Misuse.
        """
        from numbjournal.core.when import resolve_day

        return resolve_day(typed, self.today, _read_date)

    def onset_day(self, typed: str) -> date:
        """The day that somebody means with `since March`, roughly.

        Raises Misuse.
        """
        from numbjournal.core.onset import resolve_onset

        return resolve_onset(typed, self.today, _read_date)

    # The journal

    @property
    def journal(self) -> "Journal":
        """The journal, which has to be there.

        Raises NotFound, or Damaged.
        """
        if self._journal is None:
            path = self.journal_path
            if not path.exists():
                raise self._missing(path)
            self._journal = self._open(path)
        return self._journal

    @property
    def journal_or_new(self) -> "Journal":
        """The journal, made now if this is the first run.

        Raises NotFound where the settings name a journal that is not there: a drive may be missing, and a new
        journal in its place would hide the real one.
        """
        if self._journal is None:
            path = self.journal_path
            if not path.exists():
                self._make(path)
        return self.journal

    @property
    def has_journal(self) -> bool:
        return self._journal is not None or self.journal_path.exists()

    @cached_property
    def journal_path(self) -> Path:
        from numbjournal.settings import absolute

        named = self._journal_option or self.environ.get("NUMBJOURNAL_FILE")
        if named:
            return absolute(named)
        from_settings = self.settings.get("journal")
        if from_settings:
            return Path(from_settings)
        from numbjournal.settings.places import default_journal

        return default_journal()

    @cached_property
    def vocabulary(self) -> "Vocabulary":
        """The journal's tags at the start of the run, or the shipped ones while there is no journal."""
        if self.has_journal:
            return self.journal.vocabulary()
        return self.shipped_vocabulary

    @cached_property
    def shipped_vocabulary(self) -> "Vocabulary":
        from numbjournal.core.tag import Vocabulary
        from numbjournal.data import shipped_tags

        return Vocabulary(shipped_tags())

    @property
    def changed(self) -> bool:
        """Whether this run has changed the journal."""
        return self._journal is not None and self._journal.changed

    @property
    def _stays(self) -> bool:
        """Whether a journal made now becomes the one that opens by itself: only where there is no other."""
        from numbjournal.settings.places import default_journal

        usual = default_journal()
        return not self.settings.is_set("journal") and (self.made_journal == usual or not usual.exists())

    def make_demo(self, file: str) -> tuple[Path, int]:
        """A made-up journal in a file of its own; its path, and how many entries it has.

        Raises Refused where there is a file already, and for the place of the person's own journal.
        """
        from numbjournal.core.example import example_journal
        from numbjournal.data import shipped_tags, tags_digest
        from numbjournal.settings import absolute
        from numbjournal.store.example import write_example

        path = absolute(file)
        if path == self.journal_path:
            raise Refused("That is the place of your own journal.", "numbjournal demo demo.db")
        zone = self.clock().tzinfo
        example = example_journal(self.today, zone or UTC)
        return path, write_example(path, example, shipped_tags(), tags_digest())

    def _make(self, path: Path) -> None:
        from numbjournal.store.schema import create_journal

        if self._is_named(path):
            raise self._missing(path)
        create_journal(path)
        self.made_journal = path

    def _open(self, path: Path) -> "Journal":
        from numbjournal.data import shipped_tags, tags_digest
        from numbjournal.store.journal import Journal

        journal = Journal(path, self.clock, self._bring_up_to_date)
        if journal.vocabulary_digest != (digest := tags_digest()):
            # Reading goes on without it where the journal cannot be written just now.
            with suppress(Refused):
                journal.keep_vocabulary(shipped_tags(), digest)
        if journal.is_half_purged:
            from numbjournal.store.purge import sweep_pages

            with suppress(Refused):
                sweep_pages(journal.connection)
        return journal

    # Looking back

    def report(self, first: date, last: date) -> "Report":
        """What there is to say of a stretch of days, both ends included."""
        from numbjournal.core.week import needed_from, report_of

        entries = self._entries_between(needed_from(first, last), last)
        return report_of(entries, first, last, self._kinds, self.beside)

    def signs(self, today: date | None = None, choices: "Choices | None" = None) -> "Reading":
        """Every help rule, up to the last logged day before or on a day; for a hand-out, by its choices."""
        from numbjournal.core.day import days_of
        from numbjournal.core.mark import STARTS_AND_CHANGES
        from numbjournal.core.score import helps_of
        from numbjournal.core.signs import LOOKS_BACK, LOOKS_BACK_FOR_MEDICINE, Known, read_signs

        day = today or self.today
        span = self.journal.first_and_last_day(private=choices is None or choices.private)
        if span is None:
            return read_signs(Known(day, {}), self.rules)
        # Up to an earlier day than the last, nobody knows yet which one before it was logged.
        last = span[1] if span[1] <= day else day - timedelta(days=self.rules.whole("stale.days"))
        medicines = [mark.day for mark in self.beside.marks if mark.kind in STARTS_AND_CHANGES]
        # What was before an episode matters only for the remark on medicines.
        entries = self._entries_between(last - (LOOKS_BACK_FOR_MEDICINE if medicines else LOOKS_BACK), day)
        if choices is not None:
            from numbjournal.core.handout import without_private

            entries = without_private(entries, choices)
        known = Known(
            day,
            days_of(entries),
            entries,
            self._kinds,
            began=span[0],
            onset=self.onset,
            medicines=medicines,
            scores=helps_of(self.beside.between(None, day).scores, self.instruments),
        )
        return read_signs(known, self.rules)

    def handout(self, span: "Span", choices: "Choices") -> "Handout":
        """The hand-out about a stretch of days."""
        from numbjournal.core.handout import handout_of
        from numbjournal.core.query import Query
        from numbjournal.core.week import needed_from
        from numbjournal.core.when import Span

        known = self.journal.first_and_last_day(private=choices.private)
        if known and span.first < known[0] <= span.last:
            # Before the journal began, no day is missing.
            span = Span(known[0], span.last)
        needed, before = needed_from(*span), self.journal.last_handout
        entries = self._entries_between(min(needed, before.first) if before else needed, span.last)
        with_texts = self.journal.list(Query(*span, with_notes=True))
        texts = {entry.id: entry for entry in with_texts}
        return handout_of(
            [texts.get(entry.id, entry) for entry in entries],
            span,
            self._kinds,
            self.signs(span.last, choices),
            choices,
            beside=self.beside,
            onset=self.onset,
            before=before,
        )

    @property
    def formats(self) -> "Catalogue":
        """What can be exported."""
        from numbjournal.exports import EXPORTS

        return EXPORTS

    def export_target(self, typed: str, *, replace: bool) -> Path:
        """Where an export goes.

        Raises Misuse or Refused where it could not be written.
        """
        from numbjournal.exports.file import check_target
        from numbjournal.settings import absolute

        path = absolute(typed)
        if self._is_the_journals(path):
            raise Refused("That file belongs to the journal itself.", "numbjournal export handout.html")
        check_target(path, replace=replace)
        return path

    def write_handout(
        self, handout: "Handout", form: str, target: Path | None, password: str, *, replace: bool
    ) -> None:
        """Draw a hand-out and write it, to standard output without a target; remember its time.

        Raises Refused.
        """
        try:
            module = self.formats[form].load()
        except ModuleNotFoundError as error:
            raise Refused(
                f"A PDF needs {error.name}, which is not installed here: pip install 'numbjournal[pdf]'."
                " The same hand-out as a page that can be printed:",
                "numbjournal export handout.html",
            ) from None
        drawn: Drawn = module.draw(handout, self.vocabulary, self.instruments)
        content = module.locked(drawn.content, password) if password else drawn.content
        self._write_export([content], target, replace=replace)
        if drawn.remark:
            self.voice.remark(drawn.remark)
        with suppress(Refused):
            self.journal.remember_handout(handout.span)

    @cached_property
    def pages_of_handouts(self) -> "HandoutSentences":
        """For hand-outs: in sentences, or as data."""
        from numbjournal.screen.handout import HandoutData, HandoutSentences

        return HandoutData(self._json_screen) if self.json else HandoutSentences(self._plain_screen)

    @property
    def onset(self) -> date | None:
        """Since when it has been like this, if that was said."""
        said = self.journal.fact("onset")
        return date.fromisoformat(said) if said else None

    def months(self, first: date, last: date) -> "Sequence[Month]":
        """The months from that of `first` to that of `last`."""
        from numbjournal.core.calendar import months_of
        from numbjournal.core.entry import FLAT_TAGS

        end = (last.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        entries = self.journal.without_notes(first.replace(day=1), min(end, self.today), FLAT_TAGS)
        span = self.journal.first_and_last_day()
        return months_of(entries, first, last, self.today, span[0] if span else None)

    def _entries_between(self, first: date, last: date) -> "list[Entry]":
        """Entries of a stretch; what was read for one question of a run is not read again for the next."""
        if self._read_days is None or first < self._read_days[0] or last > self._read_days[1]:
            begin, end = self._read_days or (first, last)
            self._read_days = (min(first, begin), max(last, end))
            self._read_entries = self.journal.without_notes(*self._read_days)
        return [entry for entry in self._read_entries if first <= entry.draft.day <= last]

    @cached_property
    def rules(self) -> "Rules":
        """The numbers of the help rules; those that do not fit are said at the end."""
        from numbjournal.core.rules import with_changes
        from numbjournal.data import sign_rules

        rules = with_changes(sign_rules(), self.settings.rules)
        self.settings.slips.update({slip: slip for slip in rules.slips})
        return rules

    @property
    def in_care(self) -> bool:
        """Whether the person said that they already have care."""
        return self.journal.fact("care") == "yes"

    def _hint_at_the_report(self) -> None:
        """For somebody who only ever logs, now and then: that there is something to read."""
        from numbjournal.core.signs import advise, is_worth_a_line

        reading, memory = self.signs(), self.journal.memory
        advice = advise(reading, memory, self.today, self.rules, in_care=self.in_care)
        if is_worth_a_line(reading, advice, memory, self.today, self.rules):
            self.voice.remark("There is something in your week worth reading: numbjournal report")
            self.journal.remember(memory._replace(hinted=self.today))

    @property
    def _kinds(self) -> dict[str, str]:
        return {id: tag.kind for id, tag in self.vocabulary.tags.items()}

    # Beside the entries

    @cached_property
    def instruments(self) -> "Mapping[str, Instrument]":
        """The questionnaires whose totals can be kept, by id."""
        from numbjournal.data.questionnaires import instruments

        return instruments()

    @cached_property
    def beside(self) -> "Beside":
        """Every mark and total there is at the start of the run."""
        from numbjournal.core.beside import Beside
        from numbjournal.store.beside import marks, scores

        return Beside(tuple(marks(self.journal)), tuple(scores(self.journal)))

    def add_mark(self, mark: "Mark") -> "Mark":
        """Keep a mark."""
        from numbjournal.store.beside import add_mark

        return add_mark(self.journal_or_new, mark, self.clock())

    def delete_mark(self, number: int) -> "Mark":
        """Take a mark out.

        Raises NotFound.
        """
        from numbjournal.store.beside import delete_mark

        return delete_mark(self.journal, number)

    def add_score(self, score: "Score") -> "Score":
        """Keep a total."""
        from numbjournal.store.beside import add_score

        return add_score(self.journal_or_new, score, self.clock())

    def delete_score(self, number: int) -> "Score":
        """Take a total out.

        Raises NotFound.
        """
        from numbjournal.store.beside import delete_score

        return delete_score(self.journal, number)

    @cached_property
    def pages_beside(self) -> "BesideSentences":
        """For marks and scores: in sentences, or as data."""
        from numbjournal.screen.beside import BesideData, BesideSentences

        if self.json:
            return BesideData(self._json_screen, self.instruments)
        return BesideSentences(self._plain_screen, self.instruments)

    # Taking along

    def is_whole_journal(self, form: str) -> bool:
        """Whether a format holds the whole journal; the others are hand-outs."""
        from numbjournal.exports import WHOLE

        return self.formats[form].section == WHOLE

    def export_whole(self, form: str, choice: "Choice", target: Path | None, *, replace: bool) -> "Exported":
        """Write what is chosen of the journal, to standard output without a target.

        Raises Refused.
        """
        from numbjournal.core.pieces import Exported
        from numbjournal.store.outgoing import contents

        module = self.formats[form].load()
        with contents(self.journal, choice, self.clock()) as whole:

            def pieces(kind: str) -> "Iterable[Piece]":
                return self._watched(whole.pieces(kind), whole.counts[kind], "Writing")

            self._write_export(module.parts(whole._replace(pieces=pieces)), target, replace=replace)
            counts = {kind: whole.counts[kind] for kind in module.HOLDS}
            return Exported(str(target) if target else None, form, counts, whole.left_out)

    def _write_export(self, parts: "Iterable[bytes]", target: Path | None, *, replace: bool) -> None:
        """To a file that is there whole or not at all, or to standard output."""
        from numbjournal.exports.file import write_whole

        if target is not None:
            write_whole(target, parts, replace=replace)
            return
        try:
            for part in parts:
                sys.stdout.buffer.write(part)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            # What is left in the buffer would be tried once more at the end of the program.
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123  (open until the end)
            raise Refused(f"Standard output takes no more: {error.strerror}.") from error

    def import_file(self, file: str, *, tries: bool) -> "Imported":
        """Bring in what a file holds and the journal does not; `tries` only says what that would be.

        Everything is read once before anything is written: a file that cannot be used leaves no trace.
        Raises Unreadable, or NotFound.
        """
        from numbjournal.core.pieces import Imported, placing, survey_of
        from numbjournal.imports import opened, reader_of
        from numbjournal.store.backup import make_backup_before
        from numbjournal.store.incoming import erased_ids, known_tags, take_in

        with opened(Path(file).expanduser()) as stream:
            reader = reader_of(stream)
            erased: Collection[str] = ()
            tags: Collection[str] = self.shipped_vocabulary.tags.keys()
            if self.has_journal:
                tags, erased = known_tags(self.journal), erased_ids(self.journal)
            survey = survey_of(reader.read(stream, tags), erased)
            total = sum(survey.counts.values())
            if not total or (tries and not self.has_journal):
                return Imported(survey.counts, tried=tries)
            journal = self.journal_or_new
            if not tries and journal.count():
                make_backup_before("import", journal.connection, journal.path, self.clock())
            stream.seek(0)
            found = reader.read(stream, tags)
            if not survey.is_in_order and journal.count():
                found = iter(sorted(found, key=lambda each: placing(each.piece)))
            return take_in(journal, self._watched(found, total, "Reading"), survey.lone_tags, tries=tries)

    def _is_the_journals(self, path: Path) -> bool:
        """Whether a path is the journal, its backups' or the settings'."""
        from numbjournal.store.daily import backup_folder

        own = (self.journal_path.resolve(), self.settings.path.resolve())
        found = path.resolve()
        return found in own or backup_folder(self.journal_path).resolve() in found.parents

    def _watched(self, each: "Iterable[Each]", total: int, words: str) -> "Iterable[Each]":
        """The same things; on a terminal, for many of them, with a bar that shows how far it is."""
        if total <= MANY or self.plain or not sys.stderr.isatty():
            return each
        from numbjournal.screen.progress import watched

        return watched(each, total, words)

    @cached_property
    def pages_of_exchange(self) -> "ExchangeSentences":
        """For what was written to a file or came from one: in sentences, or as data."""
        from numbjournal.screen.exchange import ExchangeData, ExchangeSentences

        if self.json:
            return ExchangeData(self._json_screen)
        return ExchangeSentences(self._plain_screen)

    # Keeping

    def purge(self, number: int) -> "Purged":
        """Erase an entry for good.

        Raises NotFound, or Refused.
        """
        from numbjournal.store.purge import purge

        return purge(self.journal, number, self.clock())

    def back_up(self) -> "Kept":
        """A verified copy now, in the place of today's."""
        from numbjournal.store.backup import Backup, described, make_daily_backup

        made = make_daily_backup(self.journal.connection, self.journal.path, self.today)
        return described(Backup(made, self.today))

    def backups(self) -> "Sequence[Kept]":
        """Every file among the backups, the newest first."""
        from numbjournal.store.backup import backups, described

        return [described(backup) for backup in backups(self.journal_path)]

    def restore(self, named: str | None, *, salvage: bool) -> "Restored":
        """Bring the journal back from a backup, or from what a damaged file still holds."""
        from numbjournal.store.restore import find_backup, restore, salvage_journal

        path = self.journal_path
        if not path.parent.is_dir() and self._is_named(path):
            raise self._missing(path)
        was_there = path.exists()
        if salvage:
            source = find_backup(path, named) if named else path
            done = salvage_journal(path, source, self.clock())
        else:
            done = restore(path, find_backup(path, named), self.clock())
        if not was_there:
            self.made_journal = path
        # What an older form lacks is made up for now, and not at the next entry.
        self.journal.count()
        return done

    def examine(self) -> "Sequence[Finding]":
        """What is fine about the journal and what is not."""
        from numbjournal.store.checkup import examine

        return examine(self.journal_path, self.today, is_named=self._is_named(self.journal_path))

    def keep_unsaved(self, draft: "Draft", phrase: "Phrase", number: int | None = None) -> bool:
        """Keep what the journal could not take; whether there was a place for it."""
        from numbjournal.store.unsaved import Unsaved, keep_unsaved

        words = tuple(tag.label for tag in phrase.new_tags)
        return bool(keep_unsaved(self.journal_path, Unsaved(self.clock(), draft, words, number)))

    def unsaved(self) -> "Sequence[Unsaved]":
        """What waits to be saved, the oldest first; what cannot be read is left out."""
        from numbjournal.store.unsaved import read_unsaved, unsaved_files

        found = []
        for path in unsaved_files(self.journal_path):
            with suppress(OSError, ValueError, KeyError):
                found.append(read_unsaved(path))
        return found

    def saved_at_last(self, unsaved: "Unsaved") -> None:
        """Let go of what waited."""
        if unsaved.path:
            unsaved.path.unlink(missing_ok=True)

    def remark_on_unsaved(self) -> None:
        """Offer what could not be saved before, once the journal takes entries again."""
        if self._journal is None:
            return
        from numbjournal.store.unsaved import unsaved_files

        if unsaved_files(self._journal.path):
            self.voice.remark("What could not be saved before is kept. To save it: numbjournal log --unsaved")

    def _bring_up_to_date(self, connection: "Connection") -> None:
        from numbjournal.store.backup import make_backup_before
        from numbjournal.store.engine import SCHEMA_VERSION
        from numbjournal.store.schema import bring_up_to_date

        make_backup_before(f"form-{SCHEMA_VERSION}", connection, self.journal_path, self.clock())
        bring_up_to_date(connection)

    def _is_named(self, path: Path) -> bool:
        """Whether the settings say that the journal is there."""
        return self.settings.is_set("journal") and path == Path(self.settings.get("journal"))

    def _missing(self, path: Path) -> NotFound:
        if self._is_named(path):
            return NotFound(
                "The journal is not where your settings say (is a drive missing?), and no new one was made.",
                "numbjournal config get journal",
            )
        named = f"--journal {self._journal_option} " if self._journal_option else ""
        return NotFound("There is no journal yet.", f"numbjournal {named}log 2 flat")

    # The screen

    @cached_property
    def pages_of_entries(self) -> "EntriesSentences":
        """For several entries: drawn, in sentences, or as data."""
        from numbjournal.screen.entries import EntriesData, EntriesSentences

        if self.json:
            return EntriesData(self._json_screen)
        if self.plain:
            return EntriesSentences(self._plain_screen)
        from numbjournal.screen.drawn_entries import DrawnEntries

        return DrawnEntries(self._terminal_screen)

    @cached_property
    def pages_of_examples(self) -> "ExampleSentences":
        """For the made-up journal: in sentences, or as data."""
        from numbjournal.screen.example import ExampleData, ExampleSentences

        return ExampleData(self._json_screen) if self.json else ExampleSentences(self._plain_screen)

    @property
    def voice(self) -> "PlainScreen":
        """For sentences: what was saved, changed, or went wrong. Never loads Rich."""
        if self.json:
            return self._json_screen
        return self._plain_screen

    @property
    def screen(self) -> "PlainScreen":
        """For pages: drawn on a terminal, sentences in plain mode, an envelope with `--json`."""
        if self.json or self.plain:
            return self.voice
        return self._terminal_screen

    @cached_property
    def pages_of_weeks(self) -> "WeekSentences":
        """For reports: drawn, in sentences, or as data."""
        from numbjournal.screen.week import WeekData, WeekSentences

        if self.json:
            return WeekData(self._json_screen)
        if self.plain:
            return WeekSentences(self._plain_screen)
        from numbjournal.screen.drawn_week import DrawnWeek

        return DrawnWeek(self._terminal_screen)

    @cached_property
    def pages_of_calendars(self) -> "CalendarSentences":
        """For calendars: drawn, in sentences, or as data."""
        from numbjournal.screen.calendar import CalendarData, CalendarSentences

        if self.json:
            return CalendarData(self._json_screen)
        if self.plain:
            return CalendarSentences(self._plain_screen)
        from numbjournal.screen.drawn_calendar import DrawnCalendar

        return DrawnCalendar(self._terminal_screen)

    @cached_property
    def _plain_screen(self) -> "PlainScreen":
        from numbjournal.screen.plain import PlainScreen

        return PlainScreen(self.today)

    @cached_property
    def _json_screen(self) -> "JsonScreen":
        from numbjournal.screen.envelope import JsonScreen

        return JsonScreen(self.today)

    @cached_property
    def _terminal_screen(self) -> "TerminalScreen":
        from numbjournal.screen.terminal import TerminalScreen

        return TerminalScreen(self.today)

    @property
    def reader(self) -> "PlainScreen":
        """For pages of text: as `screen`, with Markdown where pages are drawn."""
        if self.json or self.plain:
            return self.voice
        from numbjournal.screen.reader import ReaderScreen

        return ReaderScreen(self.today)

    @property
    def topics(self) -> "Sequence[Topic]":
        from numbjournal.data.reading import shipped_topics

        return shipped_topics()

    @cached_property
    def prompts(self) -> "Prompts":
        """Questions on a terminal."""
        from numbjournal.screen.prompts import Prompts

        return Prompts(plain=self.plain, where_to_turn=self.where_to_turn.text)

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to answer."""
        return sys.stdin is not None and sys.stdin.isatty()

    @cached_property
    def where_to_turn(self) -> "WhereToTurn":
        """What to say when a crisis word was used."""
        from numbjournal.settings import Settings
        from numbjournal.where_to_turn import WhereToTurn

        try:
            settings = self.settings
        except Refused:
            settings = Settings(Path(os.devnull))
        return WhereToTurn(settings, self.clock, self.environ)

    def help_for(self, entry: "Entry", phrase: "Phrase") -> str:
        """Where to turn, for an entry that was just saved or changed; empty where there is no occasion."""
        from numbjournal.core.tag import CRISIS_TAGS

        if phrase.crisis or any(tagging.tag in CRISIS_TAGS for tagging in entry.draft.tags):
            return self.where_to_turn.for_entry(entry, phrase)
        return ""

    def say_where_the_journal_is(self) -> None:
        """On the first run only."""
        if self.made_journal:
            from numbjournal.store.synced import carried_sentence, syncing_program

            self.voice.journal_made(self.made_journal, stays=bool(self._journal_option) and self._stays)
            if program := syncing_program(self.made_journal):
                self.voice.remark(carried_sentence(program))

    @cached_property
    def editor(self) -> "Editor":
        """The person's own editor."""
        from numbjournal.screen.editor import Editor

        return Editor(self.environ)

    def entry_form(self, entry: "Entry") -> tuple[str, Callable[[str], tuple["Draft", "Phrase"]]]:
        """The entry as a form to edit, and the reader for what comes back."""
        from numbjournal.screen.form import entry_form, read_form

        return entry_form(entry), lambda form: read_form(form, entry, self.vocabulary)

    def edit_settings(self) -> None:
        """Open the settings file in the editor; what it holds is checked when it is asked for."""
        from numbjournal.settings.writer import ensure_settings_file

        ensure_settings_file(self.settings.path)
        self.editor.open(self.settings.path)

    @property
    def slips(self) -> list[str]:
        """What could not be used of the person's own files that were asked for, a sentence each."""
        found = []
        if "settings" in self.__dict__:
            found += [f"{slip} Try: numbjournal config edit" for slip in self.settings.slips.values()]
        if "where_to_turn" in self.__dict__:
            found += self.where_to_turn.slips
        return found

    # The end

    def close(self) -> None:
        """After the answer: remember a new journal's place, make today's backup, let go of the file.

        Raises Refused or Damaged when the settings or the backup could not be written.
        """
        journal = self._journal
        if journal is None:
            return
        from numbjournal.store.daily import backup_is_due

        try:
            if self.made_journal and self._stays:
                self.save_setting("journal", [str(self.made_journal)])
            if journal.changed and backup_is_due(journal.path, self.today):
                # Once a day, at the first change: neither has to be done each time.
                with suppress(NumbjournalError):
                    self._hint_at_the_report()
                sys.stdout.flush()
                from numbjournal.store.backup import make_daily_backup

                make_daily_backup(journal.connection, journal.path, self.today)
        finally:
            self._journal = None
            journal.close()


def _read_date(text: str, **options: Any) -> datetime:
    from dateutil import parser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", parser.UnknownTimezoneWarning)
        read: datetime = parser.parse(text, **options)
        return read
