"""The page about two computers, with two homes: what it shows on one is what happens on two."""

import shlex
import shutil
from pathlib import Path

import pytest

from tests.conftest import Home
from tests.house.test_docs import ROOT, console_blocks

PAGE = ROOT / "docs/how-to/two-computers.md"
LAPTOP = ["--journal", "laptop.db"]


def test_the_page_with_two_homes(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    laptop = Home(home.path.with_name("laptop"), monkeypatch, home.system)
    laptop.path.mkdir()
    commands = console_blocks(PAGE.read_text(encoding="utf-8"))
    assert sum(shlex.split(shown.command)[1:3] == LAPTOP for shown in commands) >= 4
    for shown in commands:
        words = shlex.split(shown.command)[1:]
        on_laptop = words[:2] == LAPTOP
        here, there = (laptop, home) if on_laptop else (home, laptop)
        monkeypatch.setenv("HOME", str(here.path))
        monkeypatch.chdir(here.path)
        words = words[2:] if on_laptop else words
        if words[0] == "merge":
            # Carried over, as a person would.
            carried = Path("laptop.db").absolute()
            shutil.copy(there.journal_path, carried)
            words[1] = str(carried)
        out = here.run(words).out.replace(str(here.path), "/home/you")
        # There, the journal needs no name.
        expected = shown.output.replace(f"numbjournal {' '.join(LAPTOP)} ", "numbjournal ")
        assert out.strip("\n") == expected.strip("\n"), shown.command
    assert (laptop.path / ".config/numbjournal/config.toml").exists()
