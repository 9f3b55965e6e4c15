"""Changing one key of the settings file, its comments and order kept.

A file that is made here explains every setting, each commented out, so that the defaults hold.
"""

import os
import re
from pathlib import Path
from typing import Any

import tomlkit

from numbjournal.effects import Effect, made
from numbjournal.errors import Refused
from numbjournal.settings import SETTINGS

CHANGED = Effect("The settings were changed.", "The settings were changed {} times.")

_HEAD = """\
# Settings of numbjournal. A line that begins with # counts for nothing;
# without it, the setting is in force.
"""


def write_setting(path: Path, name: str, value: Any) -> Any:
    """Write one key, or take it out (None); the file is replaced in one move and private to its owner.

    A key that was not set goes where the file explains it, and leaves its example there when it is taken out.

    Raises Refused.
    """
    try:
        text = path.read_text(encoding="utf-8") if path.exists() else commented_settings()
        document = tomlkit.parse(text)
        if value is None:
            document.pop(name, None)
            text = _explained(tomlkit.dumps(document), name)
        else:
            in_place = text.replace(_commented(name), tomlkit.dumps({name: value}), 1)
            # Not so where it is set already, or where a table has come to stand before the explanation.
            if in_place != text and name not in document and name in tomlkit.parse(in_place):
                text = in_place
            else:
                document[name] = value
                text = tomlkit.dumps(document)
        _replace(path, text)
    except OSError as error:
        raise Refused(f"The settings file cannot be written: {error.strerror}.") from error
    return value


def ensure_settings_file(path: Path) -> None:
    """Make a settings file that explains itself if there is none.

    Raises Refused.
    """
    try:
        if not path.exists():
            _replace(path, commented_settings())
    except OSError as error:
        raise Refused(f"The settings file cannot be written: {error.strerror}.") from error


def commented_settings() -> str:
    """A file in which nothing is set and everything explained."""
    return "\n".join((_HEAD, *(f"{_about(name)}{_commented(name)}" for name in SETTINGS)))


def _about(name: str) -> str:
    setting = SETTINGS[name]
    otherwise = f" ({setting.default} if it is not set)" if isinstance(setting.default, str) else ""
    return f"# {setting.about}{otherwise}\n"


def _commented(name: str) -> str:
    return f"# {tomlkit.dumps({name: SETTINGS[name].example})}"


def _explained(text: str, name: str) -> str:
    """The text with the example back under its explanation, where there is only that."""
    about, commented = _about(name), _commented(name)
    if commented in text:
        return text
    return re.sub(f"^{re.escape(about)}", lambda _: about + commented, text, count=1, flags=re.MULTILINE)


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    try:
        handle = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with made(CHANGED):
            unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
