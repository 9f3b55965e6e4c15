"""What is measured: numbjournal as people install it, a minimal Typer application, and jrnl.

Each has a home folder of its own, empty at first, and runs in an environment that holds nothing else.
"""

import compileall
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from numbjournal.store.daily import backup_folder
from numbjournal.store.driver import connect
from numbjournal.store.engine import SETTINGS, file_salt
from numbjournal.store.journal import Journal
from numbjournal.store.key import Key
from numbjournal.vault.passphrase import derived_key
from tests.benchmarks.corpus import build_journal, entry_of_age
from tests.benchmarks.timing import Command, MeasuringFailed

CHECKOUT = Path(__file__).parents[2]
JRNL_VERSION = "4.6"
FEELS_VERSION = "1.2.4"
LOG = ("log", "2", "flat")

_MINIMAL = '''\
"""The least that a Typer application with two commands can do to keep a row."""

import typer

app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)


@app.command()
def log(feel: int, tag: str) -> None:
    """Keep one row."""
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect({uri!r}, uri=True, isolation_level=None)
    for setting in {settings!r}:
        connection.execute("PRAGMA " + setting)
    connection.execute("INSERT INTO kept (feel, tag) VALUES (?, ?)", (feel, tag))
    connection.close()
    typer.echo("Saved.")


@app.command()
def other() -> None:
    """Makes it a group."""
'''

_PLAIN_LOOP = """\
import json, sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1], uri=True)
connection.row_factory = dbapi2.Row
with open(sys.argv[2], "w") as file:
    for row in connection.execute("SELECT * FROM entry ORDER BY day, logged_at, id"):
        file.write(json.dumps(dict(row)) + "\\n")
"""

_MINIMAL_SCRIPT = """\
#!{python}
import re
import sys
from minimal import app
if __name__ == '__main__':
    sys.argv[0] = re.sub(r'(-script\\.pyw|\\.exe)?$', '', sys.argv[0])
    sys.exit(app())
"""

_JRNL_SETTINGS = """\
version: "{version}"
journals:
  default:
    journal: {journal}
editor: ""
encrypt: false
template: false
default_hour: 9
default_minute: 0
timeformat: "%F %r"
tagsymbols: "#@"
highlight: true
linewrap: 79
indent_character: "|"
colors:
  body: none
  date: none
  tags: none
  title: none
"""


class Installation(NamedTuple):
    """A virtual environment: its `python`, its folder of packages, and the versions of those."""

    python: Path
    packages: Path
    versions: Mapping[str, str]

    def program(self, name: str) -> str:
        return str(self.python.with_name(name))


def install(folder: Path, *what: str) -> Installation:
    """Make a virtual environment in `folder`, and install packages in it, compiled to bytecode.

    Raises MeasuringFailed.
    """
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    python = folder / "bin" / "python"
    _finished([sys.executable, "-m", "venv", str(folder)], environ)
    _finished([str(python), "-m", "pip", "install", "--quiet", "--compile", *what], environ)
    about = """if True:
        import json, sysconfig
        from importlib.metadata import distributions
        versions = {found.metadata["Name"]: found.version for found in distributions()}
        print(json.dumps([sysconfig.get_path("purelib"), versions]))"""
    packages, versions = json.loads(_finished([str(python), "-c", about], environ))
    return Installation(python, Path(packages), versions)


