"""What opens a door is found by bandit, and what bandit is told to leave out by ruff."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import few

ROOT = Path(__file__).parents[2]
FOUND_BY_RUFF = {
    "B108": 'PLACE = "/tmp/draft"',
    "B311": "import random\n\nPICKED = random.random()",
    "B603": 'import subprocess\n\nsubprocess.run(["/bin/true", *__import__("sys").argv], check=True)',
    "B608": 'def statement(typed: str) -> str:\n    return f"SELECT * FROM entry WHERE note = {typed}"',
}


def bandit(file: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bandit", "-q", "-c", str(ROOT / "pyproject.toml"), str(file)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("line", "rule"),
    few(
        [
            ("eval(input())", "B307"),
            ("import subprocess; subprocess.run('ls ' + input(), shell=True)", "B602"),
            ("import os; os.system('ls ' + input())", "B605"),
            ("import pickle; pickle.loads(input().encode())", "B301"),
            ("import tempfile; tempfile.mktemp()", "B306"),
            ("import os; os.chmod('journal.db', 0o777)", "B103"),
            ("PLACE = 'a\u202eb'", "B613"),
        ],
        3,
    ),
)
def test_an_open_door_is_found(tmp_path: Path, line: str, rule: str) -> None:
    file = tmp_path / "door.py"
    file.write_text(f"{line}\n", encoding="utf-8")
    ended = bandit(file)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert rule in ended.stdout


def test_what_opens_none_is_not(tmp_path: Path) -> None:
    file = tmp_path / "door.py"
    file.write_text("print(input())\n")
    assert bandit(file).returncode == 0


def test_ruff_finds_what_bandit_leaves_out() -> None:
    """Save for an import that does nothing by itself."""
    skipped = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["bandit"]["skips"]
    assert set(skipped) == {*FOUND_BY_RUFF, "B404"}
    for rule, text in FOUND_BY_RUFF.items():
        command = [sys.executable, "-m", "ruff", "check", "--no-cache", "--stdin-filename"]
        ended = subprocess.run(
            [*command, str(ROOT / "numbjournal" / "output" / "door.py"), "-"],
            input=text,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert rule.replace("B", "S", 1) in ended.stdout, ended.stdout + ended.stderr
