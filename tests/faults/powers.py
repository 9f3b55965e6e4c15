"""Run code for which file permissions count, and which can change nothing outside of given folders."""

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_VERSION = 0x20080522
"""The kernel's interface for capabilities with two words of 32 each."""


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Powers(ctypes.Structure):
    _fields_ = (
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    )


@contextmanager
def without_powers() -> Iterator[bool]:
    """Let file permissions count also for root; yields whether they do.

    Root drops its capabilities for the block and still owns its files. On systems other than Linux that is
    not possible, and the block runs as it is.
    """
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield hasattr(os, "geteuid")
        return
    libc = ctypes.CDLL(None, use_errno=True)
    header, held = _Header(_VERSION, 0), (_Powers * 2)()
    if not hasattr(libc, "capget") or libc.capget(ctypes.byref(header), held) != 0:
        yield False
        return
    none = (_Powers * 2)(*(_Powers(0, each.permitted, each.inheritable) for each in held))
    is_done = libc.capset(ctypes.byref(header), none) == 0
    try:
        yield is_done
    finally:
        libc.capset(ctypes.byref(header), held)


class ReachedOut(BaseException):
    """Something outside of the folders was about to be changed; no ordinary handler catches this."""


_PATHS = {
    "os.remove": (0,),
    "os.rmdir": (0,),
    "os.mkdir": (0,),
    "os.rename": (0, 1),
    "os.link": (1,),
    "os.symlink": (1,),
    "os.chmod": (0,),
    "os.chown": (0,),
    "os.truncate": (0,),
    "os.utime": (0,),
    "shutil.rmtree": (0,),
}
"""Audit events that change files, and which of their arguments are paths."""

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC

_allowed: tuple[str, ...] = ()
_is_hooked = False


@contextmanager
def confined_to(*folders: Path) -> Iterator[None]:
    """Raise ReachedOut instead of changing a file outside of the folders, also through a link.

    Without it, one wrong line in a test of `erase` removes the folder that the tests were started in.
    """
    global _allowed, _is_hooked
    if not _is_hooked:
        sys.addaudithook(_watch)
        _is_hooked = True
    before, _allowed = _allowed, tuple(os.path.realpath(folder) for folder in folders)
    try:
        yield
    finally:
        _allowed = before


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if not _allowed:
        return
    if event == "open":
        path, flags = arguments[0], arguments[2]
        # A file that is opened for writing is the one that a link leads to.
        if flags & _WRITING and not isinstance(path, int) and not str(path).startswith("/dev/"):
            _check(os.path.realpath(os.fsdecode(path)), event)
    elif event in _PATHS:
        for at in _PATHS[event]:
            path = arguments[at]
            # A bare name beside an open folder is a step of shutil.rmtree, which was checked as a whole.
            if isinstance(path, int) or (event in ("os.remove", "os.rmdir") and arguments[1] != -1):
                continue
            folder, name = os.path.split(os.path.abspath(os.fsdecode(path)))  # noqa: PTH100
            _check(os.path.join(os.path.realpath(folder), name), event)  # noqa: PTH118


def _check(path: str, event: str) -> None:
    is_inside = any(path == folder or path.startswith(f"{folder}/") for folder in _allowed)
    # What Python keeps of the modules that it loads is no one's concern.
    if not is_inside and "__pycache__" not in path and not path.startswith("/proc/"):
        raise ReachedOut(f"{event}: {path}")
