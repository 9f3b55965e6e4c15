"""Become another account of the machine, and say which paths and keys it can read.

python -m tests.faults.another_account WORD...  A number is a key in the kernel's memory, a folder is walked.
Everything is imported before: the other account need not be able to read the program.
"""

import ctypes
import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from numbjournal.vault import kernel
from tests.needs import NOBODY


def readable(path: Path) -> Iterator[str]:
    """The files and the folders that can be read, with everything in them."""
    with suppress(OSError):
        if path.is_dir():
            inside = sorted(path.iterdir())
            yield str(path)
            for each in inside:
                yield from readable(each)
        else:
            path.read_bytes()
            yield str(path)


def key_is_readable(serial: int) -> bool:
    """Whether the kernel hands out a key to whoever knows its number."""
    raw = ctypes.create_string_buffer(32)
    return kernel._keyctl(kernel._READ, serial, raw, 32) > 0


def become(account: int) -> None:
    os.setgroups([])
    os.setresgid(account, account, account)
    os.setresuid(account, account, account)


if __name__ == "__main__":
    # The first look finds the system's library, which the other account may not be able to.
    kernel.is_available()
    become(NOBODY)
    assert os.getresuid() == (NOBODY,) * 3
    found: list[str] = []
    for word in sys.argv[1:]:
        if word.isdecimal():
            found += [word] if key_is_readable(int(word)) else []
        else:
            found += readable(Path(word))
    json.dump(found, sys.stdout)
