"""Keeping the file: backups, what they bring back, erasing, and what could not be saved."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from numbjournal.errors import DoesNotOpen, NotFound, NumbjournalError, Refused
from numbjournal.session import is_there

if TYPE_CHECKING:
    from numbjournal.core.entry import Draft
    from numbjournal.core.history import Purged
    from numbjournal.core.keeping import Erased, Finding, Kept, Place, Restored
    from numbjournal.core.merge import Consent, Merged
    from numbjournal.core.phrase import Phrase
    from numbjournal.session import Session
    from numbjournal.store.key import Key
    from numbjournal.store.unsaved import Unsaved


class Keeping:
    """Effects on the journal's file and on those beside it."""

    def __init__(self, run: "Session") -> None:
        self._run = run

    def make_demo(self, file: str) -> tuple[Path, int]:
        """A made-up journal in a file of its own; its path, and how many entries it has.

        Raises Refused where there is a file already, and for the place of the person's own journal.
        """
        from numbjournal.core.example import example_journal
        from numbjournal.data import shipped_tags, tags_digest
        from numbjournal.store.example import write_example

        path = self._run.path(file)
        if path == self._run.journal_path:
            raise Refused("That is the place of your own journal.", "numbjournal demo another.db")
        zone = self._run.clock().tzinfo
        example = example_journal(self._run.today, zone or UTC)
        return path, write_example(path, example, shipped_tags(), tags_digest())

    def purge(self, number: int) -> "Purged":
        """Erase an entry for good.

        Raises NotFound, or Refused.
        """
        from numbjournal.store.backup import strange_files
        from numbjournal.store.purge import purge

        done = purge(self._run.journal, number, self._run.clock(), self._run.vault.key_of)
        strange = [str(path) for path in strange_files(self._run.journal.path)]
        return done._replace(unreached=(*done.unreached, *strange))

    def everything(self) -> "Sequence[Place]":
        """What there is of this program on the disk, in the order in which it is erased.

        For a journal that was named and is not the usual one, only what belongs to that.
        """
        from numbjournal.core.keeping import Place
        from numbjournal.screen.editor import left_drafts
        from numbjournal.settings.helplines import FILE_NAME
        from numbjournal.store.erasing import places_of_journal

        self._run.forgive_settings()
        found = places_of_journal(self._run.journal_path)
        reminders = self._run.staying.reminders if self._is_usual else [self._run.staying.own_reminder]
        found[:0] = [Place("a reminder", kept.path) for kept in reminders if kept]
        if self._is_usual:
            settings = self._run.settings.path
            own = (("your own helplines", settings.with_name(FILE_NAME)), ("the settings", settings))
            found += [Place("a draft", str(folder)) for folder in left_drafts(self._run.environ)]
            found += [Place(what, str(path)) for what, path in own if path.is_file()]
        return found

    def erase_everything(self) -> "Erased":
        """Remove it all, as far as it can be removed."""
        from numbjournal.core.keeping import Erased
        from numbjournal.store.erasing import erase

        places = self.everything()
        # Neither a key that is kept nor a reminder is a file alone.
        with suppress(NumbjournalError):
            self._run.vault.lock()
        self._run.staying.forget_reminders(everyone=self._is_usual)
        left = [(place, why) for place in places if (why := erase(place))]
        for folder in (self._run.journal_path.parent, self._run.settings.path.parent):
            if folder.name == "numbjournal" and self._is_usual:
                with suppress(OSError):
                    folder.rmdir()
        failed = {place for place, _ in left}
        return Erased([place for place in places if place not in failed], left)

    @property
    def _is_usual(self) -> bool:
        """Whether this is the journal that opens by itself."""
        from numbjournal.settings.places import default_journal

        path = self._run.journal_path
        return self._run.is_named(path) or (
            not self._run.settings.is_set("journal") and path == default_journal()
        )

    def merge(self, file: str, *, tries: bool, consent: "Consent") -> "Merged":
        """Bring another device's journal in; `tries` only says what that would be.

        Raises NotFound, Refused, Locked, Damaged, or Unreadable, or what `consent` raises; nothing is changed
        then.
        """
        from numbjournal.store.merge import bring_in

        if not self._run.has_journal and not self._run.is_named(self._run.journal_path):
            raise NotFound(
                "There is no journal here yet; a copy of the other one can begin it.",
                f"numbjournal restore {quote(file)}",
            )
        return bring_in(
            self._run.journal,
            self._run.path(file),
            self._run.clock(),
            tries=tries,
            consent=consent,
            watch=lambda each, total: self._run.taking_along.watched(each, total, "Merging"),
            key_of=self._run.vault.key_of,
        )

    def back_up(self) -> "Kept":
        """A verified copy now, in the place of today's."""
        from numbjournal.store.backup import Backup, described, make_daily_backup

        made = make_daily_backup(self._run.journal.connection, self._run.journal.path, self._run.today)
        return described(Backup(made, self._run.today), self._run.vault.key_of)

    def backups(self) -> "Sequence[Kept]":
        """Every file among the backups, the newest first."""
        from numbjournal.store.backup import backups, described

        return [described(backup, self._run.vault.key_of) for backup in backups(self._run.journal_path)]

    def restore(self, named: str | None, *, salvage: bool) -> "Restored":
        """Bring the journal back from a backup, or from what a damaged file still holds."""
        from numbjournal.store.restore import find_backup, restore, salvage_journal

        path = self._run.journal_path
        if not is_there(path.parent) and self._run.is_named(path):
            raise self._run.missing(path)
        was_there = is_there(path)
        key_of = self._run.vault.key_of
        if named:
            named = self._run.as_typed(named)
        source = find_backup(path, named, key_of) if named or not salvage else path
        wanted = self._key_for_plain(source)
        if salvage:
            done = salvage_journal(path, source, self._run.clock(), key_of, wanted)
        else:
            done = restore(path, source, self._run.clock(), key_of, wanted)
        if not was_there:
            self._run.made_journal = path
        # What an older form lacks is made up for now, and not at the next entry.
        self._run.journal.count()
        return done

    def _key_for_plain(self, source: Path) -> "Key | None":
        """The key for a journal that comes from a plain file and takes the place of an encrypted one.

        Raises Locked where nobody gives it. A journal that is damaged so that no key fits has none to give.
        """
        from numbjournal.store.engine import FileKind, file_kind

        if file_kind(source) is FileKind.ENCRYPTED:
            return None
        try:
            return self._run.vault.key_of(self._run.journal_path)
        except DoesNotOpen:
            self._run.voice.remark(
                "The journal is not encrypted now, as that file was not: numbjournal encrypt"
            )
            return None

    def examine(self) -> "Sequence[Finding]":
        """What is fine about the journal and what is not."""
        from numbjournal.screen.editor import left_drafts
        from numbjournal.store.checkup import examine

        path = self._run.journal_path
        is_named = self._run.is_named(path)
        drafts = left_drafts(self._run.environ)
        return examine(path, self._run.today, self._run.vault.key_of, is_named=is_named, drafts=drafts)

    @property
    def may_keep_unsaved(self) -> bool:
        """Whether a plain file may hold what the journal could not take: never beside an encrypted one."""
        from numbjournal.store.unsaved import is_encrypted

        path = self._run.journal_path
        if (journal := self._run.opened(path)) is not None:
            return not journal.is_encrypted
        found = is_encrypted(path)
        if found is None:
            # A drive may be missing, with the backups on it.
            found = self._run.is_named(path) and self._run.settings.get("encrypted")
        return not found

    def keep_unsaved(self, draft: "Draft", phrase: "Phrase", number: int | None = None) -> Path | None:
        """Keep what the journal could not take; the file, or None where there is no place for it."""
        from numbjournal.store.unsaved import Unsaved, keep_unsaved

        words = tuple(tag.label for tag in phrase.new_tags)
        return keep_unsaved(self._run.journal_path, Unsaved(self._run.clock(), draft, words, number))

    def is_lasting(self, kept: Path) -> bool:
        """Whether what was kept there stays when this computer restarts."""
        from numbjournal.store.unsaved import is_lasting

        return is_lasting(self._run.journal_path, kept)

    def unsaved(self) -> "Sequence[Unsaved]":
        """What waits to be saved, the oldest first; what cannot be read is left out."""
        from numbjournal.store.unsaved import read_unsaved, unsaved_files

        found = []
        for path in unsaved_files(self._run.journal_path):
            with suppress(OSError, ValueError, KeyError):
                found.append(read_unsaved(path))
        return found

    def saved_at_last(self, unsaved: "Unsaved") -> None:
        """Let go of what waited."""
        if unsaved.path:
            unsaved.path.unlink(missing_ok=True)
