"""The person's settings: one TOML file, kept with its comments.

Reading uses the standard library; `writer` holds what only a change needs. A value is checked when it is
asked for, so that a mistake in one setting does not stand in the way of the others.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date, time
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import typer

from numbjournal.core.text import check_size, size_of
from numbjournal.errors import Misuse, NotFound, Refused, TooLong


class Setting(NamedTuple):
    """One key of the file.

    `example` is a value as it could stand in the file. `check` returns the value in its stored form, or
    raises Misuse. `is_needed`: nothing works without a value that was set, so a mistake in it is an error.
    """

    name: str
    about: str
    example: Any
    check: Callable[[Any], Any]
    takes_many: bool = False
    default: Any = None
    is_needed: bool = False


def _path(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Misuse("journal is the path of a file.", "numbjournal config edit")
    path = str(absolute(value))
    try:
        path.encode()
    except UnicodeEncodeError:
        raise Misuse(
            "The settings cannot hold a path that is not UTF-8; name it in the environment instead.",
            "export NUMBJOURNAL_FILE=...",
        ) from None
    return path


def _country(value: Any) -> str:
    if isinstance(value, str) and len(value) == 2 and value.isascii() and value.isalpha():
        return value.upper()
    raise Misuse("country is a code of two letters.", "numbjournal config set country DE")


def _contacts(value: Any) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return [item for item in value if item.strip()]
    raise Misuse("contacts is a list of lines.", 'numbjournal config set contacts "a name and a number"')


def _day_starts_at(value: Any) -> str:
    if isinstance(value, str) and re.fullmatch(r"(0?[0-9]|1[01]):[0-5][0-9]", value):
        return value.zfill(5)
    raise Misuse("day_starts_at is 00:00 to 11:59.", "numbjournal config set day_starts_at 04:00")


def _yes_or_no(name: str) -> Callable[[Any], bool]:
    answers = {True: True, False: False, "yes": True, "no": False, "true": True, "false": False}

    def check(value: Any) -> bool:
        if isinstance(value, bool | str) and value in answers:
            return answers[value]
        raise Misuse(f"{name} is yes or no.", f"numbjournal config set {name} yes")

    return check


def _paused_until(value: Any) -> str:
    # A date of TOML's own has no quotes around it.
    if type(value) is date:
        return value.isoformat()
    with suppress(ValueError):
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return date.fromisoformat(value).isoformat()
    raise Misuse("paused_until is a day such as 2026-12-06.", "numbjournal pause 14d")


SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("journal", "where your journal is", "/home/you/journal.db", _path, is_needed=True),
        Setting(
            "country",
            "two letters, or its name in config set; decides which emergency number is shown",
            "DE",
            _country,
        ),
        Setting(
            "contacts",
            "people to turn to, a line each",
            ["a name and a number"],
            _contacts,
            takes_many=True,
            default=[],
        ),
        Setting(
            "day_starts_at",
            "when a new day begins, for late nights",
            "04:00",
            _day_starts_at,
            default="00:00",
        ),
        Setting("plain", "yes: sentences only, for screen readers", True, _yes_or_no("plain"), default=False),
        Setting("paused_until", "the day on which reminders are back", "2026-12-06", _paused_until),
        Setting(
            "encrypted",
            "set by encrypt: no plain file holds what could not be saved",
            True,
            _yes_or_no("encrypted"),
            default=False,
        ),
    )
}


class Settings:
    """The settings file at `path`; it need not exist."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.warnings: dict[str, str] = {}

    @property
    def known(self) -> Mapping[str, Setting]:
        """Every setting there is, by name."""
        return SETTINGS

    def get(self, name: str) -> Any:
        """The value in force: the file's, or the default where it has none that fits (kept in `warnings`).

        Raises NotFound for an unknown name; Misuse where there is nothing to go by without the value.
        """
        setting = known_setting(name)
        value = self._values.get(name)
        if value is None:
            return setting.default
        try:
            return _checked(setting, value)
        except Misuse as warning:
            if setting.is_needed:
                raise
            self.warnings[name] = f"{warning.message} Until that is mended, {name} counts as not set."
            return setting.default

    def forgive(self) -> None:
        """From here on, a file that cannot be read counts as empty; it is kept in `warnings`."""
        try:
            _ = self._values
        except Refused as warning:
            self._values = {}
            self.warnings["file"] = warning.message

    def is_set(self, name: str) -> bool:
        return name in self._values

    @property
    def rules(self) -> Any:
        """What the table `[rules]` holds, unchecked: numbers of the help signs that a person changed."""
        return self._values.get("rules", {})

    @property
    def day_starts_at(self) -> time:
        return time.fromisoformat(self.get("day_starts_at"))

    @property
    def paused_until(self) -> date | None:
        """The day on which reminders are back, also if that is past."""
        until = self.get("paused_until")
        return date.fromisoformat(until) if until else None

    @cached_property
    def _values(self) -> dict[str, Any]:
        # Without a settings file, nothing of it is needed.
        import tomllib

        try:
            return tomllib.loads(read_own_text(self.path))
        except (FileNotFoundError, NotADirectoryError):
            return {}
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
            raise Refused("The settings file cannot be read as TOML.", "numbjournal config edit") from None
        except OSError as error:
            raise Refused(
                f"The settings file cannot be read: {error.strerror}.", "numbjournal config path"
            ) from error


