"""The pages as they stand on the screen: golden files at several widths, with and without colour."""

import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.color import Color

from numbjournal.core.example import example_journal
from numbjournal.data import shipped_tags, tags_digest
from numbjournal.output.palette import bar_colour, feel_colours
from numbjournal.store.example import write_example
from tests.conftest import BERLIN_IN_WINTER, SUNDAY, Home, few
from tests.house.pictures import GROUNDS

Golden = Callable[[str, str], None]

EVENINGS = [
    "log 2 flat headache:3",
    "log unsure empty --on yesterday",
    "log tired --on -2",
    "log 7 walk connecting --mood 6 --on -3 --got-through 'Felt the wind on the way home.'",
    "log 0 disconnected distant lost-interest:4 foggy drained work daily-life --on -4 --interfered lot",
    [
        "log",
        "skip",
        "moth",
        "A longer evening, about which there is more to say than one line holds.",
        "--on",
        "-5",
    ],
    "log 4 fatigue --private --for-session --at 9:05 --on -6",
    "log 10 --on 2025-12-31",
]


@pytest.fixture
def evenings(home: Home) -> Home:
    for line in EVENINGS:
        home.run(line)
    return home


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    ("name", "line"),
    few(
        [
            ("list", "list"),
            ("show", "show 5"),
            ("tags", "tag list --kind effect"),
            ("report", "report"),
            ("trend", "report --last 12"),
            ("calendar", "calendar"),
            ("month", "calendar --month this"),
        ],
        4,
    ),
)
def test_pages_at_three_widths(evenings: Home, golden: Golden, name: str, line: str, width: int) -> None:
    evenings.width = width
    page = evenings.run(line).out
    assert max(map(len, page.splitlines())) <= width
    assert not re.search(r"[ \t]$", page, re.MULTILINE)
    golden(f"{name}-{width}.txt", page)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up journal, made once."""
    path = tmp_path_factory.mktemp("example") / "demo.db"
    write_example(path, example_journal(SUNDAY.date(), BERLIN_IN_WINTER), shipped_tags(), tags_digest())
    return path


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    ("name", "line"),
    few(
        [
            ("list", "list --limit 12"),
            ("week", "report"),
            ("trend", "report --last 200d"),
            ("year", "calendar"),
            ("month", "calendar --month last"),
            ("insights", "insights"),
        ],
        4,
    ),
)
def test_pages_of_the_example(
    home: Home,
    example: Path,
    golden: Golden,
    name: str,
    line: str,
    width: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home.width = width
    monkeypatch.setenv("NUMBJOURNAL_FILE", str(example))
    page = home.run(line).out
    # A time that other pages have been shown in must not hold anything back here.
    with sqlite3.connect(example) as opened:
        opened.execute("DELETE FROM state WHERE key = 'shown'")
    opened.close()
    assert max(map(len, page.splitlines())) <= width
    golden(f"example-{name}-{width}.txt", page)


@pytest.mark.parametrize(
    ("name", "environment"),
    few(
        [
            ("plain", {"ACCESSIBLE": "1"}),
            ("no-colour", {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm-256color"}),
            ("256-colours", {"FORCE_COLOR": "1", "TERM": "xterm-256color"}),
            ("ascii", {"PYTHONIOENCODING": "ascii"}),
        ],
        2,
    ),
)
def test_insights_of_the_example_in_other_terminals(
    home: Home, example: Path, golden: Golden, name: str, environment: dict[str, str]
) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PRINT_PAGE, "--journal", str(example), "insights"],
        env={**os.environ, "COLUMNS": "80", "PYTHONIOENCODING": "utf-8", **environment},
        capture_output=True,
        check=True,
    )
    page = ended.stdout.decode(environment.get("PYTHONIOENCODING", "utf-8"))
    assert page.isascii() or name not in ("plain", "ascii")
    assert "38;5" not in page, "colour has no meaning here"
    golden(f"example-insights-{name}.txt", page)


@pytest.mark.parametrize(
    ("name", "environment"),
    few(
        [
            ("256-colours", {"FORCE_COLOR": "1", "TERM": "xterm-256color"}),
            ("16-colours", {"FORCE_COLOR": "1", "TERM": "xterm"}),
            ("no-colour", {"FORCE_COLOR": "1", "NO_COLOR": "1", "TERM": "xterm-256color"}),
            ("dumb", {"TERM": "dumb"}),
            ("plain", {"ACCESSIBLE": "1"}),
        ],
        4,
    ),
)
@pytest.mark.parametrize("page", ["list", "report", "calendar"])
def test_pages_in_other_terminals(
    evenings: Home,
    golden: Golden,
    page: str,
    name: str,
    environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)
    golden(f"{page}-{name}.txt", evenings.run(page).out)


def test_colour_only_where_there_are_256(evenings: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = "\x1b[38;5;231;48;5;237m"
    assert coloured in evenings.run("list").out
    monkeypatch.setenv("TERM", "xterm")
    assert "38;5" not in evenings.run("list").out
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert "38;5" not in evenings.run("list").out


@pytest.mark.parametrize("encoding", ["ascii", "cp437"])
@pytest.mark.parametrize("name", few(["list", "report", "calendar"], 3))
def test_pages_in_small_encodings(evenings: Home, golden: Golden, name: str, encoding: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _PRINT_PAGE, name],
        env={**os.environ, "PYTHONIOENCODING": encoding},
        capture_output=True,
        check=True,
    )
    assert b"\\u" not in ended.stdout
    golden(f"{name}-{encoding}.txt", ended.stdout.decode(encoding))


_PRINT_PAGE = """
import sys
from datetime import datetime, timedelta, timezone
from numbjournal.run import main
main(sys.argv[1:], clock=lambda: datetime(2026, 11, 22, 21, 4, tzinfo=timezone(timedelta(hours=1))))
"""


@pytest.mark.parametrize("name", few(["list", "report", "calendar", "insights", "tag"], 3))
def test_a_reader_that_has_heard_enough(evenings: Home, name: str) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, "-c", _EXIT_AS_MAIN, *([name] if name != "tag" else ["tag", "list"])],
        stdout=writer,
        stderr=subprocess.PIPE,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, b"")


_EXIT_AS_MAIN = """
import sys
from numbjournal.run import main
sys.exit(main(sys.argv[1:]))
"""


def test_a_full_week_fits_a_small_terminal(evenings: Home) -> None:
    page = evenings.run("report").out
    assert "Got through" in page
    assert "too tired to rate" in page
    assert "╍╍ written later" in page
    assert len(page.splitlines()) <= 24


def test_plain_pages_draw_nothing(evenings: Home) -> None:
    for line in (
        "list",
        "report",
        "report --why",
        "show 4",
        "tag list",
        "tag show walk",
        "config",
        "log 2 flat",
        "undo",
    ):
        out = evenings.run(f"--plain {line}").out.replace(str(evenings.path), "/home/you")
        assert out.isascii()
        assert "  " not in re.sub(r"^  ", "", out, flags=re.MULTILINE)


def test_the_report_is_coloured_where_there_are_256_colours(
    evenings: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    page = evenings.run("report").out
    assert f"\x1b[38;5;{bar_colour(2)}m━━━━" in page
    assert "\x1b[48" not in page
    monkeypatch.setenv("TERM", "xterm")
    assert "38;5" not in evenings.run("report").out


def test_a_calendar_shows_its_scale_in_colour(evenings: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    legend = next(line for line in evenings.run("calendar").out.splitlines() if "nothing" in line)
    for feel in range(10):
        ground, ink = feel_colours(feel)
        assert f"\x1b[38;5;{ink};48;5;{ground}m {feel} " in legend


def test_a_bar_is_seen_on_both_grounds() -> None:
    for feel in (1, 2, 4, 6, 8, 10):
        for ground in GROUNDS.values():
            bar = Color.from_ansi(bar_colour(feel)).get_truecolor()
            assert contrast(tuple(bar), tuple(ground.background_color)) > 2.4
    assert contrast((255, 255, 255), (0, 0, 0)) == pytest.approx(21)


def contrast(*colours: tuple[int, ...]) -> float:
    """WCAG 2: the contrast of two colours, 1 to 21."""
    shares = [[channel / 255 for channel in colour] for colour in colours]
    linear = [
        [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in share] for share in shares
    ]
    lighter, darker = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in linear), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_the_ramp_never_straddles_flat() -> None:
    colours = [feel_colours(feel) for feel in range(11)]
    assert colours[3] != colours[4]
    assert len(set(colours)) == 6
    assert feel_colours(3.5) == feel_colours(4)
