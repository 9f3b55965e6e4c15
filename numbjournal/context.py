"""One run of the program: its settings, clock, journal and screen, each made on first touch.

The only room that defers imports: what is heavy (Rich, sqlite-utils, dateutil) is loaded when a command
first reaches for it through the run, and every other file imports at its top. What belongs to one kind
of command is in `services`, as functions that take the run.
"""

import os
import sys
import time
import warnings
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from numbjournal.effects import Effect, made
from numbjournal.errors import (
    Busy,
    Damaged,
    Locked,
    Misuse,
    NotFound,
    NumbjournalError,
    Refused,
    Replaced,
)

if TYPE_CHECKING:
    from numbjournal.core.entry import Draft, Entry
    from numbjournal.core.log_line import Phrase
    from numbjournal.core.tag import Vocabulary
    from numbjournal.core.topic import Topic
    from numbjournal.output.editor import Editor
    from numbjournal.output.json import JsonPage
    from numbjournal.output.prompts import Prompts
    from numbjournal.output.text.page import TextPage
    from numbjournal.services.encryption import Vault
    from numbjournal.services.pages import Pages
    from numbjournal.settings import Settings
    from numbjournal.store.driver import Connection
    from numbjournal.store.journal import Journal
    from numbjournal.where_to_turn import WhereToTurn

JOURNAL_MADE = Effect("A new, empty journal was made.", "{} new, empty journals were made.")
BROUGHT_UP_TO_DATE = Effect(
    "The journal was brought up to date with this version of numbjournal.",
    "{} journals were brought up to date with this version of numbjournal.",
)

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, in the machine's zone, whose offset is kept in whole minutes."""
    now = datetime.now().astimezone()
    offset = now.utcoffset() or timedelta()
    if not offset.seconds % 60:
        return now
    return now.astimezone(timezone(timedelta(minutes=int(offset / timedelta(minutes=1)))))


