"""Where a passphrase comes from: the order, and everything that goes wrong there without waiting for ever."""

import os
import shlex
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from numbjournal.errors import Locked, Misuse
from numbjournal.vault import sources
from numbjournal.vault.sources import COMMAND, FILE, given_passphrase
from tests.terminal import PATIENCE


def command(code: str) -> dict[str, str]:
    return {COMMAND: shlex.join([sys.executable, "-c", code])}


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    for handle in (reading, writing):
        try:
            os.close(handle)
        except OSError:
            continue


def test_the_order(tmp_path: Path, pipe: tuple[int, int]) -> None:
    file = tmp_path / "passphrase"
    file.write_text("from the file\n")
    environ = {**command("print('from the command')"), FILE: str(file)}
    os.write(pipe[1], b"from the descriptor\n")
    assert given_passphrase(str(pipe[0]), environ, "from the variable") == "from the descriptor"
    assert given_passphrase(None, environ, "from the variable") == "from the command"
    del environ[COMMAND]
    assert given_passphrase(None, environ, "from the variable") == "from the file"
    assert given_passphrase(None, {}, "from the variable") == "from the variable"
    assert given_passphrase(None, {}, None) is None


@pytest.mark.parametrize("held", ["word", "word\n", "word\r\n", "word\nand more"])
def test_the_variable_is_read_as_the_others_are(held: str) -> None:
    assert given_passphrase(None, {}, held) == "word"


@pytest.mark.parametrize(
    ("held", "words"), [("", "holds nothing"), ("\nword", "holds nothing"), ("stra\udcdfe", "no text")]
)
def test_a_variable_without_a_passphrase(held: str, words: str) -> None:
    with pytest.raises(Locked, match=f"NUMBJOURNAL_PASSPHRASE .*{words}"):
        given_passphrase(None, {}, held)


def test_the_mark_at_the_beginning_of_a_file_is_no_part_of_it(tmp_path: Path) -> None:
    (tmp_path / "passphrase").write_bytes(b"\xef\xbb\xbfword\r\n")
    assert given_passphrase(None, {FILE: str(tmp_path / "passphrase")}, None) == "word"


@pytest.mark.parametrize("line", [b"word\n", b"word\r\n", b"word", b"word\nand more\n"])
def test_the_first_line_counts_without_its_end(pipe: tuple[int, int], line: bytes) -> None:
    os.write(pipe[1], line)
    os.close(pipe[1])
    assert given_passphrase(str(pipe[0]), {}, None) == "word"
    assert os.read(pipe[0], 100) == line.partition(b"\n")[2]


def test_blanks_are_part_of_it(pipe: tuple[int, int]) -> None:
    os.write(pipe[1], " wörd 🗝 ' \" \\ \n".encode())
    assert given_passphrase(str(pipe[0]), {}, None) == " wörd 🗝 ' \" \\ "


@pytest.mark.parametrize("typed", ["x", "-1", "9999", "", "1" * 40])
def test_a_descriptor_that_is_none(typed: str) -> None:
    with pytest.raises(Misuse, match="no open file descriptor"):
        given_passphrase(typed, {}, None)


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "nothing"), (b"\n", "nothing"), (b"\xff\xfe\n", "no text")]
)
def test_a_file_without_a_passphrase(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "passphrase").write_bytes(content)
    with pytest.raises(Locked, match=words):
        given_passphrase(None, {FILE: str(tmp_path / "passphrase")}, "not this one")


def test_a_file_that_is_not_there_or_a_pipe_nobody_writes_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "SECONDS", 0.2)
    with pytest.raises(Locked, match="cannot be read: No such file"):
        given_passphrase(None, {FILE: str(tmp_path / "nowhere")}, None)
    with pytest.raises(Locked, match="cannot be read"):
        given_passphrase(None, {FILE: str(tmp_path)}, None)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Locked, match="did not answer"):
        given_passphrase(None, {FILE: str(tmp_path / "pipe")}, None)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("raise SystemExit(3)", "ended with the error 3"),
        ("print('word'); raise SystemExit(1)", "ended with the error 1"),
        ("import os; os.kill(os.getpid(), 9)", "ended with the error -9"),
        ("pass", "holds nothing"),
        ("print()", "holds nothing"),
        ("import sys; sys.stdout.buffer.write(bytes([255, 10]))", "no text"),
    ],
)
def test_a_command_that_fails(code: str, words: str) -> None:
    with pytest.raises(Locked, match=words):
        given_passphrase(None, command(code), "not this one")


@pytest.mark.parametrize("words", ["no-such-program-anywhere", "'unclosed", " "])
def test_a_command_that_cannot_be_started(words: str) -> None:
    with pytest.raises(Locked, match="could not be started"):
        given_passphrase(None, {COMMAND: words}, None)


@pytest.mark.parametrize(
    "code",
    [
        "import time; time.sleep(600)",
        "print('word', flush=True); import time; time.sleep(600)",
        "import os, time; os.close(1); time.sleep(600)",
    ],
    ids=["silent", "after its answer", "with nothing more to say"],
)
def test_a_command_that_hangs(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SECONDS", 0.5)
    began = time.monotonic()
    with pytest.raises(Locked, match="did not answer"):
        given_passphrase(None, command(code), None)
    assert time.monotonic() - began < PATIENCE


def test_a_descriptor_that_nobody_writes_to(pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SECONDS", 0.2)
    with pytest.raises(Locked, match="No passphrase came"):
        given_passphrase(str(pipe[0]), {}, None)


@pytest.mark.parametrize(
    "code",
    [
        "print('word'); print('user: somebody')",
        "import sys; print('hello', file=sys.stderr); print('word'); print('x' * 5000)",
        "print('word')\nwhile True: print('and on')",
    ],
    ids=["two lines", "on stderr too", "without an end"],
)
def test_a_chatty_command(code: str) -> None:
    assert given_passphrase(None, command(code), None) == "word"


def test_a_command_gets_no_shell_and_nothing_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = "import sys; print(sys.argv[1:])"
    words = {COMMAND: shlex.join([sys.executable, "-c", shown, "$HOME", "`id`", ";", "a b"])}
    assert given_passphrase(None, words, None) == "['$HOME', '`id`', ';', 'a b']"
    code = "import os; print([name for name in os.environ if 'NUMBJOURNAL' in name], os.environ['OTHER'])"
    environ = {**os.environ, **command(code), "NUMBJOURNAL_FILE": "x", "OTHER": "y"}
    assert given_passphrase(None, environ, None) == "[] y"


def test_a_command_finds_no_input_to_take_away() -> None:
    code = "import sys; print(repr(sys.stdin.read()))"
    assert given_passphrase(None, command(code), None) == "''"
