"""The import contracts notice an import that points up."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import few

ROOT = Path(__file__).parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as run; run()",
            "--no-cache",
        ],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("file", "line"),
    few(
        [
            ("core/when.py", "import numbjournal.store.engine"),
            ("core/when.py", "import pathlib"),
            ("store/rows.py", "import numbjournal.context"),
            ("commands/show.py", "import numbjournal.commands.log"),
            ("commands/show.py", "import rich"),
            ("commands/show.py", "import numbjournal.store.journal"),
            ("exports/csv.py", "import numbjournal.store.journal"),
            ("exports/csv.py", "import numbjournal.output.text.page"),
            ("exports/json.py", "import numbjournal.imports"),
            ("imports/json.py", "import numbjournal.exports.json_line"),
            ("imports/records.py", "import sqlcipher3"),
            ("reminders/systemd.py", "import numbjournal.settings"),
            ("output/encoding.py", "import sqlcipher3"),
            ("vault/passphrase.py", "import numbjournal.store.engine"),
            ("store/engine.py", "import numbjournal.vault.passphrase"),
            ("vault/sources.py", "import sqlcipher3"),
            ("commands/lock.py", "import numbjournal.vault.kernel"),
            ("output/text/page.py", "import rich"),
            ("output/text/report.py", "import rich"),
            ("output/text/report.py", "import sqlcipher3"),
            ("output/drawn/insights.py", "import sqlite_utils"),
            ("commands/show.py", "import numbjournal.settings.writer"),
            ("commands/show.py", "import numbjournal.exports.csv"),
            ("commands/show.py", "import numbjournal.reminders.systemd"),
            ("options/options.py", "import numbjournal.store.journal"),
            ("where_to_turn.py", "import numbjournal.vault.passphrase"),
        ],
        6,
    ),
)
def test_an_import_that_points_up_is_found(tmp_path: Path, file: str, line: str) -> None:
    shutil.copytree(ROOT / "numbjournal", tmp_path / "numbjournal")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    with (tmp_path / "numbjournal" / file).open("a") as source:
        source.write(f"\n{line}\n")
    ended = lint_imports(tmp_path)
    assert ended.returncode == 1, ended.stdout + ended.stderr
    assert "BROKEN" in ended.stdout


def test_the_house_as_it_is_keeps_them() -> None:
    ended = lint_imports(ROOT)
    assert ended.returncode == 0, ended.stdout + ended.stderr
