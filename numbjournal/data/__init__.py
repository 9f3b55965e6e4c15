"""What the program knows and a clinician could correct: plain TOML beside this file."""

import tomllib
import zlib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from numbjournal.core.helpline import Country, Helpline, read_helpline
from numbjournal.core.tag import Tag
from numbjournal.core.topic import Topic, read_topic

_FOLDER = Path(__file__).parent

TOPICS = (
    "what-it-is",
    "how-it-shows",
    "causes",
    "medication",
    "by-choice",
    "gradual-or-sudden",
    "effects",
    "what-helps",
    "when-to-get-help",
    "talking-to-a-doctor",
    "treatment",
    "children-and-attachment",
    "autism",
    "living-with-someone",
    "you-are-not-alone",
)
"""The pages of `topics/`, in the order in which they are listed."""


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
        for record in read_table("tags.toml")["tag"]
    ]


def sign_rules() -> dict[str, dict[str, float]]:
    """The numbers of the help rules, by section and name."""
    return read_table("rules/signs.toml")


def emergency_number(country: str) -> str | None:
    """The number to ring in danger, by ISO 3166 country code; None where none is known here."""
    return emergency_numbers().get(country.upper())


def emergency_numbers() -> dict[str, str]:
    """Emergency number by country code."""
    numbers: dict[str, str] = read_table("emergency.toml")["emergency"]
    return numbers


def emergency_checked() -> date:
    """The day the emergency numbers were compared with published lists."""
    day: date = read_table("emergency.toml")["checked"]
    return day


def shipped_helplines() -> list[Helpline]:
    """Every shipped helpline, in the order of the file."""
    return [read_helpline(record) for record in read_table("helplines.toml")["line"]]


def known_countries() -> list[Country]:
    """The countries that have a name here, with their emergency number and without lines."""
    numbers = emergency_numbers()
    names = read_table("countries.toml")["countries"]
    return [Country(code, tuple(called), numbers.get(code)) for code, called in names.items()]


def shipped_topics() -> list[Topic]:
    """Every shipped page, in the order of `TOPICS`."""
    folder = _FOLDER / "topics"
    return [read_topic(name, (folder / f"{name}.md").read_text(encoding="utf-8")) for name in TOPICS]


@cache
def read_table(name: str) -> dict[str, Any]:
    """A file of this folder."""
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
