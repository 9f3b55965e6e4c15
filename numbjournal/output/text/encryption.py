"""What became of encryption, in sentences."""

from numbjournal.core.maintenance import (
    JournalDecrypted,
    JournalEncrypted,
    JournalLocked,
    JournalUnlocked,
    PassphraseChanged,
    Rekeyed,
)
from numbjournal.core.text import visible
from numbjournal.output.text.page import TextPage
from numbjournal.wording.counting import counted


def journal_encrypted(done: JournalEncrypted, page: TextPage) -> None:
    if done.was_encrypted:
        page.result("The journal is encrypted already. For another passphrase: numbjournal passphrase")
        _about(done.rekeyed, "encrypted", page)
        return
    page.result("The journal is encrypted.")
    _about(done.rekeyed, "encrypted", page)
    page.remark(
        "Not reached: exports, copies elsewhere, and what the disk may keep of files that were replaced."
    )


def journal_decrypted(done: JournalDecrypted, page: TextPage) -> None:
    page.result("The journal is not encrypted any more.")
    _about(done.rekeyed, "readable", page)


def passphrase_changed(done: PassphraseChanged, page: TextPage) -> None:
    page.result("The passphrase is changed; the one before, and its recovery code, open nothing here now.")
    _about(done.rekeyed, "rewritten", page)


def journal_unlocked(done: JournalUnlocked, page: TextPage) -> None:
    page.result(f"Unlocked for {duration(done.seconds)}. To lock it before: numbjournal lock")


def journal_locked(done: JournalLocked, page: TextPage) -> None:
    page.result("Locked." if done.was_kept else "Locked; no key was kept.")


def _about(rekeyed: Rekeyed, become: str, page: TextPage) -> None:
    if rekeyed.code:
        page.result(f"Recovery code, shown this once: {rekeyed.code}")
    if rekeyed.backups:
        is_are = "is" if rekeyed.backups == 1 else "are"
        page.result(f"{counted(rekeyed.backups, 'backup')} {is_are} {become} too.")
    for name in rekeyed.left:
        page.result(f"This file among the backups could not be read, and is as it was: {visible(name)}")
    for path in rekeyed.plain:
        page.result(f"Not encrypted, and not this program's to change: {visible(path)}")


def duration(seconds: int) -> str:
    """A time in the largest unit that says it whole: `15 minutes`, `2 days`."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds % size == 0:
            return counted(seconds // size, unit)
    return counted(seconds, "second")
