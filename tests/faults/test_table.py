"""The table of faults counts what was tried and what failed, and the page in the docs has every class."""

from tests.faults.table import FAULTS, PAGE, Row, as_lines, page_of, rows_of


def test_tries_are_added_up_and_failures_counted() -> None:
    recorded = [("power", 30, False), ("killed", 10, False), ("killed", 5, True), ("killed", 5, False)]
    assert rows_of(recorded) == [Row("killed", 20, 1), Row("power", 30, 0)]


def test_the_table_says_how_often() -> None:
    assert as_lines([Row("killed", 1200, 1)])[-1].endswith("| 1,200 | 1 |")


def test_the_page_has_every_class_without_a_failure() -> None:
    page = PAGE.read_text(encoding="utf-8")
    for name, about in FAULTS.items():
        (row,) = (line for line in page.splitlines() if line.startswith(f"| {about} |"))
        _, _, tries, failures, _ = (cell.strip() for cell in row.split("|"))
        assert int(tries.replace(",", "")) > 0, name
        assert failures == "0", name


def test_the_page_is_this_form() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert page.startswith(page_of([]).rstrip("\n"))
