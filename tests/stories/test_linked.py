"""A journal kept elsewhere, behind a link: the file that the link leads to is the one that is replaced."""

import errno
import os
from pathlib import Path

import pytest

from numbjournal.store.engine import FileKind, file_kind
from tests.conftest import Home
from tests.faults.canary import where_found
from tests.stories.test_encrypting import WORD, quick, secretly

__all__ = ["quick"]

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def target(home: Home) -> Path:
    """Where the journal is; the usual place is a link. One entry with the word, one without, two backups."""
    home.run(["log", "2", "flat", f"{WORD} by the weir"])
    home.later(days=1)
    home.run("log 4 fatigue")
    target = home.path / "elsewhere" / "mine.db"
    target.parent.mkdir()
    home.journal_path.rename(target)
    home.journal_path.symlink_to(target)
    assert len(where_found(home.path, WORD)) > 2
    return target


def is_linked(home: Home, target: Path) -> bool:
    return home.journal_path.is_symlink() and home.journal_path.resolve() == target


def test_encrypting_and_another_passphrase(home: Home, target: Path, tmp_path: Path) -> None:
    secretly(home, "encrypt").says("The journal is encrypted.")
    assert where_found(home.path, WORD) == set()
    assert is_linked(home, target)
    assert file_kind(target) is FileKind.ENCRYPTED
    before = target.read_bytes()[:16]
    new = tmp_path / "new"
    new.write_text("another one\n")
    with new.open("rb") as file:
        secretly(home, f"passphrase --new-fd {file.fileno()}")
    assert is_linked(home, target)
    assert target.read_bytes()[:16] != before
    secretly(home, "show 1", "another one").says(WORD)
    secretly(home, "decrypt", "another one")
    assert is_linked(home, target)
    assert file_kind(target) is FileKind.SQLITE
    home.run("show 1").says(WORD)


def test_purging(home: Home, target: Path) -> None:
    home.run("purge 1 --yes")
    assert where_found(home.path, WORD) == set()
    assert is_linked(home, target)
    home.run("list").says("1 entry")


@pytest.mark.parametrize("refusal", [None, errno.EXDEV], ids=["on the same disk", "on another disk"])
def test_restoring(home: Home, target: Path, refusal: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """On another disk the file that is replaced can be neither linked nor moved among the backups."""
    home.run("backup")
    home.run("purge 1 --yes")
    home.run(["log", "3", "headache", f"{WORD} again"])
    if refusal:

        def refuses(*_: object, **__: object) -> None:
            raise OSError(refusal, os.strerror(refusal))

        monkeypatch.setattr(os, "link", refuses)
        renamed = Path.rename
        monkeypatch.setattr(
            Path, "rename", lambda path, to: refuses() if path == target else renamed(path, to)
        )
    home.run("restore --yes").says("1 entry")
    assert is_linked(home, target)
    folder = home.journal_path.with_name("journal.db-backups")
    (replaced,) = where_found(home.path, WORD)
    assert replaced.parent == folder
    assert "-replaced" in replaced.name
    assert not replaced.is_symlink()
    assert file_kind(replaced) is FileKind.SQLITE
    home.run("list").says("1 entry")
    assert [path.name for path in target.parent.iterdir()] == ["mine.db"]


def test_what_a_crash_left_beside_the_file_itself_is_taken_away(home: Home, target: Path) -> None:
    left = target.with_name(f".{target.name}.0123abcd.new")
    left.write_text(WORD)
    secretly(home, "encrypt")
    assert not left.exists()
