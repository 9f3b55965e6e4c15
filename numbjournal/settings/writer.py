"""Changing one key of the settings file, its comments and order kept."""

import os
from pathlib import Path
from typing import Any

import tomlkit

from numbjournal.errors import Refused


def write_setting(path: Path, name: str, value: Any) -> Any:
    """Write one key, or take it out (None); the file is replaced in one move and private to its owner.

    Raises Refused.
    """
    try:
        document = tomlkit.parse(path.read_text(encoding="utf-8") if path.exists() else "")
        if value is None:
            document.pop(name, None)
        else:
            document[name] = value
        _replace(path, tomlkit.dumps(document))
    except OSError as error:
        raise Refused(f"The settings file cannot be written: {error.strerror}.") from error
    return value


def ensure_settings_file(path: Path) -> None:
    """Make an empty settings file if there is none.

    Raises Refused.
    """
    try:
        if not path.exists():
            _replace(path, "# Settings of numbjournal; numbjournal config lists what can be set.\n")
    except OSError as error:
        raise Refused(f"The settings file cannot be written: {error.strerror}.") from error


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
