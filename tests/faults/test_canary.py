"""What is written into an entry is in the journal and its backups, and in no other file."""

import sys
from pathlib import Path

import pexpect
import pytest

from tests.conftest import Home
from tests.faults.canary import where_found

CANARY = "kingfisher-by-the-weir"


def own_files(home: Home) -> set[Path]:
    folder = home.journal_path.with_name("journal.db-backups")
    return {home.journal_path, *folder.glob("*.db")}


@pytest.fixture
def editor(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    """An editor that writes the canary."""
    script = home.path / "editor.py"
    script.write_text("import sys; open(sys.argv[1], 'a').write('king' + 'fisher-by-the-weir')")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(home.path))


def write_everywhere(home: Home) -> None:
    home.run(["log", "2", CANARY])
    home.run("log 3 --note -", stdin=f"a note with {CANARY}".encode())
    home.run(["log", "2", "--got-through", f"the {CANARY}"])
    home.run("log 4 --edit")
    home.run(["edit", "1", "--note", f"{CANARY} again"])
    home.run("delete 1")
    home.run("undo")
    home.run("redo")
    home.run("undo")
    home.run(["log", "11", f"refused {CANARY}"], code=2)
    home.run(["edit", "99", "--note", CANARY], code=3)
    home.run("show 1")
    home.run(["search", CANARY])
    home.run("backup")
    home.run("doctor")


def test_a_note_is_nowhere_but_in_the_journal_and_its_backups(home: Home, editor: None) -> None:
    write_everywhere(home)
    found = where_found(home.path, CANARY)
    assert home.journal_path in found
    assert found <= own_files(home)


def test_an_answer_on_a_terminal_is_nowhere_else_either(home: Home) -> None:
    code = "import sys; from numbjournal.cli import main; sys.exit(main())"
    child = pexpect.spawn(sys.executable, ["-c", code, "log"], timeout=20, encoding="utf-8")
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
    found = where_found(home.path, CANARY)
    assert home.journal_path in found
    assert found <= own_files(home)


def test_after_a_purge_it_is_nowhere(home: Home, editor: None) -> None:
    write_everywhere(home)
    home.later(days=1)
    home.run("log 5")
    home.run("restore 2026-11-22")
    for number in (1, 2, 3, 4):
        home.run(f"purge {number} --yes").says(f"Entry {number} is erased")
    assert where_found(home.path, CANARY) == set()
    home.run("doctor").says("The journal is whole")


def test_the_search_finds_what_it_looks_for(tmp_path: Path) -> None:
    (tmp_path / "plain").write_text(f"x{CANARY.upper()}x")
    (tmp_path / "wide").write_bytes(CANARY.encode("utf-16-le"))
    (tmp_path / CANARY).mkdir()
    (tmp_path / "other").write_text("nothing")
    assert {path.name for path in where_found(tmp_path, CANARY)} == {"plain", "wide", CANARY}
