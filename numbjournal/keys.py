"""The keys of a run: kept, given or typed. A passphrase is asked for once, and becomes a key once a file."""

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from numbjournal.effects import Effect, held, note
from numbjournal.errors import DamagedAtStart, DoesNotOpen, Locked, Replaced
from numbjournal.store.engine import FileKind, file_identity, file_kind, file_salt, opens
from numbjournal.store.journal import Journal
from numbjournal.store.key import Key
from numbjournal.vault.recovery import is_begun_code, key_in_code, looks_like_code, mistake_in_code
from numbjournal.vault.sources import given_passphrase

if TYPE_CHECKING:
    from numbjournal.output.secrets import SecretPrompts

TRIES = 3

UNLOCKED = Effect("The journal was unlocked for a while.", "The journal was unlocked {} times.")
LOCKED = Effect("The key that was kept was forgotten.", "{} keys that were kept were forgotten.")

OPENS_NOTHING = (
    "Wrong passphrase, or the file is damaged; one cannot be told from the other. The recovery code"
    " opens it too; if it is damaged, a backup can be brought back with: numbjournal restore"
)


class Keys:
    """Finds the key of a file.

    `variable` is the passphrase that the environment held; `opened` returns the open journal if it is the
    file that is asked about, which is then not read beside its connection.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        variable: str | None,
        *,
        journal_path: Callable[[], Path],
        opened: Callable[[Path], Journal | None],
        somebody_answers: Callable[[], bool],
    ) -> None:
        self._environ = environ
        self._variable = variable
        self._journal_path = journal_path
        self._opened = opened
        self._somebody_answers = somebody_answers
        self._descriptor: str | None = None
        self._is_asked = False
        self._trusts_kept = True
        self._may_ask = True
        self._only_looks = False
        self._passphrases: list[str] = []
        self._keys: dict[bytes, Key] = {}

    def use(self, descriptor: str) -> None:
        """Read the passphrase from a file descriptor."""
        self._descriptor = descriptor

    def stay_quiet(self) -> None:
        """From here on, ask nobody and start no program: the shell waits for words to complete."""
        self._may_ask = False

    # Finding

    def key_of(self, path: Path) -> Key | None:
        """The key of a file; None for one that is not encrypted.

        Raises Locked where nothing gives it, DoesNotOpen where what was given does not fit.
        """
        if (journal := self._opened(path)) is not None:
            return journal.connection.key
        while True:
            found = file_identity(path)
            if file_kind(path) is not FileKind.ENCRYPTED:
                return None
            salt = file_salt(path)
            try:
                if salt not in self._keys:
                    self._keys[salt] = self._found(path, salt)
                return self._keys[salt]
            except (Locked, Replaced):
                # It may have been rewritten, or made plain, since its salt was read.
                if file_identity(path) == found:
                    raise

    def key_at_hand(self, path: Path) -> Key | None:
        """The key of an encrypted file, if what was given or is kept opens it; nobody is asked to type it.
        Nothing is rolled back in what may be somebody else's file.

        Raises Misuse where the passphrase cannot be read from where it should come.
        """
        self._only_looks = True
        try:
            return self.key_of(path)
        except Locked:
            return None
        finally:
            self._only_looks = False

    def key_without_kept(self, path: Path) -> Key | None:
        """As `key_of`, from the passphrase and not from where a key is kept."""
        self._trusts_kept = False
        return self.key_of(path)

    def key_from(self, text: str, path: Path) -> Key | None:
        """The key that a passphrase or a recovery code gives for a file; None if it does not open it."""
        return self._fitting(text, path, file_salt(path))

    def remember(self, *passphrases: str, key: Key | None = None) -> None:
        """Try these passphrases, and this key, for files that are asked about later."""
        self._passphrases += passphrases
        if key:
            self._keys[key.salt] = key

    @property
    def has_passphrase(self) -> bool:
        """Whether a passphrase was given or typed."""
        return bool(self._passphrases)

    def _found(self, path: Path, salt: bytes) -> Key:
        for text in self._passphrases:
            if key := self._fitting(text, path, salt):
                return key
        if not self._is_asked and self._may_ask:
            self._is_asked = True
            if (given := self.given()) is not None:
                return self._fitting_or_not(given, path, salt)
        if self._trusts_kept and (key := self._kept_key(path, salt)):
            return key
        if self._passphrases:
            raise DoesNotOpen(OPENS_NOTHING)
        if self._only_looks or not self._may_ask or not self._can_ask:
            what = "journal" if path == self._journal_path() else "file"
            raise Locked(f"The {what} is encrypted, and locked.", "numbjournal unlock")
        return self._typed(path, salt)

    def _fitting(self, text: str, path: Path, salt: bytes) -> Key | None:
        from numbjournal.vault.passphrase import derived_key, first_line

        # What reads as a code may be a passphrase all the same.
        if (raw := key_in_code(text)) and opens(path, key := Key(raw, salt), untouched=self._only_looks):
            return key
        key = Key(derived_key(first_line(text), salt), salt)
        return key if opens(path, key, untouched=self._only_looks) else None

    def _fitting_or_not(self, text: str, path: Path, salt: bytes) -> Key:
        self._passphrases.append(text)
        if key := self._fitting(text, path, salt):
            return key
        if any(self._fitting(text, copy, salt) for copy in self._copies(path, salt)):
            raise DamagedAtStart("The journal file is damaged.", "numbjournal doctor")
        if not looks_like_code(text):
            raise DoesNotOpen(OPENS_NOTHING)
        if mistake := mistake_in_code(text):
            raise DoesNotOpen(f"If that was the recovery code, {mistake}.")
        raise DoesNotOpen(
            "That is a recovery code without a mistake, but not the one of this file; or the file is damaged."
        )

    def _copies(self, path: Path, salt: bytes) -> list[Path]:
        """Backups of the journal that are under the same key, one of which is enough to ask."""
        from numbjournal.store.backup import backups

        if path != self._journal_path():
            return []
        return [backup.path for backup in backups(path) if file_salt(backup.path) == salt][:1]

    # Asking

    def given(self, *, whole: bool = False) -> str | None:
        """The passphrase that was given by a descriptor, the environment, a file or a command; None if none.

        `whole`: a passphrase that is chosen now may have one line only.
        """
        return given_passphrase(self._descriptor, self._environ, self._variable, whole=whole)

    @property
    def prompts(self) -> "SecretPrompts":
        """Questions whose answers do not appear on the screen."""
        from numbjournal.output.secrets import SecretPrompts

        return SecretPrompts()

    @property
    def _can_ask(self) -> bool:
        """Whether somebody is there to type a passphrase: also while a note comes in through a pipe."""
        return self._somebody_answers() or (sys.stderr is not None and sys.stderr.isatty())

    def _typed(self, path: Path, salt: bytes) -> Key:
        whose = "" if path == self._journal_path() else f" of {path.name}"
        tried = 0
        while True:
            text = self.prompts.passphrase(whose)
            tried += 1
            try:
                return self._fitting_or_not(text, path, salt)
            except DamagedAtStart:
                raise
            except DoesNotOpen as error:
                if tried == TRIES or file_salt(path) != salt:
                    raise
                while is_begun_code(text) and (rest := self.prompts.rest_of_code()):
                    text = f"{text} {rest}"
                    with suppress(DoesNotOpen):
                        return self._fitting_or_not(text, path, salt)
                self.prompts.say(
                    "That does not open it." if error.message == OPENS_NOTHING else error.message
                )

    # Kept for a while

    def keep(self, key: Key, seconds: int) -> bool:
        """Keep a key where the next commands find it; whether there is such a place."""
        with held():
            place = self._place()
            is_kept = place is not None and bool(place.keep(key.salt.hex(), key.raw, seconds))
            if is_kept:
                note(UNLOCKED)
        return is_kept

    def forget(self, salt: bytes) -> bool:
        """Forget a key that is kept; whether there was one.

        Raises Refused.
        """
        place = self._place()
        with held():
            was_kept = bool(place and place.forget(salt.hex()))
            if was_kept:
                note(LOCKED)
        return was_kept

    def _kept_key(self, path: Path, salt: bytes) -> Key | None:
        place = self._place()
        raw = place.find(salt.hex()) if place else None
        if raw is None or not opens(path, key := Key(raw, salt), untouched=self._only_looks):
            return None
        return key

    def _place(self) -> ModuleType | None:
        """Where keys are kept: by the kernel, else by the system's keyring, else nowhere."""
        from numbjournal.vault import kernel

        if kernel.is_available():
            return kernel
        # A keyring may show a window and wait for somebody.
        if not self._may_ask:
            return None
        try:
            from numbjournal.vault import keyring
        except ModuleNotFoundError:
            return None
        return keyring if keyring.is_available() else None
