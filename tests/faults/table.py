"""The table of faults: how often each was tried, and how often something went wrong.

Tests in this folder record what they tried with the fixture `tried`. `pytest --full tests/faults` prints the
table at the end of the run; `python -m tests.faults` runs it and writes docs/explanation/faults.md.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

PAGE = Path(__file__).parents[2] / "docs/explanation/faults.md"

FAULTS: Mapping[str, str] = {
    "killed": "A command is killed (`kill -9`) at a random moment",
    "stopped": "A command is stopped by a signal, right after each change or at a random moment",
    "power": "The power fails after any system call of a command",
    "interleaved": "Programs log while others encrypt, decrypt, change the passphrase and back up",
    "erasing": "`erase` in a made-up tree of own files, other files, links and folders",
    "places": "A folder, file, name or setting that cannot be used as expected, with any command",
    "damage": "A damaged journal, or one with other tables, and the command that doctor names",
    "pages": "A damaged page of an encrypted journal, with any command",
}
"""Name and description of each class of fault, in the order of the table."""

Tried = Callable[[str, int], None]
"""Records that a class of fault was tried so often."""

MARK = "fault"
"""The user property of a test report that holds what was tried."""


class Row(NamedTuple):
    """A class of fault: how often it was tried, and how often something was lost or said wrongly."""

    name: str
    tries: int
    failures: int


def rows_of(recorded: Iterable[tuple[str, int, bool]]) -> list[Row]:
    """The rows in their order, from (name, tries, whether the test failed) of each test."""
    tries: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    for name, count, has_failed in recorded:
        tries[name] += count
        failures[name] += has_failed
    return [Row(name, tries[name], failures[name]) for name in FAULTS if tries[name]]


def as_lines(rows: Iterable[Row]) -> list[str]:
    """The table in Markdown."""
    head = ["| Fault | Tries | Failures |", "| --- | ---: | ---: |"]
    return [*head, *(f"| {FAULTS[row.name]} | {row.tries:,} | {row.failures} |" for row in rows)]


def page_of(rows: Iterable[Row]) -> str:
    """docs/explanation/faults.md."""
    return "\n".join([*_ABOUT, "", *as_lines(rows), ""])


_ABOUT = (
    "# Faults",
    "",
    "What is tried against a journal before a change lands, and how often it went wrong. A try fails when",
    "an entry that was acknowledged is lost, a file under its final name is not whole, something is said",
    "that is not so, an exit code is wrong, or the program ends in an error that is not in words.",
    "",
    "`python -m tests.faults` runs the second tier of the tests in `tests/faults/` and writes this page.",
)
