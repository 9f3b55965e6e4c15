"""What is written into an entry is in the journal and its backups, and in no other file.

Of an encrypted journal it is in none at all; and no program that is started on the way is told of it.
"""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from numbjournal.store.engine import FileKind, file_kind
from tests.conftest import Home, Result
from tests.faults.canary import where_found
from tests.stories.test_encrypting import PASSPHRASE, quick, secretly
from tests.terminal import spawn

__all__ = ["quick"]

CANARY = "kingfisher-by-the-weir"

Run = Callable[..., Result]


def own_files(home: Home) -> set[Path]:
    folder = home.journal_path.with_name("journal.db-backups")
    return {home.journal_path, *folder.glob("*.db")}


def places(home: Home) -> list[Path]:
    """The home, with the folder for this login in it, and the one for temporary files."""
    return [home.path, home.path.with_name(f"{home.path.name}-tmp")]


def found_in_places(home: Home) -> set[Path]:
    return set().union(*(where_found(place, CANARY) for place in places(home)))


@pytest.fixture
def asked_for(home: Home) -> Path:
    """A folder for what the person asks for by name: exports, and another journal."""
    folder = home.path.with_name(f"{home.path.name}-asked-for")
    folder.mkdir()
    return folder


@pytest.fixture
def editor(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that writes the canary."""
    script = home.path / "editor.py"
    script.write_text("import sys; open(sys.argv[1], 'a').write('king' + 'fisher-by-the-weir')")
    runtime = home.path / "runtime"
    runtime.mkdir(0o700)
    monkeypatch.setenv("EDITOR", shlex.join([sys.executable, str(script)]))
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What each program was started with: the words and the environment that /proc has of it."""
    seen: list[str] = []

    class Popen(subprocess.Popen):  # type: ignore[type-arg]
        def __init__(self, args, *others, env=None, **options) -> None:  # type: ignore[no-untyped-def]
            seen.append(json.dumps([args, dict(os.environ if env is None else env)], default=str))
            super().__init__(args, *others, env=env, **options)

    monkeypatch.setattr(subprocess, "Popen", Popen)
    return seen


@pytest.fixture(params=[FileKind.SQLITE, FileKind.ENCRYPTED], ids=lambda kind: kind.name.lower())
def run(request: pytest.FixtureRequest, home: Home) -> Run:
    """How a command is typed: for a plain journal, or with the passphrase of an encrypted one."""
    if request.param is FileKind.SQLITE:
        return home.run
    request.getfixturevalue("quick")

    def typed(line: str | list[str], **options: object) -> Result:
        return secretly(home, line, **options)

    home.run("log 5 --on -3")
    typed("encrypt")
    return typed


def write_everywhere(run: Run) -> None:
    run(["log", "2", CANARY])
    run("log 3 --note -", stdin=f"a note with {CANARY}".encode())
    run(["log", "2", "--got-through", f"the {CANARY}"])
    run("log 4 --edit")
    run(["edit", "1", "--note", f"{CANARY} again"])
    run("edit 1 --edit")
    run("delete 1")
    run("undo")
    run("redo")
    run("undo")
    run(["log", "11", f"refused {CANARY}"], code=2)
    run(["edit", "99", "--note", CANARY], code=3)
    run("show 1")
    run("list")
    run(["search", CANARY]).says(CANARY)
    run("report")
    run("insights")
    run("calendar")
    run("history")
    run("remind at 21:00")
    run("remind show")
    run("backup")
    run("doctor")


def take_along(run: Run, asked_for: Path) -> None:
    run(["mark", "add", CANARY])
    run(["export", str(asked_for / "all.jsonl")])
    run(["export", str(asked_for / "all.jsonl")], code=1)
    run(["export", str(asked_for / "page.html"), "--yes", "--notes", "all"])
    run(["export", str(asked_for / CANARY / "page.html"), "--yes"], code=None)
    run(["import", str(asked_for / "all.jsonl")])
    (asked_for / "damaged.jsonl").write_text(f'{{"{CANARY}')
    run(["import", str(asked_for / "damaged.jsonl")], code=6)
    other = ["--journal", str(asked_for / "other.db")]
    run([*other, "log", "6", f"{CANARY} on the laptop"])
    run(["merge", str(asked_for / "other.db")]).says("Merged")
    run("undo")
    run("restore --yes").says("The journal is restored")
    run("purge 1 --yes").says("Entry 1 is erased")


@pytest.mark.full
def test_it_is_nowhere_but_in_the_journal_and_its_backups(
    home: Home, run: Run, editor: None, asked_for: Path, told: list[str]
) -> None:
    write_everywhere(run)
    take_along(run, asked_for)
    run(["search", CANARY]).says(CANARY)
    if file_kind(home.journal_path) is FileKind.ENCRYPTED:
        assert found_in_places(home) == set()
    else:
        assert home.journal_path in found_in_places(home)
        assert found_in_places(home) <= own_files(home)
    assert asked_for / "all.jsonl" in where_found(asked_for, CANARY)
    assert sum("editor.py" in each for each in told[1:]) >= 1
    assert not [each for each in told if CANARY in each or PASSPHRASE in json.loads(each)[1].values()]


def test_what_a_program_is_told_is_noticed(told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run([sys.executable, "-c", "", CANARY], check=True)
    monkeypatch.setenv("SECRET", CANARY)
    subprocess.run([sys.executable, "-c", ""], check=True)
    subprocess.run([sys.executable, "-c", ""], env={}, check=True)
    assert [CANARY in each for each in told] == [True, True, False]


@pytest.mark.full
def test_an_answer_on_a_terminal_is_nowhere_else_either(home: Home) -> None:
    code = "import sys; from numbjournal.run import main; sys.exit(main())"
    child = spawn(sys.executable, ["-c", code, "log"])
    child.expect("How much could you feel")
    child.send("2")
    child.expect("Anything that fits")
    child.sendline("flat")
    child.expect("in the way")
    child.send("1")
    child.expect("A word about it")
    child.sendline(f"by the water, {CANARY}")
    child.expect("Saved 1")
    child.expect(pexpect.EOF)
    child.close()
    found = found_in_places(home)
    assert home.journal_path in found
    assert found <= own_files(home)


def test_after_a_purge_it_is_nowhere(home: Home, editor: None) -> None:
    write_everywhere(home.run)
    home.later(days=1)
    home.run("log 5")
    home.run("restore 2026-11-22 --yes")
    for number in (1, 2, 3, 4):
        home.run(f"purge {number} --yes").says(f"Entry {number} is erased")
    assert found_in_places(home) == set()
    home.run("doctor").says("The journal is whole")


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text(f"x{CANARY.upper()}x")
    (tmp_path / "wide").write_bytes(CANARY.encode("utf-16-le"))
    (tmp_path / CANARY).mkdir()
    (tmp_path / "other").write_text("nothing")
    assert {path.name for path in where_found(tmp_path, CANARY)} == {"plain", "wide", CANARY}
