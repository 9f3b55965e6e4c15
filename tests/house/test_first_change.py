"""The example of a first change, in docs/contributing.md, works as it stands."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.full
def test_the_example_works(tmp_path: Path) -> None:
    page = (ROOT / "docs/contributing.md").read_text(encoding="utf-8")
    row, module, story = re.findall(r"^```(?:text|python)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    for folder in ("numbjournal", "tests"):
        shutil.copytree(
            ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__", "forms")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    catalogue = tmp_path / "numbjournal/commands/__init__.py"
    text = catalogue.read_text(encoding="utf-8")
    before = '        _row("show"'
    assert text.count(before) == 1
    catalogue.write_text(text.replace(before, row + before), encoding="utf-8")
    (tmp_path / "numbjournal/commands/today.py").write_text(module, encoding="utf-8")
    (tmp_path / "tests/stories/test_today.py").write_text(story, encoding="utf-8")

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
            capture_output=True,
            text=True,
            check=False,
        )

    tried = run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/stories/test_today.py")
    assert "1 passed" in tried.stdout, tried.stdout + tried.stderr
    linted = run("-m", "ruff", "check", "--no-cache", "numbjournal/commands", "tests/stories/test_today.py")
    assert linted.returncode == 0, linted.stdout
