"""A journal to hand out, and ways to make a hand-out of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Home

HandOut = Callable[..., bytes]

EXAMPLE_SPAN = "--last 120d"


@pytest.fixture
def journal(home: Home) -> Home:
    """A few evenings, with something of everything."""
    for line in (
        "log 2 flat headache:3 walk --interfered lot --mood 4",
        "log 1 flat --on yesterday --for-session --note 'Bring this.'",
        "log 6 --on -2 --note 'Keep this.' --got-through 'A bird.'",
        "log 7 movement --on -3 --private --note 'Hide this.'",
        "log unsure --on -4 loss",
        "log tired --on -5",
        "log flat --on -6",
        "log 4 --on -20",
        "mark add 'medicine A' --kind medication-start --dose '10 mg' --on -10",
        "score phq-9 13 --on -1",
        "onset 2026-10-01",
    ):
        home.run(line)
    return home


@pytest.fixture
def hand_out(home: Home) -> HandOut:
    """Export to a file of that ending and read it; further words go to the command."""

    def made(ending: str, *words: str, file: str = "handout", code: int = 0) -> bytes:
        path = home.path / f"{file}.{ending}"
        home.run(["export", str(path), "--yes", "--force", *words], code=code)
        return path.read_bytes()

    return made


@pytest.fixture
def example(home: Home) -> Path:
    """The made-up journal; it opens as the usual one."""
    path = home.path / "demo.db"
    home.run(["demo", str(path)])
    home.monkeypatch.setenv("NUMBJOURNAL_FILE", str(path))
    return path
