"""The reference says what the program says."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Home
from tests.house.environment import ENVIRONMENT
from tests.house.json_form import LINES
from tests.house.reference import FOLDER, PAGES

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_program_says(name: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == PAGES[name](), "write it again with: python -m tests.house.reference"


def test_every_command_and_tag_has_its_place() -> None:
    assert "## numbjournal tag add" in commands_page()
    tags = (FOLDER / "tags.md").read_text(encoding="utf-8")
    assert "| suicidal-thoughts |" in tags
    assert "cutting" not in tags


def test_there_is_no_page_that_nobody_writes() -> None:
    assert {page.name for page in FOLDER.iterdir()} == set(PAGES)


def test_the_index_names_every_page() -> None:
    index = (ROOT / "docs/index.md").read_text(encoding="utf-8")
    assert [page for page in PAGES if f"](reference/{page})" not in index] == []


def commands_page() -> str:
    return (FOLDER / "commands.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["", "log", "tag", "tag add"])
def test_the_help_is_what_help_prints(home: Home, words: str) -> None:
    name = f"numbjournal {words}".strip()
    (shown,) = re.findall(rf"^## {name}\n\n```text\n(.*?)\n```$", commands_page(), re.MULTILINE | re.DOTALL)
    assert home.run(f"{words} --help").out.strip() == shown.strip()


def test_every_command_that_writes_json_is_tried() -> None:
    helps = re.findall(r"^## numbjournal (.+?)\n(.*?)(?=^## |\Z)", commands_page(), re.MULTILINE | re.DOTALL)
    know = {name for name, text in helps if re.search(r"^ +--json ", text, re.MULTILINE)}
    assert len(know) > 40
    missing = {name for name in know if not any(f"{line} ".startswith(f"{name} ") for line in LINES)}
    assert missing == set()


def test_what_fails_leaves_standard_output_empty(home: Home) -> None:
    home.run("show 1 --json", code=3).silent().remarks("There is no journal yet.")
    home.run("log 2 flat")
    home.run("show 9 --json", code=3).silent().remarks("There is no entry 9")
    assert '"exit_code": 0' in home.run("doctor --json").out


def variables_in(folder: Path) -> Iterator[str]:
    """Names of variables of the environment that source files mention or look up."""
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r"NUMBJOURNAL_[A-Z_]*[A-Z]", text)
        yield from re.findall(r"environ(?:\.get\(|\.pop\(|\[)\"([A-Z_]+)\"", text)
        # Several names, one after the other: `for name in ("TMPDIR", "TEMP") if environ.get(name)`.
        for names in re.findall(r"\(((?:\"[A-Z_]+\",? ?)+)\)[^)]{0,60}environ", text):
            if "," in names:
                yield from re.findall(r"\"([A-Z_]+)\"", names)


def test_every_variable_that_is_looked_up_has_its_line() -> None:
    found = set(variables_in(ROOT / "numbjournal"))
    assert {"NUMBJOURNAL_PASSPHRASE_FILE", "ACCESSIBLE", "VISUAL", "LANG", "TMPDIR"} <= found
    described = {name for variables in ENVIRONMENT.values() for name in variables}
    assert found - described == set()
    assert {name for name in described if name.startswith("NUMBJOURNAL_")} <= found


def test_a_variable_without_a_line_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'os.environ.get("NOBODY_KNOWS")\n"NUMBJOURNAL_NEW"\nfor name in ("LC_X", "LC_Y"): environ[name]\n'
    )
    assert set(variables_in(tmp_path)) == {"NOBODY_KNOWS", "NUMBJOURNAL_NEW", "LC_X", "LC_Y"}


@pytest.mark.parametrize(
    ("name", "value", "is_drawn"),
    [("ACCESSIBLE", "1", False), ("ACCESSIBLE", "0", True), ("TERM", "dumb", False)],
)
def test_variables_of_the_screen(home: Home, name: str, value: str, is_drawn: bool) -> None:
    home.run("log 2 flat")
    home.monkeypatch.setenv(name, value)
    assert ("newest first" in home.run("list").out) is is_drawn


def test_colours_are_forced_and_forbidden(home: Home) -> None:
    home.run("log 2 flat")
    assert "\x1b[" not in home.run("list").out
    home.monkeypatch.setenv("FORCE_COLOR", "1")
    assert "38;" in home.run("list").out
    home.monkeypatch.setenv("NO_COLOR", "1")
    assert "38;" not in home.run("list").out


def test_which_journal_is_meant(home: Home) -> None:
    third = home.path / "third.db"
    home.run(f"--journal {third} log 5")
    home.run(f"config set journal {third}")
    home.monkeypatch.setenv("NUMBJOURNAL_FILE", str(home.path / "second.db"))
    home.run(f"--journal {home.path / 'first.db'} log 1")
    home.run("log 2")
    home.monkeypatch.delenv("NUMBJOURNAL_FILE")
    home.run("log 3").says("Saved 2")
    assert {path.name for path in home.path.glob("*.db")} == {"first.db", "second.db", "third.db"}