class Numbjournal:
    """The installed program with a journal of a given size, and today's backup already made."""

    def __init__(self, installation: Installation, home: Path, entries: int, newest: date) -> None:
        home.mkdir()
        self.journal = home / "journal.db"
        self._program = installation.program("numbjournal")
        self._python = str(installation.python)
        self._environ = _environ(home)
        if not any(installation.packages.glob("numbjournal/__pycache__/cli.*.pyc")):
            raise MeasuringFailed("numbjournal was installed without bytecode")
        build_journal(self.journal, entries, newest)
        _said(self.command("config", "set", "journal", str(self.journal)))
        _said(self.log)
        self.backup_size()

    def command(self, *words: str) -> Command:
        return Command((self._program, *words), self._environ)

    @property
    def log(self) -> Command:
        return self.command(*LOG)

    @property
    def completion(self) -> Command:
        """What the shell runs for `numbjournal l` and the tab key."""
        asked = {"_NUMBJOURNAL_COMPLETE": "complete_bash", "COMP_WORDS": "numbjournal l", "COMP_CWORD": "1"}
        command = Command((self._program,), {**self._environ, **asked})
        if "log" not in _said(command).split():
            raise MeasuringFailed("completion did not offer `log`")
        return command

    @property
    def lines(self) -> Path:
        """The journal as JSON Lines, once it was exported."""
        return self.journal.with_suffix(".jsonl")

    @property
    def export(self) -> Command:
        """Writes the whole journal as JSON Lines."""
        return self.command("export", str(self.lines), "--force")

    @property
    def plain_loop(self) -> Command:
        """The least that a program can do to write the rows: one query and `json.dumps`."""
        uri, into = f"{self.journal.as_uri()}?mode=ro", str(self.journal.with_suffix(".plain"))
        return Command((self._python, "-c", _PLAIN_LOOP, uri, into), self._environ)

    def import_of(self, file: Path, into: Path) -> Command:
        """Brings a file into a journal that is not there yet."""
        return self.command("--journal", str(into), "import", str(file))

    def sqlite_utils_of(self, file: Path, into: Path) -> Command:
        """Puts a table into a database as it is, with the library that numbjournal makes its own with."""
        program = str(Path(self._program).with_name("sqlite-utils"))
        return Command((program, "insert", str(into), "entry", str(file), "--csv", "--silent"), self._environ)

    def export_of(self, journal: Path, into: Path) -> Command:
        """Writes another journal as JSON Lines."""
        return self.command("--journal", str(journal), "export", str(into), "--force")

    @property
    def crisis(self) -> Command:
        """Where to turn, in the country of the settings."""
        _said(self.command("config", "set", "country", "DE"))
        return _answering(self.command("crisis"))

    def count(self) -> int:
        """How many entries the journal holds."""
        return count_entries(self.journal)

    def drop_backup(self) -> None:
        """Remove today's backup, so that the next change makes it."""
        for copy in self._backups():
            copy.unlink()

    def backup_size(self) -> float:
        """How large the backup is, in MB.

        Raises MeasuringFailed when there is not exactly one.
        """
        (size, *more) = [copy.stat().st_size for copy in self._backups()] or [0]
        if more or not size:
            raise MeasuringFailed("there should be one backup")
        return size / 1e6

    def _backups(self) -> list[Path]:
        return list(backup_folder(self.journal).glob("*.db"))


class Encrypted(Numbjournal):
    """The same with an encrypted journal: its key is kept by the system, or its passphrase in a file."""

    def __init__(
        self, installation: Installation, home: Path, entries: int, newest: date, *, is_unlocked: bool
    ) -> None:
        super().__init__(installation, home, entries, newest)
        secret = home / "passphrase"
        secret.write_text("six words that nobody knows here\n", encoding="utf-8")
        self._passphrase = secret.read_text(encoding="utf-8").rstrip("\n")
        by_file = {**self._environ, "NUMBJOURNAL_PASSPHRASE_FILE": str(secret)}
        for words in (("encrypt",), ("unlock", "--for", "12h")):
            _said(Command((self._program, *words), by_file))
        if not is_unlocked:
            _said(self.command("lock"))
            self._environ = by_file

    def count(self) -> int:
        """How many entries the journal holds."""
        salt = file_salt(self.journal)
        key = Key(derived_key(self._passphrase, salt), salt)
        journal = Journal(self.journal, datetime.now, None, key)
        try:
            return journal.count()
        finally:
            journal.close()

    def lock(self) -> None:
        """Leave no key behind."""
        _said(self.command("lock"))


class Example:
    """The installed program with the made-up journal."""

    def __init__(self, installation: Installation, home: Path) -> None:
        home.mkdir()
        self._python = installation.python
        self._program = installation.program("numbjournal")
        self._environ = {**_environ(home), "NUMBJOURNAL_FILE": str(home / "demo.db")}
        self._home = home
        # Before it is named as one's own: the program keeps the made-up one out of that place.
        _said(Command((self._program, "demo", str(home / "demo.db")), _environ(home)))

    def handout(self, ending: str) -> Command:
        """A hand-out of the last 120 days, over the one before."""
        words = ("export", str(self._home / f"handout.{ending}"), "--last", "120d", "--yes", "--force")
        return Command((self._program, *words), self._environ)

    @property
    def nothing(self) -> Command:
        """Python, started and ended."""
        return Command((str(self._python), "-c", "pass"), self._environ)


class Newcomer:
    """The installed program in an empty home, the language of which names a country."""

    def __init__(self, installation: Installation, home: Path) -> None:
        home.mkdir()
        environ = {**_environ(home), "LANG": "de_DE.UTF-8"}
        self.crisis = _answering(Command((installation.program("numbjournal"), "crisis"), environ))


