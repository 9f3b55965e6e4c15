"""`python -m tests.installed`: the wheel and the source archive, each in a new environment.

The wheel gets the lowest version of each dependency that pyproject.toml allows, and once more no extra; the
source archive gets the highest that can be had, by the line of the README for uv. Then a day is lived in an
empty home folder.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.terminal import PATIENCE

CHECKOUT = Path(__file__).parents[2]
EXTRAS = "[keyring,pdf]"


class Said(NamedTuple):
    """A command line, and something that it has to say."""

    command: str
    words: str


PDF = Said("export handout.pdf --yes", "handout.pdf")
DAY = (
    Said("log 2 flat headache:3", "feel 2, flat, headache strong"),
    Said("list", "headache strong"),
    Said("edit 1 --feel 3", "Changed 1"),
    Said("undo", "Entry 1 is as before"),
    Said("report", "Your week"),
    Said("calendar --json", '"middle": 2'),
    PDF,
    Said("export handout.html --yes", "handout.html"),
    Said("export journal.jsonl", "journal.jsonl"),
    Said("--journal other.db import journal.jsonl", "1 entry"),
    Said("learn what-helps", "What people try"),
    Said("crisis DE", "112"),
    Said("config set country DE", "country is now DE"),
    Said("doctor", "The journal is whole"),
    Said("demo", "demo.db"),
    Said("--install-completion bash", "completion installed"),
)
FILES = ("handout.pdf", "handout.html", "journal.jsonl", "other.db", "demo.db")

WITHOUT_PDF = tuple(said for said in DAY if said is not PDF)
FILES_WITHOUT_PDF = tuple(name for name in FILES if name != "handout.pdf")


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="numbjournal-installed-") as folder:
        place = Path(folder)
        _uv("build", "--quiet", "--out-dir", str(place / "dist"), str(CHECKOUT))
        (wheel,), (archive,) = (sorted((place / "dist").glob(f"*{end}")) for end in (".whl", ".tar.gz"))
        lowest = in_environment(place / "lowest", f"{wheel}{EXTRAS}", "--resolution", "lowest-direct")
        plain = in_environment(place / "plain", str(wheel))
        lives = {
            "lowest": lived(lowest, place / "lowest-home", DAY),
            "highest": lived(as_tool(place, archive), place / "highest-home", DAY),
            "without extras": lived(plain, place / "plain-home", WITHOUT_PDF, FILES_WITHOUT_PDF),
        }
        mistakes = [f"{name}: {mistake}" for name, found in lives.items() for mistake in found]
    for mistake in mistakes:
        print(mistake)
    print(f"{2 * len(DAY) + len(WITHOUT_PDF) - len(mistakes)} passed, {len(mistakes)} failed")
    return bool(mistakes)


def in_environment(place: Path, package: str, *how: str) -> Path:
    """The program of a new environment."""
    _uv("venv", "--quiet", "--python", sys.executable, str(place))
    python = str(place / "bin" / "python")
    _uv("pip", "install", "--quiet", "--python", python, *how, package)
    return place / "bin" / "numbjournal"


def as_tool(place: Path, package: Path) -> Path:
    """The program as `uv tool install` makes it, with the highest versions there are."""
    folders = {"UV_TOOL_DIR": str(place / "tools"), "UV_TOOL_BIN_DIR": str(place / "bin")}
    _uv("tool", "install", "--quiet", "--python", sys.executable, f"{package}{EXTRAS}", **folders)
    return place / "bin" / "numbjournal"


def lived(program: Path, home: Path, day: tuple[Said, ...], files: tuple[str, ...] = FILES) -> Iterator[str]:
    """What was not as it should be."""
    home.mkdir()
    environment = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "SHELL": "/bin/bash"}
    for command, words in day:
        ended = subprocess.run(
            [program, *command.split()],
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        said = ended.stdout + ended.stderr
        if ended.returncode or words not in said:
            yield f"numbjournal {command}: exit code {ended.returncode}, {said.strip()!r}"
    yield from (f"{name} was not written" for name in files if not (home / name).exists())


def _uv(*words: str, **environment: str) -> None:
    subprocess.run([sys.executable, "-m", "uv", *words], env={**os.environ, **environment}, check=True)


if __name__ == "__main__":
    sys.exit(main())
