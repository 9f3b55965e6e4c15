"""Erasing everything: one list of what there is, shown first, and then removed as it was shown."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from numbjournal.errors import Damaged, Locked, NumbjournalError, Refused

if TYPE_CHECKING:
    from numbjournal.context import Run
    from numbjournal.core.maintenance import Belongings, Erased
    from numbjournal.core.reminder import Arrangement
    from numbjournal.store.erase_all import Found


class Erasing:
    """What there is of this program on the disk, and its end.

    For a journal that was named and is not the usual one, only what belongs to that.
    """

    def __init__(self, run: "Run") -> None:
        self._run = run
        self._reminders: Sequence[Arrangement] = ()

    def check(self) -> str:
        """The file name to type back, where nothing else shows that the file is the journal; else empty.

        Raises Misuse for a folder, Damaged for a file of something else.
        """
        from numbjournal.store.engine import FileKind, file_kind

        self._run.forgive_settings()
        path = self._run.journal_path
        self._run.check_place(path)
        is_known = file_kind(path) is FileKind.MISSING or self._is_recognised(path)
        return "" if is_known else path.name

    def not_recognised(self) -> NumbjournalError:
        """The error where nobody is there to type the name back."""
        from numbjournal.store.engine import FileKind, file_kind

        on_terminal = "on a terminal, numbjournal erase lets you type its name back instead"
        if file_kind(self._run.journal_path) is FileKind.ENCRYPTED:
            return Locked(
                f"The journal is encrypted, and no passphrase that opens it was given; {on_terminal}.",
                "numbjournal --passphrase-fd 3 erase --yes 3<FILE",
                is_midway=True,
            )
        return Damaged(
            "The file at the journal's place is damaged, or not a journal; its name has to be typed back,"
            " on a terminal.",
            "numbjournal erase",
            is_midway=True,
        )

    def everything(self) -> "Belongings":
        """What there is, in the order in which it is erased."""
        from numbjournal.store.erase_all import Found, look_for_journal

        found, path = Found(), self._run.journal_path
        staying = self._run.staying
        own = [kept for kept in (staying.own_reminder,) if kept]
        self._reminders = staying.reminders if self._is_usual else own
        for kept in self._reminders:
            found.goes("a reminder", *staying.files_of(kept))
        look_for_journal(found, path)
        if self._is_usual:
            self._look_for_the_rest(found)
        return found.all

    def _look_for_the_rest(self, found: "Found") -> None:
        """What is there once, whatever journals there are."""
        from numbjournal.output.editor import drafts_in, left_drafts
        from numbjournal.settings.helplines import FILE_NAME
        from numbjournal.settings.places import default_journal

        run, settings = self._run, self._run.settings.path
        if run.is_named(run.journal_path) and not run.has_journal:
            why = "it is not there now; is a drive missing?"
            found.is_not_reached("the journal", run.journal_path, why)
        for folder in left_drafts(run.environ):
            found.goes("a draft", *drafts_in(folder))
            found.look_over(folder, "the folder of a draft")
        found.take_file("your own helplines", settings.with_name(FILE_NAME))
        found.take_file("the settings", settings)
        found.take_unfinished(settings)
        found.look_over(default_journal().parent, "the folder of the journal")
        found.look_over(settings.parent, "the folder of the settings")

    def erase(self, everything: "Belongings") -> "Erased":
        """Remove what was listed, and nothing else, as far as it can be removed."""
        from numbjournal.core.maintenance import Erased
        from numbjournal.store.erase_all import erase

        # Neither a key that is kept nor a reminder is a file alone.
        with suppress(NumbjournalError):
            self._run.vault.lock()
        for kept in self._reminders:
            # What is left of its files is tried again below, and named.
            with suppress(Refused):
                self._run.staying.forget(kept)
        done = [(place, erase(place)) for place in everything.goes]
        left = [(place, why) for place, why in done if why]
        gone = [place for place, why in done if not why]
        return Erased(gone, [*left, *everything.unreached], everything.stays)

    def _is_recognised(self, path: Path) -> bool:
        """By its header, or by a key that was given or is kept; nobody is asked for one."""
        from numbjournal.store.engine import FileKind, file_kind, is_journal_under, is_plain_journal

        if file_kind(path) is not FileKind.ENCRYPTED:
            return is_plain_journal(path)
        key = self._run.vault.key_at_hand(path)
        return key is not None and is_journal_under(path, key)

    @property
    def _is_usual(self) -> bool:
        """Whether this is the journal that opens by itself."""
        from numbjournal.settings.places import default_journal

        path = self._run.journal_path
        return self._run.is_named(path) or (
            not self._run.settings.is_set("journal") and path == default_journal()
        )
