"""What could not be saved waits in a file of its own, and is offered again."""

import stat

import pytest

from numbjournal.store import engine
from numbjournal.store.driver import connect
from tests.conftest import Home


def waiting(home: Home) -> list[str]:
    folder = home.journal_path.with_name("journal.db-unsaved")
    return [path.name for path in folder.glob("*")] if folder.exists() else []


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Busy after a moment instead of five seconds."""
    monkeypatch.setattr(engine, "SETTINGS", (*engine.SETTINGS, "busy_timeout=20"))


def test_a_busy_journal_costs_no_entry(home: Home, quick: None) -> None:
    home.run("log 2 leaden")
    other = connect(str(home.journal_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    result = home.run(["log", "3", "leaden", "newword:2", "headache:2", "a long note"], code=1)
    result.remarks("busy").remarks("What you wrote is kept").remarks("numbjournal log --unsaved")
    assert "a long note" not in result.err
    (name,) = waiting(home)
    kept = home.journal_path.with_name("journal.db-unsaved") / name
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    other.execute("ROLLBACK")
    other.close()
    home.later(days=1)
    home.run("list").remarks("numbjournal log --unsaved")
    home.run("log --unsaved").says(
        "Saved 2 for Sunday 22 November, yesterday: feel 3, leaden, newword, headache"
    )
    home.run("show 2").says("a long note").says("Sunday 22 November, 21:04")
    assert waiting(home) == []
    assert home.run("list").err == ""
    home.run("log --unsaved").says("nothing that waits")
    home.run("undo").says("Entry 2 is taken back.")


def test_a_change_that_could_not_be_made_waits_too(home: Home, quick: None) -> None:
    home.run("log 2 flat")
    other = connect(str(home.journal_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    home.run("edit 1 --note - --feel 4", stdin=b"written at length", code=1).remarks("What you wrote is kept")
    other.execute("ROLLBACK")
    other.close()
    home.run("log --unsaved").says("Saved 1 for Sunday 22 November: feel 4, flat, a note")
    home.run("show 1").says("written at length")
    home.run("undo").says("Entry 1 is as before.")


@pytest.mark.parametrize("state", ["empty", "missing"])
def test_what_is_typed_into_a_broken_journal_waits_until_it_is_back(home: Home, state: str) -> None:
    home.run("log 2 flat")
    home.run("backup")
    if state == "empty":
        home.journal_path.write_bytes(b"")
    else:
        home.journal_path.unlink()
    home.run("log 1 leaden --note -", stdin=b"from a bad day", code=5 if state == "empty" else 3).remarks(
        "is kept"
    )
    home.run("restore --yes")
    home.run("log --unsaved").says("feel 1, leaden, a note")


def test_a_mistake_is_not_kept(home: Home) -> None:
    home.run("log 2 flat")
    home.run("log 11", code=2)
    home.run("log 2 3", code=2)
    assert waiting(home) == []


def test_a_folder_that_somebody_else_made_is_not_used(
    home: Home, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    home.run("log 2 flat")
    home.journal_path.with_name("journal.db-unsaved").write_text("a file where the folder should be")
    monkeypatch.setattr("numbjournal.store.unsaved._is_own", lambda folder: False)
    other = connect(str(home.journal_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    home.run("log 3", code=1).remarks("It could not be kept elsewhere either.")
    other.execute("ROLLBACK")
    other.close()
    home.run("log --unsaved").says("nothing that waits")


def test_where_the_folder_takes_nothing_another_place_does(
    home: Home, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    runtime = home.path / "run"
    runtime.mkdir()
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    monkeypatch.setenv("XDG_STATE_HOME", "/nowhere")
    home.run("log 2 flat")
    home.journal_path.with_name("journal.db-unsaved").write_text("a file where the folder should be")
    other = connect(str(home.journal_path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    home.run("log 3", code=1).remarks("is kept")
    other.execute("ROLLBACK")
    other.close()
    assert len(list(runtime.glob("*/*.json"))) == 1
    home.run("log --unsaved").says("feel 3")
    assert list(runtime.glob("*/*.json")) == []