class Minimal:
    """The minimal Typer application, installed beside numbjournal so that both load the same packages."""

    def __init__(self, installation: Installation, home: Path) -> None:
        home.mkdir()
        self._uri = f"{(home / 'kept.db').as_uri()}?mode=rw"
        self._environ = _environ(home)
        self._program = installation.program("minimal")
        module = installation.packages / "minimal.py"
        module.write_text(_MINIMAL.format(uri=self._uri, settings=SETTINGS), encoding="utf-8")
        compileall.compile_file(module, quiet=1)
        script = Path(self._program)
        script.write_text(_MINIMAL_SCRIPT.format(python=installation.python), encoding="utf-8")
        script.chmod(0o755)
        connection = connect(f"{(home / 'kept.db').as_uri()}?mode=rwc", uri=True, isolation_level=None)
        connection.execute("CREATE TABLE kept (id INTEGER PRIMARY KEY, feel INTEGER, tag TEXT)")
        connection.close()
        _said(self.log)

    @property
    def log(self) -> Command:
        return Command((self._program, *LOG), self._environ)

    @property
    def help(self) -> Command:
        return Command((self._program, "--help"), self._environ)

    def count(self) -> int:
        """How many rows were kept."""
        connection = connect(self._uri, uri=True)
        try:
            return int(connection.execute("SELECT count(*) FROM kept").fetchone()[0])
        finally:
            connection.close()


class Jrnl:
    """jrnl with a text journal of a given size, and its settings in place so that it asks nothing."""

    def __init__(self, installation: Installation, home: Path, entries: int, newest: date) -> None:
        settings = home / ".config" / "jrnl" / "jrnl.yaml"
        settings.parent.mkdir(parents=True)
        self._journal = home / "journal.txt"
        settings.write_text(
            _JRNL_SETTINGS.format(version=JRNL_VERSION, journal=json.dumps(str(self._journal))),
            encoding="utf-8",
        )
        self._journal.write_text(_jrnl_text(entries, newest), encoding="utf-8")
        self._command = Command(
            (installation.program("jrnl"), "today: flat @flat"),
            {**_environ(home), "XDG_CONFIG_HOME": str(home / ".config")},
        )
        before = self.count()
        _said(self._command)
        if self.count() != before + 1:
            raise MeasuringFailed("jrnl did not keep the entry")

    @property
    def log(self) -> Command:
        return self._command

    @property
    def newest(self) -> Command:
        """The last three entries."""
        return self._command._replace(argv=(self._command.argv[0], "-n", "3"))

    def count(self) -> int:
        """How many entries the journal holds."""
        lines = self._journal.read_text(encoding="utf-8").splitlines()
        return sum(line.startswith("[") for line in lines)


class Feels:
    """feels with its usual settings and a journal of a given size, a mood and a note an entry."""

    def __init__(self, installation: Installation, home: Path, entries: int, newest: date) -> None:
        home.mkdir()
        self._command = Command((installation.program("feels"), "logs", "--all"), _environ(home))
        # Its first run asks for a name, and whether the usual settings will do.
        greeted = (self._command.argv[0],)
        subprocess.run(greeted, env=self._command.environ, input="\ny\n", text=True, capture_output=True)
        _said(self._command)
        with closing(sqlite3.connect(home / ".feels" / "data.db")) as connection, connection:
            connection.executemany(
                "INSERT INTO logs (timestamp, mood, note) VALUES (?, 4, 'a grey day')",
                [(f"{newest - timedelta(days=age)} 21:00:00",) for age in range(entries)],
            )
        if _said(self._command).count("a grey day") != entries:
            raise MeasuringFailed("feels does not list its entries")

    @property
    def listing(self) -> Command:
        return self._command


def count_entries(path: Path) -> int:
    """How many entries the journal in this file holds."""
    journal = Journal(path, datetime.now)
    try:
        return journal.count()
    finally:
        journal.close()


def _answering(command: Command) -> Command:
    """The command, once it has shown the line of the country; raises MeasuringFailed otherwise."""
    if "TelefonSeelsorge" not in _said(command):
        raise MeasuringFailed("crisis did not show the line of the country")
    return command


def _jrnl_text(entries: int, newest: date) -> str:
    """The entries of the corpus in the form that jrnl writes, oldest first."""
    tags = ("flat", "empty", "fatigue", "tension", "headache", "foggy", "alone")
    parts = []
    for age in range(entries - 1, -1, -1):
        entry = entry_of_age(age, entries - age, newest, tags)
        draft = entry.draft
        words = " ".join(f"@{tagging.tag}" for tagging in draft.tags)
        title = f"[{entry.logged_at:%Y-%m-%d %I:%M:%S %p}] felt {draft.feel} {words}"
        parts.append(f"{title}\n{draft.note}\n" if draft.note else f"{title}\n")
    return "\n".join(parts)


def _environ(home: Path) -> dict[str, str]:
    return {"HOME": str(home), "PATH": os.defpath, "LANG": "C.UTF-8", "TERM": "xterm-256color"}


def _said(command: Command) -> str:
    """What a command writes; raises MeasuringFailed when it fails."""
    return _finished(command.argv, command.environ)


def _finished(argv: Sequence[str], environ: Mapping[str, str]) -> str:
    done = subprocess.run(argv, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode != 0:
        raise MeasuringFailed(
            f"{list(argv)} ended with code {done.returncode}:\n{done.stderr or done.stdout}"
        )
    return done.stdout
