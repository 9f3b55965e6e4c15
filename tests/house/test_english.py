"""Plain English: turns of phrase that are read twice, and names that were given up, do not come back."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

PHRASES = {
    r"\b(?:that|which|it|one) (?:is|are|was|were) none\b": "is not one",
    r"\b(?:that|which|it) is no (?:text|number|journal|file|command|database)\b": "is not a",
    r"\bis no (?:UTF-8|TOML|JSON|CSV|SQLite)\b": "is not",
    r"\banew\b": "again, or re-",
    r"\bin hand\b": "open, or what it is working on",
    r"\blet(?:s|ting)? go of\b": "close, or delete",
    r"\bslips?\b(?! into)": "mistake, or warning",
    r"\bstretch(?:es)? of (?:days|time)\b": "range, or span",
    r"\bat most so many\b": "at most this many",
    r"\bso-manieth\b": "one in so many",
}
"""Turns of phrase, as regular expressions, and what is plainer."""

MADE_UP = (
    "A clock that is none.",
    "Something that is no number.",
    "The file is no UTF-8 text.",
    "It is written anew.",
    "The journal in hand.",
    "It lets go of the file.",
    "A slip costs nothing.",
    "A stretch of days.",
    "At most so many.",
    "The so-manieth row.",
)

GIVEN_UP = frozenset(
    {
        "Erasing", "Events", "JsonPage", "Keeping", "Pages", "Session", "Staying", "Standing", "Vault",
        "is_named", "let_go", "slip", "slips", "stretch", "strange_files", "voice",
    }
)  # fmt: skip
"""Names that other words took the place of."""

TEXTS = [
    path
    for pattern in ("numbjournal/**/*.py", "docs/**/*.md", "README.md")
    for path in sorted(ROOT.glob(pattern))
]

FOLDERS = sorted({path.parent for path in TEXTS})


def phrases_in(text: str) -> list[str]:
    """What is plainer said otherwise, as `what stands there: what to write`."""
    # A phrase may go on in the next line, behind the sign of a comment.
    flowing = re.sub(r"\s*\n\s*(?:# ?)?", " ", text)
    return [
        f"{found[0]}: {plainer}"
        for phrase, plainer in PHRASES.items()
        for found in re.finditer(phrase, flowing, re.IGNORECASE)
    ]


def names_in(source: str) -> Iterator[str]:
    """Every name that is defined or used."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.arg):
            yield node.arg


@pytest.mark.parametrize(
    "folder", sorted({path.parent for path in TEXTS}), ids=lambda path: str(path.relative_to(ROOT))
)
def test_nothing_has_to_be_read_twice(folder: Path) -> None:
    found = {
        f"{path.relative_to(ROOT)}: {phrase}"
        for path in TEXTS
        if path.parent == folder
        for phrase in phrases_in(path.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize(("phrase", "text"), list(zip(PHRASES, MADE_UP, strict=True)))
def test_each_phrase_is_found(phrase: str, text: str) -> None:
    assert re.search(phrase, text, re.IGNORECASE)
    assert phrases_in(f"A comment. {text} And more.".replace(" ", "\n# "))


def test_plain_words_are_no_finding() -> None:
    assert (
        phrases_in("It is not one. A mistake can slip into a format; there is no more. Stretch your legs.")
        == []
    )


def test_names_that_were_given_up_stay_away() -> None:
    found = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in TEXTS
        if path.suffix == ".py"
        for name in names_in(path.read_text(encoding="utf-8"))
        if name in GIVEN_UP
    }
    assert found == set()


def test_a_name_that_was_given_up_is_found() -> None:
    source = "class Vault: ...\ndef slip(voice): return run.stretch"
    assert set(names_in(source)) & GIVEN_UP == {"Vault", "slip", "voice", "stretch"}
