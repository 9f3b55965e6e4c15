"""`kill -9` at any moment: what was acknowledged is there, and every file under a final name is whole."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import few
from tests.faults.killing import OPERATIONS, TOO_EARLY, Lost, kill_often, make_template
from tests.faults.table import Tried


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("template")
    make_template(home)
    return home


@pytest.mark.parametrize("name", few(OPERATIONS, 5))
def test_nothing_acknowledged_is_lost(
    name: str, template: Path, tmp_path: Path, sized: Callable[..., int], tried: Tried
) -> None:
    """A few kills of each command in the first tier: as many as it takes to have one where it matters."""
    kills = sized(len(OPERATIONS), full=600, long=5000)
    fell = kill_often(OPERATIONS[name], template, tmp_path / "home", -(-kills // len(OPERATIONS)), seed=1)
    tried("killed", fell.total())
    assert OPERATIONS[name].hits <= set(fell), f"no kill fell where it matters: {fell}"


def test_a_writer_that_speaks_too_early_is_caught(template: Path, tmp_path: Path) -> None:
    with pytest.raises(Lost, match="said to be saved"):
        kill_often(TOO_EARLY, template, tmp_path / "home", 100, seed=1)
