"""Names that are not UTF-8, settings that are links or pipes, editors and passphrases that do not come."""

import io
import os
import shlex
import stat
from pathlib import Path

import pytest

from tests.conftest import Home
from tests.faults.canary import where_found
from tests.faults.places import LATIN, WORD
from tests.faults.powers import confined_to, without_powers
from tests.faults.test_places import ending
from tests.stories.test_encrypting import quick, secretly

__all__ = ["quick"]


# Names that are not UTF-8


def names_in(folder: Path) -> set[bytes]:
    return {os.fsencode(path.name) for path in folder.iterdir()}


@pytest.mark.parametrize("form", ["--journal {}", "--journal={}"])
def test_a_name_keeps_its_bytes(home: Home, form: str) -> None:
    name = str(home.path / f"{LATIN}.db")
    option = form.format(name).split()
    home.run([*option, "log", "3", f"a note with {LATIN}"])
    assert b"caf\xe9.db" in names_in(home.path)
    assert "café.db".encode() not in names_in(home.path)
    assert b"2026-11-22.db" in names_in(home.path / f"{LATIN}.db-backups")
    home.run([*option, "show", "1"]).says("a note with café")
    home.run([*option, "backup"])
    home.run([*option, "doctor"]).says("The journal is whole: 1 entry.")
    home.run([*option, "show", "9"], code=3).remarks(f"--journal $'{home.path}/caf\\xe9.db' list")
    # The settings are UTF-8 and cannot name it.
    assert not home.settings_path.exists() or "caf" not in home.settings_path.read_text()


def test_other_files_keep_their_bytes_too(home: Home) -> None:
    home.run("log 3")
    there = str(home.path / LATIN)
    home.run(["export", f"{there}.jsonl"])
    home.run(["demo", f"{there}.db"])
    home.run(["import", f"{there}.jsonl"])
    home.run(["merge", f"{there}.db", "--dry-run"])
    assert {b"caf\xe9.jsonl", b"caf\xe9.db"} <= names_in(home.path)
    assert not any("é".encode() in name for name in names_in(home.path))


def test_two_names_that_are_one_as_text_are_not_confused(home: Home) -> None:
    home.run(["--journal", f"{home.path}/café.db", "log", "3"])
    home.run(["--journal", f"{home.path}/café.db", "export", f"{home.path}/{LATIN}.json"])
    home.run(["--journal", f"{home.path}/café.db", "export", f"{home.path}/{LATIN}.db"], code=2).remarks(
        "differ only in bytes"
    )


def test_the_settings_refuse_a_name_that_is_not_text(home: Home) -> None:
    home.run(["config", "set", "journal", f"{home.path}/{LATIN}.db"], code=2).remarks("NUMBJOURNAL_FILE")
    assert not home.settings_path.exists()


@pytest.mark.parametrize("name", ["/", "~nobody-here/journal.db", "a\0b"])
def test_what_cannot_be_a_path_is_refused(home: Home, name: str) -> None:
    home.run(["--journal", name, "log", "3"], code=2)
    home.run(["config", "set", "journal", name], code=2)
    assert names_in(home.path) <= {b".config"}


# The settings file


def test_a_setting_is_written_through_a_link(home: Home) -> None:
    dotfiles = home.path / "dotfiles"
    dotfiles.mkdir()
    target = dotfiles / "numbjournal.toml"
    target.write_text("# mine\ncountry = 'AT'\n")
    home.settings_path.parent.mkdir(parents=True)
    home.settings_path.symlink_to("../../dotfiles/numbjournal.toml")
    home.run("config set country DE")
    assert home.settings_path.is_symlink()
    assert target.read_text() == '# mine\ncountry = "DE"\n'
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert names_in(dotfiles) == {b"numbjournal.toml"}
    # A file that is not there yet is made where the link leads to; a folder is not.
    target.unlink()
    home.run("config set country FR")
    assert target.is_file()
    target.unlink()
    dotfiles.rmdir()
    home.run("config set country FR", code=1).remarks("cannot be written")
    assert home.settings_path.is_symlink()


@pytest.mark.parametrize("content", [b'country = "DE\n[', b"country = '\xff'\n", b"a = 1\na = 2\n"])
@pytest.mark.parametrize("line", ["config set country DE", "config unset country", "pause 14d"])
def test_settings_that_cannot_be_read_are_kept(home: Home, content: bytes, line: str) -> None:
    home.settings_path.parent.mkdir(parents=True)
    home.settings_path.write_bytes(content)
    home.run(line, code=1).remarks("cannot be read as TOML").remarks("numbjournal config edit")
    assert home.settings_path.read_bytes() == content


