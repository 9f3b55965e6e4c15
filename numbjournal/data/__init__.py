"""What the program knows and a clinician could correct: plain TOML beside this file."""

import tomllib
import zlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from numbjournal.core.helpline import Helpline
from numbjournal.core.tag import Tag

_FOLDER = Path(__file__).parent


def tags_digest() -> int:
    """A checksum of the shipped vocabulary, to tell whether a journal holds this version of it."""
    return zlib.crc32((_FOLDER / "tags.toml").read_bytes())


def shipped_tags() -> list[Tag]:
    """Every shipped tag, in the order of the file."""
    return [
        Tag(
            id=record["id"],
            kind=record["kind"],
            label=record["label"],
            about=record["about"],
            aliases=tuple(record.get("aliases", ())),
            silent=tuple(record.get("silent", ())),
        )
        for record in _read("tags.toml")["tag"]
    ]


def sign_rules() -> dict[str, dict[str, float]]:
    """The numbers of the help rules, by section and name."""
    return _read("rules/signs.toml")


def emergency_number(country: str) -> str | None:
    """The number to ring in danger, by ISO 3166 country code; None where none is known here."""
    return emergency_numbers().get(country.upper())


def emergency_numbers() -> dict[str, str]:
    """Emergency number by country code."""
    numbers: dict[str, str] = _read("emergency.toml")["emergency"]
    return numbers


def country_names() -> dict[str, str]:
    """What the countries with a number or a line are called in English, by code."""
    names: dict[str, str] = _read("emergency.toml")["name"]
    return names


def helplines() -> list[Helpline]:
    """Every shipped line to talk to somebody, in the order of the file."""
    return lines_from(_read("helplines.toml"))


def lines_from(table: dict[str, Any]) -> list[Helpline]:
    """Lines as a file of the shipped one's shape holds them.

    Raises ValueError, with a sentence, where a record is not what the head of that file says.
    """
    records = table.get("line")
    if not isinstance(records, list):
        raise ValueError("it has no [[line]]")
    lines = []
    for number, record in enumerate(records, start=1):
        unknown = set(record) - set(Helpline._fields)
        if unknown:
            raise ValueError(f"line {number} has a key that is not known")
        checked = record.get("checked")
        texts = {key: value for key, value in record.items() if key != "checked"}
        if not all(isinstance(value, str) for value in texts.values()):
            raise ValueError(f"line {number} has a value that is no text")
        if not isinstance(checked, date | None):
            raise ValueError(f"line {number} has a day of checking that is no date")
        if not all(texts.get(key) for key in ("country", "name", "hours")):
            raise ValueError(f"line {number} lacks its country, name or hours")
        if not texts.get("call") and not texts.get("text"):
            raise ValueError(f"line {number} has no number")
        lines.append(Helpline(**{**texts, "country": texts["country"].upper()}, checked=checked))
    return lines


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