class Run:
    """What a command works with.

    `clock` and `environ` are given by tests; `passphrase` is what the environment held; `raw` are the words
    whose bytes were not UTF-8, each with what it was before it was repaired.
    `may_ask_more` is set by a command that kept an entry and has nothing grave to say.
    """

    def __init__(
        self,
        clock: Clock = system_clock,
        environ: Mapping[str, str] = os.environ,
        passphrase: str | None = None,
        commands: Collection[str] = (),
        raw: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.clock = clock
        self.environ = environ
        self._commands = commands
        self._raw = raw or {}
        self._journal_option: str | None = None
        self.json = False
        self.command = ""
        self.words: Sequence[str] = ()
        self.made_journal: Path | None = None
        self.may_ask_more = False
        self._has_zone = True
        self._plain = False
        self._journal: Journal | None = None
        self._passphrase = passphrase

    @staticmethod
    def of(context: typer.Context) -> "Run":
        """The run of a running command."""
        run: Run = context.obj
        run.command = context.command_path
        return run

    def with_options(self, *more: str) -> str:
        """The command line as it was typed, with more options."""
        import shlex

        from numbjournal.core.text import one_line

        return one_line(shlex.join(["numbjournal", *self.words, *more]))

    def hint_here(self, hint: str) -> str:
        """A hint for the command that was typed: what reads days and words does not know for whom it does."""
        is_elsewhere = hint.startswith(("numbjournal log ", "numbjournal list "))
        if is_elsewhere and self.command and not hint.startswith(f"{self.command} "):
            return f"{self.command} --help"
        return hint

    def command_here(self, words: str) -> str:
        """A command for the journal that this one is about."""
        return self.again(f"numbjournal {words}")

    def again(self, text: str) -> str:
        """A sentence whose commands, typed as they stand, are about the same journal.

        NUMBJOURNAL_FILE and the settings stay in force for the next command; what was an option is repeated.
        """
        if not self._journal_option:
            return text
        from numbjournal.output.command_hints import about_journal

        return about_journal(text, self._journal_option, self._commands)

    def use(self, *, journal: str | None = None, plain: bool = False, json: bool = False) -> None:
        """Take over options from the command line."""
        self._journal_option = self.as_typed(journal) if journal else self._journal_option
        self._plain = self._plain or plain
        self.json = self.json or json

    def settle_zone(self) -> None:
        """Go by UTC where TZ gives an offset of a day or more, with which no time can be told."""
        try:
            datetime.now().astimezone()
        except (ValueError, OverflowError):
            self._has_zone = False
            os.environ["TZ"] = "UTC"
            if hasattr(time, "tzset"):
                time.tzset()

    # Its parts

    @cached_property
    def vault(self) -> "Vault":
        from numbjournal.services.encryption import Vault

        return Vault(self, self._passphrase)

    @cached_property
    def pages(self) -> "Pages":
        from numbjournal.services.pages import Pages

        return Pages(self)

    # Settings and days

    def save_setting(self, name: str, values: Sequence[str]) -> None:
        """Check and keep a setting; no values let it go back to its default.

        Raises NotFound, Misuse, Damaged where the journal would be a file of something else, or Refused when
        the settings cannot be written.
        """
        from numbjournal.settings import check_setting, known_setting
        from numbjournal.settings.writer import write_setting

        known_setting(name)
        value = check_setting(name, values) if values else None
        # One that was made just now is held open, and must not be opened beside that.
        if name == "journal" and value and not self.made_journal:
            self.check_place(Path(value), for_setting=True)
        write_setting(self.settings.path, name, value)
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

    def pause_day(self, typed: str) -> date:
        """The day until which somebody wants to rest.

        Raises Misuse.
        """
        from numbjournal.core.pause import resolve_pause

        return resolve_pause(typed, self.today, _read_date)

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

        Raises NotFound, Misuse for a folder, Damaged, or Locked.
        """
        if self._journal is None:
            path = self.journal_path
            if not is_there(path):
                raise self.missing(path)
            if is_folder(path):
                from numbjournal.services.journal_place import is_a_folder

                raise is_a_folder(self, path)
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
            if not is_there(path):
                self._make(path)
        return self.journal

    @property
    def has_journal(self) -> bool:
        return self._journal is not None or is_there(self.journal_path)

    @cached_property
    def journal_path(self) -> Path:
        named = self._journal_option or self.environ.get("NUMBJOURNAL_FILE")
        if named:
            from numbjournal.settings import absolute

            return absolute(named)
        from_settings = self.settings.get("journal")
        if from_settings:
            return Path(from_settings)
        from numbjournal.settings.places import default_journal

        return default_journal()

    @property
    def is_typed(self) -> bool:
        """Whether the journal was named for this command, by the option or in the environment."""
        return bool(self._journal_option or self.environ.get("NUMBJOURNAL_FILE"))

    def check_place(self, path: Path, *, for_setting: bool = False, may_be_empty: bool = False) -> None:
        """For what writes to the journal's place, or beside it, without opening the journal first.

        Raises Misuse, Damaged, or Refused (`services.journal_place`).
        """
        from numbjournal.services.journal_place import check_place

        check_place(self, path, for_setting=for_setting, may_be_empty=may_be_empty)

    def path(self, typed: str) -> Path:
        """The path that somebody typed.

        Raises Misuse for what cannot be one.
        """
        from numbjournal.settings import absolute

        return absolute(self.as_typed(typed))

    def as_typed(self, name: str) -> str:
        """The name of a file with the bytes that it was typed with, whatever was made of them as text.

        Raises Misuse where two names are one as text.
        """
        raw = self._raw.get(name, {name})
        if len(raw) > 1:
            raise Misuse("Two of these names differ only in bytes that are not UTF-8; one at a time.")
        return next(iter(raw))

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

        if not _is_text(self.made_journal):
            # A settings file is UTF-8 and cannot name it.
            return False
        usual = default_journal()
        return not self.settings.is_set("journal") and (self.made_journal == usual or not is_there(usual))

    def _make(self, path: Path) -> None:
        from numbjournal.store.schema import create_journal

        if self.is_named(path):
            raise self.missing(path)
        with made(JOURNAL_MADE):
            create_journal(path)
        self.made_journal = path

    def _open(self, path: Path) -> "Journal":
        from numbjournal.data import shipped_tags, tags_digest

        journal = self._connected(path)
        if journal.vocabulary_digest != (digest := tags_digest()):
            # Reading goes on without it where the journal cannot be written just now.
            with suppress(Refused):
                journal.keep_vocabulary(shipped_tags(), digest)
        if journal.is_half_purged:
            from numbjournal.store.purge import sweep_pages

            with suppress(Refused):
                sweep_pages(journal.connection)
        return journal

    def _connected(self, path: Path) -> "Journal":
        """Open the file as it is now: `encrypt` can put another in its place between two looks at it."""
        from numbjournal.store.engine import file_identity
        from numbjournal.store.journal import Journal

        def again() -> Journal:
            return self._connected(path)

        while True:
            found = file_identity(path)
            try:
                try:
                    return Journal(path, self.clock, self._bring_up_to_date, again=again)
                except Locked:
                    key = self.vault.key_of(path)
                    return Journal(path, self.clock, self._bring_up_to_date, key, again)
            except Busy:
                from numbjournal.store.rewrite_lock import wait_for_others

                if not wait_for_others(path) and file_identity(path) == found:
                    raise
            except (Damaged, Locked, Replaced):
                if file_identity(path) == found:
                    raise

    def opened(self, path: Path) -> "Journal | None":
        """The journal in hand, if it is that file."""
        journal = self._journal
        return journal if journal is not None and journal.path == path and journal.is_current else None

    def let_go(self) -> None:
        """Close the journal, so that its file can be replaced; it is opened anew when it is next touched."""
        if self._journal is not None:
            self._journal.close()
        self._journal = None

    def _bring_up_to_date(self, connection: "Connection") -> None:
        from numbjournal.store.backup import make_backup_before
        from numbjournal.store.engine import SCHEMA_VERSION
        from numbjournal.store.schema import bring_up_to_date

        make_backup_before(f"form-{SCHEMA_VERSION}", connection, self.journal_path, self.clock())
        bring_up_to_date(connection, BROUGHT_UP_TO_DATE)

    def is_named(self, path: Path) -> bool:
        """Whether the settings say that the journal is there."""
        return self.settings.is_set("journal") and path == Path(self.settings.get("journal"))

    def missing(self, path: Path) -> NotFound:
        if self.is_named(path):
            return NotFound(
                "The journal is not where your settings say (is a drive missing?), and no new one was made.",
                "numbjournal config get journal",
            )
        return NotFound("There is no journal yet.", "numbjournal log 2 flat")

    # The screen

    def show(self, result: "NamedTuple") -> None:
        """Show a result as this run was asked to."""
        from numbjournal.output.show import Output

        Output(self.today, self.again, json=self.json, plain=self.plain).show(result)

    @property
    def voice(self) -> "TextPage":
        """For sentences: what was saved, changed, or went wrong. Never loads Rich."""
        if self.json:
            return self.envelope
        return self.sentences

    @cached_property
    def sentences(self) -> "TextPage":
        from numbjournal.output.text.page import TextPage

        return TextPage(self.today, self.again)

    @cached_property
    def envelope(self) -> "JsonPage":
        from numbjournal.output.json import JsonPage

        return JsonPage(self.today, self.again)

    @property
    def topics(self) -> "Sequence[Topic]":
        from numbjournal.data.reading import shipped_topics

        return shipped_topics()

    @cached_property
    def prompts(self) -> "Prompts":
        """Questions on a terminal."""
        from numbjournal.output.prompts import Prompts

        return Prompts(plain=self.plain, where_to_turn=self.where_to_turn.text)

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to answer."""
        return sys.stdin is not None and sys.stdin.isatty()

    @property
    def is_talking(self) -> bool:
        """Whether somebody sees what is said, and can answer: nothing is piped, and no data was asked for."""
        return self.can_ask and not self.json and sys.stdout.isatty() and sys.stderr.isatty()

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

    def remark_on_the_clock(self, draft: "Draft") -> None:
        """Say that the time of day an entry is about did not come, or came twice, as the clocks changed."""
        if draft.time is None:
            return
        from numbjournal.core.when import full_date, times_shown

        times = times_shown(draft.day, draft.time, datetime.astimezone)
        if times != 1:
            day = full_date(draft.day, self.today)
            came, went = ("did not come", "forward") if times == 0 else ("came twice", "back")
            self.voice.remark(
                f"{draft.time} {came} on {day} here: the clocks went {went}. It is kept as you typed it."
            )

    def say_where_the_journal_is(self) -> None:
        """On the first run only."""
        if self.made_journal:
            from numbjournal.store.cloud_folders import carried_sentence, syncing_program

            self.voice.journal_made(self.made_journal, stays=bool(self._journal_option) and self._stays)
            if program := syncing_program(self.made_journal):
                self.voice.remark(carried_sentence(program))

    @cached_property
    def editor(self) -> "Editor":
        """The person's own editor."""
        from numbjournal.output.editor import Editor

        return Editor(self.environ)

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
        if self.changed and not self._knows_zone:
            found.append("TZ names no time zone that is known here; what is saved has UTC. Try: unset TZ")
        return found

    @property
    def _knows_zone(self) -> bool:
        if not self._has_zone or not self.environ.get("TZ") or self.clock().utcoffset():
            return self._has_zone
        from numbjournal.services.time_zone import is_known_zone

        return is_known_zone(self.environ)

    # The end

    def remark_on_unsaved(self) -> None:
        """Offer what could not be saved before, once the journal takes entries again."""
        if self._journal is None:
            return
        from numbjournal.store.unsaved import unsaved_files

        if unsaved_files(self._journal.path):
            self.voice.remark("What could not be saved before is kept. To save it: numbjournal log --unsaved")

    def close(self, *, at_once: bool = False) -> None:
        """After the answer: remember a new journal's place, make today's backup, let go of the file.

        `at_once`: somebody wants the program to end, and the backup waits for the next change.

        Raises Refused or Damaged when the settings or the backup could not be written.
        """
        journal = self._journal
        if journal is None:
            return
        from numbjournal.store.daily import backup_is_due

        try:
            if self.made_journal and self._stays:
                self.save_setting("journal", [str(self.made_journal)])
                if journal.is_encrypted:
                    self.save_setting("encrypted", ["yes"])
            if journal.changed and not at_once:
                is_first = backup_is_due(journal.path, self.today)
                try:
                    with suppress(NumbjournalError):
                        # One row is read each time; the signs are read once a day, at the first change.
                        if journal.looked != self.today:
                            from numbjournal.services.help_signs import hint_at_report

                            hint_at_report(self)
                finally:
                    if is_first:
                        self._back_up(journal)
                if is_first and self.may_ask_more and self.is_talking:
                    from numbjournal.services.status import ask_whether_it_helps

                    with suppress(NumbjournalError):
                        ask_whether_it_helps(self)
        finally:
            self._journal = None
            journal.close()

    def _back_up(self, journal: "Journal") -> None:
        """At the first change of a day, whatever else went wrong."""
        from numbjournal.store.backup import make_daily_backup

        sys.stdout.flush()
        # Where the journal is being written anew under another key, that makes a copy of its own.
        with suppress(Replaced, Locked):
            journal.follow()
            make_daily_backup(journal.connection, journal.path, self.today)


def _is_text(path: Path | None) -> bool:
    return (
        path is None or os.fsencode(path).isascii() or str(path).encode(errors="ignore") == os.fsencode(path)
    )


def is_folder(path: Path) -> bool:
    """Whether a folder of this name can be seen; pathlib raises where one above it is closed."""
    return os.path.isdir(path)  # noqa: PTH112


def is_there(path: Path) -> bool:
    """Whether a file has this name, also a link that leads nowhere.

    Raises Refused where that cannot be told: a folder above it is closed, or the name is too long.
    """
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise Refused(f"The journal cannot be opened: {error.strerror}.", "numbjournal doctor") from error
    return True


def _read_date(text: str, **options: Any) -> datetime:
    from dateutil import parser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", parser.UnknownTimezoneWarning)
        read: datetime = parser.parse(text, **options)
        return read