def test_the_place_of_settings_that_cannot_be_read_is_said(home: Home) -> None:
    home.settings_path.parent.mkdir(parents=True)
    os.mkfifo(home.settings_path)
    with ending():
        home.run("list", code=1).remarks("Try: numbjournal config path")
        home.run("config path").says(str(home.settings_path))


def test_the_null_device_is_no_settings(home: Home) -> None:
    home.settings_path.parent.mkdir(parents=True)
    home.settings_path.symlink_to(os.devnull)
    home.run("log 3").says("Saved 1")
    assert home.settings_path.is_symlink()
    with confined_to(home.path):
        home.run("config set country DE", code=1).remarks("not an ordinary file")


# Editors


def test_an_editor_that_is_a_blank_is_not_set(home: Home) -> None:
    home.monkeypatch.setenv("VISUAL", " ")
    home.run("log 3 --edit", code=1).remarks("No editor is set.")
    home.monkeypatch.setenv("EDITOR", "true")
    home.run("log 3 --edit").says("Saved 1")


def test_an_open_quote_is_named(home: Home) -> None:
    home.monkeypatch.setenv("EDITOR", "vi '")
    home.run("log 3 --edit", code=1).remarks("A quote in EDITOR is not closed.")


# A passphrase that nobody gives


def test_a_pipe_without_a_passphrase_is_waited_for_only_so_long(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("numbjournal.vault.sources.SECONDS", 0.05)
    home.run("log 3")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE_FILE", str(pipe))
    with ending():
        home.run("encrypt", code=4).remarks("NUMBJOURNAL_PASSPHRASE_FILE")
        held = os.open(pipe, os.O_RDWR)
        home.run(f"--passphrase-fd {held} encrypt", code=4).remarks("No passphrase came")
        os.close(held)
    home.run("list").says("1 entry")


# What an encrypted journal could not take


class Screen(io.TextIOWrapper):
    """Standard error that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def locked_up(home: Home, quick: None) -> Home:
    """An encrypted journal that this account may read and not write."""
    home.run("log 2 flat")
    secretly(home, "encrypt")
    home.journal_path.chmod(0o400)
    with without_powers() as they_count:
        assert they_count
    return home


def on_a_screen(home: Home, words: list[str], monkeypatch: pytest.MonkeyPatch, stdin: bytes = b"") -> str:
    with monkeypatch.context() as patch, without_powers():
        patch.setattr(
            "tests.conftest._stream", lambda content=b"": Screen(io.BytesIO(content), "utf-8", newline="")
        )
        patch.setattr("shutil.get_terminal_size", lambda *_: os.terminal_size((40, 24)))
        return secretly(home, words, stdin=stdin, code=1).err


@pytest.mark.needs("dropped powers")
def test_the_command_is_repeated_on_the_screen_it_was_typed_on(
    locked_up: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In one piece, however narrow the screen is, and nothing of it is in any file."""
    words = ["log", "3", "newword", f"it's a {WORD} and more of it than a line has"]
    err = on_a_screen(locked_up, words, monkeypatch)
    assert f"\n{shlex.join(['numbjournal', *words])}\n" in err
    assert where_found(locked_up.path, WORD) == set()
    assert where_found(Path(os.environ["TMPDIR"]), WORD) == set()
    assert not list(locked_up.path.rglob("*-unsaved"))


@pytest.mark.needs("dropped powers")
def test_what_came_from_standard_input_is_named(locked_up: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    err = on_a_screen(locked_up, ["log", "3", "--note", "-"], monkeypatch, stdin=WORD.encode())
    assert "with what came from standard input" in " ".join(err.split())
    assert WORD not in err


@pytest.mark.parametrize("closed", [0o400, 0o000])
@pytest.mark.needs("dropped powers")
def test_an_error_that_goes_into_a_file_holds_nothing_of_it(locked_up: Home, closed: int) -> None:
    locked_up.journal_path.chmod(closed)
    with without_powers():
        result = secretly(locked_up, ["log", "3", WORD], code=1)
    result.remarks("The journal is encrypted, so what you wrote is kept nowhere else")
    result.remarks("still in the shell")
    assert WORD not in result.err
    # Who may read every file does not notice.
    locked_up.journal_path.chmod(0o600)
    assert where_found(locked_up.path, WORD) == set()