def known_setting(name: str) -> Setting:
    """Raises NotFound."""
    if name not in SETTINGS:
        raise NotFound("There is no such setting.", "numbjournal config")
    return SETTINGS[name]


def check_setting(name: str, values: Sequence[str]) -> Any:
    """What was typed for a setting, in its stored form.

    Raises NotFound for an unknown name, Misuse for a value that does not fit.
    """
    setting = known_setting(name)
    if not setting.takes_many and len(values) != 1:
        raise Misuse(f"{name} takes one value.", f"numbjournal config get {name}")
    return _checked(setting, list(values) if setting.takes_many else values[0])


def _checked(setting: Setting, value: Any) -> Any:
    """The value in its stored form; raises Misuse where it does not fit or is too long."""
    try:
        texts = value if isinstance(value, list) else [value]
        check_size("A setting", size_of(*(text for text in texts if isinstance(text, str))))
    except TooLong as error:
        raise Misuse(error.message, f"numbjournal config get {setting.name}") from None
    return setting.check(value)


def absolute(path: str) -> Path:
    """The whole path, `~` and `..` resolved, links left as they are.

    Raises Misuse for what cannot be the path of a file.
    """
    expanded = os.path.expanduser(path)  # noqa: PTH111
    if expanded.startswith("~") and path.startswith("~"):
        raise Misuse("Nothing says where that home folder is; a path that begins with / is clear.")
    if "\0" in expanded or not (whole := Path(os.path.abspath(expanded))).name:  # noqa: PTH100  (pathlib folds no ..)
        raise Misuse("That cannot be the path of a file; a path such as /home/you/journal.db can.")
    return whole


def read_own_text(path: Path) -> str:
    """What a small file of the person's own holds; an empty text for the null device.

    Raises OSError, also for what is not an ordinary file: reading a pipe or a device may never end.
    UnicodeDecodeError where it is not UTF-8.
    """
    mode = path.stat().st_mode
    if stat.S_ISCHR(mode) and path.samefile(os.devnull):
        return ""
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not an ordinary file")
    return path.read_text(encoding="utf-8")


def default_settings() -> Path:
    """The settings file, in the folder where the system keeps a person's settings.

    Raises Refused when nothing says where the person's home is.
    """
    return at_home(Path(typer.get_app_dir("numbjournal"))) / "config.toml"


def at_home(path: Path) -> Path:
    """The path, if it was found from the root.

    Raises Refused otherwise: `~` stays as it is where there is no home folder.
    """
    if path.is_absolute():
        return path
    raise Refused(
        "Nothing says where your home folder is, so there is no place for a journal.",
        "HOME=/your/home numbjournal log 2",
    )
