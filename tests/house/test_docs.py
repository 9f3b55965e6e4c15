"""What the README and the docs show is what happens."""

import re
import shlex
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import Home, few

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


@dataclass
class Shown:
    """One command of a page, and the standard output it shows."""

    command: str
    output: str


def console_blocks(text: str) -> list[Shown]:
    """The commands of all ```console blocks, in order."""
    shown: list[Shown] = []
    for block in re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            shown.append(Shown(command, output))
    return shown


def files(text: str) -> dict[str, str]:
    """The files that a page shows: blocks whose first line names one behind the language."""
    blocks = re.findall(r"^```\w+ (\S+)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return dict(blocks)


CODE = re.compile(r"\b[A-Z2-7]{4}(?:-[A-Z2-7]{4}){13}\b")
"""Recovery codes differ from time to time."""


def a_passphrase_in_a_file(home: Home) -> None:
    """In place of somebody who types it."""
    file = home.path.with_name(f"{home.path.name}-passphrase")
    file.write_text("six words that nobody knows here\n")
    home.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE_FILE", str(file))


def a_code_and_one_backup(home: Home) -> None:
    """What is left of a journal on a computer that is gone: a file on a stick, and a code on paper."""
    paper = home.path.with_name(f"{home.path.name}-paper")
    stick = home.path / "stick"
    stick.mkdir()
    with home.monkeypatch.context() as patch:
        gone = home.path.with_name(f"{home.path.name}-gone")
        gone.mkdir()
        patch.setenv("HOME", str(gone))
        home.run("log 2 flat")
        home.run("log 3 fatigue")
        patch.setenv("NUMBJOURNAL_PASSPHRASE", "a passphrase that is forgotten")
        (code,) = CODE.findall(home.run("encrypt").out)
        paper.write_text(f"{code.lower()}\n")
        patch.setenv("NUMBJOURNAL_PASSPHRASE_FILE", str(paper))
        home.run("backup")
        (backup,) = gone.rglob("2026-11-22.db")
        shutil.copy(backup, stick)
        shutil.rmtree(gone)
    home.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE_FILE", str(paper))


PREPARED = {
    "encrypt-the-journal.md": a_passphrase_in_a_file,
    "recovery-drill.md": a_code_and_one_backup,
}
"""What a page starts from, where that is not an empty home."""


def differences(page: str, home: Home) -> list[str]:
    """What the commands of a page print otherwise than it shows."""
    wrong = []
    for shown in console_blocks(page):
        program, *arguments = shlex.split(shown.command)
        assert program == "numbjournal", f"cannot be run: {shown.command}"
        output = home.run(arguments).out.replace(str(home.path), "/home/you")
        if CODE.sub("CODE", output).strip("\n") != CODE.sub("CODE", shown.output).strip("\n"):
            wrong.append(f"$ {shown.command}\nshown:\n{shown.output}\nprinted:\n{output}")
    return wrong


@pytest.mark.parametrize("page", few(PAGES, 3), ids=lambda page: str(page.relative_to(ROOT)))
def test_every_console_block_is_what_happens(page: Path, home: Home) -> None:
    text = page.read_text(encoding="utf-8")
    home.monkeypatch.chdir(home.path)
    PREPARED.get(page.name, lambda home: None)(home)
    for name, content in files(text).items():
        (home.path / name).write_text(content, encoding="utf-8")
    assert len(console_blocks(text)) == text.count("\n$ ")
    assert "\n".join(differences(text, home)) == ""


def test_a_block_that_lies_is_found(home: Home) -> None:
    assert differences("```console\n$ numbjournal log 2\nSaved 99.\n```\n", home)


def test_a_file_of_a_page_is_found() -> None:
    assert files("```csv a.csv\nday\n1\n```\n\n```console\n$ x\n```\n") == {"a.csv": "day\n1\n"}


def dead_links(page: Path) -> list[str]:
    links = re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
    return [link for link in links if "://" not in link and not (page.parent / link).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert dead_links(page) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[nowhere](nothing.md)")
    assert dead_links(page) == ["nothing.md"]


def test_the_readme_has_the_two_commands(home: Home) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    first, second = re.findall(r"^```sh\n(python3 -m venv .*)\n```$", text, re.MULTILINE)
    assert second.endswith(".venv/bin/pytest")
    (home.path / ".venv").mkdir()
    home.monkeypatch.chdir(home.path)
    said = [home.run(line).out for line in re.findall(r"\.venv/bin/numbjournal (.*?)(?: &&|$)", first)]
    assert "A made-up journal" in said[0]
    assert " for Sunday 22 November: feel 2, flat, headache strong." in said[-1]
    # Nothing of it is in the person's own journal, and that one is still to be made.
    assert {path.name for path in home.path.iterdir()} == {".venv"}
    home.run("list", code=3)
