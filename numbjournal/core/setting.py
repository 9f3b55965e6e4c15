"""Answers about settings."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class SettingsPage(NamedTuple):
    """The answer of `config`: values and what they are about, by name, and the path of the file."""

    settings: Mapping[str, Any]
    abouts: Mapping[str, str]
    path: str


class SettingShown(NamedTuple):
    """The answer of `config get`."""

    name: str
    value: Any


class SettingKept(NamedTuple):
    """The answer of `config set` and `config unset`."""

    name: str
    value: Any


class CareKept(NamedTuple):
    """The answer of `config set care`."""

    care: bool
