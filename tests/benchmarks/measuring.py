"""The comparisons: which commands run in turns, and the rows that come of it."""

import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple, Protocol

from tests.benchmarks.corpus import A_DAY, COMMON_WORD, NOTE_EVERY, RARE_EVERY, RARE_WORD, write_daylio
from tests.benchmarks.subjects import (
    Encrypted,
    Example,
    Feels,
    Jrnl,
    Minimal,
    Newcomer,
    Numbjournal,
    count_entries,
)
from tests.benchmarks.table import Row
from tests.benchmarks.timing import (
    Command,
    MeasuringFailed,
    Ratio,
    Run,
    in_turns,
    peak_mib,
    ratio,
    typical,
)

AGAINST_MINIMAL = 1.35
AGAINST_JRNL = 0.65
MEMORY_MIB = 30
GROWTH = 1.15
WITHOUT_JOURNAL = 1.25
CRISIS = 1.3
SEARCH = 3
UNLOCKED = 1.2
BY_PASSPHRASE_SECONDS = 0.5
REPORT_AGAINST_JRNL = 1.0
INSIGHTS_ENTRIES = 3 * 365 * A_DAY
INSIGHTS_SECONDS = 1.5
HANDOUT_SECONDS = {"pdf": 0.6, "html": 0.35}
SEARCHED = 20

BACKUPS_EACH = 3
BACKUPS_OF = (10, 36_500, 365_000)

JRNL_GROWTH_ROUNDS = 2
"""A large journal takes jrnl a minute and more."""

EXPORT = 5
EXPORT_MIB = 80
EXPORT_ROUNDS = 4

FROM_DAYLIO = 100_000
IMPORT = 10
IMPORT_MIB = 150

RunOnce = Callable[[Command], Run]


class Keeps(Protocol):
    """A program whose `log` keeps one entry a run."""

    @property
    def log(self) -> Command: ...

    def count(self) -> int: ...


class OneEntry(NamedTuple):
    """What it costs to keep an entry, and the two programs it is compared with."""

    numbjournal: Numbjournal
    minimal: Minimal
    jrnl: Jrnl

    def rows(self, run: RunOnce, rounds: int) -> Iterator[Row]:
        runs = _logged_in_turns(run, self._asdict(), rounds)
        ours = runs["numbjournal"]
        for name, limit in (("minimal", AGAINST_MINIMAL), ("jrnl", AGAINST_JRNL)):
            other = {"minimal": "the minimal application", "jrnl": '`jrnl "today: flat @flat"`'}[name]
            yield _ratio_row(f"`log 2 flat` / {other}", ours, runs[name], limit)
        made_of = f"minimal {peak_mib(runs['minimal']):.1f} MiB, jrnl {peak_mib(runs['jrnl']):.1f} MiB"
        yield _memory_row("Peak memory of `log 2 flat`", ours, MEMORY_MIB, made_of)


def encrypted(
    run: RunOnce, plain: Numbjournal, unlocked: Encrypted, locked: Encrypted, rounds: int
) -> Iterator[Row]:
    """What encryption costs an entry: with the key kept by the system, and with one derivation of it."""
    programs = {"plain": plain, "unlocked": unlocked, "locked": locked}
    try:
        runs = _logged_in_turns(run, programs, rounds)
    finally:
        unlocked.lock()
    what = "`log 2 flat`, encrypted and unlocked / plain"
    yield _ratio_row(what, runs["unlocked"], runs["plain"], UNLOCKED)
    more = typical(runs["locked"]) - typical(runs["plain"])
    yield Row(
        "`log 2 flat`, encrypted, by passphrase: more than plain",
        f"{more:.2f} s",
        at_most=f"{BY_PASSPHRASE_SECONDS:.2f} s",
        held=more <= BY_PASSPHRASE_SECONDS,
        made_of=_times(runs["locked"], runs["plain"]),
    )


