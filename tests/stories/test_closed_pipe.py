"""A reader who has heard enough: what was asked for is done, and nothing is said twice."""

import os
import subprocess
import sys

import pytest

from tests.conftest import Home, few


def unread(home: Home, *words: str) -> tuple[int, str]:
    """Run with nobody at the other end of standard output; the exit code, and what stderr says."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as stdout:
        ended = subprocess.run(
            [sys.executable, "-m", "numbjournal", *words],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    return ended.returncode, ended.stderr


@pytest.mark.parametrize(
    "line", few(["list", "--plain list", "report", "show 1", "tag list", "crisis", "--help"], 3)
)
def test_nobody_reads(home: Home, line: str) -> None:
    home.run("log 2 flat")
    assert unread(home, *line.split()) == (0, "")


def test_an_entry_is_kept_all_the_same(home: Home) -> None:
    home.run("log 2 flat")
    code, remarks = unread(home, "log", "5", "suicidal")
    assert (code, "Traceback" in remarks) == (0, False)
    home.run("list --plain").says("5 of 10")
