"""Keeping the file: backups, what they bring back, and what could not be saved."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from numbjournal.context import is_folder, is_there
from numbjournal.errors import (
    Busy,
    Damaged,
    DamagedAtStart,
    DoesNotOpen,
    Misuse,
    Refused,
    Replaced,
    TooLong,
)

if TYPE_CHECKING:
    from numbjournal.context import Run
    from numbjournal.core.entry import Draft
    from numbjournal.core.history import Purged
    from numbjournal.core.log_line import Phrase
    from numbjournal.core.maintenance import Finding, Kept, Restored, RestorePlan
    from numbjournal.store.key import Key
    from numbjournal.store.unsaved import Unsaved


class Keeping:
    """Effects on the journal's file and on those beside it."""

    def __init__(self, run: "Run") -> None:
        self._run = run

    def purge(self, number: int) -> "Purged":
        """Erase an entry for good.

        Raises NotFound, or Refused.
        """
        from numbjournal.store.backup import strange_files
        from numbjournal.store.purge import purge

        done = purge(self._run.journal, number, self._run.clock(), self._run.vault.key_of)
        strange = [str(path) for path in strange_files(self._run.journal.path)]
        return done._replace(unreached=(*done.unreached, *strange))

    def back_up(self) -> "Kept":
        """A verified copy now, in the place of today's."""
        from numbjournal.store.backup import Backup, described, make_daily_backup

        journal, today = self._run.journal, self._run.today
        try:
            made = make_daily_backup(journal.connection, journal.path, today)
        except Replaced:
            journal.follow()
            made = make_daily_backup(journal.connection, journal.path, today)
        return described(Backup(made, today), today, self._run.vault.key_of)

    def backups(self) -> "Sequence[Kept]":
        """Every file among the backups, the newest first; what cannot be read comes last."""
        from numbjournal.store.backup import backups_in_order, described

        key_of = self._run.vault.key_of
        found = backups_in_order(self._run.journal_path, key_of)
        return [described(backup, self._run.today, key_of) for backup in found]

    def plan_restore(self, named: str | None, *, salvages: bool) -> "RestorePlan":
        """What `restore` would do; a passphrase it needs is asked for here.

        Raises NotFound, Refused, Damaged, or Locked.
        """
        from numbjournal.services.journal_place import is_a_folder
        from numbjournal.store.engine import FileKind, file_kind
        from numbjournal.store.restore_plan import plan_restore

        path = self._run.journal_path
        if not is_there(path.parent) and self._run.is_named(path):
            raise self._run.missing(path)
        if is_folder(path):
            raise is_a_folder(self._run, path)
        key_of = self._run.vault.key_of
        named = self._run.as_typed(named) if named else named
        plan = plan_restore(path, named, self._run.today, key_of, salvages=salvages)
        if file_kind(Path(plan.source)) is not FileKind.ENCRYPTED:
            with suppress(DoesNotOpen):
                key_of(path)
        return plan

    def say_plan(self, plan: "RestorePlan") -> None:
        """Which copy it is and what the journal has beside it, before anybody is asked."""
        from numbjournal.wording.restore_plan import plan_sentences

        for sentence in plan_sentences(plan, self._run.today):
            self._run.voice.remark(sentence)

    def agreed(self, plan: "RestorePlan") -> bool:
        """Whether somebody on the terminal says yes to it."""
        from numbjournal.wording.restore_plan import question

        return self._run.prompts.yes(question(plan))

    def restore(self, plan: "RestorePlan") -> "Restored":
        """Bring the journal back from a backup, or from what a damaged file still holds."""
        from numbjournal.store.restore import restore, salvage_journal
        from numbjournal.store.rewrite_lock import alone

        path, source = self._run.journal_path, Path(plan.source)
        was_there = is_there(path)
        bring_back = salvage_journal if plan.salvages else restore
        wanted, lost_key = self._key_for_plain(source)
        with alone(path):
            done = bring_back(path, source, self._run.clock(), self._run.vault.key_of, wanted)
        if lost_key:
            self._run.voice.remark(
                "The journal is not encrypted now, as that file was not: numbjournal encrypt"
            )
        if not was_there:
            self._run.made_journal = path
        # What an older form lacks is made up for now, and not at the next entry.
        self._run.journal.count()
        return done

    def _key_for_plain(self, source: Path) -> "tuple[Key | None, bool]":
        """The key for a journal that comes from a plain file and takes the place of an encrypted one, and
        whether there was one that is lost: the journal is damaged at its beginning, so that no key fits.

        Raises Locked where nobody gives it, or another one: a wrong passphrase makes no journal a plain one.
        """
        from numbjournal.store.engine import FileKind, file_kind

        if file_kind(source) is FileKind.ENCRYPTED:
            return None, False
        try:
            return self._run.vault.key_of(self._run.journal_path), False
        except DamagedAtStart:
            return None, True

    def examine(self) -> "Sequence[Finding]":
        """What is fine about the journal and what is not."""
        from numbjournal.core.maintenance import Finding, State
        from numbjournal.output.editor import left_drafts
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

    def accept_changes(self) -> "tuple[Sequence[int], Sequence[str]]":
        """Take what another program changed into the history: numbers of entries, and names of the rest."""
        from numbjournal.store.external_changes import accept_changes

        changes = accept_changes(self._run.journal)
        numbers = [change.number for change in changes if change.thing == "entry"]
        return numbers, [change.word for change in changes if change.thing != "entry"]

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
        """Keep what the journal could not take; the file, or None where there is no place for it.

        Meanwhile the journal does not become an encrypted one, beside which nothing is kept.
        """
        from numbjournal.store.rewrite_lock import alone
        from numbjournal.store.unsaved import Unsaved, keep_unsaved

        words = tuple(tag.label for tag in phrase.new_tags)
        unsaved = Unsaved(self._run.clock(), draft, words, number)
        with suppress(Busy), alone(self._run.journal_path):
            if self.may_keep_unsaved:
                return keep_unsaved(self._run.journal_path, unsaved)
        return None

    def too_long(self, error: TooLong, draft: "Draft") -> TooLong:
        """The error for an entry with more text than one can hold; the text is kept as a draft.

        Beside an encrypted journal it is not: that would be a plain file.
        """
        hint = "numbjournal log --note - < PART"
        if not self.may_keep_unsaved:
            return TooLong(
                f"{error.message} The journal is encrypted, so the text is kept nowhere else.", hint
            )
        try:
            kept = self._run.editor.keep("\n\n".join(filter(None, (draft.note, draft.got_through))))
        except Refused:
            return TooLong(f"{error.message} It could not be kept elsewhere either.", hint)
        return TooLong(f"{error.message} Your text is kept in {kept}, which is not encrypted.", hint)

    def is_lasting(self, kept: Path) -> bool:
        """Whether what was kept there stays when this computer restarts."""
        from numbjournal.store.unsaved import is_lasting

        return is_lasting(self._run.journal_path, kept)

    def unsaved(self) -> "Sequence[Unsaved]":
        """What waits to be saved, the oldest first; what cannot be read is left out."""
        from numbjournal.store.unsaved import read_unsaved, unsaved_files

        found = []
        for path in unsaved_files(self._run.journal_path):
            with suppress(OSError, ValueError, KeyError, TypeError):
                found.append(read_unsaved(path))
        return found

    def saved_at_last(self, unsaved: "Unsaved") -> None:
        """Let go of what waited."""
        if unsaved.path:
            unsaved.path.unlink(missing_ok=True)
