"""Times of whole processes, taken in turns, and the ratios between them."""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self


class MeasuringFailed(Exception):
    """A subject did not do what it was started for, so that its time means nothing."""


class Command(NamedTuple):
    """A command line, its first word an absolute path, and the whole environment it runs in."""

    argv: tuple[str, ...]
    environ: Mapping[str, str]


class Run(NamedTuple):
    """One process from start to end: wall clock in seconds, peak resident memory in MiB."""

    seconds: float
    peak_mib: float


class Ratio(NamedTuple):
    """How many times as long one command took as another; `low` and `high` are two halves of the rounds."""

    value: float
    low: float
    high: float


class Launcher:
    """The small program that starts the subjects; `folder` is where it runs and keeps their complaints."""

    def __init__(self, folder: Path) -> None:
        self._errors = folder / "stderr.txt"
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(__file__).with_name("launcher.py")), str(self._errors)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=folder,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def run(self, command: Command) -> Run:
        """Run a command to its end, with nothing on stdin.

        Raises MeasuringFailed when it ends with another code than 0.
        """
        assert self._process.stdin
        assert self._process.stdout
        request = {"argv": command.argv, "environ": dict(command.environ)}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if answer["code"] != 0:
            complaint = self._errors.read_text(encoding="utf-8", errors="replace")
            raise MeasuringFailed(f"{command.argv} ended with code {answer['code']}:\n{complaint}")
        return Run(answer["seconds"], answer["peak_mib"])


def in_turns(
    run: Callable[[Command], Run], commands: Mapping[str, Command], rounds: int
) -> dict[str, list[Run]]:
    """Run each command once a round, so that a slow spell of the machine falls on all of them alike.

    One round more is run first and not counted: it fills the caches. Each round begins with another command,
    because what runs right before has an influence too.
    """
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    names = list(commands)
    for name in names:
        run(commands[name])
    for turn in range(rounds):
        first = turn % len(names)
        for name in names[first:] + names[:first]:
            runs[name].append(run(commands[name]))
    return runs


def typical(runs: Sequence[Run]) -> float:
    """Seconds a command takes when nothing is in its way: the mean of the fastest sixth of its runs."""
    # Noise only ever adds time. A sixth repeats better than the single fastest run and than half of them.
    ordered = sorted(run.seconds for run in runs)
    return statistics.fmean(ordered[: -(-len(ordered) // 6)])


def ratio(subject: Sequence[Run], reference: Sequence[Run]) -> Ratio:
    """Typical time of the subject over that of the reference, both from the same rounds (two at least)."""
    halves = [typical(subject[part::2]) / typical(reference[part::2]) for part in (0, 1)]
    return Ratio(typical(subject) / typical(reference), min(halves), max(halves))


def peak_mib(runs: Sequence[Run]) -> float:
    """The greatest peak of memory among the runs, in MiB."""
    return max(run.peak_mib for run in runs)
