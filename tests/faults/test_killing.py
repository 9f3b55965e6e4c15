"""`kill -9` at any moment: what was acknowledged is there, and every file under a final name is whole."""

from pathlib import Path

import pytest

from tests.faults.killing import OPERATIONS, TOO_EARLY, Lost, kill_often, make_template

KILLS = 200
LONG_KILLS = 5000


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("template")
    make_template(home)
    return home


@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_acknowledged_is_lost(
    name: str, template: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    kills = LONG_KILLS if request.config.getoption("--long") else KILLS
    fell = kill_often(OPERATIONS[name], template, tmp_path / "home", -(-kills // len(OPERATIONS)), seed=1)
    assert OPERATIONS[name].hits <= set(fell), f"no kill fell where it matters: {fell}"


def test_a_writer_that_speaks_too_early_is_caught(template: Path, tmp_path: Path) -> None:
    with pytest.raises(Lost, match="said to be saved"):
        kill_often(TOO_EARLY, template, tmp_path / "home", 100, seed=1)
