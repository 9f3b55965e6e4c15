"""Commands that change a journal's key, run beside commands that write: nothing lost, nothing left in plain.

Several programs take turns as the system lets them. The passphrase is given to each of them, or only to the
one that changes the key; an entry is then saved in full, or refused as locked.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from numbjournal.context import system_clock
from numbjournal.store.backup import backups
from numbjournal.store.engine import FileKind, file_kind, file_salt
from tests.conftest import Home, few
from tests.faults.canary import where_found
from tests.faults.table import Tried
from tests.stories.test_encrypting import quick  # noqa: F401  (the fixture)

CANARY = "kingfisher"
PASSPHRASE = "the first one"
ENDED = "ended: "

# Commands as they are installed, but for the rounds of a key: what is tried here is who waits for whom.
RUN = """
import os, sys
from hashlib import pbkdf2_hmac
from numbjournal.vault import passphrase
passphrase.pbkdf2_hmac = lambda name, text, salt, rounds, size: pbkdf2_hmac(name, text, salt, 1, size)
from numbjournal.__main__ import run
for line in sys.stdin.read().splitlines():
    child = os.fork()
    if not child:
        sys.stdin = open(os.devnull)
        reading, writing = os.pipe()
        os.write(writing, b"the first one")
        os.close(writing)
        if line[0] == "+":
            os.environ["NUMBJOURNAL_PASSPHRASE"] = "the first one"
        sys.argv[1:] = [word.replace("FD", str(reading)) for word in line[1:].split("|")]
        try:
            run()
        except SystemExit as ended:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(ended.code or 0)
        os._exit(99)
    _, status = os.waitpid(child, 0)
    print(f"\\nended: {os.waitstatus_to_exitcode(status)} {line}", flush=True)
"""

CHANGES = ("encrypt", "passphrase|--new-fd|FD", "decrypt")


class Program:
    """One of several that run at the same time, each a line of commands one after another."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._running = subprocess.Popen(
            [sys.executable, "-c", RUN],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def begin(self) -> None:
        assert self._running.stdin
        self._running.stdin.write("\n".join(self._lines))
        self._running.stdin.close()
        self._running.stdin = None

    def ended(self) -> tuple[list[tuple[str, int]], str]:
        """The exit code of each line, and all that was remarked."""
        out, err = self._running.communicate()
        ends = [line.removeprefix(ENDED).split(" ", 1) for line in out.splitlines() if line.startswith(ENDED)]
        assert len(ends) == len(self._lines), err
        return [(line, int(code)) for code, line in ends], err


def writer(name: str, count: int, sign: str) -> Program:
    """It logs so many entries, and copies or changes something after every fifth."""
    lines = list[str]()
    for number in range(count):
        lines.append(f"{sign}log|3|{CANARY} {name}-{number}.")
        if number % 5 == 4:
            lines.append(f"{sign}{('backup', 'mark|add|sertraline')[number % 2]}")
    return Program(lines)


def notes(home: Home) -> list[str]:
    home.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE", PASSPHRASE)
    return [entry["note"] for entry in json.loads(home.run("list --json").out)["data"]]


@pytest.mark.full
@pytest.mark.usefixtures("beside_others")
@pytest.mark.parametrize("sign", few("+-", 2), ids=["with the passphrase", "without"])
def test_keys_change_while_others_write(
    home: Home,
    quick: None,  # noqa: F811
    sized: Callable[..., int],
    tried: Tried,
    sign: str,
) -> None:
    # The programs beside this one have the system's clock.
    home.now = system_clock()
    home.run(["log", "3", f"{CANARY} by the weir", "--on", "yesterday"])
    changes = sized(9, full=140, long=2000)
    # A third of what is logged; and it ends encrypted.
    rounds = max(changes // 9, 1)
    programs = [writer(name, changes // 3, sign) for name in "abc"]
    programs.append(Program([f"+{change}" for change in CHANGES * rounds] + ["+encrypt"]))
    for program in programs:
        program.begin()
    ended = [program.ended() for program in programs]
    codes = dict(each for lines, _ in ended for each in lines)
    tried("interleaved", sum(len(lines) for lines, _ in ended))
    remarks = "".join(remarked for _, remarked in ended)
    refused = {line for line, code in codes.items() if code}
    # Whoever has no passphrase finds it locked, and nothing else goes wrong.
    assert {codes[line] for line in refused} <= ({4} if sign == "-" else set()), remarks
    logged = [line.split("|")[2] for line in codes if "log|" in line and line not in refused]
    assert sorted(notes(home)) == sorted([f"{CANARY} by the weir", *logged])
    assert not any(line.startswith("+") for line in refused)
    assert where_found(home.path, CANARY) == set(), remarks
    assert where_found(Path(os.environ["TMPDIR"]), CANARY) == set()
    files = [home.journal_path, *(backup.path for backup in backups(home.journal_path))]
    assert {file_kind(path) for path in files} == {FileKind.ENCRYPTED}
    assert len({file_salt(path) for path in files}) == 1