def without_a_journal(run: RunOnce, numbjournal: Numbjournal, minimal: Minimal, rounds: int) -> Iterator[Row]:
    """What needs no journal: the help page and the completion of a name."""
    commands = {
        "help": numbjournal.command("--help"),
        "completion": numbjournal.completion,
        "minimal": minimal.help,
    }
    runs = in_turns(run, commands, rounds)
    for name, what in (("help", "`--help`"), ("completion", "Completion of a name")):
        yield _ratio_row(
            f"{what} / the minimal application's `--help`", runs[name], runs["minimal"], WITHOUT_JOURNAL
        )


def where_to_turn(
    run: RunOnce, numbjournal: Numbjournal, newcomer: Newcomer, minimal: Minimal, rounds: int
) -> Iterator[Row]:
    """`crisis`, beside a journal with settings and in an empty home."""
    commands = {"journal": numbjournal.crisis, "empty": newcomer.crisis, "minimal": minimal.help}
    runs = in_turns(run, commands, rounds)
    for name, where in (("journal", "beside a journal"), ("empty", "in an empty home")):
        yield _ratio_row(
            f"`crisis` {where} / the minimal application's `--help`", runs[name], runs["minimal"], CRISIS
        )


def looking_back(run: RunOnce, numbjournal: Numbjournal, jrnl: Jrnl, rounds: int) -> Iterator[Row]:
    """A week in the small journal, beside the last three entries in jrnl's."""
    runs = in_turns(run, {"report": numbjournal.command("report"), "jrnl": jrnl.newest}, rounds)
    yield _ratio_row("`report` / `jrnl -n 3`", runs["report"], runs["jrnl"], REPORT_AGAINST_JRNL)


def listing(run: RunOnce, numbjournal: Numbjournal, feels: Feels, rounds: int) -> Iterator[Row]:
    """Ten entries listed, here and by feels."""
    runs = in_turns(run, {"list": numbjournal.command("list"), "feels": feels.listing}, rounds)
    yield _ratio_row("`list` / `feels logs --all`, 10 entries", runs["list"], runs["feels"])


def insights(run: RunOnce, numbjournal: Numbjournal, rounds: int) -> Iterator[Row]:
    """Everything that three years of days say together."""
    found = in_turns(run, {"insights": numbjournal.command("insights")}, rounds)["insights"]
    seconds = typical(found)
    yield Row(
        f"`insights` of three years, {INSIGHTS_ENTRIES:,} entries",
        f"{seconds:.2f} s",
        at_most=f"{INSIGHTS_SECONDS:.2f} s",
        held=seconds <= INSIGHTS_SECONDS,
        made_of=f"peak {peak_mib(found):.0f} MiB",
    )


def handing_out(run: RunOnce, example: Example, rounds: int) -> Iterator[Row]:
    """A hand-out of 120 days of the made-up journal, beside Python that does nothing."""
    commands = {"nothing": example.nothing, **{name: example.handout(name) for name in HANDOUT_SECONDS}}
    runs = in_turns(run, commands, rounds)
    for name, limit in HANDOUT_SECONDS.items():
        seconds = typical(runs[name])
        yield Row(
            f"Hand-out of 120 days as {name.upper()}",
            f"{seconds:.2f} s",
            at_most=f"{limit:.2f} s",
            held=seconds <= limit,
            made_of=f"bare Python {_times(runs['nothing'])}; peak {peak_mib(runs[name]):.0f} MiB",
        )


