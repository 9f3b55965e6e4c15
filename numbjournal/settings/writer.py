"""Changing one key of the settings file, its comments and order kept.

A file that is made here explains every setting, each commented out, so that the defaults hold.
"""

import errno
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from numbjournal.effects import Effect, made
from numbjournal.errors import Refused
from numbjournal.files import new_file
from numbjournal.settings import SETTINGS, read_own_text

CHANGED = Effect("The settings were changed.", "The settings were changed {} times.")

_HEAD = """\
# Settings of numbjournal. A line that begins with # counts for nothing;
# without it, the setting is in force.
"""


def write_setting(path: Path, name: str, value: Any) -> Any:
    """Write one key, or take it out (None); the file is replaced in one move and private to its owner.

    A key that was not set goes where the file explains it, and leaves its example there when it is taken out.
    Where the file is a link, as in a folder of dotfiles, the file that it leads to is replaced.

    Raises Refused, with the file as it was, where it cannot be read or written.
    """
    try:
        text = _current(path)
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
    except (UnicodeEncodeError, UnicodeDecodeError, TOMLKitError):
        raise Refused(
            "The settings file cannot be read as TOML, and stays as it is.", "numbjournal config edit"
        ) from None
    except OSError as error:
        raise _not_written(error) from error
    return value


def ensure_settings_file(path: Path) -> None:
    """Make a settings file that explains itself if there is none.

    Raises Refused.
    """
    try:
        if not os.path.lexists(path):
            _replace(path, commented_settings())
        elif path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, "it is not an ordinary file")
    except OSError as error:
        raise _not_written(error) from error


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


def _current(path: Path) -> str:
    """What the file holds, or the beginning of a new one.

    Raises OSError; UnicodeDecodeError or TOMLKitError for what is not TOML.
    """
    try:
        text = read_own_text(path)
    except FileNotFoundError:
        return commented_settings()
    try:
        tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError):
        # The reader that decides what is in force, and stricter than the writer.
        raise TOMLKitError from None
    return text


def _not_written(error: OSError) -> Refused:
    return Refused(f"The settings file cannot be written: {error.strerror}.", "numbjournal config path")


def _replace(path: Path, text: str) -> None:
    if path.is_symlink():
        # Folders are made where settings usually are, and not where somebody's link leads to.
        path = path.resolve(strict=path.exists())
    else:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    unfinished = path.with_name(f".{path.name}.{os.urandom(4).hex()}.new")
    with new_file(unfinished):
        with unfinished.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        with made(CHANGED):
            unfinished.replace(path)
