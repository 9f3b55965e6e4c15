"""Start-up: what is heavy stays unloaded until it is needed, and every lazy name can be loaded."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import numbjournal
from numbjournal.catalogue import Catalogue, Row
from numbjournal.commands import COMMANDS
from numbjournal.exports import EXPORTS
from numbjournal.imports import IMPORTS
from numbjournal.vault import kernel
from tests.conftest import Home, few

HEAVY = {
    "rich",
    "sqlite_utils",
    "dateutil",
    "keyring",
    "pydantic",
    "tomlkit",
    "platformdirs",
    "typst",
    "icalendar",
    "zxcvbn",
}
PACKAGE = Path(numbjournal.__file__).parent

PROBE = """
import json, sys
from numbjournal.run import main
sys.argv[0] = "numbjournal"
try:
    main(sys.argv[1:])
except SystemExit:
    pass
top = {name.partition(".")[0] for name in sys.modules}
own = {name for name in sys.modules if name.startswith("numbjournal.")}
print("\\n" + json.dumps(sorted(top | own)))
"""


def loaded(home: Home, *arguments: str, **environment: str) -> set[str]:
    """Modules in memory after a command: top-level ones, and all of this program."""
    ended = subprocess.run(
        [sys.executable, "-c", PROBE, *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(ended.stdout.splitlines()[-1]))


COMPLETION = {"_NUMBJOURNAL_COMPLETE": "complete_bash", "COMP_CWORD": "1"}


@pytest.mark.parametrize(
    ("arguments", "environment"),
    few(
        [
            (["log", "2", "flat"], {}),
            (["log", "2", "flat", "--on", "yesterday", "--mood", "3"], {}),
            ([], {}),
            (["remind", "now"], {}),
            (["pause"], {}),
            (["--help"], {}),
            (["log", "--help"], {}),
            (["crisis"], {}),
            (["crisis", "--all", "--json"], {}),
            (["log", "2", "suicidal"], {}),
            ([], {**COMPLETION, "COMP_WORDS": "numbjournal l"}),
            ([], {**COMPLETION, "COMP_WORDS": "numbjournal log fl", "COMP_CWORD": "2"}),
        ],
        3,
    ),
    ids=[
        "log",
        "log for another day",
        "nothing but the name",
        "what a reminder runs",
        "pause",
        "help",
        "help of log",
        "crisis",
        "crisis as data",
        "log of a crisis tag",
        "completion of a command",
        "completion of a tag",
    ],
)
def test_the_everyday_commands_load_nothing_heavy(
    home: Home, arguments: list[str], environment: dict[str, str]
) -> None:
    home.run("log 2 flat")
    assert loaded(home, *arguments, **environment) & HEAVY == set()


def test_a_plain_journal_loads_nothing_of_the_vault(home: Home) -> None:
    home.run("log 2 flat")
    for words in (["log", "2", "flat"], ["list"], ["--help"], ["crisis"]):
        found = loaded(home, *words)
        assert not {name for name in found if "vault" in name or "secrets" in name}
        assert found & {"keyring", "ctypes", "jeepney"} == set()


@pytest.mark.full
def test_an_encrypted_journal_loads_what_its_key_needs(home: Home) -> None:
    home.run("log 2 flat")
    home.monkeypatch.setenv("NUMBJOURNAL_PASSPHRASE", "word")
    home.run("encrypt")
    by_passphrase = loaded(home, "log", "2", NUMBJOURNAL_PASSPHRASE="word")
    assert {"numbjournal.vault.passphrase", "numbjournal.vault.sources"} <= by_passphrase
    assert by_passphrase & {"keyring", "ctypes"} == set()
    if kernel.is_available():
        loaded(home, "unlock", NUMBJOURNAL_PASSPHRASE="word")
        by_kept_key = loaded(home, "log", "2")
        assert "numbjournal.vault.kernel" in by_kept_key
        assert (
            by_kept_key & {"keyring", "jeepney", "numbjournal.vault.passphrase", "numbjournal.output.secrets"}
            == set()
        )
        loaded(home, "lock")


def test_keeping_an_entry_loads_nothing_of_looking_back(home: Home) -> None:
    # The first entry of a day also looks whether the report has something to read.
    loaded(home, "log", "2", "flat")
    looking_back = {f"numbjournal.core.{name}" for name in ("day", "signs", "report", "mark")}
    services = {f"numbjournal.services.{name}" for name in ("help_signs", "logged_days", "reports")}
    further = {"numbjournal.core.handout", "numbjournal.core.insight", *services}
    assert loaded(home, "log", "2", "flat") & (looking_back | further) == set()
    assert looking_back <= loaded(home, "report")
    assert "numbjournal.core.insight" in loaded(home, "insights")


@pytest.mark.full
def test_what_stays_out_of_keeping_an_entry(home: Home) -> None:
    loaded(home, "log", "2", "flat")
    staying = {"numbjournal.services.reminding", "numbjournal.reminders", "numbjournal.output.text.reminders"}
    assert loaded(home, "log", "2", "flat") & staying == set()
    assert staying <= loaded(home, "remind", "show")
    assert "icalendar" not in loaded(home, "remind", "at", "21:00")
    assert "icalendar" in loaded(home, "remind", "at", "21:00", "--ics", str(home.path / "x.ics"))


def test_crisis_touches_neither_database_nor_network(home: Home) -> None:
    home.run("log 2 flat")
    assert loaded(home, "crisis") & {"sqlcipher3", "sqlite3", "socket", "ssl"} == set()
    assert "sqlcipher3" in loaded(home, "log", "2")


def test_the_probe_sees_what_is_loaded(home: Home) -> None:
    assert {"sqlite_utils", "platformdirs", "tomlkit"} <= loaded(home, "log", "2")
    assert "rich" in loaded(home, "list")
    assert {"rich", "markdown_it"} <= loaded(home, "learn", "causes")
    assert "dateutil" in loaded(home, "log", "2", "--on", "22.11.2025")


def test_completion_offers_commands_tags_and_numbers(home: Home) -> None:
    home.run(["log", "2", "flat", "kestrel over the weir"])

    def offered(words: str) -> list[str]:
        environment = {**COMPLETION, "COMP_WORDS": words, "COMP_CWORD": str(len(words.split(" ")) - 1)}
        ended = subprocess.run(
            [sys.executable, "-m", "numbjournal"],
            env={**os.environ, **environment},
            capture_output=True,
            text=True,
            check=True,
        )
        return ended.stdout.split()

    assert offered("numbjournal l") == ["log", "learn", "list", "lock"]
    assert offered("numbjournal log fl") == ["flat"]
    assert offered("numbjournal log 2 fl") == ["flat"]
    assert offered("numbjournal log 2 sui") == []
    assert offered("numbjournal log 2 self-") == []
    assert offered("numbjournal search kes") == []
    assert offered("numbjournal show ") == ["1"]
    assert offered("numbjournal edit 1 --add mov") == ["movement"]
    assert offered("numbjournal crisis united") == ["united-kingdom", "united-states"]
    assert offered("numbjournal crisis d") == ["dk", "de", "denmark"]
    assert offered("numbjournal crisis U") == ["US", "UNITED-KINGDOM", "UNITED-STATES"]
    assert offered("numbjournal learn w") == ["what-it-is", "what-helps", "when-to-get-help"]
    assert offered("numbjournal remind ") == ["at", "off", "show"]
    assert offered("numbjournal pause ") == ["7d", "14d", "4w", "tomorrow", "monday", "off"]
    assert offered("numbjournal remind at 8") == ["8am", "8pm"]
    assert offered("numbjournal pause t") == ["tomorrow"]
    assert offered("numbjournal config get pa") == ["paused_until"]
    assert "--mood" in offered("numbjournal log --mo")


@pytest.mark.parametrize("row", list(COMMANDS), ids=lambda row: row.name)
def test_every_row_of_the_catalogue_can_be_loaded(row: Row) -> None:
    assert row.load().app
    assert row.summary.endswith(".") or "numbjournal" in row.summary


@pytest.mark.parametrize("row", [*EXPORTS, *IMPORTS], ids=lambda row: row.module)
def test_every_format_can_be_loaded(row: Row) -> None:
    module = row.load()
    assert any(hasattr(module, promised) for promised in ("render", "parts", "read"))


def test_an_export_loads_what_it_needs_and_no_more(home: Home) -> None:
    home.run("log 2 flat")
    assert loaded(home, "export", "-", "--format", "jsonl") & {"rich", "sqlite_utils", "typst"} == set()


def test_every_command_module_is_in_the_catalogue() -> None:
    modules = {path.stem for path in (PACKAGE / "commands").glob("*.py")} - {"__init__"}
    assert {row.module.rpartition(".")[2] for row in COMMANDS} == modules


def test_a_row_that_leads_nowhere_fails() -> None:
    with pytest.raises(ModuleNotFoundError):
        Row("nowhere", "", "numbjournal.commands.nowhere").load()
    with pytest.raises(ValueError, match="share a name"):
        Catalogue([Row("log", "", ""), Row("log", "", "")])


DEFERRED = {
    "cli.py numbjournal.services.status": "only `numbjournal` alone shows how things stand",
    "commands/log.py numbjournal.services": "being asked, and what waits unsaved, are not for every entry",
    "commands/pause.py numbjournal.services": "showing a pause writes no setting, and so needs no tomlkit",
    "context.py numbjournal.keys": "a plain journal needs no key",
    "context.py numbjournal.store.opening": "help and crisis open no journal, and load no database",
    "context.py numbjournal.store.schema": "sqlite-utils makes a journal, once",
    "context.py numbjournal.data": "the shipped tags are in the journal after the first run",
    "context.py numbjournal.services.time_zone": "zoneinfo, where TZ is set and gives no offset",
    "context.py numbjournal.output.show": "help shows no result",
    "context.py numbjournal.output.text.page": "help says no sentence",
    "context.py numbjournal.output.prompts": "most commands ask nothing",
    "context.py numbjournal.where_to_turn": "helplines are read where there is occasion",
    "context.py numbjournal.output.editor": "most commands open no editor",
    "keys.py numbjournal.vault.passphrase": "a kept key is not derived",
    "keys.py numbjournal.store.backup": "copies are looked at after a wrong passphrase",
    "keys.py numbjournal.output.secrets": "a key that is kept or given is not typed",
    "keys.py numbjournal.vault": "ctypes, and the optional keyring over D-Bus, where no passphrase is given",
    "run.py numbjournal.services.closing": "only an open journal is closed",
    "services/closing.py numbjournal.services": "the signs are read once a day",
    "services/closing.py numbjournal.store.backup": "a backup is made once a day",
    "services/days.py dateutil": "yesterday and -3 need no dateutil",
    "services/entries.py numbjournal.services.unsaved_entries": "what is saved needs no other place",
    "services/journal_place.py numbjournal.store.backup": "only a doubtful file is looked for backups",
    "services/journal_place.py numbjournal.settings.writer": "tomlkit, on the first run",
    "services/reminding.py numbjournal.reminders.calendar": "icalendar loads dateutil, and is one way of two",
    "settings/__init__.py tomllib": "where there are no settings, nothing is read",
    "settings/places.py platformdirs": "the settings know the place after the first run",
    "store/opening.py numbjournal.store": "an older form is brought up to date once",
    "store/opening.py numbjournal.store.purge": "after a purge that was cut off",
}
"""Imports inside functions, with their reasons; every other file imports at its top."""

MOST_DEFERRED = 30


def deferred_imports(source: str) -> list[str]:
    """What is imported inside of functions."""
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    found = {
        inner
        for function in functions
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    }
    return [
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in sorted(found, key=lambda node: node.lineno)
    ]


def test_each_deferred_import_has_its_reason() -> None:
    found = [
        f"{path.relative_to(PACKAGE).as_posix()} {module}"
        for path in sorted(PACKAGE.rglob("*.py"))
        for module in deferred_imports(path.read_text(encoding="utf-8"))
    ]
    assert set(found) == set(DEFERRED)
    assert len(found) <= MOST_DEFERRED


def test_an_import_inside_a_function_is_found() -> None:
    source = "import os\nasync def f():\n    import re\n    def g():\n        from a.b import c\n"
    assert deferred_imports(source) == ["re", "a.b"]


@pytest.mark.parametrize(
    "module", ["rich", "sqlite3", "sqlcipher3", "sqlite_utils", "dateutil", "os", "io", "pathlib"]
)
def test_the_core_is_pure(module: str) -> None:
    imported = {
        name.partition(".")[0]
        for path in (PACKAGE / "core").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names]
        )
    }
    assert "typing" in imported
    assert module not in imported
