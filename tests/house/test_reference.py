"""The reference says what the program says."""

import pytest

from tests.house.reference import FOLDER, pages


@pytest.mark.parametrize(("name", "text"), pages().items(), ids=pages())
def test_the_page_is_what_the_program_says(name: str, text: str) -> None:
    written = (FOLDER / name).read_text(encoding="utf-8")
    assert written == text, "write it again with: python -m tests.house.reference"


def test_every_command_and_tag_has_its_place() -> None:
    assert "## numbjournal tag add" in pages()["commands.md"]
    assert "| suicidal-thoughts |" in pages()["tags.md"]
    assert "cutting" not in pages()["tags.md"]
    assert {page.name for page in FOLDER.iterdir()} == set(pages())
