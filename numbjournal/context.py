"""One run of the program: its settings, clock, journal and screen, each made on first touch.

The only room that defers imports: what is heavy (Rich, sqlite-utils, dateutil) is loaded when a command
first reaches for it through the run, and every other file imports at its top. What belongs to one kind
of command is in `services`, as functions that take the run.
"""

import os
import shlex
import sys
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from numbjournal.core.text import one_line
from numbjournal.core.when import journal_day
from numbjournal.effects import Effect, made
from numbjournal.errors import (
    Misuse,
    NotFound,
    Refused,
)
from numbjournal.output.command_hints import about_journal
from numbjournal.settings import Settings, absolute, default_settings
from numbjournal.settings.places import default_journal

if TYPE_CHECKING:
    from numbjournal.core.tag import Vocabulary
    from numbjournal.keys import Keys
    from numbjournal.output.editor import Editor
    from numbjournal.output.prompts import Prompts
    from numbjournal.output.text.page import TextPage
    from numbjournal.store.journal import Journal
    from numbjournal.where_to_turn import WhereToTurn

JOURNAL_MADE = Effect("A new, empty journal was made.", "{} new, empty journals were made.")

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
        self.journal_option: str | None = None
        self.json = False
        self.command = ""
        self.words: Sequence[str] = ()
        self.made_journal: Path | None = None
        self.may_ask_more = False
        self.has_zone = True
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
        return one_line(shlex.join(["numbjournal", *self.words, *more]))

    def command_here(self, words: str) -> str:
        """A command for the journal that this one is about."""
        return self.again(f"numbjournal {words}")

    def again(self, text: str) -> str:
        """A sentence whose commands, typed as they stand, are about the same journal.

        NUMBJOURNAL_FILE and the settings stay in force for the next command; what was an option is repeated.
        """
        if not self.journal_option:
            return text
        return about_journal(text, self.journal_option, self._commands)

    def use(self, *, journal: str | None = None, plain: bool = False, json: bool = False) -> None:
        """Take over options from the command line."""
        self.journal_option = self.as_typed(journal) if journal else self.journal_option
        self._plain = self._plain or plain
        self.json = self.json or json

    def settle_zone(self) -> None:
        """Go by UTC where TZ gives an offset of a day or more, with which no time can be told."""
        try:
            datetime.now().astimezone()
        except (ValueError, OverflowError):
            self.has_zone = False
            os.environ["TZ"] = "UTC"
            if hasattr(time, "tzset"):
                time.tzset()

    # Its parts

    @cached_property
    def keys(self) -> "Keys":
        """What opens encrypted files."""
        from numbjournal.keys import Keys

        return Keys(
            self.environ,
            self._passphrase,
            journal_path=lambda: self.journal_path,
            opened=self.opened,
            somebody_answers=lambda: self.can_ask,
        )

    # Settings and days

    @property
    def settings_warnings(self) -> Sequence[str]:
        """What cannot be used in the settings file, a sentence each; none if it was not asked for."""
        return list(self.settings.warnings.values()) if "settings" in vars(self) else ()

    @cached_property
    def settings(self) -> "Settings":
        return Settings(default_settings())

    def forgive_settings(self) -> None:
        """From here on, settings that cannot be read count as not set, and are named at the end."""
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
        return journal_day(self.clock(), self.settings.day_starts_at)

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
                raise self.is_a_folder(path)
            from numbjournal.store.opening import open_up_to_date

            self._journal = open_up_to_date(path, self.clock, lambda path: self.keys.key_of(path))
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
                from numbjournal.store.schema import create_journal

                if self.is_configured(path):
                    raise self.missing(path)
                with made(JOURNAL_MADE):
                    create_journal(path)
                self.made_journal = path
        return self.journal

    @property
    def has_journal(self) -> bool:
        return self._journal is not None or is_there(self.journal_path)

    @cached_property
    def journal_path(self) -> Path:
        named = self.journal_option or self.environ.get("NUMBJOURNAL_FILE")
        if named:
            return absolute(named)
        from_settings = self.settings.get("journal")
        if from_settings:
            return Path(from_settings)
        return default_journal()

    @property
    def is_typed(self) -> bool:
        """Whether the journal was named for this command, by the option or in the environment."""
        return bool(self.journal_option or self.environ.get("NUMBJOURNAL_FILE"))

    def path(self, typed: str) -> Path:
        """The path that somebody typed.

        Raises Misuse for what cannot be one.
        """
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
        from numbjournal.data import shipped_vocabulary

        return shipped_vocabulary()

    @property
    def changed(self) -> bool:
        """Whether this run has changed the journal."""
        return self._journal is not None and self._journal.changed

    @property
    def open_journal(self) -> "Journal | None":
        """The journal, if it was opened."""
        return self._journal

    def opened(self, path: Path) -> "Journal | None":
        """The open journal, if it is that file."""
        journal = self._journal
        return journal if journal is not None and journal.path == path and journal.is_current else None

    def close_journal(self) -> None:
        """Close the journal, so that its file can be replaced; it is opened again when it is next touched."""
        if self._journal is not None:
            self._journal.close()
        self._journal = None

    def is_configured(self, path: Path) -> bool:
        """Whether the settings say that the journal is there."""
        return self.settings.is_set("journal") and path == Path(self.settings.get("journal"))

    def missing(self, path: Path) -> NotFound:
        if self.is_configured(path):
            return NotFound(
                "The journal is not where your settings say (is a drive missing?), and no new one was made.",
                "numbjournal config get journal",
            )
        return NotFound("There is no journal yet.", "numbjournal log 2 flat")

    @property
    def knows_zone(self) -> bool:
        """Whether the machine's time zone is one that is known here."""
        if not self.has_zone or not self.environ.get("TZ") or self.clock().utcoffset():
            return self.has_zone
        from numbjournal.services.time_zone import is_known_zone

        return is_known_zone(self.environ)

    def is_a_folder(self, path: Path, *, for_setting: bool = False) -> Misuse:
        """The error for a folder where the journal should be."""
        within = shlex.quote(str(path / "journal.db"))
        is_set = for_setting or (self.is_configured(path) and not self.is_typed)
        command = f"config set journal {within}" if is_set else f"--journal {within} log 2 flat"
        return Misuse("The journal is a file, and that is a folder.", f"numbjournal {command}")

    # The screen

    def show(self, result: "NamedTuple", *, in_words: bool = False) -> None:
        """Show a result as this run was asked to, or in words, whatever else was asked for."""
        from numbjournal.output.show import Output

        output = Output(self.today, self.again, json=self.json and not in_words, plain=in_words or self.plain)
        output.show(result)

    @cached_property
    def output(self) -> "TextPage":
        """For remarks, and sentences beside a result. Never loads Rich."""
        from numbjournal.output.text.page import TextPage

        return TextPage(self.today, self.again)

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
        from numbjournal.where_to_turn import WhereToTurn

        try:
            settings = self.settings
        except Refused:
            settings = Settings(Path(os.devnull))
        return WhereToTurn(settings, self.clock, self.environ)

    @cached_property
    def editor(self) -> "Editor":
        """The person's own editor."""
        from numbjournal.output.editor import Editor

        return Editor(self.environ)


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
