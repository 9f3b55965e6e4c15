"""What the program knows and a clinician could correct: plain TOML beside this file."""

import tomllib
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from numbjournal.core.tag import Tag, Vocabulary

FOLDER = Path(__file__).parent


def tags_digest() -> int:
    """A checksum of the shipped vocabulary, to tell whether a journal holds this version of it."""
    return zlib.crc32((FOLDER / "tags.toml").read_bytes())


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


def shipped_vocabulary() -> Vocabulary:
    """The shipped tags, to match words with."""
    return Vocabulary(shipped_tags())


def sign_rules() -> dict[str, dict[str, float]]:
    """The numbers of the help rules, by section and name."""
    return read_table("rules/signs.toml")


@cache
def read_table(name: str) -> dict[str, Any]:
    """A file of this folder."""
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
