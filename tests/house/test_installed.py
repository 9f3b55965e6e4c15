"""What looks at the installed packages can see that something is wrong with one."""

import sys
from pathlib import Path

import pytest

from tests.installed.__main__ import FILES, Said, lived
from tests.installed.interpreters import CHECKOUT, interpreter, versions

DAY = (Said("log 2", "Saved"),)


@pytest.mark.parametrize(
    ("program", "mistakes"),
    [("echo Saved 1", 0), ("echo Saved 1; exit 1", 1), ("echo Something else", 1)],
    ids=["as it should be", "an exit code", "other words"],
)
def test_a_package_that_does_not_do_its_day_is_named(tmp_path: Path, program: str, mistakes: int) -> None:
    script = tmp_path / "numbjournal"
    script.write_text(f"#!/bin/sh\ntouch {' '.join(FILES)}\n{program}\n", encoding="utf-8")
    script.chmod(0o700)
    assert len(list(lived(script, tmp_path / "home", DAY))) == mistakes


def test_files_that_were_not_written_are_named(tmp_path: Path) -> None:
    script = tmp_path / "numbjournal"
    script.write_text("#!/bin/sh\necho Saved\n", encoding="utf-8")
    script.chmod(0o700)
    assert len(list(lived(script, tmp_path / "home", DAY))) == len(FILES)


def test_the_readme_names_the_versions_that_pyproject_does() -> None:
    named = versions()
    assert named == [f"3.{minor}" for minor in range(11, 11 + len(named))]
    assert f"Python {named[0]} to {named[-1]}" in (CHECKOUT / "README.md").read_text(encoding="utf-8")


def test_a_name_that_is_no_interpreter_is_passed_over(tmp_path: Path) -> None:
    here = f"{sys.version_info.major}.{sys.version_info.minor}"
    for name, text in {
        "broken": "exit 127",
        "other": "echo 3.9",
        "whole": f'exec "{sys.executable}" "$@"',
    }.items():
        program = tmp_path / name / f"python{here}"
        program.parent.mkdir()
        program.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
        program.chmod(0o700)
    places = [tmp_path / name for name in ("nowhere", "broken", "other", "whole")]
    assert interpreter(here, places) == tmp_path / "whole" / f"python{here}"
    assert interpreter(here, places[:-1]) is None
