"""The key that opens an encrypted file, and how a file finds its own."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

SALT_BYTES = 16
"""An encrypted file begins with its salt (SQLCipher 4); a plain one begins with SQLite's own 16 bytes."""

RAW_BYTES = 32


class Key(NamedTuple):
    """What a passphrase becomes with the salt of one file; `raw` alone, written as letters, is the recovery
    code. Copies of a file have its salt, and so its key.
    """

    raw: bytes
    salt: bytes

    def __repr__(self) -> str:
        return "Key(...)"

    @property
    def literal(self) -> str:
        """As SQLCipher reads it.

        Raises ValueError for a wrong length: SQLCipher would silently take such a key for a passphrase.
        """
        if len(self.raw) != RAW_BYTES or len(self.salt) != SALT_BYTES:
            raise ValueError("a key has 32 bytes, and a salt 16")
        return f"x'{self.raw.hex()}{self.salt.hex()}'"


KeyOf = Callable[[Path], Key | None]
"""The key of a file; None where the file is not encrypted. Raises Locked where the key is not known."""
