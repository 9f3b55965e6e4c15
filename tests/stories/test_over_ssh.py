"""The commands of docs/how-to/log-over-ssh.md, with a stand-in for ssh that runs them in another shell."""

import re
import shlex
import sys
from pathlib import Path

import pexpect
import pytest

from tests.conftest import Home, few
from tests.stories.test_being_asked import FEEL, NOTE, TAGS
from tests.terminal import spawn

PAGE = Path(__file__).parents[2] / "docs/how-to/log-over-ssh.md"
COMMANDS = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
]

SSH = """#!/bin/sh
# A terminal only with -t; the words are joined and read by another shell.
if [ "$1" = -t ]; then shift; terminal=yes; fi
[ "$1" = you@server ] || exit 99
shift
if [ "$terminal" ]; then exec sh -c "$*"; fi
sh -c "$*" 2>&1 | cat
"""


@pytest.fixture
def ssh(home: Home) -> Home:
    """A home with the stand-in, the program by its name, and a note."""
    for name, text in {
        "ssh": SSH,
        "numbjournal": f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m numbjournal "$@"\n',
    }.items():
        program = home.system.folder / name
        program.write_text(text)
        program.chmod(0o700)
    (home.path / "note.txt").write_text('it\'s "grey" & $HOME\n')
    home.run("log 4 --on yesterday")
    return home


def typed(home: Home, line: str) -> str:
    """What a line of the page leaves on the terminal; questions are answered."""
    child = spawn("sh", ["-c", line], cwd=str(home.path))
    said = ""
    while child.expect([FEEL, TAGS, NOTE, pexpect.EOF]) != 3:
        said += child.before + child.after
        if child.after == FEEL:
            child.send("6")
        else:
            child.sendline("")
    child.close()
    assert child.exitstatus == 0, child.before
    return said + child.before


@pytest.mark.parametrize("line", few(COMMANDS, 3))
def test_every_command_of_the_page(ssh: Home, line: str) -> None:
    before = ssh.journal.count()
    said = typed(ssh, line)
    if " log" in line:
        assert "Saved " in said
        assert ssh.journal.count() == before + ("--journal" not in line)
    assert (FEEL in said) == line.startswith("ssh -t")


def test_there_is_something_to_run() -> None:
    assert len(COMMANDS) == 7


def test_a_note_arrives_as_it_is(ssh: Home) -> None:
    typed(ssh, next(line for line in COMMANDS if "note.txt" in line))
    ssh.run("show 2").says('it\'s "grey" & $HOME')


def test_a_line_that_does_not_work_is_found(ssh: Home) -> None:
    with pytest.raises(AssertionError):
        typed(ssh, "ssh somebody@else numbjournal log 2")
