"""Values as plain JSON values, under the names that `published` gives them."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Any

from numbjournal.core.plain import plain
from numbjournal.output.published import VALUES, Field


def encoded(value: Any) -> Any:
    """The plain form of a value.

    Raises TypeError for a value that JSON has no form for.
    """
    return plain(value, lambda part: encoded_fields(part, VALUES.get(type(part).__name__, part._fields)))


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


def encoded_at(value: Any, path: str | Sequence[Field] | Callable[[Any], Any]) -> Any:
    """One attribute of a value, an object of several fields, or what a function makes of it."""
    if callable(path):
        return encoded(path(value))
    return encoded(attrgetter(path)(value)) if isinstance(path, str) else encoded_fields(value, path)
