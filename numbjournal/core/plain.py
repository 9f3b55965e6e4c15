"""Values in the plain form that JSON can hold."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from typing import Any


def own_fields(value: Any) -> Mapping[str, Any]:
    """The fields of a named tuple."""
    fields: Mapping[str, Any] = value._asdict()
    return fields


def plain(value: Any, fields_of: Callable[[Any], Mapping[str, Any]] = own_fields) -> Any:
    """Days and moments in ISO 8601, choices by their value, named tuples as objects.

    `fields_of` chooses the fields of a named tuple. Raises TypeError for a value that JSON has no form for.
    """
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "__fspath__"):
        return str(value)
    if hasattr(value, "_fields"):
        value = fields_of(value)
    if isinstance(value, Mapping):
        return {plain(key, fields_of): plain(part, fields_of) for key, part in value.items()}
    if isinstance(value, Iterable):
        return [plain(part, fields_of) for part in value]
    raise TypeError(f"{type(value).__name__} has no form in JSON")
