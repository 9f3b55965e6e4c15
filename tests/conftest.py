"""A home for every test: an empty HOME, a clock that stands still, and a way to type commands."""

import io
import os
import shlex
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import pytest
from hypothesis import HealthCheck, settings

from numbjournal.context import Clock, system_clock
from numbjournal.run import main
from numbjournal.store import encryption, engine
from numbjournal.store.journal import Journal
from tests.needs import require

settings.register_profile("second", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("first", settings.get_profile("second"), derandomize=True, max_examples=50)

SETTINGS, FSYNC = engine.SETTINGS, os.fsync

BERLIN_IN_WINTER = timezone(timedelta(hours=1))
SUNDAY = datetime(2026, 11, 22, 21, 4, tzinfo=BERLIN_IN_WINTER)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="second tier: full sizes, random examples")
    parser.addoption("--long", action="store_true", help="third tier, before a release: the largest sizes")
    parser.addoption("--write-faults", metavar="FILE", help="write the table of tests/faults to a page")
    parser.addoption(
        "--write-golden", action="store_true", help="write what the program shows now to tests/golden"
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "needs(name, ...): things of the machine, from tests/needs.py")
    config.addinivalue_line("markers", "full: a heavy test, or case of one, for the second tier alone")
    settings.load_profile("second" if is_second_tier(config) else "first")
    if not is_second_tier(config):
        engine.SETTINGS = (*SETTINGS, "synchronous=OFF")
        os.fsync = lambda _: None
    encryption.LETTING_GO = 0
    with_usual_signals()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not is_second_tier(config):
        heavy = [item for item in items if item.get_closest_marker("full")]
        items[:] = [item for item in items if not item.get_closest_marker("full")]
        config.hook.pytest_deselected(items=heavy)


@pytest.fixture
def beside_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave programs that wait for a journal the time to notice that it was replaced."""
    monkeypatch.setattr(encryption, "LETTING_GO", engine.LETTING_GO)


@pytest.fixture
def durable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for the disk, as the program does; in the first tier, only programs that tests start do."""
    monkeypatch.setattr(engine, "SETTINGS", SETTINGS)
    monkeypatch.setattr(os, "fsync", FSYNC)


def pytest_runtest_setup(item: pytest.Item) -> None:
    names = [name for mark in item.iter_markers("needs") for name in mark.args]
    require(names, may_skip=not is_second_tier(item.config))


def is_second_tier(config: pytest.Config) -> bool:
    """Whether this is the second tier or the third."""
    return bool(config.getoption("--full") or config.getoption("--long"))


def few(cases: Iterable[Any], every: int) -> list[Any]:
    """The cases of a heavy test; the first tier runs one in `every`, beginning with the first."""
    made = [_as_parameters(case) for case in cases]
    return [
        case if number % every == 0 else case._replace(marks=(*case.marks, pytest.mark.full))
        for number, case in enumerate(made)
    ]


def _as_parameters(case: Any) -> Any:
    if hasattr(case, "marks"):
        return case
    return pytest.param(*case) if type(case) is tuple else pytest.param(case)


def examples(default: int, *, full: int) -> settings:
    """Decorates a heavy test with how many examples Hypothesis tries in the first tier and the second."""
    return settings(max_examples=default if settings.default.derandomize else full)


def with_usual_signals() -> None:
    """Let Ctrl-C and the like reach the programs that tests start.

    A shell starts what runs in the background with some signals ignored, and a program hands that on to those
    it starts. What it handles, however it does so, starts afresh in them.
    """
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, lambda *_: None)


@pytest.fixture(scope="session")
def sized(request: pytest.FixtureRequest) -> Callable[..., int]:
    """The size of a heavy test: `sized(20, full=200, long=5000)`; without `long`, the full size."""

    def choose(default: int, *, full: int, long: int | None = None) -> int:
        if request.config.getoption("--long"):
            return full if long is None else long
        return full if request.config.getoption("--full") else default

    return choose


@pytest.fixture
def patience(sized: Callable[..., int], monkeypatch: pytest.MonkeyPatch) -> float:
    """For how many seconds the program waits for a journal that somebody else has locked."""
    milliseconds = sized(50, full=5000)
    monkeypatch.setattr(engine, "connect", partial(engine.connect, timeout=milliseconds / 1000))
    monkeypatch.setattr(engine, "SETTINGS", (*engine.SETTINGS, f"busy_timeout={milliseconds}"))
    return milliseconds / 1000


@dataclass
class Result:
    """What one command line left behind."""

    code: int
    out: str
    err: str

    def says(self, text: str) -> "Result":
        assert text in self.out, f"not said: {text!r}\nout: {self.out}\nerr: {self.err}"
        return self

    def remarks(self, text: str) -> "Result":
        assert text in self.err, f"not remarked: {text!r}\nout: {self.out}\nerr: {self.err}"
        return self

    def silent(self) -> "Result":
        assert self.out == "", f"said: {self.out}"
        return self


