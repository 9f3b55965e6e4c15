"""What some tests need of the machine besides Python.

A test marked `@pytest.mark.needs("strace")` is skipped where there is none, with one line of reason. In the
second tier (`--full`, `--long`) it fails instead, so that nothing goes untested without anybody noticing.
This is the only place where tests look for programs and skip.
"""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import pytest

from numbjournal.vault import kernel
from tests.faults.powers import without_powers

NOBODY = 65534
"""An account that every Linux has, and that owns nothing."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")

WITHOUT_POWER = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
"""Runs a command of root's that has to keep to permissions like anybody else."""


class Need(NamedTuple):
    """`is_met` looks at the machine; `without` is the reason for a skip."""

    is_met: Callable[[], bool]
    without: str


def browser() -> str | None:
    """Where a browser of the Chromium family is."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def without_power() -> list[str]:
    """What to put before a command that has to keep to permissions; root passes over them otherwise."""
    return list(WITHOUT_POWER) if os.geteuid() == 0 else []


def _works(*command: str) -> bool:
    """Whether a program is there and can do its work, which a container may not let it."""
    return bool(shutil.which(command[0])) and not subprocess.run(command, capture_output=True).returncode


def _has_another_account() -> bool:
    if not hasattr(os, "setresuid") or os.geteuid() != 0:
        return False
    try:
        return not subprocess.run(["true"], user=NOBODY, group=NOBODY, extra_groups=[]).returncode
    except OSError:
        return False


def _gives_files_away() -> bool:
    """Whether this account can make a device and give files to another account."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as folder:
        try:
            os.mknod(f"{folder}/device", 0o600 | stat.S_IFCHR, os.makedev(1, 3))
            os.chown(f"{folder}/device", NOBODY, NOBODY)
        except OSError:
            return False
    return True


def _mounts() -> bool:
    with tempfile.TemporaryDirectory() as folder:
        if not _works("mount", "-t", "tmpfs", "-o", "size=1m", "none", folder):
            return False
        return _works("umount", folder)


def _drops_powers() -> bool:
    with without_powers() as they_count:
        return they_count


NEEDS: Mapping[str, Need] = {
    "/dev/full": Need(lambda: Path("/dev/full").exists(), "there is no /dev/full here"),
    "Linux": Need(lambda: sys.platform.startswith("linux"), "this is about Linux"),
    "a browser": Need(lambda: bool(browser()), f"there is no browser: {', '.join(BROWSERS)}"),
    "a mount": Need(_mounts, "only root can mount a file system, and not in every container"),
    "another account": Need(_has_another_account, "only root can become another account"),
    "dropped powers": Need(_drops_powers, "this system does not let root drop its capabilities"),
    "flock": Need(lambda: find_spec("fcntl") is not None, "this system has no flock"),
    "gifts": Need(_gives_files_away, "only root can give files to another account, or make a device"),
    "kept keys": Need(kernel.is_available, "this kernel, or the container around this, keeps no keys"),
    "permissions": Need(
        lambda: os.geteuid() != 0 or _works(*WITHOUT_POWER, "true"),
        "root passes over permissions, and setpriv is not here to give that up",
    ),
    "sqlite3": Need(lambda: bool(shutil.which("sqlite3")), "the program sqlite3 is not here"),
    "strace": Need(lambda: _works("strace", "true"), "strace is not here or not allowed"),
    "systemd": Need(lambda: bool(shutil.which("systemd-analyze")), "systemd-analyze is not here"),
}


@cache
def _is_met(name: str) -> bool:
    return NEEDS[name].is_met()


def require(names: Iterable[str], *, may_skip: bool) -> None:
    """Skip the test that is running if something it needs is not there, or fail it."""
    for name in names:
        if not _is_met(name):
            if may_skip:
                pytest.skip(NEEDS[name].without)
            pytest.fail(f"{NEEDS[name].without}; the second tier skips nothing", pytrace=False)
