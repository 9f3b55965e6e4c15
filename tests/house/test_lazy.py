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
from tests.conftest import Home

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


def deferred_imports(source: str) -> list[int]:
    """Lines of imports inside of functions."""
    functions = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    return [
        inner.lineno
        for function in functions
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_only_the_session_defers_imports(path: Path) -> None:
    found = deferred_imports(path.read_text(encoding="utf-8"))
    where = str(path.relative_to(PACKAGE))
    assert not found or where.startswith(
        (
            "services/",
            "context.py",
            "cli.py",
            "run.py",
            "keys.py",
            "store/opening.py",
            "settings/places.py",
            "commands/log.py",
        )
    ), f"imports inside functions at lines {found}"


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
