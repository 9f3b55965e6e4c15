"""What looks at the installed packages can see that something is wrong with one."""

from pathlib import Path

import pytest

from tests.installed.__main__ import FILES, Said, lived

DAY = (Said("log 2", "Saved"),)


@pytest.mark.parametrize(
    ("program", "slips"),
    [("echo Saved 1", 0), ("echo Saved 1; exit 1", 1), ("echo Something else", 1)],
    ids=["as it should be", "an exit code", "other words"],
)
def test_a_package_that_does_not_do_its_day_is_named(tmp_path: Path, program: str, slips: int) -> None:
    script = tmp_path / "numbjournal"
    script.write_text(f"#!/bin/sh\ntouch {' '.join(FILES)}\n{program}\n", encoding="utf-8")
    script.chmod(0o700)
    assert len(list(lived(script, tmp_path / "home", DAY))) == slips


def test_files_that_were_not_written_are_named(tmp_path: Path) -> None:
    script = tmp_path / "numbjournal"
    script.write_text("#!/bin/sh\necho Saved\n", encoding="utf-8")
    script.chmod(0o700)
    assert len(list(lived(script, tmp_path / "home", DAY))) == len(FILES)
