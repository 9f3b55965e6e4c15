"""Records what the tests of faults tried, also across the processes of a parallel run."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.table import FAULTS, MARK, Tried, as_lines, page_of, rows_of


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Tried:
    """Record that a class of fault was tried so often: `tried("killed", 40)`."""

    def record(name: str, tries: int) -> None:
        assert name in FAULTS, f"{name} has no row in FAULTS"
        record_property(MARK, (name, tries))

    return record


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    recorded = [
        (name, tries, report.outcome == "failed")
        for reports in terminalreporter.stats.values()
        for report in reports
        if isinstance(report, pytest.TestReport) and report.when == "call"
        for mark, (name, tries) in report.user_properties
        if mark == MARK
    ]
    rows = rows_of(recorded)
    if rows and config.getoption("--full"):
        terminalreporter.section("faults")
        terminalreporter.write_line("\n".join(as_lines(rows)))
    if path := config.getoption("--write-faults"):
        Path(path).write_text(page_of(rows), encoding="utf-8")
