"""What `--json` publishes of each result, and under which names: the form that other programs rely on.

A row of `VALUES` lists the fields of a type of value. A type without a row publishes all its fields under
their own names. A field is one of

    "name"                   the attribute of that name
    "name=path.to.it"        an attribute under another name
    "*path.to.it"            the fields of another value, put in at this place
    ("name", compute)        what `compute(value)` returns

A row of `RESULTS` names the command that answers, and says what its `data` is: the path of one attribute, or
a tuple of fields. Further fields stand beside `data`.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Field = str | tuple[str, Callable[[Any], Any]]


class Published(NamedTuple):
    """The envelope of a result."""

    command: str
    data: str | tuple[Field, ...]
    beside: tuple[Field, ...] = ()


_EVENTS = ("marks=events.marks", "scores=events.scores")

VALUES: Mapping[str, tuple[Field, ...]] = {
    "Cell": ("day", "shows=look", "number", "late=is_late"),
    "Month": (("month", lambda month: f"{month.first:%Y-%m}"), "middle", "logged", "days=cells"),
    "Topic": ("id", "title"),
}

RESULTS: Mapping[str, Published] = {
    "CalendarMonth": Published("calendar", "month", _EVENTS),
    "CalendarYear": Published("calendar", "months", _EVENTS),
    "Topic": Published("learn", ("id", "title", "paragraphs")),
    "TopicList": Published("learn", "topics"),
}
