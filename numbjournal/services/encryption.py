"""Encrypting the journal, making it plain again, changing its passphrase, and keeping its key for a while."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from numbjournal.context import Run, is_there
from numbjournal.core.maintenance import Rekeyed
from numbjournal.data.passphrases import passphrase_words
from numbjournal.effects import leave
from numbjournal.errors import (
    Damaged,
    DoesNotOpen,
    Locked,
    NumbjournalError,
    Refused,
    Replaced,
)
from numbjournal.output.editor import left_drafts
from numbjournal.services.journal_place import check_place
from numbjournal.services.settings import save_setting
from numbjournal.store.backup import make_backup_before
from numbjournal.store.encryption import (
    DECRYPTED,
    ENCRYPTED,
    PASSPHRASE_CHANGED,
    encrypted_files,
    rewrite_backups,
    rewrite_journal,
    unknown_plain_files,
)
from numbjournal.store.engine import FileKind, file_kind, file_salt
from numbjournal.store.key import SALT_BYTES, Key
from numbjournal.store.rewrite_lock import alone
from numbjournal.store.unsaved import unsaved_files
from numbjournal.vault import passphrase
from numbjournal.vault.recovery import is_begun_code, mistake_against, recovery_code
from numbjournal.vault.sources import from_descriptor
from numbjournal.vault.strength import weakness

WAITING = "An entry that could not be saved waits in a plain file."


def unlock(run: Run, seconds: int) -> None:
    """Keep the key where the next commands find it.

    Raises Locked; Refused for a plain journal, and where there is no place for a key.
    """
    if not run.keys.keep(_own_key(run), seconds):
        raise Refused(
            "There is nothing here that keeps a key: no kernel keyring, and no keyring of the desktop"
            " that is open. The passphrase can come from a command or a file instead.",
            "pip install 'numbjournal[keyring]'",
        )


def lock(run: Run) -> bool:
    """Forget a key that is kept; whether there was one.

    Raises NotFound without a journal, Refused for a plain one.
    """
    path = _checked_path(run)
    if file_kind(path) is not FileKind.ENCRYPTED:
        raise _not_encrypted(path)
    return run.keys.forget(file_salt(path))


def _own_key(run: Run) -> Key:
    """The journal's key, from the passphrase and not from where it is kept."""
    path = _checked_path(run)
    key = run.keys.key_without_kept(path)
    if key is None:
        raise _not_encrypted(path)
    return key


def _checked_path(run: Run) -> Path:
    path = run.journal_path
    if not is_there(path):
        raise run.missing(path)
    check_place(run, path)
    return path


def _not_encrypted(path: Path) -> NumbjournalError:
    if file_kind(path) is FileKind.SQLITE:
        return Refused("The journal is not encrypted.", "numbjournal encrypt")
    return Damaged("That file is not a journal.", "numbjournal doctor")


def encrypt(run: Run) -> Rekeyed:
    """Encrypt the journal and its backups; where the journal is, those backups that are not yet.

    Raises Refused with nothing changed, Stopped, Locked, Misuse.
    """
    journal = run.journal
    _refuse_while_one_waits(journal.path)
    if (key := journal.connection.key) is not None:
        return _finish(run, key)
    given = run.keys.given(whole=True)
    if given is None and not run.can_ask:
        raise Locked(
            "Nobody is there to choose a passphrase.", "numbjournal --passphrase-fd 3 encrypt 3<FILE"
        )
    return _rewrite(run, None, _new_key(run, given), "encrypt")


def _refuse_while_one_waits(path: Path) -> None:
    if unsaved_files(path):
        raise Refused(WAITING, "numbjournal log --unsaved")


def _finish(run: Run, new: Key | None) -> Rekeyed:
    """Bring the backups under the journal's key, where a run was stopped before it came to all of them.

    A recovery code that was to be printed at the end of that run is printed now.
    """
    path = run.journal_path
    old_salts = _salts_of_backups(run) - {new.salt if new else b""}
    run.close_journal()
    with alone(path):
        done = rewrite_backups(path, new, lambda backup: _key_of_older(run, backup))
    for salt in old_salts - _salts_of_backups(run):
        with suppress(Refused):
            run.keys.forget(salt)
    _remember(run, path, is_encrypted=new is not None)
    is_given = run.keys.has_passphrase and not run.can_ask
    code = recovery_code(new.raw) if new and done.done and is_given else ""
    left = tuple(each.name for each in done.left)
    return Rekeyed(code, done.done, left, _plain_files(run) if new else ())


def _salts_of_backups(run: Run) -> set[bytes]:
    return {file_salt(path) for path in encrypted_files(run.journal_path)}


def _key_of_older(run: Run, path: Path) -> Key | None:
    """As `key_of`; a backup of a passphrase before is asked about once."""
    try:
        return run.keys.key_of(path)
    except DoesNotOpen:
        if not run.can_ask or not (text := run.keys.prompts.passphrase(f" of {path.name}, or Enter")):
            raise
        run.keys.remember(text)
        return run.keys.key_of(path)


