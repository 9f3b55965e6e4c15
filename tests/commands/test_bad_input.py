"""Bad input: one clear sentence, the right exit code, nothing lost, nobody's words repeated."""

import io
import os
import shlex
import subprocess
import sys
from typing import BinaryIO

import pytest

from numbjournal.store.driver import connect
from tests.conftest import Home, few
from tests.terminal import PATIENCE

ENTRY = "log 2 flat"


def refused(home: Home, line: str | list[str], sentence: str, code: int = 2) -> None:
    """The command is refused in one sentence, and the journal is as it was."""
    before = home.run("list --json --limit all").out
    result = home.run(line, code=code).silent()
    assert sentence in result.err
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    assert home.run("list --json --limit all").out == before


@pytest.mark.parametrize(
    ("line", "sentence"),
    few(
        [
            ("log 11", "a whole number from 0 to 10"),
            ("log -1", "a whole number from 0 to 10"),
            ("log 3.5", "a whole number from 0 to 10"),
            ("log ٧", "a whole number from 0 to 10"),
            ("log 2 3", "There is one number"),
            ("log flat 2", "There is one number"),
            ("log 2 headache:0", "1 to 4"),
            ("log 2 headache:9", "1 to 4"),
            ("log 2 today", "cannot be a tag"),
            ("log 2 '#flat'", "starts with a letter"),
            ("log", "e.g. numbjournal log 2 flat"),
            ("log skip", "nothing to save yet"),
            ("log --private", "e.g. numbjournal log 2 flat"),
            ("log ''", "nothing to save yet"),
            ("log 2 --mood 11", "Mood is a whole number from 0 to 10"),
            ("log 2 --interfered much", "none, little, lot or couldnt"),
            ("log 2 --at 25:00", "00:00 to 23:59"),
            ("log 2 --on 03/04/2026", "more than one day"),
            ("log 2 --on '31 Nov'", "does not exist"),
            ("log 2 --on 2027-01-01", "still to come"),
            ("log 2 --on 1899-12-31", "before 1900"),
            ("log 2 --on sunday", "do you mean today or -7?"),
            ("log 2 --on", "--on needs a value"),
            ("log 2 --colour red", "no such option"),
            ("lgo 2", "no such command. Did you mean 'log'?"),
            ("show", "missing: NUMBER"),
            ("show x", "named by its number"),
            ("show ٣", "named by its number"),
            ("show 1 2", "could not be understood"),
            ("edit 1", "Say what to change"),
            ("edit 1 --feel 11", "a whole number from 0 to 10"),
            ("list --feel 3-11", "between 0 and 10"),
            ("list --limit 0", "whole number from 1"),
            ("list --last 3y", "days, weeks or months"),
            ("list --last 2w --from monday", "two ways to say the same"),
            ("list --from today --to yesterday", "first day is after the last"),
            ("undo --steps 0", "whole number from 1"),
            ("tag add 3legs", "starts with a letter"),
            ("tag add today", "cannot be a tag"),
            ("tag add x --kind mood", "A kind is one of"),
            ("config set day_starts_at 13:00", "00:00 to 11:59"),
            ("config set country DE FR", "No country of that name is known here."),
            ("config set plain yes no", "takes one value"),
        ],
        5,
    ),
)
def test_usage(home: Home, line: str, sentence: str) -> None:
    home.run(ENTRY)
    refused(home, line, sentence)


@pytest.mark.parametrize(
    ("line", "sentence", "code"),
    [
        ("show 99", "There is no entry 99", 3),
        ("edit 99 --mood 3", "There is no entry 99", 3),
        ("delete 1 99", "There is no entry 99", 3),
        ("list --tag nobodys", "no such tag", 3),
        ("tag show nobodys", "no such tag", 3),
        ("config get colour", "no such setting", 3),
        ("redo", "nothing to do again", 1),
        ("tag add flat", "There is a tag with that name", 1),
        ("tag add gloom --kind distress", "added to one of the four", 1),
    ],
)
def test_not_there_or_not_done(home: Home, line: str, sentence: str, code: int) -> None:
    home.run(ENTRY)
    refused(home, line, sentence, code)


def test_nothing_to_undo(home: Home) -> None:
    home.run(ENTRY)
    home.run("undo")
    refused(home, "undo", "nothing to undo", 1)


@pytest.mark.parametrize("line", ["list", "show 1", "edit 1 --mood 3", "delete 1", "undo", "redo"])
def test_reading_commands_never_make_a_journal(home: Home, line: str) -> None:
    home.run(line, code=3).silent().remarks("There is no journal yet. Try: numbjournal log 2 flat")
    assert not home.journal_path.exists()


