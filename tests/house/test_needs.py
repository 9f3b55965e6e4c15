"""Nothing but Python is needed to run the tests, and in the second tier nothing is skipped."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import needs
from tests.conftest import few
from tests.needs import NEEDS, Need, require

TESTS = Path(__file__).parents[1]

KEPT_IN_ONE_PLACE = {
    "pytest.skip": "needs.py",
    "pytest.importorskip": "needs.py",
    "pytest.mark.skip": "needs.py",
    "pytest.mark.skipif": "needs.py",
    "shutil.which": "needs.py",
    "pexpect.spawn": "terminal.py",
    "pexpect.run": "terminal.py",
}
"""What tests use nowhere but in the module that decides it for all of them."""

WAITING = {"terminal.py", "faults/killing.py", "faults/stopping.py"}
"""Modules that may sleep: the one that waits until something is so, and those that stop at any moment."""


@pytest.fixture
def lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two more needs: one of them is met, the other is not."""
    there, gone = Need(lambda: True, "never said"), Need(lambda: False, "there is no moon")
    monkeypatch.setattr(needs, "NEEDS", {**NEEDS, "sun": there, "moon": gone})
    needs._is_met.cache_clear()
    yield
    needs._is_met.cache_clear()


def test_what_is_there_is_used(lacking: None) -> None:
    require(["sun"], may_skip=True)
    require(["sun"], may_skip=False)


def test_what_is_not_there_is_a_skip_or_in_the_second_tier_a_failure(lacking: None) -> None:
    with pytest.raises(pytest.skip.Exception, match="there is no moon"):
        require(["sun", "moon"], may_skip=True)
    with pytest.raises(pytest.fail.Exception, match="there is no moon"):
        require(["sun", "moon"], may_skip=False)


@pytest.mark.parametrize(
    ("words", "outcome"), few([([], "1 skipped"), (["--full"], "1 error"), (["--long"], "1 error")], 3)
)
def test_a_mark_is_heeded(tmp_path: Path, words: list[str], outcome: str) -> None:
    """A run of its own, on a machine without programs."""
    test = "import pytest\n@pytest.mark.needs('a browser')\ndef test_it(): raise AssertionError\n"
    (tmp_path / "test_it.py").write_text(test, encoding="utf-8")
    quietly = ["-q", "-c", "/dev/null", "-p", "tests.conftest", "-p", "no:cacheprovider", "-p", "no:xdist"]
    ended = subprocess.run(
        [sys.executable, "-m", "pytest", *quietly, "--rootdir", tmp_path, *words, tmp_path],
        cwd=TESTS.parent,
        env={"PATH": str(tmp_path), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert outcome in ended.stdout, ended.stdout + ended.stderr
    assert "there is no browser" in ended.stdout or not words


@pytest.mark.full
def test_every_need_that_tests_have_is_known_and_every_known_one_is_had() -> None:
    had = {
        argument.value
        for path in TESTS.rglob("test_*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.needs"
        for argument in call.args
        if isinstance(argument, ast.Constant)
    }
    assert had == set(NEEDS)


def used_elsewhere(module: str, text: str) -> Iterator[str]:
    """What a module of the tests uses although another is there for it."""
    nodes = list(ast.walk(ast.parse(text)))
    attributes = [node for node in nodes if isinstance(node, ast.Attribute)]
    # `pytest.skip.Exception` is no skip.
    inner = [node.value for node in attributes]
    names = {ast.unparse(node) for node in attributes if node not in inner}
    yield from (name for name, place in KEPT_IN_ONE_PLACE.items() if name in names and place != module)
    calls = [node for node in nodes if isinstance(node, ast.Call)]
    if module not in WAITING and any(ast.unparse(call.func) == "time.sleep" for call in calls):
        yield "time.sleep"
    yield from (
        f"timeout={ast.unparse(word.value)}"
        for call in calls
        for word in call.keywords
        if word.arg == "timeout" and isinstance(word.value, ast.Constant) and word.value.value
    )


def test_programs_are_looked_for_and_waited_for_in_one_place() -> None:
    modules = {str(path.relative_to(TESTS)): path.read_text(encoding="utf-8") for path in TESTS.rglob("*.py")}
    found = [f"{module}: {name}" for module, text in modules.items() for name in used_elsewhere(module, text)]
    assert found == [], "use tests/needs.py and tests/terminal.py"


@pytest.mark.parametrize(
    "line",
    [
        "pytest.skip('no moon')",
        "@pytest.mark.skipif(True, reason='x')\ndef test_it(): ...",
        "found = shutil.which('moon')",
        "child = pexpect.spawn('moon')",
        "time.sleep(0.2)",
        "subprocess.run(['moon'], timeout=20)",
    ],
)
def test_what_is_used_elsewhere_is_found(line: str) -> None:
    assert len(list(used_elsewhere("stories/test_it.py", line))) == 1


@pytest.mark.parametrize("restores", [True, False])
def test_programs_get_signals_that_the_shell_let_pytest_ignore(restores: bool) -> None:
    """As under `nohup pytest &`; the control is what happens otherwise."""
    asked = "import signal; print(*(signal.getsignal(n) is signal.SIG_IGN for n in (1, 2, 3)))"
    code = "import subprocess, sys; from tests.conftest import with_usual_signals;"
    code += "with_usual_signals();" if restores else ""
    code += f"subprocess.run([sys.executable, '-c', {asked!r}], check=True)"
    command = ["sh", "-c", 'trap "" HUP INT QUIT; exec "$0" "$@"', sys.executable, "-c", code]
    ended = subprocess.run(command, cwd=TESTS.parent, capture_output=True, text=True, check=True)
    assert ended.stdout.split() == [str(not restores)] * 3
