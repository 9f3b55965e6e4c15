"""Whether TZ names a time zone; where it does not, the C library goes by UTC and says nothing."""

from collections.abc import Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

_MAGIC = b"TZif"
"""How a file of a time zone begins."""


def is_known_zone(environ: Mapping[str, str]) -> bool:
    """Whether TZ is not set, is a rule of its own ("CET-1CEST"), or names a zone or the file of one."""
    name = environ.get("TZ", "").removeprefix(":")
    # A rule has an offset, and a zone whose name has a digit ("Etc/GMT+5") is not looked up either.
    if not name or any(map(str.isdigit, name)):
        return True
    try:
        if name.startswith("/"):
            path = Path(name)
            return path.is_file() and path.read_bytes().startswith(_MAGIC)
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True
