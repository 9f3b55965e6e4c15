"""What became of encryption: in sentences, and as data."""

from numbjournal.core.maintenance import Rekeyed
from numbjournal.core.text import visible
from numbjournal.output.json import JsonPage
from numbjournal.output.text.page import TextPage
from numbjournal.wording.counting import counted


class VaultSentences:
    """One fact a line; `out` is the screen it is said on."""

    def __init__(self, out: TextPage) -> None:
        self.out = out

    def encrypted(self, rekeyed: Rekeyed) -> None:
        self.out.result("The journal is encrypted.")
        self._about(rekeyed, "encrypted")
        self.out.remark(
            "Not reached: exports, copies elsewhere, and what the disk may keep of files that were replaced."
        )

    def already(self, rekeyed: Rekeyed) -> None:
        """`encrypt` of a journal that is encrypted, for the sake of its backups."""
        self.out.result("The journal is encrypted already. For another passphrase: numbjournal passphrase")
        self._about(rekeyed, "encrypted")

    def decrypted(self, rekeyed: Rekeyed) -> None:
        self.out.result("The journal is not encrypted any more.")
        self._about(rekeyed, "readable")

    def changed(self, rekeyed: Rekeyed) -> None:
        self.out.result(
            "The passphrase is changed; the one before, and its recovery code, open nothing here now."
        )
        self._about(rekeyed, "written anew")

    def unlocked(self, seconds: int) -> None:
        self.out.result(f"Unlocked for {duration(seconds)}. To lock it before: numbjournal lock")

    def locked(self, *, was_kept: bool) -> None:
        self.out.result("Locked." if was_kept else "Locked; no key was kept.")

    def _about(self, rekeyed: Rekeyed, become: str) -> None:
        if rekeyed.code:
            self.out.result(f"Recovery code, shown this once: {rekeyed.code}")
        if rekeyed.backups:
            is_are = "is" if rekeyed.backups == 1 else "are"
            self.out.result(f"{counted(rekeyed.backups, 'backup')} {is_are} {become} too.")
        for name in rekeyed.left:
            self.out.result(
                f"This file among the backups could not be read, and is as it was: {visible(name)}"
            )
        for path in rekeyed.plain:
            self.out.result(f"Not encrypted, and not this program's to change: {visible(path)}")


class VaultData(VaultSentences):
    """The same as data."""

    def __init__(self, out: JsonPage) -> None:
        super().__init__(out)
        self._data = out.data

    def encrypted(self, rekeyed: Rekeyed) -> None:
        self._data("encrypt", rekeyed._asdict())

    def already(self, rekeyed: Rekeyed) -> None:
        self._data("encrypt", rekeyed._asdict())

    def decrypted(self, rekeyed: Rekeyed) -> None:
        self._data("decrypt", rekeyed._asdict())

    def changed(self, rekeyed: Rekeyed) -> None:
        self._data("passphrase", rekeyed._asdict())

    def unlocked(self, seconds: int) -> None:
        self._data("unlock", {"seconds": seconds})

    def locked(self, *, was_kept: bool) -> None:
        self._data("lock", {"was_kept": was_kept})


def duration(seconds: int) -> str:
    """A time in the largest unit that says it whole: `15 minutes`, `2 days`."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds % size == 0:
            return counted(seconds // size, unit)
    return counted(seconds, "second")
