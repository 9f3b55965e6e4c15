"""The table of measurements: on the screen, and as a page of the documentation."""

import os
import platform
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from rich.console import Console
from rich.table import Table

HEADINGS = ("What", "Measured", "Two halves", "At most", "Held", "From")
WIDTH_IN_A_FILE = 150


class Row(NamedTuple):
    """One line: the number with its unit, the limit it is held against (if any), and what it is made of.

    `spread` is the same number from the even and from the odd rounds alone.
    """

    what: str
    measured: str
    spread: str = ""
    at_most: str = ""
    held: bool | None = None
    made_of: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        held = {None: "", True: "yes", False: "**no**"}[self.held]
        return (self.what, self.measured, self.spread, self.at_most, held, self.made_of)


class Circumstances(NamedTuple):
    """When and with what a table was measured; times in seconds."""

    day: date
    rounds: int
    versions: Sequence[str]
    took: float
    building: str

    @property
    def machine(self) -> str:
        """The class of machine, in words that name nobody's."""
        system = {"Darwin": "macOS"}.get(platform.system(), platform.system())
        hardware = platform.machine().replace("_", "-")
        python = ".".join(platform.python_version_tuple()[:2])
        return f"{os.cpu_count()} cores, {system} {hardware}, {platform.python_implementation()} {python}"


def show(rows: Sequence[Row], circumstances: Circumstances) -> None:
    """Print the table; where it does not go to a terminal, wide enough for a line each."""
    console = Console()
    if not console.is_terminal:
        console.width = WIDTH_IN_A_FILE
    table = Table(*HEADINGS, title=circumstances.machine)
    for row in rows:
        table.add_row(*(cell.replace("`", "").replace("**", "") for cell in row.cells))
    console.print(table)


def as_markdown(rows: Sequence[Row], circumstances: Circumstances) -> str:
    """The page, from its title to its last line."""
    lines = [HEADINGS, tuple("---" for _ in HEADINGS), *(row.cells for row in rows)]
    table = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return _PAGE.format(
        table=table,
        day=circumstances.day.isoformat(),
        machine=circumstances.machine,
        versions=", ".join(circumstances.versions),
        rounds=circumstances.rounds,
        minutes=circumstances.took / 60,
        building=circumstances.building,
    )


_PAGE = """\
# Benchmarks

How long numbjournal takes, as ratios between commands measured in turns within one run. Seconds differ from
machine to machine; the ratios much less. This page is written by `python -m tests.benchmarks --write`, and
no test depends on what it says: the limits are targets.

{table}

Measured on {day}: {machine}; {versions}. {rounds} rounds, {minutes:.0f} minutes in all.
"From" holds the times behind a ratio, in the order in which the row names them (of a growth row: from the
smallest journal to the largest).

## How it is measured

- **Installed as people install it.** numbjournal is installed from this checkout as a wheel into a new
  virtual environment, jrnl into another, both compiled to bytecode. Each has an empty home folder and an
  environment with nothing else in it. A whole process is timed, from its start to its end, with nothing to
  read and its output thrown away.
- **The minimal application** is two commands in one Typer application without Rich, installed beside
  numbjournal. Its `log` opens a database with the same driver and the same settings as a journal and inserts
  one row. It is about as little as a Typer program that keeps something safely can do.
- **jrnl** has its settings in place and a text journal of ten entries, unless a row says otherwise: the
  same days and notes as numbjournal's, and two tags an entry. It reads all of it, and counts the tags, each
  time an entry is added; a large journal takes it so long that it gets two rounds only.
- **feels** keeps an entry only by questions on a terminal, so what is compared is a list of ten.
- **In turns.** A machine has slow spells. All commands of a comparison run once a round, each round begins
  with another of them, and a first round is not counted.
- **The estimate** of a command's time is the mean of the fastest sixth of its runs (5 of 30). Noise only
  ever adds time, so the fast runs tell most. From 160 rounds of four comparisons on a busy machine, drawn 30
  at a time, the ratio of two such means scattered by 2.9 %; of the fastest run of each by 3.2 %, of the means
  of the faster halves by 3.7 %, of the medians by 6.4 %. "Two halves" is the same ratio from the even and
  from the odd rounds alone; for a backup, the least and the greatest of three.
- **Memory** is the greatest peak of resident memory that the system counted for any of the runs. The
  processes are started by a very small program, because a process is charged with the memory of whoever
  starts it.
- **A daily backup** is the time of a `log` that finds no backup of the day, less the time of one that does.
- **An export** is of the largest journal, beside a program that reads the rows of its entries in the same
  order and writes each with `json.dumps`, without their tags; four rounds. **An import** brings that file
  into a journal that is not there yet, once; the export of the result is then compared with the file.
- **A file of Daylio** is brought into a journal that is not there yet, once, and put into a table as it is by
  the command of sqlite-utils, once; the journal then has to hold every row.
- **That it was done** is checked: each run of `log`, in all three programs, has left exactly one entry.

## The journals

Ten entries a day, ending yesterday: 10 are one day, 1,000 are 100 days, 36,500 ten years and 365,000 a
century. An entry depends on its age alone, so the newest twelve months are the same in the two large
journals; the two small ones do not reach back that far and hold the newest part of the same months. Each
entry has a number, a time and two tags with a strength, and every second a note of about 100 characters; each
has its own step and its history, as if it had been logged by hand. A run of `log` adds an entry, so a journal
grows by one each round.

{building} All journals are in the system's file cache when they are measured.

## What grows, and what does not

A journal of ten entries is one day. A larger one has 91 days of ten entries each that take part in the help
signs and in the twelve weeks of a report, and a calendar has a year of them; that is most of what `report`
and `calendar` take longer for. From 1,000 entries on (100 days) a report takes the same time in every
journal, as the last column shows: it does not grow with what lies further back. Listing loads Rich, as
feels does, and Typer beside it.

## What it does not say

The first run of all, which makes the journal, is not in the table, nor is a cold start of the machine.
Keeping an entry waits until the disk has it, in numbjournal and in the minimal application alike; jrnl does
not wait, so that on a slow disk its ratio looks better for jrnl.
"""
