"""The numbers of the help rules: shipped ones, and those a person changed."""

from collections.abc import Mapping
from typing import Any, NamedTuple

Numbers = Mapping[str, Mapping[str, float]]

HALF, ALL = 0.5, 1.0


class Bound(NamedTuple):
    """From which value to which a number may be set, so that its rule can be met, but not by hardly anything.

    `most` may name another number. A number is a multiple of `step`.
    """

    least: float
    most: float | str
    step: int = 1


BOUNDS: Mapping[str, Bound] = {
    "early.days": Bound(14, 84, 7),
    "early.answered": Bound(1, "early.days"),
    "early.in_each_week": Bound(1, 7),
    "early.share": Bound(HALF, ALL),
    "early.from_day": Bound(1, "early.days"),
    "lasting.days": Bound(28, 182, 14),
    "lasting.answered": Bound(1, "lasting.days"),
    "lasting.in_each_week": Bound(1, 7),
    "lasting.share": Bound(HALF, ALL),
    "lasting.in_each_half": Bound(HALF, ALL),
    "lasting.from_day": Bound(1, "lasting.days"),
    "long.weeks": Bound(8, 52),
    "long.answered_weeks": Bound(1, "long.weeks"),
    "long.in_each_week": Bound(1, 7),
    "long.share": Bound(HALF, ALL),
    "gate.days_apart": Bound(1, 7),
    "onset.days": Bound(14, 366),
    "interfering.strength": Bound(1, 4),
    "interfering.in_a_week": Bound(1, 7),
    "interfering.in_a_fortnight": Bound(1, 14),
    "interfering.of_few": Bound(0.25, ALL),
    "interfering.few_from": Bound(1, 14),
    "distress.strength": Bound(1, 4),
    "distress.in_a_week": Bound(1, 7),
    "medication.days_after": Bound(1, 183),
    "medication.quiet_before": Bound(1, 183),
    "score.days": Bound(7, 366),
    "stale.days": Bound(7, 60),
    "ladder.every": Bound(1, 92),
    "ladder.every_in_care": Bound(1, 92),
}
"""For every number in data/rules/signs.toml; windows are not shorter than the shipped numbers need."""

_SHARES = frozenset(name for name, bound in BOUNDS.items() if isinstance(bound.least, float))


class Changed(NamedTuple):
    """A number that the person changed: its name (`early.days`), its value, and the shipped one."""

    name: str
    now: float
    shipped: float


class Rules(NamedTuple):
    """The numbers by section and name, those that were changed, and warnings about others that do not fit."""

    numbers: Numbers
    changed: tuple[Changed, ...] = ()
    warnings: tuple[str, ...] = ()

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
    warnings: list[str] = []
    for section, key, value in _in_order(changes, shipped, warnings):
        name, default = f"{section}.{key}", shipped[section][key]
        if reason := _unfit(name, value, numbers):
            warnings.append(f"rules.{name} in your settings {reason}; the default, {default}, is used.")
        elif value != default:
            changed.append(Changed(name, value, default))
            numbers[section][key] = value
    return Rules(numbers, tuple(changed), tuple(warnings))


def _in_order(changes: Any, shipped: Numbers, warnings: list[str]) -> list[tuple[str, str, Any]]:
    """The changes of known numbers, windows first, because others are bounded by them."""
    if not isinstance(changes, Mapping):
        warnings.append("rules in your settings is not a table; the defaults are used.")
        return []
    found: list[tuple[str, str, Any]] = []
    for section, values in changes.items():
        if section not in shipped or not isinstance(values, Mapping):
            warnings.append(f"rules.{section} in your settings is not a rule; it is left out.")
            continue
        for key, value in values.items():
            if key in shipped[section]:
                found.append((section, key, value))
            else:
                warnings.append(f"rules.{section}.{key} in your settings is not a rule; it is left out.")
    return sorted(found, key=lambda change: isinstance(BOUNDS[f"{change[0]}.{change[1]}"].most, str))


def _unfit(name: str, value: Any, numbers: Numbers) -> str:
    """Why a value cannot be used; empty if it can."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "is not a number"
    bound = BOUNDS[name]
    most = bound.most
    if isinstance(most, str):
        section, _, key = most.partition(".")
        most = numbers[section][key]
    is_inside = bound.least <= value <= most
    if name in _SHARES:
        return "" if is_inside else f"is not a share from {bound.least:g} to {most:g}"
    if not isinstance(value, int) or not is_inside:
        return f"is not a whole number from {bound.least:g} to {most:g}"
    if value % bound.step:
        return f"is not a whole number of {'weeks' if bound.step == 7 else 'fortnights'}"
    return ""
