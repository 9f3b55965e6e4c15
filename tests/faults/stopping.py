"""Commands that are asked to stop, and whether what they then say is what is on the disk.

A command runs in a fork of this process, as in `killing`. What was changed is found out by looking at every
file before and after it, and compared with the sentences on standard error.
"""

import os
import re
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from numbjournal import effects
from numbjournal.store.backup import REPLACED, backups, unfinished_files
from numbjournal.store.driver import Connection
from numbjournal.store.engine import FileKind, connect_raw, file_identity, file_kind
from tests.faults.killing import EXPORT, OPERATIONS, Operation, Place, fresh, key_of, opens_with_the_second

MADE_UP = "made-up.db"

SENTENCES: Mapping[str, str] = {
    "saved": r"(?:The (?:entry|change|import|merge) was saved|The entry was erased from the journal)\.",
    "copied": r"(?:A|(\d+)) backups? (?:was|were) made\.",
    "rewritten": r"(\d+) backups? (?:no longer holds? what is to be|were rewritten|was rewritten)",
    "replaced": r"The journal(?: was (?:restored|encrypted|made plain)|'s passphrase was changed)\.",
    "settings": r"The settings were changed\.",
    "written": r"The (?:file|made-up journal) was written\.",
    "brought up to date": r"The journal was brought up to date with this version of numbjournal\.",
    "erased": r"(\d+) files? (?:or folder|and folders) (?:was|were) erased\.",
}
"""What can be said to be changed, with how often; once where no number stands there."""

NOT_ELSE = "Nothing else was changed."


class Untrue(AssertionError):
    """Something is said that is not so, or is not said."""


class Seen(NamedTuple):
    """What there is on the disk: files and folders by name, and what the journal holds."""

    names: frozenset[str]
    journal: tuple[int, int]
    holds: tuple[int, ...]
    form: int
    copies: Mapping[str, tuple[int, int]]
    settings: str


def seen(place: Place) -> Seen:
    home = place.home
    names = frozenset(str(path.relative_to(home)) for path in home.rglob("*"))
    settings = home / ".config/numbjournal/config.toml"
    copies = {
        copy.path.name: file_identity(copy.path) for copy in backups(place.journal) if copy.reason != REPLACED
    }
    holds, form = (), 0
    if place.journal.exists():
        holds, form = read(place.journal, _holds)
    return Seen(
        names,
        file_identity(place.journal),
        holds,
        form,
        copies,
        settings.read_text() if settings.exists() else "",
    )


def read(path: Path, question: Callable[[Connection], Any]) -> Any:
    connection = connect_raw(path, key_of(path))
    try:
        return question(connection)
    finally:
        connection.close()


def _holds(connection: Connection) -> tuple[tuple[int, ...], int]:
    execute = connection.execute
    counts = (
        execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("step", "history", "entry")
    )
    return tuple(counts), execute("PRAGMA user_version").fetchone()[0]


def _has_erased(connection: Connection) -> bool:
    return connection.execute("SELECT 1 FROM purged").fetchone() is not None


WRITTEN_ANEW: Mapping[str, Callable[[Path], bool]] = {
    "encrypt": lambda path: file_kind(path) is FileKind.ENCRYPTED,
    "decrypt": lambda path: file_kind(path) is FileKind.SQLITE,
    "passphrase": lambda path: opens_with_the_second(path),
    "merge": lambda path: "before-merge" in path.name and read(path, _has_erased),
}
"""Whether a backup that the command made itself was rewritten by it too."""


def changed(name: str, place: Place, before: Seen, after: Seen) -> Counter[str]:
    """What is different on the disk, in the words of `SENTENCES`."""
    gone = len({path for path in before.names - after.names if "journal.db-journal" not in path})
    if name == "erase":
        return +Counter({"erased": min(gone, 1)})
    new = [each for each in after.copies if each not in before.copies]
    again = WRITTEN_ANEW.get(name, lambda path: False)
    folder = place.journal.with_name(f"{place.journal.name}-backups")
    found = {
        "copied": len(new),
        "rewritten": sum(
            after.copies[each] != identity for each, identity in before.copies.items() if each in after.copies
        )
        + sum(again(folder / each) for each in new),
        "replaced": int(before.journal != after.journal),
        "brought up to date": int(before.form != after.form),
        "settings": int(before.settings != after.settings),
        "written": len({EXPORT, MADE_UP} & (after.names - before.names)),
    }
    is_same_file = before.journal == after.journal
    found["saved"] = int(is_same_file and before.form == after.form and before.holds != after.holds)
    return +Counter(found)


