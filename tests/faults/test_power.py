"""After a power cut at any moment of a `log`, or while a journal is encrypted: nothing is lost."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from hashlib import pbkdf2_hmac
from itertools import islice
from pathlib import Path

import pytest

from numbjournal.core.query import Query
from numbjournal.errors import NumbjournalError
from numbjournal.store.engine import FileKind, file_kind, file_salt
from numbjournal.store.journal import Journal
from numbjournal.store.key import Key
from tests.conftest import SUNDAY, Home
from tests.faults.power import Call, record, states, with_long_writes
from tests.faults.table import Tried

LOG = "import sys; from numbjournal.run import main; sys.exit(main(['log', '7', 'flat', 'tension:2']))"
CARELESS = (
    "from numbjournal.store import engine;"
    "engine.SETTINGS = tuple(s for s in engine.SETTINGS if 'synchronous' not in s) + ('synchronous=OFF',);"
)


def soundness_after_cuts(home: Home, code: str, step: int = 1) -> Iterator[bool]:
    """For each `step`-th state of the disk whether the file is whole and holds every acknowledged entry."""
    folder = home.journal_path.parent
    start = {str(home.journal_path): home.journal_path.read_bytes()}
    environment = {**os.environ, "HOME": str(home.path)}
    calls = record([sys.executable, "-c", code], environment, folder, home.path / "calls")
    assert {"write", "say"} <= {call.kind for call in calls}
    scratch = home.path / "scratch"
    for disk in islice(states(calls, start, folder), 0, None, step):
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        for path, content in disk.files.items():
            if content is not None:
                (scratch / Path(path).name).write_bytes(content)
        yield _is_sound(scratch / home.journal_path.name, disk.is_acknowledged)


PASSPHRASE = "a passphrase"
ENCRYPT = f"""
import os, sys
from hashlib import pbkdf2_hmac
from numbjournal.vault import passphrase
passphrase.derived_key = lambda text, salt: pbkdf2_hmac("sha512", text.encode(), salt, 1, 32)
os.environ["NUMBJOURNAL_PASSPHRASE"] = {PASSPHRASE!r}
from numbjournal.run import main
sys.exit(main(["encrypt"]))
"""
NOT_FLUSHED = "from numbjournal.store import encryption; encryption.flush_file = lambda path: None;"


def soundness_of_encryption(home: Home, code: str) -> Iterator[tuple[bool, bool]]:
    """For every state of the disk: whether one key opens a whole journal, and whether that is encrypted."""
    folder = home.journal_path.parent
    start = {str(home.journal_path): home.journal_path.read_bytes()}
    environment = {**os.environ, "HOME": str(home.path)}
    calls = record([sys.executable, "-c", code], environment, folder, home.path / "calls")
    assert {"write", "say", "move"} <= {call.kind for call in calls}
    scratch, seen = home.path / "scratch", set[int]()
    scratch.mkdir()
    for disk in states(with_long_writes(calls), start, folder):
        content = disk.files[str(home.journal_path)] or b""
        # Most states differ in the unfinished file alone.
        if (known := hash((content, disk.is_acknowledged))) in seen:
            continue
        seen.add(known)
        path = scratch / "journal.db"
        path.write_bytes(content)
        is_encrypted = file_kind(path) is FileKind.ENCRYPTED
        yield _holds_both(path) and (is_encrypted or not disk.is_acknowledged), is_encrypted


def _holds_both(path: Path) -> bool:
    salt = file_salt(path)
    key = Key(pbkdf2_hmac("sha512", PASSPHRASE.encode(), salt, 1, 32), salt)
    try:
        journal = Journal(path, lambda: SUNDAY, None, key if file_kind(path) is FileKind.ENCRYPTED else None)
        try:
            (answer,) = journal.connection.execute("PRAGMA integrity_check(1)").fetchone()
            return answer == "ok" and journal.count() == 2
        finally:
            journal.close()
    except NumbjournalError:
        return False


def _is_sound(path: Path, is_acknowledged: bool) -> bool:
    try:
        journal = Journal(path, lambda: SUNDAY)
        try:
            (answer,) = journal.connection.execute("PRAGMA integrity_check(1)").fetchone()
            numbers = {entry.number for entry in journal.list(Query())}
        finally:
            journal.close()
    except NumbjournalError:
        return False
    return answer == "ok" and {1, 2} <= numbers and (3 in numbers or not is_acknowledged)


def prepared(home: Home) -> Home:
    home.run("log 2 flat --note 'a word'")
    home.run("log 4 fatigue")
    return home


@pytest.mark.full
@pytest.mark.needs("strace")
def test_no_power_cut_loses_an_entry(home: Home, sized: Callable[..., int], tried: Tried) -> None:
    step = sized(7, full=1)
    sound = list(soundness_after_cuts(prepared(home), LOG, step))
    tried("power", len(sound))
    assert len(sound) > 100 / step
    assert all(sound)


@pytest.mark.full
@pytest.mark.needs("strace")
def test_a_careless_setting_is_caught(home: Home) -> None:
    assert not all(soundness_after_cuts(prepared(home), CARELESS + LOG))


@pytest.mark.full
@pytest.mark.needs("strace")
def test_no_power_cut_costs_a_journal_that_is_being_encrypted(home: Home, tried: Tried) -> None:
    states = list(soundness_of_encryption(prepared(home), ENCRYPT))
    tried("power", len(states))
    found = set(states)
    # Plain before, encrypted after; and in no state neither.
    assert found == {(True, False), (True, True)}


@pytest.mark.full
@pytest.mark.needs("strace")
def test_a_file_that_was_not_flushed_is_caught(home: Home) -> None:
    assert not all(is_sound for is_sound, _ in soundness_of_encryption(prepared(home), NOT_FLUSHED + ENCRYPT))


def test_what_is_not_synced_may_be_missing() -> None:
    folder = Path("/d")
    calls = [Call("write", "/d/f", 0, b"new"), Call("say", ""), Call("sync", "/d/f")]
    found = {(disk.files["/d/f"], disk.is_acknowledged) for disk in states(calls, {"/d/f": b"old"}, folder)}
    assert found == {(b"old", False), (b"new", False), (b"old", True), (b"new", True)}
    (last,) = states(calls[-1:], {"/d/f": b"old"}, folder)
    assert last.files == {"/d/f": b"old"}
