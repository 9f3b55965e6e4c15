"""Keeping the file: backups, what they bring back, and what could not be saved."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from numbjournal.errors import Damaged, DoesNotOpen, Misuse, NotFound, Refused

if TYPE_CHECKING:
    from numbjournal.core.entry import Draft
    from numbjournal.core.history import Purged
    from numbjournal.core.keeping import Finding, Kept, Restored
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
        from numbjournal.settings import absolute
        from numbjournal.store.example import write_example

        path = absolute(file)
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

    def merge(self, file: str, *, tries: bool, consent: "Consent") -> "Merged":
        """Bring another device's journal in; `tries` only says what that would be.

        Raises NotFound, Refused, Locked, Damaged, or Unreadable, or what `consent` raises; nothing is changed
        then.
        """
        from numbjournal.settings import absolute
        from numbjournal.store.merge import bring_in

        if not self._run.has_journal and not self._run.is_named(self._run.journal_path):
            raise NotFound(
                "There is no journal here yet; a copy of the other one can begin it.",
                f"numbjournal restore {quote(file)}",
            )
        return bring_in(
            self._run.journal,
            absolute(file),
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
        if not path.parent.is_dir() and self._run.is_named(path):
            raise self._run.missing(path)
        self._run.check_place(path, may_be_empty=True)
        was_there = path.exists()
        key_of = self._run.vault.key_of
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
        from numbjournal.core.keeping import Finding, State
        from numbjournal.screen.editor import left_drafts
        from numbjournal.store.checkup import examine

        path = self._run.journal_path
        try:
            self._run.check_place(path, may_be_empty=True)
        except Refused:
            # Said below, with the rest.
            pass
        except (Misuse, Damaged) as error:
            way_out = error.hint if isinstance(error, Misuse) else "numbjournal config set journal FILE"
            return [Finding(State.FAULT, error.message, way_out, error.exit_code)]
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