@pytest.mark.parametrize(
    "line", ["secret-one", "log --secret-one", "log 99 secret-one", "show secret-one", "show 1 secret-one"]
)
def test_errors_never_repeat_what_was_typed(home: Home, line: str) -> None:
    result = home.run(line, code=2)
    assert "secret" not in result.out + result.err


ODD_NOTES = {
    "starts with a minus": "-3 felt bad",
    "looks like an option": "--mood is low today",
    "rich markup": "a [/] b [bold]c",
    "escape sequence": "red \x1b[31m text",
    "clipboard sequence": "x \x1b]52;c;aGk=\x07 y",
    "bidirectional": "a \u202e b",
    "line ends": "one \r\n two",
    "emoji": "fine 👩\u200d🚀 ok",
    "long": "long " + "x" * 100_000,
}


@pytest.mark.parametrize("note", ODD_NOTES.values(), ids=ODD_NOTES)
def test_any_note_is_kept_as_it_is_and_shown_harmless(home: Home, note: str) -> None:
    home.run(["log", "3", note]).says("Saved 1")
    assert home.journal.show(1).draft.note == note
    for line in ("list", "show 1", "--plain list", "--plain show 1", "list --json"):
        out = home.run(line).out
        assert not {"\x1b", "\x07", "\u202e", "\r"} & set(out)


@pytest.mark.parametrize(
    "typed",
    [b"from a pipe\n", b"nul \x00 here", b"a\r\nb\r\n", b"caf\xe9", b"", "ü".encode(), b"\xff\xfe\x81"],
)
def test_a_note_from_standard_input(home: Home, typed: bytes) -> None:
    home.run("log 3 --note -", stdin=typed)
    note = home.journal.show(1).draft.note
    expected = {b"caf\xe9": "café", b"\xff\xfe\x81": "ÿþ\x81"}.get(typed)
    plain = typed.removesuffix(b"\n").removesuffix(b"\r")
    assert note == (expected if expected is not None else plain.decode())


class UnreadInput(io.StringIO):
    """Standard input that must not be touched."""

    @property
    def buffer(self) -> BinaryIO:
        raise AssertionError("the note was read before the mistake was told")


@pytest.mark.parametrize(
    "line",
    ["log 3 --mood 99 --note -", "log 3 today --note -", "edit 1 --mood 99 --note -", "edit 9 --note -"],
)
def test_a_mistake_is_told_before_a_note_is_read(home: Home, line: str) -> None:
    home.run(ENTRY)
    home.run(line, stdin=UnreadInput(), code=3 if line.startswith("edit 9") else 2)


def test_the_unread_input_can_tell(home: Home) -> None:
    home.run("log 3 --note -", stdin=UnreadInput(), code=1).remarks("AssertionError")


def test_bytes_that_are_no_text_are_repaired(home: Home) -> None:
    home.run(["log", "3", os.fsdecode(b"caf\xe9 au lait")])
    assert home.journal.show(1).draft.note == "café au lait"


