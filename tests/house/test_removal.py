"""Nothing removes a whole tree: what goes is named, file by file, and a folder only goes when it is empty."""

import ast
from pathlib import Path

import pytest

import numbjournal

PACKAGE = Path(numbjournal.__file__).parent

TREES = frozenset({"rmtree", "removedirs", "TemporaryDirectory"})
"""Names of the standard library that remove what nobody named."""

MEANT: frozenset[str] = frozenset()
"""Modules that may, each with its reason here; none has to."""


def removals(source: str) -> set[str]:
    """The names in a module that remove trees, however they are reached."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.ImportFrom):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
    return found & TREES


def test_no_module_removes_a_tree() -> None:
    modules = {path.relative_to(PACKAGE).as_posix(): path for path in PACKAGE.rglob("*.py")}
    assert len(modules) > 200
    found = {name for name, path in modules.items() if removals(path.read_text(encoding="utf-8"))}
    assert found == MEANT


@pytest.mark.parametrize(
    "line",
    [
        "import shutil; shutil.rmtree(folder)",
        "from shutil import rmtree as away",
        "import os; os.removedirs(folder)",
        "import shutil; getattr(shutil, 'rmtree')(folder)",
        "import tempfile; tempfile.TemporaryDirectory()",
    ],
)
def test_a_tree_that_is_removed_is_found(line: str) -> None:
    assert removals(line)


def test_a_file_by_its_name_is_not() -> None:
    assert not removals("from pathlib import Path; Path('a').unlink(); Path('b').rmdir()")