def said(text: str) -> Counter[str]:
    """What is said to be changed."""
    found: Counter[str] = Counter()
    for what, sentence in SENTENCES.items():
        for times in re.finditer(sentence, text):
            found[what] += int(times[1] or 1) if times.groups() else 1
    return found


def check(name: str, place: Place, before: Seen, code: int, out: str, err: str) -> str:
    """How it ended; raises Untrue unless what is said is what is so."""
    after = seen(place)
    acknowledged = COMMANDS[name].acknowledged
    if code == 0:
        if acknowledged not in out:
            raise Untrue(f"done, and not said: {out!r} {err!r}")
        return "done"
    if code not in (130, -signal.SIGTERM, -signal.SIGHUP):
        raise Untrue(f"exit code {code}: {err}")
    is_changed, told = changed(name, place, before, after), said(err)
    if name == "erase":
        told = Counter({"erased": min(told["erased"], 1)})
    if +told != is_changed:
        raise Untrue(f"{name} said {dict(told)}, and changed {dict(is_changed)}: {err!r}")
    if (effects.NOTHING if not is_changed else NOT_ELSE) not in err or "Traceback" in err:
        raise Untrue(f"{name} does not say all of it: {err!r}")
    if left := unfinished_files(place.journal):
        raise Untrue(f"{name} left {[path.name for path in left]}")
    return "with changes" if is_changed else "with none"


def stop(
    operation: Operation, home: Path, number: int, after: float | None, at_effect: int | None = None
) -> tuple[int, str, str]:
    """Run with a home and stop it with a signal after some seconds, or right after so many changes; the exit
    code (negative for a signal), and what it said."""
    files = [home.with_name(name) for name in ("said", "remarked")]
    # None arrives before there is somebody to hear it.
    signal.pthread_sigmask(signal.SIG_BLOCK, [number])
    child = os.fork()
    if not child:
        code = 99
        try:
            code = _run(operation, home, files, number, at_effect)
        finally:
            os._exit(code)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [number])
    if after is not None:
        time.sleep(after)
        with suppress(ProcessLookupError):
            os.kill(child, number)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return code, *(path.read_text() for path in files)


def _run(operation: Operation, home: Path, files: list[Path], number: int, at_effect: int | None) -> int:
    os.environ["HOME"] = str(home)
    for path, descriptor in zip(files, (1, 2), strict=True):
        os.dup2(os.open(path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), descriptor)
    sys.stdin = open(os.devnull)  # noqa: SIM115, PTH123
    sys.stdout, sys.stderr = (open(each, "w", buffering=1, closefd=False) for each in (1, 2))  # noqa: SIM115
    # Whoever runs the tests may be ignoring it.
    signal.signal(number, signal.SIG_DFL)
    effects.hear_signals()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [number])
    if at_effect is not None:
        _signal_after(number, at_effect)
    code = int(str(operation.run(list(operation.words))))
    if code > 128 and code != 130:
        effects.end_by(code - 128)
    return code


def _signal_after(number: int, effect: int) -> None:
    real, left = effects.note, [effect]

    def note(each: effects.Effect) -> None:
        before = effects.in_words()
        real(each)
        left[0] -= effects.in_words() != before
        if left[0] == 0:
            signal.raise_signal(number)

    effects.note = note
    if effect == 0:
        signal.raise_signal(number)


def stop_often(
    operation: Operation, template: Path, scratch: Path, tries: int, chance: Random
) -> Counter[str]:
    """Stop it at so many random moments, by each signal in turn; counts how it ended."""
    ended: Counter[str] = Counter()
    usual = 0.05
    for each in range(tries):
        place = fresh(operation, template, scratch)
        before = seen(place)
        number = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)[each % 3]
        began = time.perf_counter()
        result = stop(operation, place.home, number, chance.uniform(0, usual))
        how = check(operation.name, place, before, *result)
        if how == "done":
            usual = max(0.02, time.perf_counter() - began)
        else:
            usual *= 1.1
        ended[how] += 1
    return ended


COMMANDS = OPERATIONS | {
    operation.name: operation
    for operation in (
        Operation("demo", ["demo", f"~/{MADE_UP}"], "made-up journal", lambda *_: None),
        Operation("config", ["config", "set", "country", "DE"], "country is now", lambda *_: None),
        Operation("delete", ["delete", "2"], "is deleted", lambda *_: None),
        Operation("report", ["report"], "Your week", lambda *_: None),
    )
}
