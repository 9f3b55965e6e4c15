"""Encryption: the key of a journal, from where it is given, kept, or typed; and its change."""

import sys
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from numbjournal.context import is_there
from numbjournal.effects import Effect, held, leave, note
from numbjournal.errors import (
    Damaged,
    DamagedAtStart,
    DoesNotOpen,
    Locked,
    NumbjournalError,
    Refused,
    Replaced,
)

if TYPE_CHECKING:
    from numbjournal.context import Run
    from numbjournal.core.maintenance import Rekeyed
    from numbjournal.output.secrets import SecretPrompts
    from numbjournal.store.key import Key

TRIES = 3

UNLOCKED = Effect("The journal was unlocked for a while.", "The journal was unlocked {} times.")
LOCKED = Effect("The key that was kept was forgotten.", "{} keys that were kept were forgotten.")
WAITING = "An entry that could not be saved waits in a plain file."

OPENS_NOTHING = (
    "Wrong passphrase, or the file is damaged; one cannot be told from the other. The recovery code"
    " opens it too; if it is damaged, a backup can be brought back with: numbjournal restore"
)


class Vault:
    """What opens an encrypted file. A passphrase is asked for once a run, and becomes a key once a file."""

    def __init__(self, run: "Run", variable: str | None) -> None:
        self._run = run
        self._variable = variable
        self._descriptor: str | None = None
        self._new_descriptor: str | None = None
        self._is_asked = False
        self._trusts_kept = True
        self._may_ask = True
        self._only_looks = False
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
        from numbjournal.store.engine import FileKind, file_identity, file_kind, file_salt

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
                # It may have been written anew, or made plain, since its salt was read.
                if file_identity(path) == found:
                    raise

    def key_at_hand(self, path: Path) -> "Key | None":
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
        if self._only_looks or not self._may_ask or not self.can_ask:
            what = "journal" if path == self._run.journal_path else "file"
            raise Locked(f"The {what} is encrypted, and locked.", "numbjournal unlock")
        return self._typed(path, salt)

    def _fitting(self, text: str, path: Path, salt: bytes) -> "Key | None":
        from numbjournal.store.engine import opens
        from numbjournal.store.key import Key
        from numbjournal.vault.passphrase import derived_key, first_line
        from numbjournal.vault.recovery import key_in_code

        # What reads as a code may be a passphrase all the same.
        if (raw := key_in_code(text)) and opens(path, key := Key(raw, salt), untouched=self._only_looks):
            return key
        key = Key(derived_key(first_line(text), salt), salt)
        return key if opens(path, key, untouched=self._only_looks) else None

    def _fitting_or_not(self, text: str, path: Path, salt: bytes) -> "Key":
        self._said.append(text)
        if key := self._fitting(text, path, salt):
            return key
        from numbjournal.vault.recovery import looks_like_code, slip_in_code

        if any(self._fitting(text, copy, salt) for copy in self._copies(path, salt)):
            raise DamagedAtStart("The journal file is damaged.", "numbjournal doctor")
        if not looks_like_code(text):
            raise DoesNotOpen(OPENS_NOTHING)
        if slip := slip_in_code(text):
            raise DoesNotOpen(f"If that was the recovery code, {slip}.")
        raise DoesNotOpen(
            "That is a recovery code without a slip, but not the one of this file; or the file is damaged."
        )

    def _copies(self, path: Path, salt: bytes) -> list[Path]:
        """Backups of the journal that are under the same key, one of which is enough to ask."""
        from numbjournal.store.backup import backups
        from numbjournal.store.engine import file_salt

        if path != self._run.journal_path:
            return []
        return [backup.path for backup in backups(path) if file_salt(backup.path) == salt][:1]

    def _typed(self, path: Path, salt: bytes) -> "Key":
        from numbjournal.store.engine import file_salt
        from numbjournal.vault.recovery import is_begun_code

        whose = "" if path == self._run.journal_path else f" of {path.name}"
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

    def _given(self, *, whole: bool = False) -> str | None:
        from numbjournal.vault.sources import given_passphrase

        return given_passphrase(self._descriptor, self._run.environ, self._variable, whole=whole)

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there to type a passphrase: also while a note comes in through a pipe."""
        return self._run.can_ask or (sys.stderr is not None and sys.stderr.isatty())

    @property
    def prompts(self) -> "SecretPrompts":
        from numbjournal.output.secrets import SecretPrompts

        return SecretPrompts()

    # Kept for a while

    def unlock(self, seconds: int) -> None:
        """Keep the key where the next commands find it.

        Raises Locked; Refused for a plain journal, and where there is no place for a key.
        """
        key = self._own_key()
        with held():
            is_kept = (place := self._place()) is not None and place.keep(key.salt.hex(), key.raw, seconds)
            if is_kept:
                note(UNLOCKED)
        if not is_kept:
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
        self._run.check_place(path)
        if file_kind(path) is not FileKind.ENCRYPTED:
            raise self._not_encrypted(path)
        return self._forget(file_salt(path))

    def _own_key(self) -> "Key":
        """The journal's key, from the passphrase and not from where it is kept."""
        self._trusts_kept = False
        path = self._run.journal_path
        if not is_there(path):
            raise self._run.missing(path)
        self._run.check_place(path)
        key = self.key_of(path)
        if key is None:
            raise self._not_encrypted(path)
        return key

    def _not_encrypted(self, path: Path) -> NumbjournalError:
        from numbjournal.store.engine import FileKind, file_kind

        if file_kind(path) is FileKind.SQLITE:
            return Refused("The journal is not encrypted.", "numbjournal encrypt")
        return Damaged("That file is not a journal.", "numbjournal doctor")

    def _kept_key(self, path: Path, salt: bytes) -> "Key | None":
        from numbjournal.store.engine import opens
        from numbjournal.store.key import Key

        place = self._place()
        raw = place.find(salt.hex()) if place else None
        if raw is None or not opens(path, key := Key(raw, salt), untouched=self._only_looks):
            return None
        return key

    def _forget(self, salt: bytes) -> bool:
        place = self._place()
        with held():
            was_kept = bool(place and place.forget(salt.hex()))
            if was_kept:
                note(LOCKED)
        return was_kept

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
        journal = self._run.journal
        self._refuse_while_one_waits(journal.path)
        if (key := journal.connection.key) is not None:
            return self._finish(key)
        given = self._given(whole=True)
        if given is None and not self._run.can_ask:
            raise Locked(
                "Nobody is there to choose a passphrase.", "numbjournal --passphrase-fd 3 encrypt 3<FILE"
            )
        return self._rewrite(None, self._new_key(given), "encrypt")

    def _refuse_while_one_waits(self, path: Path) -> None:
        from numbjournal.store.unsaved import unsaved_files

        if unsaved_files(path):
            raise Refused(WAITING, "numbjournal log --unsaved")

    def _finish(self, new: "Key | None") -> "Rekeyed":
        """Bring the backups under the journal's key, where a run was stopped before it came to all of them.

        A recovery code that was to be printed at the end of that run is printed now.
        """
        from numbjournal.core.maintenance import Rekeyed
        from numbjournal.store.encryption import rewrite_backups
        from numbjournal.store.rewrite_lock import alone
        from numbjournal.vault.recovery import recovery_code

        path = self._run.journal_path
        old_salts = self._salts_of_backups() - {new.salt if new else b""}
        self._run.let_go()
        with alone(path):
            done = rewrite_backups(path, new, self._key_of_older)
        for salt in old_salts - self._salts_of_backups():
            with suppress(Refused):
                self._forget(salt)
        self._remember(path, is_encrypted=new is not None)
        is_given = bool(self._said) and not self._run.can_ask
        code = recovery_code(new.raw) if new and done.done and is_given else ""
        left = tuple(each.name for each in done.left)
        return Rekeyed(code, done.done, left, self._plain_files() if new else ())

    def _salts_of_backups(self) -> set[bytes]:
        from numbjournal.store.encryption import encrypted_files
        from numbjournal.store.engine import file_salt

        return {file_salt(path) for path in encrypted_files(self._run.journal_path)}

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
        """Make the journal and its backups plain again; where the journal is, those backups that are not yet.

        Raises as `encrypt`.
        """
        journal = self._run.journal_path
        self._run.check_place(journal)
        if (path := self._encrypted_beside_plain(journal)) is not None:
            self._trusts_kept = False
            # Nothing is rewritten where not even the first of them opens.
            self.key_of(path)
            return self._finish(None)
        return self._rewrite(self._own_key(), None, "decrypt")

    def _encrypted_beside_plain(self, journal: Path) -> Path | None:
        """The newest encrypted backup of a journal that is not encrypted."""
        from numbjournal.store.encryption import encrypted_files
        from numbjournal.store.engine import FileKind, file_kind

        if file_kind(journal) is not FileKind.SQLITE:
            return None
        return next(iter(encrypted_files(journal)), None)

    def change(self) -> "Rekeyed":
        """Another passphrase, and so another recovery code, for the journal and its backups.

        Raises as `encrypt`.
        """
        from numbjournal.store.engine import file_salt

        path = self._run.journal_path
        try:
            key = self._own_key()
        except DoesNotOpen:
            given = self._given_new()
            # It was stopped between the journal and its backups: the new one opens the journal already.
            if given is None or self._fitting(given, path, file_salt(path)) is None:
                raise
            self._said.append(given)
            return self._finish(self.key_of(path))
        given = self._given_new()
        if given is None and not self._run.can_ask:
            raise Locked("Nobody is there to choose a passphrase.", "numbjournal passphrase --help")
        return self._rewrite(key, self._new_key(given), "passphrase")

    def _given_new(self) -> str | None:
        from numbjournal.vault.sources import from_descriptor

        return from_descriptor(self._new_descriptor, whole=True) if self._new_descriptor else None

    def _new_key(self, given: str | None) -> "Key":
        """A key from a passphrase that is given or typed twice; its code is typed back, if somebody can."""
        from numbjournal.data.passphrases import passphrase_words
        from numbjournal.store.key import Key
        from numbjournal.vault.passphrase import checked, derived_key, generated
        from numbjournal.vault.recovery import is_begun_code, recovery_code, slip_against
        from numbjournal.vault.strength import weakness

        if given is None:
            text = checked(self.prompts.new(lambda: generated(passphrase_words()), weakness))
        else:
            text = checked(given)
            if sentence := weakness(text):
                self._run.voice.remark(f"{sentence} On a terminal, six words can be made up instead.")
        # Backups that an earlier run left behind may open with it.
        self._said.append(text)
        salt = self._next_salt()
        key = Key(derived_key(text, salt), salt)
        if self._run.can_ask:
            code = recovery_code(key.raw)
            self.prompts.code_back(code, lambda typed: slip_against(typed, code), is_begun_code)
        return key

    def _next_salt(self) -> bytes:
        """A salt that no file here has, and the same one each time until something is changed.

        Somebody who stopped while typing the code back, and chooses the same passphrase again, then has the
        same code on paper.
        """
        from hashlib import sha256

        from numbjournal.store.key import SALT_BYTES

        journal = self._run.journal
        used = self._salts_of_backups()
        used |= {journal.connection.key.salt} if journal.connection.key else set()
        salt = sha256(journal.state_of_history.encode()).digest()[:SALT_BYTES]
        while salt in used:
            salt = sha256(salt).digest()[:SALT_BYTES]
        return salt

    def _remember(self, path: Path, *, is_encrypted: bool) -> None:
        """For the day on which the drive with the journal is missing (`Keeping.may_keep_unsaved`)."""
        if self._run.is_named(path) and self._run.settings.get("encrypted") != is_encrypted:
            with suppress(Refused):
                self._run.save_setting("encrypted", ["yes"] if is_encrypted else [])

    def _rewrite(self, old: "Key | None", new: "Key | None", why: str) -> "Rekeyed":
        from numbjournal.core.maintenance import Rekeyed
        from numbjournal.store.backup import make_backup_before
        from numbjournal.store.encryption import (
            DECRYPTED,
            ENCRYPTED,
            PASSPHRASE_CHANGED,
            rewrite_backups,
            rewrite_journal,
        )
        from numbjournal.store.rewrite_lock import alone
        from numbjournal.store.unsaved import unsaved_files
        from numbjournal.vault.recovery import recovery_code

        journal = self._run.journal
        make_backup_before(why, journal.connection, journal.path, self._run.clock())
        effect = DECRYPTED if not new else PASSPHRASE_CHANGED if old else ENCRYPTED
        with alone(journal.path):
            if not journal.is_current:
                raise Replaced("The journal was replaced by another file meanwhile.", is_midway=True)
            if new:
                self._refuse_while_one_waits(journal.path)
            self._run.let_go()
            rewrite_journal(journal.path, old, new, effect)
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
            leave("")
        self._remember(journal.path, is_encrypted=new is not None)
        if new and unsaved_files(journal.path):
            # Where the file system has no locks, one may have come in between.
            self._run.voice.remark(f"{WAITING} Try: numbjournal log --unsaved")
        code = recovery_code(new.raw) if new and not self._run.can_ask else ""
        left = tuple(path.name for path in done.left)
        return Rekeyed(code, done.done, left, self._plain_files() if new else ())

    def _plain_files(self) -> tuple[str, ...]:
        """What is not encrypted with the journal: strange files among the backups, and drafts left behind."""
        from numbjournal.output.editor import left_drafts
        from numbjournal.store.encryption import strange_plain_files

        strange = list[Path]()
        with suppress(Refused):
            strange = strange_plain_files(self._run.journal_path)
        return tuple(str(path) for path in (*strange, *left_drafts(self._run.environ)))
