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
from numbjournal.vault.passphrase import first_line
from numbjournal.vault.sources import COMMAND, FILE, given_passphrase
from tests.conftest import few
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


# What a source can hold, and what is handed on of it.
HELD = [
    (b"word", "word"),
    (b"word\n", "word"),
    (b"word\r\n", "word"),
    (b"word\n\r\n\n", "word"),
    (b"\xef\xbb\xbfword\n", "word"),
    (b" word \n", " word "),
    (b"word\nand more", "word\nand more"),
    (b"word\r\nand more\r\n", "word\r\nand more"),
    (b"one\rtwo", "one\rtwo"),
    ("wörd 🗝\n".encode(), "wörd 🗝"),
]
# No variable holds a NUL.
HELD_IN_FILES = [*HELD, (b"word\0", "word\0"), (b"\0word\n", "\0word")]
NOTHING = [
    (b"", "holds nothing."),
    (b"\n", "holds nothing."),
    (b"\r\n\r\n", "holds nothing."),
    (b"\xef\xbb\xbf\n", "holds nothing."),
    (b"\nword", "holds nothing in its first line"),
    (b"wort\xe9\n", "not text"),
    ("word\n".encode("utf-16"), "not text"),
]


@pytest.mark.parametrize(
    ("source", "held", "read"),
    [
        *(("variable", *each) for each in (*HELD, *NOTHING)),
        *(
            (source, *each)
            for source in ("file", "command", "descriptor")
            for each in (*HELD_IN_FILES, *NOTHING)
        ),
    ],
)
def test_every_source_is_read_in_the_same_way(
    tmp_path: Path, pipe: tuple[int, int], source: str, held: bytes, read: str
) -> None:
    file = tmp_path / "held"
    file.write_bytes(held)
    copied = f"import sys; sys.stdout.buffer.write(open({str(file)!r}, 'rb').read())"
    os.write(pipe[1], held)
    os.close(pipe[1])
    given = {
        "variable": lambda: given_passphrase(None, {}, os.fsdecode(held), whole=True),
        "file": lambda: given_passphrase(None, {FILE: str(file)}, None, whole=True),
        "command": lambda: given_passphrase(None, command(copied), None, whole=True),
        "descriptor": lambda: given_passphrase(str(pipe[0]), {}, None, whole=True),
    }[source]
    if (held, read) in NOTHING:
        with pytest.raises(Locked, match=read):
            given()
    else:
        assert given() == read


def test_a_writer_that_says_a_line_and_no_more_is_not_waited_for(
    pipe: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sources, "QUIET", 0.05)
    os.write(pipe[1], b"word\n")
    assert given_passphrase(str(pipe[0]), {}, None, whole=True) == "word"


@pytest.mark.parametrize(("held", "words"), [("", "holds nothing"), ("stra\udcdfe", "not text")])
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
    with pytest.raises(Misuse, match="not an open file descriptor"):
        given_passphrase(typed, {}, None)


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "nothing"), (b"\n", "nothing"), (b"\xff\xfe\n", "not text")]
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
        ("import sys; sys.stdout.buffer.write(bytes([255, 10]))", "not text"),
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
    few(
        [
            "import time; time.sleep(600)",
            "print('word', flush=True); import time; time.sleep(600)",
            "import os, time; os.close(1); time.sleep(600)",
        ],
        3,
    ),
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
    # All of it, for whoever chooses a passphrase; what opens a journal is the first line.
    assert first_line(given_passphrase(None, command(code), None) or "") == "word"


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