class Growth(NamedTuple):
    """Journals of several sizes, the number of entries as the key, smallest first."""

    journals: Mapping[int, Numbjournal]

    def rows(self, run: RunOnce, rounds: int) -> Iterator[Row]:
        """Reading is measured before writing, so that the newest entries are still those of the corpus."""
        listing = {size: journal.command("list", "--limit", "7") for size, journal in self.journals.items()}
        listed = in_turns(run, {_entries(size): command for size, command in listing.items()}, rounds)
        reports = {_entries(size): journal.command("report") for size, journal in self.journals.items()}
        reported = in_turns(run, reports, rounds)
        calendars = {_entries(size): journal.command("calendar") for size, journal in self.journals.items()}
        drawn = in_turns(run, calendars, rounds)
        logged = _logged_in_turns(run, self._named(), rounds)
        yield self._row("`log 2 flat`", logged)
        yield self._row("`list --limit 7`", listed)
        yield self._row("`report`", reported)
        yield self._row("`calendar`", drawn)
        for size in BACKUPS_OF:
            yield self._backup_row(run, size, self.journals[size], typical(logged[_entries(size)]))

    def search_rows(self, run: RunOnce, rounds: int) -> Iterator[Row]:
        """Looking for a rare and for a common word in the largest journal, beside listing as many entries."""
        size, journal = max(self.journals.items())
        shown = ("--limit", str(SEARCHED))
        commands = {
            "list": journal.command("list", *shown),
            "rare": journal.command("search", RARE_WORD, *shown),
            "common": journal.command("search", COMMON_WORD, *shown),
        }
        runs = in_turns(run, commands, rounds)
        beside = f"/ `list --limit {SEARCHED}`, {_entries(size)}"
        rare, common = f"1 of {RARE_EVERY:,} entries", f"1 of {NOTE_EVERY} entries"
        yield _ratio_row(f"`search` of a word in {rare} {beside}", runs["rare"], runs["list"], SEARCH)
        yield _ratio_row(f"`search` of a word in {common} {beside}", runs["common"], runs["list"])

    def _named(self) -> dict[str, Numbjournal]:
        return {_entries(size): journal for size, journal in self.journals.items()}

    def _row(self, what: str, runs: Mapping[str, Sequence[Run]]) -> Row:
        smallest, *_, largest = runs
        row = _ratio_row(f"{what}, {largest} / {smallest}", runs[largest], runs[smallest], GROWTH)
        return row._replace(made_of=_times(*runs.values()))

    def _backup_row(self, run: RunOnce, size: int, journal: Numbjournal, plain: float) -> Row:
        seconds, megabytes = [], 0.0
        for _ in range(BACKUPS_EACH):
            journal.drop_backup()
            seconds.append(run(journal.log).seconds - plain)
            megabytes = journal.backup_size()
        return Row(
            f"Daily backup, {_entries(size)}",
            f"{statistics.median(seconds):.2f} s",
            spread=f"{min(seconds):.2f}–{max(seconds):.2f}",
            made_of=f"{megabytes:.1f} MB; once a day, after the answer",
        )


class TakingAlong(NamedTuple):
    """The whole journal as a file, and back."""

    numbjournal: Numbjournal

    def rows(self, run: RunOnce, rounds: int) -> Iterator[Row]:
        """Writing it beside the least that writes the rows, and reading it into an empty journal.

        Raises MeasuringFailed unless what came back is the same.
        """
        subject, size = self.numbjournal, _entries(self.numbjournal.count())
        commands = {"export": subject.export, "plain": subject.plain_loop}
        runs = in_turns(run, commands, min(rounds, EXPORT_ROUNDS))
        what = "`export journal.jsonl`"
        beside = f"{what} / a loop of `json.dumps` over the rows, {size}"
        yield _ratio_row(beside, runs["export"], runs["plain"], EXPORT)
        yield _memory_row(f"Peak memory of {what}, {size}", runs["export"], EXPORT_MIB)
        into, again = subject.journal.with_name("again.db"), subject.journal.with_name("again.jsonl")
        came_in = run(subject.import_of(subject.lines, into))
        run(subject.export_of(into, again))
        if not _same_records(subject.lines, again):
            raise MeasuringFailed("what was imported is not what was exported")
        yield Row(
            f"`import journal.jsonl` into an empty journal, {size}",
            f"{came_in.seconds:.1f} s",
            made_of=f"{came_in.peak_mib:.1f} MiB; with the daily backup",
        )