def numbjournal(home: Home, *arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The program as a process of its own, with nothing on standard input."""
    inherited = {name: value for name, value in os.environ.items() if name not in environment}
    return subprocess.run(
        [sys.executable, "-m", "numbjournal", *arguments],
        env={**inherited, **{name: value for name, value in environment.items() if value}},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=PATIENCE,
    )


@pytest.mark.full
def test_a_terminal_that_knows_only_ascii(home: Home) -> None:
    home.run(["log", "3", "ça va “bien”", "blåbär"])
    for line in (["list"], ["show", "1"], ["--plain", "list"], ["tag", "list"]):
        ended = numbjournal(home, *line, PYTHONIOENCODING="ascii")
        assert ended.returncode == 0, ended.stderr
        assert ended.stdout.isascii()
    assert rb"\xe7a va" in numbjournal(home, "list", PYTHONIOENCODING="ascii").stdout


def test_without_home_the_system_is_asked_and_with_nowhere_to_go_it_says_so(home: Home) -> None:
    nowhere = (
        "import os, pwd, sys\n"
        "def nobody(uid): raise KeyError(uid)\n"
        "pwd.getpwuid = nobody\n"
        "from numbjournal.run import main\n"
        "sys.exit(main(['log', '2', 'flat']))"
    )
    environment = {name: value for name, value in os.environ.items() if name != "HOME"}
    ended = subprocess.run(
        [sys.executable, "-c", nowhere], env=environment, capture_output=True, cwd=home.path, check=False
    )
    assert ended.returncode == 1
    assert b"Nothing says where your home folder is" in ended.stderr
    assert list(home.path.iterdir()) == []


def test_a_reader_that_stops_listening_is_no_error(home: Home) -> None:
    for _ in range(3):
        home.run(["log", "3", "long note " + "x" * 50_000])
    command = f"{shlex.quote(sys.executable)} -m numbjournal list --json | head -c 10"
    ended = subprocess.run(command, shell=True, capture_output=True, check=False)
    assert (ended.stdout, ended.stderr) == (b'{"schema":', b"")


@pytest.mark.parametrize(
    "line",
    ["suicidal", "Sucidal", "SELF_HARM", "'want to die'", "want to die", "2 flat wnat to die", "sucide:2"],
)
def test_crisis_words_show_where_to_turn_and_are_saved(home: Home, line: str) -> None:
    result = home.run(f"log {line}")
    assert result.out.index("findahelpline.com") < result.out.index("Saved 1")
    # The question is asked once, where to turn.
    assert "Did you mean" not in result.err
    assert home.journal.count() == 1


@pytest.mark.parametrize(
    "line", ["log 99 suicidal", "log suicidal:9", "edit 7 --add sucidal", "log -x self harm"]
)
def test_a_crisis_word_is_answered_even_when_the_command_fails(home: Home, line: str) -> None:
    home.run(ENTRY)
    result = home.run(line, code=3 if line.startswith("edit") else 2)
    result.remarks("findahelpline.com")


def test_a_crisis_word_is_answered_when_the_journal_is_damaged(home: Home) -> None:
    home.run(ENTRY)
    home.journal_path.write_bytes(b"")
    home.run("log suicidal", code=5).remarks("empty").remarks("findahelpline.com")


def test_a_note_is_never_searched_for_words(home: Home) -> None:
    assert "findahelpline" not in home.run(["log", "3", "a film about suicide and self-harm"]).out


def test_unexpected_errors_say_where_and_never_what(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError("secret")

    monkeypatch.setattr("numbjournal.store.rows.insert_entry", broken)
    result = home.run(["log", "3", "secret words"], code=1)
    assert "Something went wrong inside numbjournal (ValueError in test_bad_input.py" in result.err
    assert "secret" not in result.err
    monkeypatch.setenv("NUMBJOURNAL_DEBUG", "1")
    assert "Traceback" in home.run("log 3", code=1).err


def test_damaged_settings_name_the_command_that_helps(home: Home) -> None:
    home.run(ENTRY)
    home.settings_path.write_text("journal = [broken")
    home.run("log 3", code=1).remarks("Try: numbjournal config edit")


def test_a_missing_drive_is_no_new_journal(home: Home) -> None:
    home.run(ENTRY)
    home.journal_path.unlink()
    home.run("log 3", code=3).remarks("is a drive missing?")
    assert not home.journal_path.exists()
    home.run("config unset journal").says("not set")
    home.run("log 3").says("Saved 1")


def test_a_locked_journal_says_busy(home: Home, patience: float) -> None:
    home.run(ENTRY)
    other = connect(str(home.journal_path), isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    home.run("log 3", code=1).remarks("busy")
    other.close()


def test_a_backup_that_fails_is_a_remark_and_the_entry_is_saved(home: Home) -> None:
    (home.path / ".local/share/numbjournal").mkdir(parents=True)
    (home.path / ".local/share/numbjournal/journal.db-backups").write_text("in the way")
    home.run(ENTRY).says("Saved 1").remarks("What you did is saved. The backup could not be written")
    assert home.journal.count() == 1


@pytest.mark.parametrize("closed", few([">&-", "2>&-", "<&-", "<&- >&- 2>&-"], 2))
def test_closed_streams_cost_no_entry(home: Home, closed: str) -> None:
    for line in ("log 3", "list", "--plain list"):
        command = f"{shlex.quote(sys.executable)} -m numbjournal {line} {closed}"
        assert subprocess.run(command, shell=True, capture_output=True, check=False).returncode == 0
    assert home.journal.count() == 1


def test_a_terminal_of_no_width_still_shows_words(home: Home) -> None:
    home.run("log 3 flat")
    home.width = 5
    home.run("list").says("flat")


def test_several_first_runs_at_once_share_one_journal(home: Home) -> None:
    command = [sys.executable, "-m", "numbjournal", "log", "3"]
    runs = [subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) for _ in range(4)]
    assert [run.wait() for run in runs] == [0, 0, 0, 0]
    assert home.journal.count() == 4


def test_a_journal_gets_the_vocabulary_of_a_newer_program(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.run("log 2 flat")
    other = connect(str(home.journal_path), isolation_level=None)
    other.execute("UPDATE state SET value = 1 WHERE key = 'vocabulary'")
    other.execute("DELETE FROM tag_alias WHERE name = 'walk'")
    # While somebody else writes, reading goes on with the words there are.
    monkeypatch.setattr("numbjournal.store.engine.SETTINGS", ("foreign_keys=ON", "busy_timeout=20"))
    other.execute("BEGIN IMMEDIATE")
    home.run("list").says("flat")
    home.run("tag show walk", code=3)
    other.execute("ROLLBACK")
    home.run("tag show walk").says("movement")
    other.close()
