"""`encrypt`, `decrypt` and `passphrase` beside other commands, and where they were stopped on the way."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from numbjournal.store import engine
from numbjournal.store.backup import backups
from numbjournal.store.encryption import rewrite_backups, rewrite_journal
from numbjournal.store.engine import FileKind, connect_raw, file_kind, file_salt, opens
from numbjournal.store.key import Key
from numbjournal.vault import kernel, passphrase
from numbjournal.vault.recovery import key_in_code
from tests.conftest import Home
from tests.faults.canary import where_found
from tests.stories.test_encrypting import (  # noqa: F401  (fixtures)
    PASSPHRASE,
    WORD,
    code_in,
    encrypted,
    quick,
    secret_key,
    secretly,
    there,
)

OTHER = Key(bytes(range(32)), bytes(range(100, 116)))


def when_first_opened(home: Home, action: Callable[[], None], *, count: int = 1) -> list[int]:
    """Do something at the moment in which the next commands connect to the journal, so many times."""
    connect, done = engine.connect, list[int]()

    def connecting(place: str, **options: Any) -> Any:
        if home.journal_path.name in place and "backups" not in place and len(done) < count:
            done.append(1)
            action()
        return connect(place, **options)

    home.monkeypatch.setattr(engine, "connect", connecting)
    return done


def test_an_entry_logged_while_the_journal_is_made_plain(encrypted: Home) -> None:  # noqa: F811  # noqa: F811
    key = secret_key(encrypted)
    done = when_first_opened(encrypted, lambda: rewrite_journal(encrypted.journal_path, key, None))
    secretly(encrypted, "log 3 headache").says("Saved 3")
    assert done
    encrypted.run("list").says("3 entries")


def test_an_entry_logged_while_the_journal_is_encrypted(there: Home, quick: None) -> None:  # noqa: F811
    salt = os.urandom(16)
    key = Key(passphrase.derived_key(PASSPHRASE, salt), salt)
    done = when_first_opened(there, lambda: rewrite_journal(there.journal_path, None, key))
    secretly(there, ["log", "3", "a heron at dusk"]).says("Saved 3")
    assert done
    secretly(there, "list").says("3 entries")
    assert where_found(there.path, "heron") == set()


def test_without_the_passphrase_it_is_locked_and_nowhere_in_plain(there: Home, quick: None) -> None:  # noqa: F811
    done = when_first_opened(there, lambda: rewrite_journal(there.journal_path, None, OTHER))
    there.run(["log", "3", "a heron at dusk"], code=4).remarks("encrypted, and locked")
    assert done
    assert where_found(there.path, "heron") == set()


def test_a_wrong_passphrase_is_still_one(encrypted: Home) -> None:  # noqa: F811  # noqa: F811
    key = secret_key(encrypted)
    when_first_opened(encrypted, lambda: rewrite_journal(encrypted.journal_path, key, OTHER))
    secretly(encrypted, "log 3", code=4).remarks("Wrong passphrase")


@pytest.mark.needs("kept keys")
def test_a_kept_key_opens_nothing_after_another_passphrase(encrypted: Home) -> None:  # noqa: F811
    secretly(encrypted, "unlock")
    key = secret_key(encrypted)
    when_first_opened(encrypted, lambda: rewrite_journal(encrypted.journal_path, key, OTHER))
    encrypted.run("log 3", code=4).remarks("encrypted, and locked")
    kernel.forget(key.salt.hex())


def test_what_cannot_be_saved_is_not_kept_beside_a_journal_that_became_encrypted(
    there: Home,  # noqa: F811
) -> None:
    there.monkeypatch.setattr(engine, "SETTINGS", ("busy_timeout=20",))
    blocker = connect_raw(there.journal_path)
    blocker.execute("BEGIN IMMEDIATE")

    @contextmanager
    def encrypt_elsewhere(path: Path) -> Iterator[None]:
        blocker.close()
        rewrite_journal(path, None, OTHER)
        yield

    there.monkeypatch.setattr("numbjournal.services.unsaved_entries.alone", encrypt_elsewhere)
    there.run(["log", "3", "a heron at dusk"], code=1).remarks("busy").remarks("could not be kept elsewhere")
    assert where_found(there.path, "heron") == set()
    assert where_found(Path(os.environ["TMPDIR"]), "heron") == set()


def test_an_entry_that_came_to_wait_meanwhile_stops_the_encryption(there: Home, quick: None) -> None:  # noqa: F811
    waiting = there.journal_path.with_name("journal.db-unsaved")

    def another_one_waits(*_: object) -> None:
        folder = there.journal_path.with_name("journal.db-unsaved")
        folder.mkdir(mode=0o700)
        (folder / "20261122-080000-0123abcd.json").write_text(f'{{"journal": "{there.journal_path}"}}')

    there.monkeypatch.setattr("numbjournal.services.encryption.make_backup_before", another_one_waits)
    secretly(there, "encrypt", code=1).remarks("numbjournal log --unsaved")
    assert file_kind(there.journal_path) is FileKind.SQLITE
    assert list(waiting.iterdir())


def test_two_at_a_time_do_not_encrypt_twice(there: Home, quick: None) -> None:  # noqa: F811
    make = "numbjournal.services.encryption.make_backup_before"
    there.monkeypatch.setattr(make, lambda *_: rewrite_journal(there.journal_path, None, OTHER))
    secretly(there, "encrypt", code=1).remarks("replaced by another file")
    assert opens(there.journal_path, OTHER)


# Stopped between the journal and its backups


def kinds(home: Home) -> set[FileKind]:
    return {
        file_kind(path) for path in (home.journal_path, *(each.path for each in backups(home.journal_path)))
    }


def test_decrypt_finishes_what_was_stopped(encrypted: Home) -> None:  # noqa: F811  # noqa: F811
    rewrite_journal(encrypted.journal_path, secret_key(encrypted), None)
    encrypted.run("log 3").says("Saved 3")
    said = encrypted.run("doctor", code=4)
    said.says("3 files among the backups are still encrypted, and the journal is not.")
    said.says("Next: numbjournal decrypt")
    encrypted.run("decrypt", code=4).remarks("locked")
    secretly(encrypted, "decrypt", "wrong", code=4).remarks("Wrong passphrase")
    secretly(encrypted, "decrypt").says("not encrypted any more").says("3 backups are readable too.")
    assert kinds(encrypted) == {FileKind.SQLITE}
    assert "encrypted" not in encrypted.run("doctor").out
    secretly(encrypted, "decrypt", code=1).remarks("The journal is not encrypted.")


def test_encrypting_again_takes_along_what_decrypt_left(encrypted: Home) -> None:  # noqa: F811  # noqa: F811
    rewrite_journal(encrypted.journal_path, secret_key(encrypted), None)
    secretly(encrypted, "encrypt").says("4 backups are encrypted too.")
    salts = {file_salt(each.path) for each in backups(encrypted.journal_path)}
    assert salts == {file_salt(encrypted.journal_path)}


def test_decrypt_by_the_recovery_code_finishes_too(there: Home, quick: None) -> None:  # noqa: F811
    code = code_in(secretly(there, "encrypt"))
    rewrite_journal(there.journal_path, secret_key(there), None)
    secretly(there, "decrypt", code).says("backups are readable too.")
    assert kinds(there) == {FileKind.SQLITE}


def test_a_decrypt_that_was_stopped_leaves_no_plain_file_unnamed(encrypted: Home) -> None:  # noqa: F811  # noqa: F811
    left = encrypted.journal_path.with_name(".journal.db.0123abcd.new")
    left.write_bytes(b"SQLite format 3\0" + WORD.encode())
    secretly(encrypted, "doctor").says(f"1 unfinished file is not encrypted: {left}")
    secretly(encrypted, "encrypt")
    assert not left.exists()


def test_encrypt_finishes_and_shows_the_code_that_was_not_said(there: Home, quick: None) -> None:  # noqa: F811
    salt = os.urandom(16)
    key = Key(passphrase.derived_key(PASSPHRASE, salt), salt)
    rewrite_journal(there.journal_path, None, key)
    said = secretly(there, "encrypt").says("2 backups are encrypted too.")
    assert key_in_code(code_in(said)) == key.raw
    assert where_found(there.path / ".local", WORD) == set()
    assert "Recovery code" not in secretly(there, "encrypt").out


def test_passphrase_finishes_when_it_is_typed_once_more(encrypted: Home) -> None:  # noqa: F811  # noqa: F811
    salt = os.urandom(16)
    new = Key(passphrase.derived_key("six other words", salt), salt)
    rewrite_journal(encrypted.journal_path, secret_key(encrypted), new)
    file = encrypted.path / "new"
    file.write_text("six other words\n")
    with file.open() as given:
        said = secretly(encrypted, f"passphrase --new-fd {given.fileno()}")
    said.says("The passphrase is changed").says("3 backups are rewritten too.")
    assert key_in_code(code_in(said)) == new.raw
    assert {file_salt(each.path) for each in backups(encrypted.journal_path)} == {salt}
    file.write_text("a third one\n")
    with file.open() as given:
        secretly(encrypted, f"passphrase --new-fd {given.fileno()}", "a wrong one", code=4)


@pytest.mark.needs("kept keys")
def test_what_was_kept_for_the_key_before_is_forgotten(encrypted: Home) -> None:  # noqa: F811
    secretly(encrypted, "unlock")
    old = secret_key(encrypted)
    assert kernel.find(old.salt.hex()) == old.raw
    rewrite_journal(encrypted.journal_path, old, None)
    secretly(encrypted, "decrypt")
    assert kernel.find(old.salt.hex()) is None


@pytest.mark.needs("kept keys")
def test_a_kept_key_does_not_finish_a_decrypt(encrypted: Home) -> None:  # noqa: F811
    secretly(encrypted, "unlock")
    old = secret_key(encrypted)
    rewrite_journal(encrypted.journal_path, old, None)
    encrypted.run("decrypt", code=4).remarks("locked")
    kernel.forget(old.salt.hex())


def test_a_backup_of_another_passphrase_is_named_and_left(encrypted: Home) -> None:  # noqa: F811  # noqa: F811
    rewrite_backups(encrypted.journal_path, OTHER, lambda _: secret_key(encrypted))
    secretly(encrypted, "backup")
    secretly(encrypted, "doctor").says("opens with another passphrase").says("Next: numbjournal encrypt")
    secretly(encrypted, "encrypt").says("could not be read, and is as it was")


def test_an_entry_that_came_to_wait_while_the_backups_were_written_is_named(
    there: Home,  # noqa: F811
    quick: None,  # noqa: F811
) -> None:
    """As on a file system without locks."""

    def another_one_waits(*arguments: Any) -> Any:
        folder = there.journal_path.with_name("journal.db-unsaved")
        folder.mkdir(mode=0o700)
        (folder / "20261122-080000-0123abcd.json").write_text(f'{{"journal": "{there.journal_path}"}}')
        return rewrite_backups(*arguments)

    there.monkeypatch.setattr("numbjournal.services.encryption.rewrite_backups", another_one_waits)
    secretly(there, "encrypt").remarks("numbjournal log --unsaved")