def coming_from_elsewhere(run: RunOnce, numbjournal: Numbjournal, newest: date) -> Iterator[Row]:
    """A file of Daylio brought into an empty journal, beside the same put into a table as it is; and again.

    Raises MeasuringFailed unless all of it came in, and nothing the second time.
    """
    folder = numbjournal.journal.parent
    file, into = folder / "daylio.csv", folder / "from-daylio.db"
    write_daylio(file, FROM_DAYLIO, newest)
    plain = run(numbjournal.sqlite_utils_of(file, folder / "plain.db"))
    came_in = run(numbjournal.import_of(file, into))
    again = run(numbjournal.import_of(file, into))
    if (held := count_entries(into)) != FROM_DAYLIO:
        raise MeasuringFailed(f"{FROM_DAYLIO} rows of Daylio became {held} entries")
    what = f"`import daylio.csv`, {FROM_DAYLIO:,} rows"
    times = came_in.seconds / plain.seconds
    yield Row(
        f"{what} / `sqlite-utils insert` of it",
        f"{times:.2f}",
        at_most=f"{IMPORT:.2f}",
        held=times <= IMPORT,
        made_of=f"{came_in.seconds:.1f} / {plain.seconds:.1f} s, one run each",
    )
    yield _memory_row(f"Peak memory of {what}", [came_in], IMPORT_MIB)
    yield Row(f"{what}, again", f"{again.seconds:.1f} s", made_of="adds nothing")


def _same_records(first: Path, second: Path) -> bool:
    """Whether two files of JSON Lines are the same behind their heads, which say when they were written."""
    with first.open("rb") as one, second.open("rb") as other:
        one.readline()
        other.readline()
        return all(a == b for a, b in zip_longest(one, other))


def growth_of_jrnl(run: RunOnce, journals: Mapping[int, Jrnl], rounds: int) -> Iterator[Row]:
    """What it costs jrnl to add an entry to a small and to a large journal."""
    named = {_entries(size): journal for size, journal in journals.items()}
    runs = _logged_in_turns(run, named, min(rounds, JRNL_GROWTH_ROUNDS))
    smallest, *_, largest = runs
    yield _ratio_row(f"jrnl adding an entry, {largest} / {smallest}", runs[largest], runs[smallest])


def _logged_in_turns(run: RunOnce, programs: Mapping[str, Keeps], rounds: int) -> dict[str, list[Run]]:
    """Runs of `log`; raises MeasuringFailed unless each has kept its entry."""
    before = {name: program.count() for name, program in programs.items()}
    runs = in_turns(run, {name: program.log for name, program in programs.items()}, rounds)
    for name, program in programs.items():
        if (kept := program.count() - before[name]) != rounds + 1:
            raise MeasuringFailed(f"{name} was run {rounds + 1} times and kept {kept} entries")
    return runs


def _ratio_row(
    what: str, subject: Sequence[Run], reference: Sequence[Run], at_most: float | None = None
) -> Row:
    found: Ratio = ratio(subject, reference)
    return Row(
        what,
        f"{found.value:.2f}",
        spread=f"{found.low:.2f}–{found.high:.2f}",
        at_most="" if at_most is None else f"{at_most:.2f}",
        held=None if at_most is None else found.value <= at_most,
        made_of=_times(subject, reference),
    )


def _memory_row(what: str, runs: Sequence[Run], at_most: int, made_of: str = "") -> Row:
    peak = peak_mib(runs)
    return Row(what, f"{peak:.1f} MiB", at_most=f"{at_most} MiB", held=peak <= at_most, made_of=made_of)


def _times(*runs: Sequence[Run]) -> str:
    return " / ".join(f"{typical(each) * 1000:.0f}" for each in runs) + " ms"


def _entries(size: int) -> str:
    return f"{size:,} entries"
