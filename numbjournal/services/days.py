"""Days as people type them."""

import warnings
from datetime import date, datetime
from typing import Any

from numbjournal.context import Run
from numbjournal.core.when import resolve_day


def read_day(run: Run, typed: str) -> date:
    """The day somebody typed.

    Raises Misuse.
    """
    return resolve_day(typed, run.today, read_date)


def read_date(text: str, **options: Any) -> datetime:
    """A date in full, by dateutil.

    Raises ValueError or OverflowError.
    """
    from dateutil import parser

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", parser.UnknownTimezoneWarning)
        read: datetime = parser.parse(text, **options)
        return read
