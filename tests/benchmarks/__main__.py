"""`python -m tests.benchmarks`: install, build, measure, print; `--write` keeps the table in the docs."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from tests.benchmarks.measuring import (
    INSIGHTS_ENTRIES,
    Growth,
    OneEntry,
    TakingAlong,
    coming_from_elsewhere,
    encrypted,
    growth_of_jrnl,
    handing_out,
    insights,
    listing,
    looking_back,
    where_to_turn,
    without_a_journal,
)
from tests.benchmarks.subjects import (
    CHECKOUT,
    FEELS_VERSION,
    JRNL_VERSION,
    Encrypted,
    Example,
    Feels,
    Jrnl,
    Minimal,
    Newcomer,
    Numbjournal,
    install,
)
from tests.benchmarks.table import Circumstances, Row, as_markdown, show
from tests.benchmarks.timing import Launcher, MeasuringFailed

PAGE = CHECKOUT / "docs" / "benchmarks.md"
SMALL = 10
SIZES = (10, 1_000, 36_500, 365_000)
LARGE_FOR_JRNL = 36_500
FEWEST_ROUNDS = 4


def main() -> int:
    options = _options()
    start = perf_counter()
    try:
        with tempfile.TemporaryDirectory(prefix="numbjournal-benchmarks-") as folder:
            bench = _Bench(Path(folder), options.rounds, options.long)
            rows = list(bench.rows())
    except MeasuringFailed as error:
        print(error, file=sys.stderr)
        return 1
    circumstances = Circumstances(
        date.today(),  # noqa: DTZ011  (the day on the wall)
        options.rounds,
        bench.versions,
        perf_counter() - start,
        bench.building,
    )
    show(rows, circumstances)
    if options.write:
        PAGE.parent.mkdir(exist_ok=True)
        PAGE.write_text(as_markdown(rows, circumstances), encoding="utf-8")
    return 0


class _Bench:
    """One run of everything, in a folder that is thrown away."""

    def __init__(self, folder: Path, rounds: int, long: bool) -> None:
        self._folder = folder
        self._rounds = rounds
        self._long = long
        self._yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011
        self.versions: list[str] = []
        self.building = ""

    def rows(self) -> Iterator[Row]:
        _note("installing")
        self._installed = install(self._folder / "numbjournal", f"{CHECKOUT}[pdf]")
        self._jrnl_installed = install(self._folder / "jrnl", f"jrnl=={JRNL_VERSION}")
        self._feels_installed = install(self._folder / "feels", f"feels=={FEELS_VERSION}")
        found = self._installed.versions
        self.versions = [
            f"Typer {found['typer']}",
            f"sqlcipher3 {found['sqlcipher3']}",
            f"jrnl {JRNL_VERSION}",
            f"feels {FEELS_VERSION}",
        ]
        minimal = Minimal(self._installed, self._folder / "home-minimal")
        one_entry = OneEntry(self._numbjournal(SMALL, "home"), minimal, self._jrnl(SMALL, "home-jrnl"))
        growth = self._growth()
        with Launcher(self._folder) as launcher:
            _note("one entry")
            yield from one_entry.rows(launcher.run, self._rounds)
            _note("encryption")
            unlocked, locked = (
                self._encrypted(home, is_unlocked=home == "unlocked") for home in ("unlocked", "locked")
            )
            yield from encrypted(launcher.run, one_entry.numbjournal, unlocked, locked, self._rounds)
            _note("help and completion")
            yield from without_a_journal(launcher.run, one_entry.numbjournal, minimal, self._rounds)
            newcomer = Newcomer(self._installed, self._folder / "home-newcomer")
            _note("where to turn")
            yield from where_to_turn(launcher.run, one_entry.numbjournal, newcomer, minimal, self._rounds)
            _note("looking back and handing out")
            yield from looking_back(launcher.run, one_entry.numbjournal, one_entry.jrnl, self._rounds)
            feels = Feels(self._feels_installed, self._folder / "home-feels", SMALL, self._yesterday)
            yield from listing(launcher.run, one_entry.numbjournal, feels, self._rounds)
            three_years = self._numbjournal(INSIGHTS_ENTRIES, "home-three-years")
            yield from insights(launcher.run, three_years, self._rounds)
            yield from handing_out(
                launcher.run, Example(self._installed, self._folder / "home-example"), self._rounds
            )
            _note("growth and backups")
            yield from growth.rows(launcher.run, self._rounds)
            _note("search")
            yield from growth.search_rows(launcher.run, self._rounds)
            _note("export and import")
            yield from TakingAlong(growth.journals[max(SIZES)]).rows(launcher.run, self._rounds)
            _note("coming from another program")
            yield from coming_from_elsewhere(launcher.run, one_entry.numbjournal, self._yesterday)
            if self._long:
                _note("growth of jrnl")
                journals = {size: self._jrnl(size, f"home-jrnl-{size}") for size in (SMALL, LARGE_FOR_JRNL)}
                yield from growth_of_jrnl(launcher.run, journals, self._rounds)

    def _growth(self) -> Growth:
        journals = {}
        for size in SIZES:
            _note(f"building {size:,} entries")
            start = perf_counter()
            journals[size] = self._numbjournal(size, f"home-{size}")
            took = perf_counter() - start
        self.building = f"Building the largest took {took:.0f} seconds."
        return Growth(journals)

    def _numbjournal(self, entries: int, home: str) -> Numbjournal:
        return Numbjournal(self._installed, self._folder / home, entries, self._yesterday)

    def _encrypted(self, home: str, *, is_unlocked: bool) -> Encrypted:
        place = self._folder / f"home-{home}"
        return Encrypted(self._installed, place, SMALL, self._yesterday, is_unlocked=is_unlocked)

    def _jrnl(self, entries: int, home: str) -> Jrnl:
        return Jrnl(self._jrnl_installed, self._folder / home, entries, self._yesterday)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=30, help="how often each command runs (default: 30)")
    parser.add_argument("--long", action="store_true", help="also how jrnl grows")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks.md")
    options = parser.parse_args()
    if options.rounds < FEWEST_ROUNDS:
        parser.error(f"--rounds is {FEWEST_ROUNDS} or more")
    return options


def _note(doing: str) -> None:
    print(f"{doing} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
