"""JSON that can be read by people and cannot steer a terminal."""

import json
import unicodedata
from typing import Any

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode

_KEPT = "\u200c\u200d"
"""Letters of several scripts and many emoji need the joiners, as on the screen."""


def json_text(value: Any) -> str:
    """JSON on one line: letters as they are, everything that could steer a terminal as an escape.

    Inside of JSON, such characters can only stand in a string, where the escape means the same.
    """
    text = _ENCODE(value)
    # Nearly every line is printable, and finding that out is quick.
    return text if text.isprintable() else "".join(map(_escaped, text))


def _escaped(character: str) -> str:
    if character.isprintable() or character in _KEPT or unicodedata.category(character) == "Zs":
        return character
    return json.dumps(character)[1:-1]
