"""What the program knows and a clinician could correct: plain TOML beside this file."""

import tomllib
import zlib
from functools import cache
from pathlib import Path
from typing import Any

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


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
