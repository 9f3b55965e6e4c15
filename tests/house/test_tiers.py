"""What the tiers of the tests run: the first a part, the second everything, on a disk that is waited for."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from numbjournal.store import engine
from tests import conftest
from tests.conftest import few

HEAVY = """
import pytest
from tests.conftest import few

@pytest.mark.full
def test_heavy(): ...

@pytest.mark.parametrize(("number", "word"), few([(1, "a"), pytest.param(2, "b", id="two"), (3, "c")], 2))
def test_cases(number, word): ...
"""


@pytest.mark.parametrize(("words", "outcome"), [([], "2 passed, 2 deselected"), (["--full"], "4 passed")])
def test_heavy_tests_and_cases_are_for_the_second_tier(
    tmp_path: Path, words: list[str], outcome: str
) -> None:
    (tmp_path / "test_it.py").write_text(HEAVY, encoding="utf-8")
    quietly = ["-q", "-c", "/dev/null", "-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:xdist"]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *quietly, "--rootdir", tmp_path, *words, tmp_path],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    assert f"{outcome} in " in ended.stdout, ended.stdout + ended.stderr


def test_the_first_of_each_so_many_is_for_every_tier() -> None:
    marked = [bool(case.marks) for case in few(range(7), 3)]
    assert marked == [False, True, True, False, True, True, False]


@pytest.mark.usefixtures("durable")
def test_a_test_can_wait_for_the_disk_as_the_program_does() -> None:
    assert engine.SETTINGS == conftest.SETTINGS
    assert "synchronous=EXTRA" in engine.SETTINGS
    assert os.fsync is conftest.FSYNC


def test_only_the_first_tier_waits_for_no_disk(request: pytest.FixtureRequest) -> None:
    waits = conftest.is_second_tier(request.config)
    assert ("synchronous=OFF" not in engine.SETTINGS) == waits
    assert (os.fsync is conftest.FSYNC) == waits
