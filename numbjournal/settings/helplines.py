"""A person's own helplines: a list like the shipped one, in the folder of the settings."""

import tomllib
from pathlib import Path

from numbjournal.core.helpline import Helpline, read_helpline
from numbjournal.errors import Misuse, Refused
from numbjournal.settings import read_own_text

FILE_NAME = "helplines.toml"


def own_helplines(settings: Path) -> list[Helpline]:
    """The person's own lines, beside the settings file; none where there is no such list.

    Raises Refused where the list is there and cannot be used.
    """
    path = settings.with_name(FILE_NAME)
    try:
        records = tomllib.loads(read_own_text(path)).get("line", [])
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise _unusable(f"cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError):
        # Not UTF-8, or not TOML.
        raise _unusable("cannot be read as TOML.") from None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise _unusable("is not a list of [[line]] records.")
    lines = []
    for number, record in enumerate(records, start=1):
        try:
            lines.append(read_helpline(record))
        except Misuse as warning:
            raise _unusable(f"is not used, because record {number} {warning.message}") from None
    return lines


def _unusable(what: str) -> Refused:
    return Refused(f"Your own {FILE_NAME}, beside the settings, {what}", "numbjournal config path")
