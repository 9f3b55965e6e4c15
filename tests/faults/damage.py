"""Ways in which a journal's file can be spoiled, by name."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

PAGE = 4096

LEAF = 0x0D
"""The first byte of a page that holds rows (SQLite's file format, section 1.6)."""


def overwrite(path: Path, page: int, count: int = 1) -> None:
    """Fill pages, the first is 0, with nonsense."""
    with path.open("r+b") as file:
        file.seek(page * PAGE)
        file.write(b"\xff" * PAGE * count)


def page_of_table(path: Path, table: str) -> int:
    """The page, the first is 0, where a table begins."""
    with closing(sqlite3.connect(path)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    return int(page) - 1


def leaves_of(path: Path, table: str) -> list[int]:
    """The pages, the first is 0, that hold a table's rows; of a table of one or two levels."""
    root = page_of_table(path, table)
    content = path.read_bytes()
    page = content[root * PAGE : (root + 1) * PAGE]
    if page[0] == LEAF:
        return [root]
    cells = int.from_bytes(page[3:5])
    places = [int.from_bytes(page[12 + 2 * cell : 14 + 2 * cell]) for cell in range(cells)]
    children = [int.from_bytes(page[place : place + 4]) - 1 for place in places]
    return [*children, int.from_bytes(page[8:12]) - 1]


def pages_with(path: Path, text: bytes) -> list[int]:
    """The pages in which some bytes occur."""
    content = path.read_bytes()
    return [page for page in range(len(content) // PAGE) if text in content[page * PAGE : (page + 1) * PAGE]]


def empty(path: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size * 3 // 4)


def damaged_page(path: Path) -> None:
    overwrite(path, pages_with(path, b"walked to the river")[0])


def damaged_header(path: Path) -> None:
    overwrite(path, 0)


def schema_page(path: Path) -> None:
    """The first page keeps its header and loses the rest."""
    with path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * (PAGE - 100))


def something_else(path: Path) -> None:
    path.write_bytes(b"PK\x03\x04 something else entirely")


def other_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA application_id = 5")


def newer_form(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def gone(path: Path) -> None:
    path.unlink()


DAMAGES: dict[str, Callable[[Path], None]] = {
    damage.__name__: damage
    for damage in (
        empty, truncated, damaged_page, damaged_header, schema_page, something_else, other_program,
        newer_form, gone,
    )
}  # fmt: skip
