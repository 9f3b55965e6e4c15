"""Values as plain JSON values, under the names that `published` gives them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from pathlib import Path
from typing import Any

from numbjournal.output.published import VALUES, Field


def encoded(value: Any) -> Any:
    """Days and moments in ISO 8601, choices by their value, named tuples as objects.

    Raises TypeError for a value of a kind that has no form in JSON.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if hasattr(value, "_fields"):
        return encoded_fields(value, VALUES.get(type(value).__name__, value._fields))
    if isinstance(value, Mapping):
        return {encoded(key): encoded(part) for key, part in value.items()}
    if isinstance(value, Iterable):
        return [encoded(part) for part in value]
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def encoded_fields(value: Any, fields: Sequence[Field]) -> dict[str, Any]:
    """The chosen fields of a value, as an object."""
    found: dict[str, Any] = {}
    for field in fields:
        if isinstance(field, tuple):
            name, compute = field
            found[name] = encoded(compute(value))
        elif field == "*":
            found |= {name: encoded(part) for name, part in value._asdict().items()}
        elif field.startswith("-"):
            del found[field[1:]]
        elif field.startswith("*"):
            found |= encoded(attrgetter(field[1:])(value))
        else:
            name, _, path = field.partition("=")
            found[name] = encoded(attrgetter(path or name)(value))
    return found


def encoded_at(value: Any, path: str | Sequence[Field]) -> Any:
    """One attribute of a value, or an object of several fields."""
    return encoded(attrgetter(path)(value)) if isinstance(path, str) else encoded_fields(value, path)
