"""No text claims that nothing was changed: that is looked up when it is said (`effects`)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import numbjournal
from numbjournal.effects import NOTHING

PACKAGE = Path(numbjournal.__file__).parent

WHERE_IT_IS_LOOKED_UP = PACKAGE / "effects.py"

CLAIM = re.compile(
    r"\bnothing (?:else )?(?:was|has been|is)"
    r" (?:changed|saved|written|erased|imported|merged|lost|removed|left)\b"
    r"|\b(?:is|was|stays|remains) (?:unchanged|untouched)\b"
    r"|\bstill in the journal\b",
    re.IGNORECASE,
)


def texts(source: str) -> Iterator[str]:
    """Every text of a module but its docstrings."""
    tree = ast.parse(source)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(statement.value)
        for node in ast.walk(tree)
        for statement in (node.body if isinstance(node, documented) else [])
        if isinstance(statement, ast.Expr)
    } | {
        # Below an attribute.
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def claims(source: str) -> list[str]:
    return [text for text in texts(source) if CLAIM.search(text)]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_no_text_claims_what_is_not_looked_up(path: Path) -> None:
    found = claims(path.read_text(encoding="utf-8"))
    assert found == (
        [NOTHING, "Nothing else was changed."]
        if path == WHERE_IT_IS_LOOKED_UP
        else ALLOWED.get(str(path.relative_to(PACKAGE)), [])
    )


ALLOWED = {
    "services/questions.py": ["Nothing is saved this time."],
}
"""What is said where it was just looked up."""


@pytest.mark.parametrize(
    "claim",
    [
        'raise Refused("The disk is full. Nothing was changed.")',
        'raise Refused(f"{name}; nothing was written to it.", HINT)',
        'raise Refused(f"It failed ({why}); the entry is still in the journal.")',
        'raise Stopped(\n    "The two differ."\n    " Nothing was imported."\n)',
    ],
)
def test_a_claim_is_found(claim: str) -> None:
    assert len(claims(claim)) == 1


def test_a_docstring_is_no_claim() -> None:
    assert claims('def f():\n    """Nothing was changed."""\nx = 1\n"""Nothing was saved."""') == []
