"""A file system without locks, like some network file systems, is named, and no file is called damaged.

strace answers the calls with which SQLite asks for a lock. Without it, SQLite's answer comes from a lock that
another connection holds, and only the look at the file system is replaced.
"""

import errno
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from numbjournal.store import engine
from numbjournal.store.driver import connect
from tests.conftest import Home, few

NO_LOCKS = "The file system does not provide locks"

ANSWERS = ["ENOLCK", "EOPNOTSUPP", "EINVAL", "ENOSYS"]

# SQLite takes ENOLCK for a lock that another program holds, and waits.
TYPED = """
import sys
from numbjournal.run import main
from numbjournal.store import engine

patient = engine.connect
engine.connect = lambda *arguments, **options: patient(*arguments, **options, timeout=0.05)
sys.exit(main(sys.argv[1:]))
"""


def without_locks(
    home: Home, answer: str, *words: str, files: Sequence[Path] = ()
) -> subprocess.CompletedProcess[str]:
    """Type a command while some files cannot be locked: those given, else the journal and its backups."""
    files = files or [home.journal_path, *home.journal_path.with_name("journal.db-backups").iterdir()]
    traced = [word for file in files for word in ("-P", str(file))]
    change = ["-e", "trace=fcntl", "-e", f"inject=fcntl:error={answer}"]
    return subprocess.run(
        ["strace", "-f", "-o", os.devnull, *traced, *change, sys.executable, "-c", TYPED, *words],
        capture_output=True,
        text=True,
    )


@pytest.mark.full
@pytest.mark.parametrize("answer", few(ANSWERS, 4))
@pytest.mark.needs("strace")
def test_it_is_said_and_nothing_is_called_damaged(home: Home, answer: str) -> None:
    home.run("log 2 flat")
    before = home.journal_path.read_bytes()
    said = without_locks(home, answer, "list")
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith(NO_LOCKS)
    assert said.stderr.count("\n") == 1
    found = without_locks(home, answer, "doctor")
    assert found.returncode == 1
    assert f"Not fine: {NO_LOCKS}" in found.stdout
    assert f"The backup 2026-11-22.db cannot be used. {NO_LOCKS}" in found.stdout
    assert found.stdout.splitlines()[-1] == "Next: numbjournal config set journal FILE"
    assert "damaged" not in found.stdout
    assert home.journal_path.read_bytes() == before


@pytest.mark.needs("strace")
def test_what_was_written_is_kept(home: Home) -> None:
    home.run("log 2 flat")
    said = without_locks(home, "EOPNOTSUPP", "log", "3", "a word of mine")
    assert said.returncode == 1
    assert said.stderr.startswith(NO_LOCKS)
    assert "What you wrote is kept" in said.stderr
    home.run("log --unsaved").says("feel 3, a note")


@pytest.mark.full
@pytest.mark.needs("strace")
def test_another_journal_without_locks(home: Home) -> None:
    home.run("log 2 flat")
    home.run(["--journal", str(home.path / "other.db"), "log", "3"])
    other = home.path / "other.db"
    said = without_locks(home, "ENOLCK", "merge", str(other), files=[other])
    assert said.returncode == 1
    assert said.stderr.startswith(NO_LOCKS)
    home.run(["merge", str(home.path / "other.db")]).says("1 entry new")


def test_a_lock_that_another_program_holds_is_told_from_none(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.run("log 2 flat")
    monkeypatch.setattr("numbjournal.store.engine.connect", impatient)
    (backup,) = home.journal_path.with_name("journal.db-backups").iterdir()
    with closing(connect(str(home.journal_path))) as one, closing(connect(str(backup))) as other:
        for connection in (one, other):
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("BEGIN EXCLUSIVE")
        home.run("list", code=1).remarks("The journal is busy")
        busy = home.run("doctor", code=1).says("Not fine: The journal is busy")
        assert "damaged" not in busy.out
        assert "rm " not in busy.out

        def no_locks(*_: object) -> None:
            raise OSError(errno.ENOLCK, "No locks available")

        monkeypatch.setattr(os, "lockf", no_locks)
        home.run("list", code=1).remarks(NO_LOCKS)
        home.run("doctor", code=1).says(f"Not fine: {NO_LOCKS}")
    monkeypatch.undo()


def impatient(*arguments: object, **options: object) -> object:
    return connect(*arguments, **{**options, "timeout": 0.05})


def test_the_look_at_the_file_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    assert engine._gives_locks(file)
    file.write_bytes(b"x")
    assert engine._gives_locks(file)
    for number, gives in ((errno.ENOLCK, False), (errno.EOPNOTSUPP, False), (errno.EAGAIN, True)):

        def answer(*_: object, number: int = number) -> None:
            raise OSError(number, "")

        monkeypatch.setattr(os, "lockf", answer)
        assert engine._gives_locks(file) is gives
