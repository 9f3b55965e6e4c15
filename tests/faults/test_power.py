"""After a power cut at any moment of a `log`: no acknowledged entry is lost, and the file is whole."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from numbjournal.core.query import Query
from numbjournal.errors import NumbjournalError
from numbjournal.store.journal import Journal
from tests.conftest import SUNDAY, Home
from tests.faults.power import Call, record, states

LOG = "import sys; from numbjournal.cli import main; sys.exit(main(['log', '7', 'flat', 'tension:2']))"
CARELESS = (
    "from numbjournal.store import engine;"
    "engine.SETTINGS = tuple(s for s in engine.SETTINGS if 'synchronous' not in s) + ('synchronous=OFF',);"
)


@pytest.fixture(scope="module", autouse=True)
def strace() -> None:
    """System calls can be watched here."""
    if not shutil.which("strace") or subprocess.run(["strace", "true"], capture_output=True).returncode:
        pytest.skip("strace cannot run here")


def soundness_after_cuts(home: Home, code: str) -> Iterator[bool]:
    """For every state of the disk whether the file is whole and holds every acknowledged entry."""
    folder = home.journal_path.parent
    start = {str(home.journal_path): home.journal_path.read_bytes()}
    environment = {**os.environ, "HOME": str(home.path)}
    calls = record([sys.executable, "-c", code], environment, folder, home.path / "calls")
    assert {"write", "say"} <= {call.kind for call in calls}
    scratch = home.path / "scratch"
    for disk in states(calls, start, folder):
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
        for path, content in disk.files.items():
            if content is not None:
                (scratch / Path(path).name).write_bytes(content)
        yield _is_sound(scratch / home.journal_path.name, disk.is_acknowledged)


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


def test_no_power_cut_loses_an_entry(home: Home) -> None:
    sound = list(soundness_after_cuts(prepared(home), LOG))
    assert len(sound) > 100
    assert all(sound)


def test_a_careless_setting_is_caught(home: Home) -> None:
    assert not all(soundness_after_cuts(prepared(home), CARELESS + LOG))


def test_what_is_not_synced_may_be_missing() -> None:
    folder = Path("/d")
    calls = [Call("write", "/d/f", 0, b"new"), Call("say", ""), Call("sync", "/d/f")]
    found = {(disk.files["/d/f"], disk.is_acknowledged) for disk in states(calls, {"/d/f": b"old"}, folder)}
    assert found == {(b"old", False), (b"new", False), (b"old", True), (b"new", True)}
    (last,) = states(calls[-1:], {"/d/f": b"old"}, folder)
    assert last.files == {"/d/f": b"old"}
