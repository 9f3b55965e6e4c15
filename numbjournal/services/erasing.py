"""Erasing for good: one entry, or everything, which is listed first and then removed as it was listed."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from numbjournal.context import Run
from numbjournal.core.history import Purged
from numbjournal.core.maintenance import Belongings, Erased
from numbjournal.core.reminder import Arrangement
from numbjournal.errors import Damaged, Locked, NumbjournalError, Refused
from numbjournal.output.editor import drafts_in, left_drafts
from numbjournal.output.text.erasing import about_to_erase
from numbjournal.services.encryption import lock
from numbjournal.services.journal_place import check_place
from numbjournal.services.reminding import forget, own_reminder, reminder_files, reminders
from numbjournal.settings.helplines import FILE_NAME
from numbjournal.settings.places import default_journal
from numbjournal.store import erase_all
from numbjournal.store import purge as purging
from numbjournal.store.backup import unknown_files
from numbjournal.store.engine import FileKind, file_kind, is_journal_under, is_plain_journal
from numbjournal.store.erase_all import Found, look_for_journal


def purge(run: Run, number: int) -> Purged:
    """Erase an entry for good.

    Raises NotFound, or Refused.
    """
    done = purging.purge(run.journal, number, run.clock(), run.keys.key_of)
    strange = [str(path) for path in unknown_files(run.journal.path)]
    return done._replace(unreached=(*done.unreached, *strange))


def check(run: Run) -> str:
    """The file name to type back, where nothing else shows that the file is the journal; else empty.

    Raises Misuse for a folder, Damaged for a file of something else.
    """
    run.forgive_settings()
    path = run.journal_path
    check_place(run, path)
    is_known = file_kind(path) is FileKind.MISSING or _is_recognised(run, path)
    return "" if is_known else path.name


def not_recognised(run: Run) -> NumbjournalError:
    """The error where nobody is there to type the name back."""
    on_terminal = "on a terminal, numbjournal erase lets you type its name back instead"
    if file_kind(run.journal_path) is FileKind.ENCRYPTED:
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


def everything(run: Run) -> Belongings:
    """What there is, in the order in which it is erased."""
    found = Found()
    for kept in _reminders(run):
        found.goes("a reminder", *reminder_files(kept))
    look_for_journal(found, run.journal_path)
    if _is_usual(run):
        _look_for_the_rest(run, found)
    return found.all


def say_what_goes(run: Run, everything: Belongings) -> None:
    """Say what would go and what would stay, before anybody is asked."""
    about_to_erase(everything, run.output)


def _reminders(run: Run) -> Sequence[Arrangement]:
    """Those of this journal, or, where it is the usual one, of every journal."""
    own = own_reminder(run)
    return reminders() if _is_usual(run) else [own] if own else []


def _look_for_the_rest(run: Run, found: Found) -> None:
    """What is there once, whatever journals there are."""
    settings = run.settings.path
    if run.is_configured(run.journal_path) and not run.has_journal:
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


def erase(run: Run, everything: Belongings) -> Erased:
    """Remove what was listed, and nothing else, as far as it can be removed."""
    # Neither a key that is kept nor a reminder is a file alone.
    with suppress(NumbjournalError):
        lock(run)
    listed = {place.path for place in everything.goes}
    for kept in _reminders(run):
        if not listed.issuperset(map(str, reminder_files(kept))):
            continue
        # What is left of its files is tried again below, and named.
        with suppress(Refused):
            forget(kept)
    done = [(place, erase_all.erase(place)) for place in everything.goes]
    left = [(place, why) for place, why in done if why]
    gone = [place for place, why in done if not why]
    return Erased(gone, [*left, *everything.unreached], everything.stays)


def _is_recognised(run: Run, path: Path) -> bool:
    """By its header, or by a key that was given or is kept; nobody is asked for one."""
    if file_kind(path) is not FileKind.ENCRYPTED:
        return is_plain_journal(path)
    key = run.keys.key_at_hand(path)
    return key is not None and is_journal_under(path, key)


def _is_usual(run: Run) -> bool:
    """Whether this is the journal that opens by itself."""
    path = run.journal_path
    return run.is_configured(path) or (not run.settings.is_set("journal") and path == default_journal())
