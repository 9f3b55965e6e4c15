"""The key kept for a while by the Linux kernel (keyrings(7)): in its memory alone, for this account alone,
and forgotten by the kernel itself when the time is up.

Reached by system calls: a look costs next to nothing, and any keyring over D-Bus more than a whole `log`.
"""

import ctypes
import os
import sys

_NUMBERS = {"x86_64": (248, 250), "aarch64": (217, 219), "riscv64": (217, 219)}
"""add_key and keyctl, by the machine's architecture."""

_USER_KEYRING = -4
_GET_KEYRING_ID, _SET_PERMISSIONS, _SEARCH, _READ, _SET_TIMEOUT, _INVALIDATE = 0, 5, 10, 11, 15, 21

_FOR_THE_ACCOUNT = 0x3F3F0000
"""Everything for whoever possesses the key and for the account; nothing for its group and for others."""

_KIND = b"user"
_RAW_BYTES = 32


def is_available() -> bool:
    """Whether the kernel keeps keys here; some containers forbid it."""
    return _keyctl(_GET_KEYRING_ID, _USER_KEYRING, 0) >= 0


def keep(name: str, raw: bytes, seconds: int) -> bool:
    """Keep a key under a name for some seconds; whether that worked."""
    add_key, _ = _NUMBERS[os.uname().machine]
    key = _call(add_key, _KIND, _described(name), raw, len(raw), _USER_KEYRING)
    if key < 0:
        return False
    if _keyctl(_SET_TIMEOUT, key, seconds) < 0 or _keyctl(_SET_PERMISSIONS, key, _FOR_THE_ACCOUNT) < 0:
        _keyctl(_INVALIDATE, key)
        return False
    return True


def find(name: str) -> bytes | None:
    """The key of that name, unless its time is up."""
    key = _keyctl(_SEARCH, _USER_KEYRING, _KIND, _described(name), 0)
    if key < 0:
        return None
    raw = ctypes.create_string_buffer(_RAW_BYTES)
    size = _keyctl(_READ, key, raw, _RAW_BYTES)
    return raw.raw if size == _RAW_BYTES else None


def forget(name: str) -> bool:
    """Forget a key; whether there was one."""
    key = _keyctl(_SEARCH, _USER_KEYRING, _KIND, _described(name), 0)
    return key >= 0 and _keyctl(_INVALIDATE, key) >= 0


def _described(name: str) -> bytes:
    return f"numbjournal:{name}".encode()


def _keyctl(*arguments: object) -> int:
    if sys.platform != "linux" or os.uname().machine not in _NUMBERS or sys.maxsize < 2**32:
        return -1
    return _call(_NUMBERS[os.uname().machine][1], *arguments)


def _call(number: int, *arguments: object) -> int:
    syscall = ctypes.CDLL(None).syscall
    syscall.restype = ctypes.c_long
    return int(
        syscall(*(ctypes.c_long(each) if isinstance(each, int) else each for each in (number, *arguments)))
    )
