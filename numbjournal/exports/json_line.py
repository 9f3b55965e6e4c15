"""JSON that people can read and that cannot control a terminal."""

import json
import unicodedata
from typing import Any

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

_KEPT = "\u200c\u200d"
"""Joiners, which letters of several scripts and many emoji need."""


def json_text(value: Any) -> str:
    """JSON on one line, with escapes for all that could control a terminal.

    In JSON, such characters occur in strings only, where an escape means the same.
    """
    text = _ENCODE(value)
    # Fast path: nearly every line is printable.
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character.isprintable() or character in _KEPT or unicodedata.category(character) == "Zs":
        return character
    return json.dumps(character)[1:-1]
