"""`python -m tests.installed.interpreters [WORDS]`: the tests, on each Python here that the program is for.

Each gets a copy of the checkout and a new environment; the words go to pytest. Looks along the PATH and among
the versions of pyenv.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".hypothesis", "*_cache", "__pycache__")


def versions(checkout: Path = CHECKOUT) -> list[str]:
    """What pyproject.toml names: 3.11 and so on."""
    text = (checkout / "pyproject.toml").read_text(encoding="utf-8")
    named = tomllib.loads(text)["project"]["classifiers"]
    return [line.rpartition(" ")[2] for line in named if re.search(r":: Python :: 3\.\d+$", line)]


def interpreter(version: str, folders: Sequence[Path]) -> Path | None:
    """The first of that version which runs and can make an environment; a name alone may be a stand-in."""
    asked = "import sys, ensurepip, venv; print('%d.%d' % sys.version_info[:2])"
    for program in (folder / f"python{version}" for folder in folders):
        if os.access(program, os.X_OK):
            ended = subprocess.run([program, "-c", asked], capture_output=True, text=True)
            if ended.stdout.strip() == version:
                return program
    return None


def folders() -> list[Path]:
    """Where interpreters may be."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions")
    return [*map(Path, os.environ["PATH"].split(os.pathsep)), *sorted(pyenv.glob("*/bin"), reverse=True)]


def tried(program: Path, place: Path, words: Sequence[str]) -> Iterator[str]:
    """The lines of pytest, on one interpreter; the last says how it ended."""
    shutil.copytree(CHECKOUT, place, ignore=LEFT_OUT)
    python = place / ".venv/bin/python"
    subprocess.run([program, "-m", "venv", place / ".venv"], check=True)
    subprocess.run([python, "-m", "pip", "install", "-q", "-e", ".[dev]"], cwd=place, check=True)
    command = [python, "-m", "pytest", *words]
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        yield from running.stdout


def main(words: Sequence[str]) -> int:
    closing = {}
    for version in versions():
        program = interpreter(version, folders())
        if program is None:
            closing[version] = "not on this machine"
            continue
        print(f"# Python {version}: {program}", flush=True)
        with tempfile.TemporaryDirectory(prefix="numbjournal-interpreters-") as folder:
            for line in tried(program, Path(folder) / "numbjournal", words):
                print(line, end="", flush=True)
        closing[version] = line.strip("= \n")
    for version, said in closing.items():
        print(f"Python {version}: {said}")
    return any(" failed" in said or " error" in said for said in closing.values())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
