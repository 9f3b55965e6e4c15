"""Two computers of which one or both keep an encrypted journal."""

from pathlib import Path

import pytest

from numbjournal.store.engine import FileKind, file_kind, file_salt
from numbjournal.vault import kernel
from tests.conftest import Home
from tests.faults.canary import where_found
from tests.stories.test_encrypting import WORD, quick, secretly

__all__ = ["quick"]
pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def laptop(home: Home) -> Path:
    """An encrypted journal with a note, beside the home's own plain one."""
    home.run("log 5")
    path = home.path / "stick" / "laptop.db"
    path.parent.mkdir()
    home.run(["--journal", str(path), "log", "2", "flat", f"{WORD} by the weir"])
    secretly(home, ["--journal", str(path), "encrypt"])
    kernel.forget(file_salt(path).hex())
    home.monkeypatch.delenv("NUMBJOURNAL_PASSPHRASE", raising=False)
    return path


def test_an_encrypted_journal_comes_into_a_plain_one_only_when_that_is_meant(
    home: Home, laptop: Path
) -> None:
    secretly(home, ["merge", str(laptop)], code=2).remarks("is encrypted, and this one is not")
    assert WORD not in home.run("--plain list").out
    secretly(home, ["merge", str(laptop), "--dry-run"]).says("1 entry")
    secretly(home, ["merge", str(laptop), "--yes"]).says("Merged: 1 entry")
    home.run("--plain list").says(WORD)
    assert file_kind(laptop) is FileKind.ENCRYPTED


def test_a_plain_one_comes_into_an_encrypted_one_without_a_question(home: Home) -> None:
    other = home.path / "other" / "other.db"
    other.parent.mkdir()
    home.run("log 5")
    secretly(home, "encrypt")
    secretly(home, ["--journal", str(other), "log", "3", f"{WORD} again"])
    secretly(home, ["merge", str(other)]).says("Merged: 1 entry")
    secretly(home, "--plain list").says(f"{WORD} again")
    assert file_kind(home.journal_path) is FileKind.ENCRYPTED
    readable = {path.name for path in where_found(home.path, WORD)}
    assert readable <= {path.name for path in where_found(other.parent, WORD)}


def test_without_its_passphrase_the_other_stays_closed(home: Home, laptop: Path) -> None:
    home.run(["merge", str(laptop), "--yes"], code=4).remarks("encrypted, and locked")
    secretly(home, ["merge", str(laptop), "--yes"], "another", code=4).remarks("Wrong passphrase")
    assert WORD not in home.run("--plain list").out