@dataclass
class StandIns:
    """Programs of the system that tests must not reach: each notes that it was called, and does nothing."""

    folder: Path

    NAMES = ("systemctl", "launchctl", "notify-send", "osascript")

    def make(self) -> None:
        self.folder.mkdir()
        for name in self.NAMES:
            program = self.folder / name
            program.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self._noted}"\n[ ! -e "$0.fails" ]\n')
            program.chmod(0o700)

    def fail(self, name: str) -> None:
        """From here on it says that it did not work."""
        (self.folder / f"{name}.fails").touch()

    @property
    def calls(self) -> list[str]:
        """What was called, with its words, in order."""
        return self._noted.read_text().splitlines() if self._noted.exists() else []

    def shown(self) -> list[str]:
        """The notices, as they were handed over."""
        return [call for call in self.calls if call.startswith(("notify-send", "osascript"))]

    @property
    def _noted(self) -> Path:
        return self.folder / "calls"


@dataclass
class Home:
    """A person's home folder; `now` can be moved."""

    path: Path
    monkeypatch: pytest.MonkeyPatch
    system: StandIns
    now: datetime = SUNDAY
    width: int | str = 80
    _open: list[Journal] = field(default_factory=list)

    @property
    def journal_path(self) -> Path:
        return self.path / ".local/share/numbjournal/journal.db"

    @property
    def settings_path(self) -> Path:
        return self.path / ".config/numbjournal/config.toml"

    def run(
        self,
        line: str | list[str],
        *,
        stdin: bytes | TextIO = b"",
        code: int | None = 0,
        clock: Clock | None = None,
    ) -> Result:
        """Type one command (without `numbjournal`), and expect an exit code (None: any)."""
        argv = self.words(line) if isinstance(line, str) else line
        out, err = _stream(), _stream()
        with self.monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", _stream(stdin) if isinstance(stdin, bytes) else stdin)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setenv("COLUMNS", str(self.width))
            ended = main(argv, clock=clock or (lambda: self.now))
            texts = [_text(stream) for stream in (out, err)]
        result = Result(ended, *texts)
        assert code in (ended, None), f"exit code {ended}, not {code}\nout: {result.out}\nerr: {result.err}"
        return result

    def run_by_the_system_clock(self, line: str) -> Result:
        """Type one command at the time, and in the zone, that this computer has."""
        return self.run(line, clock=system_clock)

    def words(self, line: str) -> list[str]:
        """The words of a line, in which a path is one word even where the folder of the tests has a space."""
        around = str(self.path.parent)
        return [word.replace("\0", around) for word in shlex.split(line.replace(around, "\0"))]

    def later(self, **timedelta_arguments: float) -> None:
        """Let time pass."""
        self.now += timedelta(**timedelta_arguments)

    @property
    def journal(self) -> Journal:
        """The journal itself, for looking inside; closed at the end of the test."""
        self._open.append(Journal(self.journal_path, lambda: self.now))
        return self._open[-1]

    def close(self) -> None:
        for journal in self._open:
            journal.close()


def _stream(content: bytes = b"") -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(content), "utf-8", newline="")


def _text(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode("utf-8")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with tests/golden/NAME, or write it there with --write-golden."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if request.config.getoption("--write-golden"):
            path.write_bytes(text.encode())
        assert path.read_bytes().decode() == text

    return compare


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """An empty home on Sunday 22 November 2026, 21:04."""
    yield from home_at(tmp_path, monkeypatch)


def home_at(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """An empty home in a folder; nothing of the one around it shines through."""
    for name in (
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "XDG_RUNTIME_DIR",
        "XDG_STATE_HOME",
        "NUMBJOURNAL_FILE",
        "NUMBJOURNAL_PASSPHRASE",
        "NUMBJOURNAL_PASSPHRASE_COMMAND",
        "NUMBJOURNAL_PASSPHRASE_FILE",
        "ACCESSIBLE",
        "COLUMNS",
        "LINES",
        "COLORTERM",
        "NO_COLOR",
        "FORCE_COLOR",
        "EDITOR",
        "VISUAL",
    ):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(path))
    # Beside the home and not in it: what a test looks for in the home is what the program keeps there.
    beside = path.with_name(f"{path.name}-tmp")
    beside.mkdir()
    monkeypatch.setenv("TMPDIR", str(beside))
    # Found once, and remembered otherwise.
    monkeypatch.setattr(tempfile, "tempdir", None)
    system = StandIns(path.with_name(f"{path.name}-bin"))
    system.make()
    monkeypatch.setenv("PATH", f"{system.folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    home = Home(path, monkeypatch, system)
    yield home
    home.close()
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(scope="module")
def crowded_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    """A home for a whole module, where many examples share one journal and settings are written over."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        for home in home_at(tmp_path_factory.mktemp("home"), monkeypatch):
            home.run("log 2")
            yield home
