"""Encryption: the key of a journal, from where it is given, kept, or typed; and its change."""

import os
import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from numbjournal.errors import DoesNotOpen, Locked, Refused, Stopped
from numbjournal.session import is_there

if TYPE_CHECKING:
    from numbjournal.core.keeping import Rekeyed
    from numbjournal.screen.secrets import SecretPrompts
    from numbjournal.session import Session
    from numbjournal.store.key import Key

TRIES = 3

OPENS_NOTHING = (
    "Wrong passphrase, or the file is damaged; one cannot be told from the other. The recovery code"
    " opens it too; if it is damaged, a backup can be brought back with: numbjournal restore"
)


class Vault:
    """What opens an encrypted file. A passphrase is asked for once a run, and becomes a key once a file."""

    def __init__(self, run: "Session", variable: str | None) -> None:
        self._run = run
        self._variable = variable
        self._descriptor: str | None = None
        self._new_descriptor: str | None = None
        self._is_asked = False
        self._trusts_kept = True
        self._may_ask = True
        self._said: list[str] = []
        self._keys: dict[bytes, Key] = {}

    def use(self, *, descriptor: str | None = None, new_descriptor: str | None = None) -> None:
        """Take over options from the command line."""
        self._descriptor = descriptor or self._descriptor
        self._new_descriptor = new_descriptor or self._new_descriptor

    def stay_quiet(self) -> None:
        """From here on, nobody is asked and no program is started: the shell waits for words to complete."""
        self._may_ask = False

    # Opening

    def key_of(self, path: Path) -> "Key | None":
        """The key of a file; None for one that is not encrypted.

        Raises Locked where nothing gives it, DoesNotOpen where what was given does not fit.
        """
        if (open_journal := self._run.opened(path)) is not None:
            # The live file is not read beside its connection.
            return open_journal.connection.key
        from numbjournal.store.engine import FileKind, file_kind, file_salt

        if file_kind(path) is not FileKind.ENCRYPTED:
            return None
        salt = file_salt(path)
        if salt not in self._keys:
            self._keys[salt] = self._found(path, salt)
        return self._keys[salt]

    def _found(self, path: Path, salt: bytes) -> "Key":
        for text in self._said:
            if key := self._fitting(text, path, salt):
                return key
        if not self._is_asked and self._may_ask:
            self._is_asked = True
            if (given := self._given()) is not None:
                return self._fitting_or_not(given, path, salt)
        if self._trusts_kept and (key := self._kept_key(path, salt)):
            return key
        if self._said:
            raise DoesNotOpen(OPENS_NOTHING)
        if not self._may_ask or not self.can_ask:
            what = "journal" if path == self._run.journal_path else "file"
            raise Locked(f"The {what} is encrypted, and locked.", "numbjournal unlock")
        return self._typed(path, salt)

    def _fitting(self, text: str, path: Path, salt: bytes) -> "Key | None":
        from numbjournal.store.engine import opens
        from numbjournal.store.key import Key
        from numbjournal.vault.passphrase import derived_key
        from numbjournal.vault.recovery import key_in_code

        # What reads as a code may be a passphrase all the same.
        if (raw := key_in_code(text)) and opens(path, key := Key(raw, salt)):
            return key
        key = Key(derived_key(text, salt), salt)
        return key if opens(path, key) else None

    def _fitting_or_not(self, text: str, path: Path, salt: bytes) -> "Key":
        self._said.append(text)
        if key := self._fitting(text, path, salt):
            return key
        from numbjournal.vault.recovery import looks_like_code

        if looks_like_code(text):
            raise DoesNotOpen(
                "If that was the recovery code, there is a slip in it, or it is another file's."
            )
        raise DoesNotOpen(OPENS_NOTHING)

    def _typed(self, path: Path, salt: bytes) -> "Key":
        whose = "" if path == self._run.journal_path else f" of {path.name}"
        tried = 0
        while True:
            text = self.prompts.passphrase(whose)
            tried += 1
            try:
                return self._fitting_or_not(text, path, salt)
            except DoesNotOpen as error:
                if tried == TRIES:
                    raise
                self.prompts.say(
                    "That does not open it." if error.message == OPENS_NOTHING else error.message
                )

    def _given(self) -> str | None:
        from numbjournal.vault.sources import given_passphrase

        return given_passphrase(self._descriptor, self._run.environ, self._variable)

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to type a passphrase: also while a note comes in through a pipe."""
        return self._run.can_ask or (sys.stderr is not None and sys.stderr.isatty())

    @property
    def prompts(self) -> "SecretPrompts":
        from numbjournal.screen.secrets import SecretPrompts

        return SecretPrompts()

    # Kept for a while

    def unlock(self, seconds: int) -> None:
        """Keep the key where the next commands find it.

        Raises Locked; Refused for a plain journal, and where there is no place for a key.
        """
        key = self._own_key()
        if (place := self._place()) is None or not place.keep(key.salt.hex(), key.raw, seconds):
            raise Refused(
                "There is nothing here that keeps a key: no kernel keyring, and no keyring of the desktop"
                " that is open. The passphrase can come from a command or a file instead.",
                "pip install 'numbjournal[keyring]'",
            )

    def lock(self) -> bool:
        """Forget a key that is kept; whether there was one.

        Raises NotFound without a journal, Refused for a plain one.
        """
        from numbjournal.store.engine import FileKind, file_kind, file_salt

        path = self._run.journal_path
        if not is_there(path):
            raise self._run.missing(path)
        if file_kind(path) is not FileKind.ENCRYPTED:
            raise Refused("The journal is not encrypted.", "numbjournal encrypt")
        return self._forget(file_salt(path))

    def _own_key(self) -> "Key":
        """The journal's key, from the passphrase and not from where it is kept."""
        self._trusts_kept = False
        path = self._run.journal_path
        if not is_there(path):
            raise self._run.missing(path)
        key = self.key_of(path)
        if key is None:
            raise Refused("The journal is not encrypted.", "numbjournal encrypt")
        return key

    def _kept_key(self, path: Path, salt: bytes) -> "Key | None":
        from numbjournal.store.engine import opens
        from numbjournal.store.key import Key

        place = self._place()
        raw = place.find(salt.hex()) if place else None
        if raw is None or not opens(path, key := Key(raw, salt)):
            return None
        return key

    def _forget(self, salt: bytes) -> bool:
        place = self._place()
        return bool(place and place.forget(salt.hex()))

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

    # Changing

    def encrypt(self) -> "Rekeyed":
        """Encrypt the journal and its backups; where the journal is, those backups that are not yet.

        Raises Refused with nothing changed, Stopped, Locked, Misuse.
        """
        from numbjournal.store.encryption import rewrite_backups
        from numbjournal.store.unsaved import unsaved_files

        journal = self._run.journal
        if unsaved_files(journal.path):
            raise Refused(
                "An entry that could not be saved waits in a plain file.", "numbjournal log --unsaved"
            )
        if (key := journal.connection.key) is not None:
            from numbjournal.core.keeping import Rekeyed

            done = rewrite_backups(journal.path, key, self._key_of_older)
            left = tuple(path.name for path in done.left)
            return Rekeyed("", done.done, left, self._plain_files())
        given = self._given()
        if given is None and not self._run.can_ask:
            raise Locked(
                "Nobody is there to choose a passphrase.", "numbjournal --passphrase-fd 3 encrypt 3<FILE"
            )
        return self._rewrite(None, self._new_key(given), "encrypt")

    def _key_of_older(self, path: Path) -> "Key | None":
        """As `key_of`; a backup of a passphrase before is asked about once."""
        try:
            return self.key_of(path)
        except DoesNotOpen:
            if not self._run.can_ask or not (text := self.prompts.passphrase(f" of {path.name}, or Enter")):
                raise
            self._said.append(text)
            return self.key_of(path)

    def decrypt(self) -> "Rekeyed":
        """Make the journal and its backups plain again.

        Raises as `encrypt`.
        """
        return self._rewrite(self._own_key(), None, "decrypt")

    def change(self) -> "Rekeyed":
        """Another passphrase, and so another recovery code, for the journal and its backups.

        Raises as `encrypt`.
        """
        from numbjournal.vault.sources import from_descriptor

        key = self._own_key()
        given = from_descriptor(self._new_descriptor) if self._new_descriptor else None
        if given is None and not self._run.can_ask:
            raise Locked("Nobody is there to choose a passphrase.", "numbjournal passphrase --help")
        return self._rewrite(key, self._new_key(given), "passphrase")

    def _new_key(self, given: str | None) -> "Key":
        """A key from a passphrase that is given or typed twice; its code is typed back, if somebody can."""
        from numbjournal.data.passphrases import passphrase_words
        from numbjournal.store.key import SALT_BYTES, Key
        from numbjournal.vault.passphrase import checked, derived_key, generated
        from numbjournal.vault.recovery import key_in_code, recovery_code

        text = checked(self.prompts.new(lambda: generated(passphrase_words())) if given is None else given)
        salt = os.urandom(SALT_BYTES)
        key = Key(derived_key(text, salt), salt)
        if self._run.can_ask and not self.prompts.code_back(
            recovery_code(key.raw), lambda typed: key_in_code(typed) == key.raw
        ):
            raise Stopped("The code was not typed back. Nothing was changed.")
        return key

    def _remember(self, path: Path, *, is_encrypted: bool) -> None:
        """For the day on which the drive with the journal is missing (`Keeping.may_keep_unsaved`)."""
        if self._run.is_named(path) and self._run.settings.get("encrypted") != is_encrypted:
            with suppress(Refused):
                self._run.save_setting("encrypted", ["yes"] if is_encrypted else [])

    def _rewrite(self, old: "Key | None", new: "Key | None", why: str) -> "Rekeyed":
        from numbjournal.core.keeping import Rekeyed
        from numbjournal.store.backup import make_backup_before
        from numbjournal.store.encryption import rewrite_backups, rewrite_journal
        from numbjournal.vault.recovery import recovery_code

        journal = self._run.journal
        make_backup_before(why, journal.connection, journal.path, self._run.clock())
        self._run.let_go()
        rewrite_journal(journal.path, old, new)
        if old:
            # Without the old salt in any file, what is kept under it opens nothing.
            with suppress(Refused):
                self._forget(old.salt)
            # Backups still open with it.
            self._keys[old.salt] = old
        if new:
            self._keys[new.salt] = new
        self._may_ask = False
        done = rewrite_backups(journal.path, new, self.key_of)
        self._remember(journal.path, is_encrypted=new is not None)
        code = recovery_code(new.raw) if new and not self._run.can_ask else ""
        left = tuple(path.name for path in done.left)
        return Rekeyed(code, done.done, left, self._plain_files() if new else ())

    def _plain_files(self) -> tuple[str, ...]:
        """What is not encrypted with the journal: strange files among the backups, and drafts left behind."""
        from numbjournal.screen.editor import left_drafts
        from numbjournal.store.encryption import strange_plain_files

        strange = list[Path]()
        with suppress(Refused):
            strange = strange_plain_files(self._run.journal_path)
        return tuple(str(path) for path in (*strange, *left_drafts(self._run.environ)))