def decrypt(run: Run) -> Rekeyed:
    """Make the journal and its backups plain again; where the journal is, those backups that are not yet.

    Raises as `encrypt`.
    """
    journal = run.journal_path
    check_place(run, journal)
    if (path := _encrypted_beside_plain(journal)) is not None:
        # Nothing is rewritten where not even the first of them opens.
        run.keys.key_without_kept(path)
        return _finish(run, None)
    return _rewrite(run, _own_key(run), None, "decrypt")


def _encrypted_beside_plain(journal: Path) -> Path | None:
    """The newest encrypted backup of a journal that is not encrypted."""
    if file_kind(journal) is not FileKind.SQLITE:
        return None
    return next(iter(encrypted_files(journal)), None)


def change_passphrase(run: Run, new_descriptor: str | None) -> Rekeyed:
    """Another passphrase, and so another recovery code, for the journal and its backups.

    Raises as `encrypt`.
    """
    path = run.journal_path
    try:
        key = _own_key(run)
    except DoesNotOpen:
        given = _given_new(new_descriptor)
        # It was stopped between the journal and its backups: the new one opens the journal already.
        if given is None or run.keys.key_from(given, path) is None:
            raise
        run.keys.remember(given)
        return _finish(run, run.keys.key_of(path))
    given = _given_new(new_descriptor)
    if given is None and not run.can_ask:
        raise Locked("Nobody is there to choose a passphrase.", "numbjournal passphrase --help")
    return _rewrite(run, key, _new_key(run, given), "passphrase")


def _given_new(descriptor: str | None) -> str | None:
    return from_descriptor(descriptor, whole=True) if descriptor else None


def _new_key(run: Run, given: str | None) -> Key:
    """A key from a passphrase that is given or typed twice; its code is typed back, if somebody can."""
    if given is None:
        text = passphrase.checked(
            run.keys.prompts.new(lambda: passphrase.generated(passphrase_words()), weakness)
        )
    else:
        text = passphrase.checked(given)
        if sentence := weakness(text):
            run.output.remark(f"{sentence} On a terminal, six words can be made up instead.")
    # Backups that an earlier run left behind may open with it.
    run.keys.remember(text)
    salt = _next_salt(run)
    key = Key(passphrase.derived_key(text, salt), salt)
    if run.can_ask:
        code = recovery_code(key.raw)
        run.keys.prompts.code_back(code, lambda typed: mistake_against(typed, code), is_begun_code)
    return key


def _next_salt(run: Run) -> bytes:
    """A salt that no file here has, and the same one each time until something is changed.

    Somebody who stopped while typing the code back, and chooses the same passphrase again, then has the
    same code on paper.
    """

    journal = run.journal
    used = _salts_of_backups(run)
    used |= {journal.connection.key.salt} if journal.connection.key else set()
    salt = sha256(journal.state_of_history.encode()).digest()[:SALT_BYTES]
    while salt in used:
        salt = sha256(salt).digest()[:SALT_BYTES]
    return salt


def _remember(run: Run, path: Path, *, is_encrypted: bool) -> None:
    """For the day on which the drive with the journal is missing (`unsaved_entries`)."""
    if run.is_configured(path) and run.settings.get("encrypted") != is_encrypted:
        with suppress(Refused):
            save_setting(run, "encrypted", ["yes"] if is_encrypted else [])


def _rewrite(run: Run, old: Key | None, new: Key | None, why: str) -> Rekeyed:
    journal = run.journal
    make_backup_before(why, journal.connection, journal.path, run.clock())
    effect = DECRYPTED if not new else PASSPHRASE_CHANGED if old else ENCRYPTED
    with alone(journal.path):
        if not journal.is_current:
            raise Replaced("The journal was replaced by another file meanwhile.", is_midway=True)
        if new:
            _refuse_while_one_waits(journal.path)
        run.close_journal()
        rewrite_journal(journal.path, old, new, effect)
        if old:
            # Without the old salt in any file, what is kept under it opens nothing.
            with suppress(Refused):
                run.keys.forget(old.salt)
            # Backups still open with it.
            run.keys.remember(key=old)
        if new:
            run.keys.remember(key=new)
        run.keys.stay_quiet()
        done = rewrite_backups(journal.path, new, run.keys.key_of)
        leave("")
    _remember(run, journal.path, is_encrypted=new is not None)
    if new and unsaved_files(journal.path):
        # Where the file system has no locks, one may have come in between.
        run.output.remark(f"{WAITING} Try: numbjournal log --unsaved")
    code = recovery_code(new.raw) if new and not run.can_ask else ""
    left = tuple(path.name for path in done.left)
    return Rekeyed(code, done.done, left, _plain_files(run) if new else ())


def _plain_files(run: Run) -> tuple[str, ...]:
    """What is not encrypted with the journal: strange files among the backups, and drafts left behind."""
    strange = list[Path]()
    with suppress(Refused):
        strange = unknown_plain_files(run.journal_path)
    return tuple(str(path) for path in (*strange, *left_drafts(run.environ)))
