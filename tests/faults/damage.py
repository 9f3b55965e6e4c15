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
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA user_version = 99")
        connection.execute("INSERT INTO _sqlite_migrations VALUES (99, 'numbjournal', 'm099_later', '')")


def gone(path: Path) -> None:
    path.unlink()


DAMAGES: dict[str, Callable[[Path], None]] = {
    damage.__name__: damage
    for damage in (
        empty, truncated, damaged_page, damaged_header, schema_page, something_else, other_program,
        newer_form, gone,
    )
}  # fmt: skip


# What SQLite finds in order, and a journal is not. None of it loses an entry.


def _changed(*statements: str) -> Callable[[Path], None]:
    def change(path: Path) -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    return change


INCONSISTENCIES: dict[str, tuple[Callable[[Path], None], str]] = {
    "tags of no entry": (
        _changed("INSERT INTO entry_tag (entry, tag) VALUES ('nothing', 'flat')"), "1 in entry_tag",
    ),
    "a tag that is not there": (
        _changed("INSERT INTO entry_tag (entry, tag) SELECT id, 'gone' FROM entry LIMIT 2"), "2 in entry_tag",
    ),
    "a word for no tag": (
        _changed("INSERT INTO tag_alias (name, tag) VALUES ('x', 'gone')"), "1 in tag_alias",
    ),
    "a tag merged into none": (
        _changed("UPDATE tag SET merged_into = 'gone' WHERE id = 'movement'"), "1 in tag",
    ),
    "history of no step": (
        _changed(
            "INSERT INTO history (step, device, clock, thing, key) VALUES (9999, 'd', 'c', 'entry', 'x')"
        ),
        "1 in history",
    ),
    "a step that takes back none": (
        _changed("INSERT INTO step (command, at, reverts) VALUES ('undo', '2026-11-22T20:00:00.000Z', 9999)"),
        "1 in step",
    ),
    "a trigger less": (_changed("DROP TRIGGER entry_changed"), "changed: trigger entry_changed."),
    "another trigger": (
        _changed("CREATE TRIGGER t AFTER INSERT ON entry BEGIN DELETE FROM mark; END"),
        "Another program's trigger can change what is saved: t.",
    ),
    "a trigger that does something else": (
        _changed(
            "DROP TRIGGER entry_added",
            "CREATE TRIGGER entry_added AFTER INSERT ON entry BEGIN DELETE FROM mark; END",
        ),
        "changed: trigger entry_added.",
    ),
    "a guard less": (_changed("DROP TRIGGER history_is_kept_from_removal"), "history_is_kept_from_removal"),
    "a table less": (_changed("DROP TABLE score"), "table score"),
    "entries less": (_changed("DROP VIEW entry_record", "DROP TABLE entry"), "table entry"),
    "a column more": (_changed("ALTER TABLE fact ADD COLUMN x TEXT"), "changed: table fact."),
    "an index less": (_changed("DROP INDEX entry_by_day"), "changed: index entry_by_day."),
    "a view less": (_changed("DROP VIEW daily"), "changed: view daily."),
    "no list of forms": (_changed("DROP TABLE _sqlite_migrations"), "does not say which forms"),
    "an empty state": (_changed("DELETE FROM state"), "lost what it knows about itself"),
    "no device": (_changed("DELETE FROM state WHERE key = 'device'"), "lost what it knows about itself"),
    "a last number that is none": (
        _changed("UPDATE state SET value = 'many' WHERE key = 'last_number'"), "lost what it knows",
    ),
    "a clock that is none": (_changed("UPDATE state SET value = '~' WHERE key = 'clock'"), "lost what it"),
    "a form that is too high": (_changed("PRAGMA user_version = 99"), "marked as of form 99"),
    "a form that is too low": (_changed("PRAGMA user_version = 1"), "marked as of form 1"),
    "no form": (_changed("PRAGMA user_version = 0"), "marked as of form 0"),
    "an entry that is not indexed": (
        _changed("DELETE FROM entry_search WHERE rowid = 3"), "The word index does not have every entry",
    ),
    "words of an entry that is gone": (
        _changed("INSERT INTO entry_search (rowid, note) VALUES (999, 'x')"), "The word index",
    ),
}  # fmt: skip
"""What another program did, and what doctor says of it."""
