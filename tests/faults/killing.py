"""Commands that are killed at a random moment, and what has to be true of the files afterwards.

A command runs in a fork of this process, where everything is imported already, so that a kill falls into its
work and not into the start of Python. `OPERATIONS` is the table: add a row for a command that changes files.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import partial
from hashlib import pbkdf2_hmac
from pathlib import Path

from numbjournal.core.entry import Entry
from numbjournal.core.query import Query
from numbjournal.errors import Replaced
from numbjournal.run import main
from numbjournal.settings import Settings
from numbjournal.store.backup import backups
from numbjournal.store.daily import backup_folder
from numbjournal.store.engine import FileKind, connect_raw, file_kind, file_salt, opens
from numbjournal.store.journal import Journal
from numbjournal.store.key import Key
from numbjournal.store.schema import bring_up_to_date
from numbjournal.vault import passphrase as vault_passphrase
from tests.faults.canary import where_found

NOW = datetime(2026, 11, 22, 21, 4, tzinfo=timezone(timedelta(hours=1)))
CANARY = "kingfisher-by-the-weir"


TRIES = 300
"""This many times a command is started to be killed in the moment that matters."""

BEFORE, WITHIN, AFTER = "before it began to write", "in a transaction", "after it was said"


class Lost(AssertionError):
    """Something that was acknowledged is not there, or a file is not whole."""


@dataclass
class Place:
    """A home folder; `before` is what its journal held when the command began."""

    home: Path
    before: dict[int, Entry] = field(default_factory=dict)

    @property
    def journal(self) -> Path:
        return self.home / ".local/share/numbjournal/journal.db"

    def entries(self) -> dict[int, Entry]:
        journal = Journal(self.journal, lambda: NOW, bring_up_to_date, key_of(self.journal))
        try:
            return {entry.number: entry for entry in journal.list(Query())}
        finally:
            journal.close()


def _in_a_transaction(place: Place) -> bool:
    return place.journal.with_name(f"{place.journal.name}-journal").exists()


@dataclass(frozen=True)
class Operation:
    """`words` are typed; `acknowledged` is what stands on the screen once it is done.

    `verify(place, is_acknowledged)` raises Lost. `prepare` changes a home with three entries and a backup.
    `hits` are moments that kills have to fall into, or the test says nothing; `is_within` tells the one in
    the middle. `leaves_files`: afterwards the journal and the settings are there.
    """

    name: str
    words: Sequence[str]
    acknowledged: str
    verify: Callable[[Place, bool], None]
    prepare: Callable[[Place], None] = lambda place: None
    hits: frozenset[str] = frozenset({BEFORE})
    leaves_files: bool = True
    run: Callable[[Sequence[str]], object] = lambda words: main(words, clock=lambda: NOW)
    is_within: Callable[[Place], bool] = _in_a_transaction


def run_in_fork(operation: Operation, home: Path, kill_when: Callable[[], bool] | None) -> tuple[str, bool]:
    """Run the command with a home, killed once something is so; returns its output, and whether it was."""
    said = home / "said"
    child = os.fork()
    if not child:
        os.environ["HOME"] = str(home)
        out = os.open(said, os.O_CREAT | os.O_WRONLY, 0o600)
        os.dup2(out, 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        with suppress(BaseException):
            operation.run(list(operation.words))
            sys.stdout.flush()
        os._exit(0)
    ended, status = 0, 0
    while kill_when and not ended:
        if kill_when():
            os.kill(child, signal.SIGKILL)
            break
        ended, status = os.waitpid(child, os.WNOHANG)
    if not ended:
        _, status = os.waitpid(child, 0)
    text = said.read_text() if said.exists() else ""
    said.unlink(missing_ok=True)
    return text, os.WIFSIGNALED(status)


def kill_often(operation: Operation, template: Path, scratch: Path, kills: int, seed: int) -> Counter[str]:
    """Kill the command so many times, and until a kill fell where the operation says; counts where.

    The first kills aim at those moments, the others are at random ones. Raises Lost as soon as something is.
    """
    chance = random.Random(f"{operation.name} {seed}")
    fell: Counter[str] = Counter()
    usual = max(_seconds(operation, template, scratch) for _ in range(3))
    tries = 0
    while fell.total() < kills or (not operation.hits <= set(fell) and tries < TRIES):
        tries += 1
        place = fresh(operation, template, scratch)
        kill_when = _after(chance.uniform(0, usual * 1.2))
        if BEFORE not in fell:
            kill_when = _after(0)
        elif WITHIN in operation.hits and WITHIN not in fell and tries < TRIES:
            kill_when = partial(operation.is_within, place)
        said, was_killed = run_in_fork(operation, place.home, kill_when)
        is_acknowledged = operation.acknowledged in said
        moment = AFTER if is_acknowledged else WITHIN if operation.is_within(place) else BEFORE
        operation.verify(place, is_acknowledged)
        if operation.leaves_files:
            check_files(place)
        if was_killed:
            fell[moment] += 1
    return fell


def _after(seconds: float) -> Callable[[], bool]:
    """Comes back so much later."""

    def passed() -> bool:
        time.sleep(seconds)
        return True

    return passed


def check_files(place: Place) -> None:
    """Whatever has a final name is whole."""
    for path in (place.journal, *(backup.path for backup in backups(place.journal))):
        connection = connect_raw(path, key_of(path))
        try:
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        finally:
            connection.close()
        if answer != "ok":
            raise Lost(f"{path.name} is not whole")
    if Settings(place.home / ".config/numbjournal/config.toml").get("journal") != str(place.journal):
        raise Lost("the settings are not whole")


def make_template(home: Path) -> None:
    """A home with a journal of three entries, and a backup of yesterday."""
    entries = (
        ["log", "2", "flat", "--note", CANARY],
        ["log", "4", "fatigue"],
        ["log", "5", "headache:3"],
    )
    for words in entries:
        run_in_fork(Operation("prepare", words, "", lambda *_: None, run=_yesterday), home, None)


def _yesterday(words: Sequence[str]) -> None:
    main(words, clock=lambda: NOW - timedelta(days=1))


def fresh(operation: Operation, template: Path, scratch: Path) -> Place:
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(template, scratch)
    place = Place(scratch)
    settings = scratch / ".config/numbjournal/config.toml"
    settings.write_text(settings.read_text().replace(str(template), str(scratch)))
    operation.prepare(place)
    place.before = place.entries() if operation.name != "migrate" else {}
    return place


def _seconds(operation: Operation, template: Path, scratch: Path) -> float:
    place = fresh(operation, template, scratch)
    began = time.perf_counter()
    said, _ = run_in_fork(operation, place.home, None)
    if operation.acknowledged not in said:
        raise Lost(f"{operation.name} does not work at all: {said}")
    return time.perf_counter() - began


# What has to be true


def _kept(place: Place, after: dict[int, Entry], *, but: int = 0) -> None:
    for number, entry in place.before.items():
        if number != but and after.get(number) != entry:
            raise Lost(f"entry {number} is not as it was")


def _logged(place: Place, is_acknowledged: bool) -> None:
    after = place.entries()
    _kept(place, after)
    if is_acknowledged and (4 not in after or after[4].draft.feel != 7):
        raise Lost("the entry that was said to be saved")


def _edited(place: Place, is_acknowledged: bool) -> None:
    after = place.entries()
    _kept(place, after, but=2)
    if after[2].draft.feel not in ({9} if is_acknowledged else {4, 9}):
        raise Lost("the change that was said to be made")


def _as_it_was(place: Place, is_acknowledged: bool) -> None:
    _kept(place, place.entries())
    if is_acknowledged and not any(backup.day == NOW.date() for backup in backups(place.journal)):
        raise Lost("the backup that was said to be made")


def _old_form(place: Place) -> None:
    shutil.copy(Path(__file__).parents[1] / "store/forms/1.db", place.journal)


def _migrated(place: Place, is_acknowledged: bool) -> None:
    if set(place.entries()) != {1, 3, 4, 5}:
        raise Lost("an entry of the old form")


def _one_more(place: Place) -> None:
    words = ["log", "6", "--note", "since the backup"]
    run_in_fork(Operation("prepare", words, "", lambda *_: None), place.home, None)
    for backup in backups(place.journal)[:-1]:
        backup.path.unlink()


def _restored(place: Place, is_acknowledged: bool) -> None:
    after = place.entries()
    replaced = [backup for backup in backups(place.journal) if not backup.is_copy]
    if set(after) not in ({1}, set(place.before)):
        raise Lost("the journal is neither the old nor the restored one")
    if set(after) == {1} and not replaced:
        raise Lost("the file that was replaced")
    if is_acknowledged and set(after) != {1}:
        raise Lost("the restored journal")


def _purged(place: Place, is_acknowledged: bool) -> None:
    after = place.entries()
    _kept(place, after, but=1)
    if 1 in after and after[1] != place.before[1]:
        raise Lost("half of an entry")
    if not is_acknowledged and 1 in after:
        # The same command finishes what was begun.
        run_in_fork(OPERATIONS["purge"], place.home, None)
    if found := where_found(place.home, CANARY):
        raise Lost(f"what was erased is still in {sorted(path.name for path in found)}")


def _erased(place: Place, is_acknowledged: bool) -> None:
    if not is_acknowledged:
        # The same command finishes what was begun.
        run_in_fork(OPERATIONS["erase"], place.home, None)
    if found := where_found(place.home, CANARY):
        raise Lost(f"what was erased is still in {sorted(path.name for path in found)}")


EXPORT, IMPORT, TABLE = "journal.jsonl", "others.jsonl", "moods.csv"


def _exported(place: Place, is_acknowledged: bool) -> None:
    _kept(place, place.entries())
    path = place.home / EXPORT
    if is_acknowledged and not path.exists():
        raise Lost("the export that was said to be written")
    if path.exists() and path.read_bytes().count(b"\n") != 4:
        raise Lost("half of an export has its final name")


def _others(place: Place) -> None:
    """Three entries to import: those that there are, with other ids."""
    words = ["export", f"~/{EXPORT}"]
    run_in_fork(Operation("prepare", words, "", lambda *_: None), place.home, None)
    lines = (place.home / EXPORT).read_text(encoding="utf-8")
    (place.home / IMPORT).write_text(lines.replace('"id": "0', '"id": "1'), encoding="utf-8")


def _imported(place: Place, is_acknowledged: bool) -> None:
    after = place.entries()
    _kept(place, after)
    if len(after) != 6 and (is_acknowledged or len(after) != 3):
        raise Lost("what was said to be imported, or half of it")


def _table(place: Place) -> None:
    """Three entries of another program."""
    (place.home / TABLE).write_text("day,mood\n2026-11-01,1\n2026-11-02,2\n2026-11-03,3\n", encoding="utf-8")


# Another key

PASSPHRASES = ("the first one", "the second one")


def quick_key(passphrase: str, salt: bytes) -> bytes:
    """A key without the time it takes otherwise, in which nearly every kill would fall."""
    return pbkdf2_hmac("sha512", passphrase.encode(), salt, 1, 32)


def key_of(path: Path) -> Key | None:
    """The key that opens a file, None for a plain one; raises Lost where none does."""
    if file_kind(path) is not FileKind.ENCRYPTED:
        return None
    salt = file_salt(path)
    keys = (Key(quick_key(passphrase, salt), salt) for passphrase in PASSPHRASES)
    found = next((key for key in keys if opens(path, key)), None)
    if found is None:
        raise Lost(f"no passphrase opens {path.name}")
    return found


def _secretly(words: Sequence[str]) -> int:
    """The first passphrase is the one there is, or is to be; the second the one after it."""
    vault_passphrase.derived_key = quick_key
    os.environ["NUMBJOURNAL_PASSPHRASE"] = PASSPHRASES[0]
    reading, writing = os.pipe()
    os.write(writing, PASSPHRASES[1].encode())
    os.close(writing)
    return main([str(reading) if word == "FD" else word for word in words], clock=lambda: NOW)


def _encrypt_first(place: Place) -> None:
    run_in_fork(Operation("prepare", ["encrypt"], "", lambda *_: None, run=_secretly), place.home, None)


def _encrypted(place: Place, is_acknowledged: bool) -> None:
    _same_entries(place)
    if not is_acknowledged:
        # The same command does, or finishes, what was begun.
        run_in_fork(OPERATIONS["encrypt"], place.home, None)
    _same_entries(place)
    if found := where_found(place.home, CANARY):
        raise Lost(f"what was encrypted can be read in {sorted(path.name for path in found)}")


def _decrypted(place: Place, is_acknowledged: bool) -> None:
    _same_entries(place)
    if is_acknowledged and key_of(place.journal):
        raise Lost("the journal that was said to be readable")
    # The same command does, or finishes, what was begun; when nothing was left to do, it says so.
    run_in_fork(OPERATIONS["decrypt"], place.home, None)
    _same_entries(place)
    if shut := [path.name for path in _files(place) if file_kind(path) is not FileKind.SQLITE]:
        raise Lost(f"still encrypted: {shut}")


def _changed(place: Place, is_acknowledged: bool) -> None:
    _same_entries(place)
    if found := where_found(place.home, CANARY):
        raise Lost(f"for a moment {sorted(path.name for path in found)} could be read")
    if is_acknowledged and not all(opens_with_the_second(path) for path in _files(place)):
        raise Lost("a file that was said to have the new passphrase")
    if not is_acknowledged:
        run_in_fork(OPERATIONS["passphrase"], place.home, None)
        _same_entries(place)
        if shut := [path.name for path in _files(place) if not opens_with_the_second(path)]:
            raise Lost(f"another passphrase than the journal: {shut}")


def _files(place: Place) -> list[Path]:
    return [place.journal, *(backup.path for backup in backups(place.journal))]


def _same_entries(place: Place) -> None:
    if place.entries() != place.before:
        raise Lost("an entry, or the journal is no longer the same")


def opens_with_the_second(path: Path) -> bool:
    """Whether the second passphrase does; not while another file is just taking the name."""
    salt = file_salt(path)
    with suppress(Replaced):
        return file_kind(path) is FileKind.ENCRYPTED and opens(
            path, Key(quick_key(PASSPHRASES[1], salt), salt)
        )
    return False


OTHER = "other.db"


def _another(place: Place) -> None:
    """A journal that began as a copy: entry 2 was changed there, 3 deleted, 1 erased, and two are new."""
    made = place.home.with_name(OTHER)
    if not made.exists():
        shutil.copy(place.journal, made)
        for words in (
            ["edit", "2", "--feel", "9"],
            ["delete", "3"],
            ["log", "7", "moth", "--on", "-1"],
            ["log", "8"],
            ["purge", "1", "--yes"],
        ):
            typed = ["--journal", str(made), *words]
            run_in_fork(Operation("prepare", typed, "", lambda *_: None), place.home, None)
    shutil.copy(made, place.home / OTHER)


def _merged(place: Place, is_acknowledged: bool) -> None:
    after = {number: entry.draft.feel for number, entry in place.entries().items()}
    whole, untouched = {2: 9, 4: 7, 5: 8}, {1: 2, 2: 4, 3: 5}
    if after != whole and (is_acknowledged or after != untouched):
        raise Lost("what was said to be merged, or half of it")
    if not is_acknowledged and after != whole:
        # The same command finishes what was begun.
        run_in_fork(OPERATIONS["merge"], place.home, None)
        after = {number: entry.draft.feel for number, entry in place.entries().items()}
        if after != whole:
            raise Lost("a merge that was stopped cannot be done again")
    if found := where_found(place.home, CANARY):
        raise Lost(f"what was erased is still in {sorted(path.name for path in found)}")


BOTH = frozenset({BEFORE, WITHIN})

OPERATIONS = {
    operation.name: operation
    for operation in (
        Operation(
            "log", ["log", "7", "flat", "tension:2", "--note", "a word"], "Saved 4", _logged, hits=BOTH
        ),
        Operation("edit", ["edit", "2", "--feel", "9", "--add", "headache"], "Changed 2", _edited, hits=BOTH),
        Operation("migrate", ["list"], "Your entries", _migrated, _old_form),
        Operation("backup", ["backup"], "A verified copy is kept", _as_it_was),
        Operation("restore", ["restore", "--yes"], "The journal is restored", _restored, _one_more),
        Operation("export", ["export", f"~/{EXPORT}"], "Wrote 3 entries", _exported),
        Operation("import", ["import", f"~/{IMPORT}"], "Imported 3 entries", _imported, _others, hits=BOTH),
        Operation(
            "import of a table",
            ["import", f"~/{TABLE}", "--date", "day", "--mood", "mood"],
            "Imported 3 entries",
            _imported,
            _table,
            hits=BOTH,
        ),
        Operation(
            "merge", ["merge", f"~/{OTHER}", "--yes"], "Merged: 2 entries", _merged, _another, hits=BOTH
        ),
        Operation("purge", ["purge", "1", "--yes"], "is erased", _purged, hits=BOTH),
        Operation("erase", ["erase", "--yes"], "Erased, the settings", _erased, leaves_files=False),
        Operation(
            "encrypt",
            ["encrypt"],
            "The journal is encrypted",
            _encrypted,
            hits=BOTH,
            run=_secretly,
            is_within=lambda place: file_kind(place.journal) is FileKind.ENCRYPTED,
        ),
        Operation(
            "decrypt",
            ["decrypt"],
            "not encrypted any more",
            _decrypted,
            _encrypt_first,
            hits=BOTH,
            run=_secretly,
            is_within=lambda place: file_kind(place.journal) is FileKind.SQLITE,
        ),
        Operation(
            "passphrase",
            ["passphrase", "--new-fd", "FD"],
            "The passphrase is changed",
            _changed,
            _encrypt_first,
            hits=BOTH,
            run=_secretly,
            is_within=lambda place: opens_with_the_second(place.journal),
        ),
    )
}


def _says_too_early(words: Sequence[str]) -> None:
    """A writer with the fault that this is here to find: it speaks before the commit."""
    path = Path(os.environ["HOME"]) / ".local/share/numbjournal/journal.db"
    connection = connect_raw(path)
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(
        """INSERT INTO entry (id, number, day, logged_at, utc_offset, answer, feel)
        VALUES ('new', 4, '2026-11-22', '2026-11-22T20:04:00.000Z', 60, 'rated', 7)"""
    )
    print("Saved 4", flush=True)
    time.sleep(0.02)
    connection.execute("COMMIT")


TOO_EARLY = Operation("too early", [], "Saved 4", _logged, run=_says_too_early)

__all__ = ["OPERATIONS", "TOO_EARLY", "Lost", "backup_folder", "fresh", "kill_often", "make_template"]
