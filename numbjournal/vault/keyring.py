"""The key kept for a while by the system's own keyring: macOS, Windows, the Secret Service, KWallet.

Other backends are never asked, whatever is installed or configured: some keep a plain text file and say
nothing. The time it is kept for stands beside the key, and is looked at before the key is used.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from keyring.backends import SecretService, Windows, kwallet, macOS
from keyring.errors import KeyringError, PasswordDeleteError

from numbjournal.errors import Refused

_SERVICE = "numbjournal"

ALLOWED: Sequence[Any] = (macOS.Keyring, Windows.WinVaultKeyring, SecretService.Keyring, kwallet.DBusKeyring)


def is_available() -> bool:
    """Whether one of the four is there."""
    return _backend() is not None


def keep(name: str, raw: bytes, seconds: int) -> bool:
    """Keep a key under a name for some seconds; whether that worked."""
    backend = _backend()
    try:
        if backend is not None:
            backend.set_password(_SERVICE, name, f"{time.time() + seconds:.0f} {raw.hex()}")
    except KeyringError:
        return False
    return backend is not None


def find(name: str) -> bytes | None:
    """The key of that name, unless its time is up or the keyring is locked."""
    backend = _backend()
    try:
        kept = backend.get_password(_SERVICE, name) if backend is not None else None
        if not kept:
            return None
        expires, _, digits = kept.partition(" ")
        if int(expires) > time.time():
            return bytes.fromhex(digits)
    except (KeyringError, ValueError):
        return None
    with suppress(Refused):
        forget(name)
    return None


def forget(name: str) -> bool:
    """Forget a key; whether there was one.

    Raises Refused where the keyring does not delete it.
    """
    backend = _backend()
    try:
        if backend is not None:
            backend.delete_password(_SERVICE, name)
    except PasswordDeleteError:
        return False
    except KeyringError:
        raise Refused("The keyring is locked, and does not delete the key just now.") from None
    return backend is not None


def _backend() -> Any:
    viable = [backend for backend in ALLOWED if backend.viable]
    return max(viable, key=lambda backend: backend.priority)() if viable else None
