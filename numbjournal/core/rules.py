"""The numbers of the help rules: shipped ones, and those a person changed."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Numbers = Mapping[str, Mapping[str, float]]

_GREATEST = {"days": 366, "weeks": 52, "strength": 4, "from_day": 366, "every": 366, "every_in_care": 366}
_SHARES = frozenset({"share", "in_each_half", "of_few"})


class Changed(NamedTuple):
    """A number that is not the shipped one: `early.days`, what it is and what it was."""

    name: str
    now: float
    shipped: float


class Rules(NamedTuple):
    """`numbers` by section and name, those that were changed, and sentences about changes that do not fit."""

    numbers: Numbers
    changed: tuple[Changed, ...] = ()
    slips: tuple[str, ...] = ()

    def whole(self, name: str) -> int:
        """A whole number, by section and name: `early.days`."""
        return int(self.share(name))

    def share(self, name: str) -> float:
        """A number that may be a fraction."""
        section, _, key = name.partition(".")
        return self.numbers[section][key]


def with_changes(shipped: Numbers, changes: Any) -> Rules:
    """The shipped numbers with a person's changes; one that does not fit is named, and the default stays."""
    numbers = {section: dict(values) for section, values in shipped.items()}
    changed: list[Changed] = []
    slips: list[str] = []
    if not isinstance(changes, Mapping):
        changes, slips = {}, ["rules in your settings is no table; the defaults are used."]
    for section, values in changes.items():
        if section not in shipped or not isinstance(values, Mapping):
            slips.append(f"rules.{section} in your settings is no rule; it is left out.")
            continue
        for key, value in values.items():
            name = f"rules.{section}.{key}"
            if key not in shipped[section]:
                slips.append(f"{name} in your settings is no rule; it is left out.")
            elif reason := _unfit(section, key, value):
                slips.append(
                    f"{name} in your settings {reason}; the default, {shipped[section][key]}, is used."
                )
            elif value != shipped[section][key]:
                changed.append(Changed(f"{section}.{key}", value, shipped[section][key]))
                numbers[section][key] = value
    return Rules(numbers, tuple(changed), tuple(slips))


def _unfit(section: str, key: str, value: Any) -> str:
    """Why a value cannot be used; empty if it can."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is no number"
    if key in _SHARES:
        return "" if 0 < value <= 1 else "is not a share between 0 and 1"
    greatest = _GREATEST.get(key, 100)
    if not isinstance(value, int) or not 1 <= value <= greatest:
        return f"is not a whole number from 1 to {greatest}"
    if section in ("early", "lasting") and key == "days" and value % 14:
        return "is not a whole number of fortnights"
    return ""
