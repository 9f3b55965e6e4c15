"""Helplines and countries: who there is to turn to, when a line is open, what a typed country stands for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, NamedTuple

from numbjournal.core.tag import name_key, one_edit_apart
from numbjournal.core.text import LONGEST_TEXT, size_of
from numbjournal.errors import Misuse

MONTHS_FRESH = 12
"""A record that was compared longer ago than this is shown with a note (this project's own default)."""

PREFIX_LETTERS = 4
"""From this many letters on, the beginning of a country's name is enough."""

ALWAYS = "24/7"

_DAILY = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)(?: daily)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}[-_]([A-Z]{2})(?![A-Za-z0-9])")


class Helpline(NamedTuple):
    """One line. There is a number in `call`, or `text` ("text 988"), or both.

    `hours` is `24/7`, `09:00-24:00 daily`, or other words; `checked` the day it was compared with published
    lists, None where nobody says.
    """

    country: str
    name: str
    hours: str
    call: tuple[str, ...] = ()
    text: str = ""
    languages: tuple[str, ...] = ()
    url: str = ""
    confidence: str = ""
    checked: date | None = None

    def is_open(self, at: time) -> bool | None:
        """Whether it is open at a time of day; None where the hours are words. A line is taken for open at
        night until its closing time, and 00:00 or 24:00 closes at midnight."""
        if self.hours == ALWAYS:
            return True
        spans = _DAILY.fullmatch(self.hours)
        if not spans:
            return None
        first, last, now = (
            60 * int(hour) + int(minute)
            for hour, minute in (spans.groups()[:2], spans.groups()[2:], (at.hour, at.minute))
        )
        return first <= now < last if first < last else now >= first or now < last


class Country(NamedTuple):
    """A country by its ISO 3166 code. The first of `names` is shown, as it stands in a sentence."""

    code: str
    names: tuple[str, ...]
    emergency: str | None = None
    lines: tuple[Helpline, ...] = ()

    @property
    def name(self) -> str:
        return self.names[0]


class ChosenBy(StrEnum):
    """Why a country is shown."""

    NAME = "name"
    NEAR_NAME = "near name"
    SETTING = "setting"
    LANGUAGE = "language"
    NOTHING = "nothing"


class Support(NamedTuple):
    """Who there is to turn to at a moment.

    `here` is the country that is shown, None where none is known; `was_named` tells whether one was asked for
    or set all the same. `elsewhere` are other countries, where they were asked for. `checked` is the day of
    the oldest comparison among what is shown; `near` are countries whose names resemble one that is unknown.
    """

    here: Country | None
    chosen_by: ChosenBy
    checked: date
    contacts: tuple[str, ...] = ()
    elsewhere: tuple[Country, ...] = ()
    near: tuple[Country, ...] = ()

    @property
    def was_named(self) -> bool:
        return self.chosen_by in (ChosenBy.NAME, ChosenBy.SETTING)


def read_helpline(record: Mapping[str, Any]) -> Helpline:
    """A record of a list of helplines as a value.

    Raises Misuse with what is wrong about it, to be read after the number of the record ("has no hours").
    """
    country, name, hours = (_words(record, key) for key in ("country", "name", "hours"))
    if not re.fullmatch(r"[A-Za-z]{2}", country):
        raise Misuse("has no country of two letters.")
    for key, value in (("name", name), ("hours", hours)):
        if not value:
            raise Misuse(f"has no {key}.")
    line = Helpline(
        country=country.upper(),
        name=name,
        hours=hours,
        call=_list(record, "call"),
        text=_words(record, "text"),
        languages=_list(record, "languages"),
        url=_words(record, "url"),
        confidence=_words(record, "confidence"),
        checked=_day(record, "checked"),
    )
    if not line.call and not line.text:
        raise Misuse("has no number to call and no way to write.")
    texts = (line.name, line.hours, *line.call, line.text, *line.languages, line.url, line.confidence)
    if size_of(*texts) > LONGEST_TEXT:
        raise Misuse(f"has more than {LONGEST_TEXT:,} bytes of text.")
    return line


def _words(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key, "")
    if not isinstance(value, str):
        raise Misuse(f"has a {key} that is not in quotes.")
    return value.strip()


def _list(record: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = record.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Misuse(f"has a {key} that is not a list in quotes.")
    return tuple(item.strip() for item in value if item.strip())


def _day(record: Mapping[str, Any], key: str) -> date | None:
    value = record.get(key)
    # A moment is a date too, and would not compare with one.
    if value is not None and type(value) is not date:
        raise Misuse(f"has a {key} that is not a date such as 2026-11-22.")
    return value


def open_first(lines: Iterable[Helpline], at: time) -> list[Helpline]:
    """The lines with those open at a time first, then those whose hours are words, then those closed."""
    rank = {True: 0, None: 1, False: 2}
    return sorted(lines, key=lambda line: rank[line.is_open(at)])


def is_stale(checked: date, today: date) -> bool:
    """Whether a comparison is so long ago that it is worth a note."""
    months = 12 * (today.year - checked.year) + today.month - checked.month
    return months - (today.day < checked.day) >= MONTHS_FRESH


def find_country(typed: str, countries: Sequence[Country]) -> tuple[Country | None, ChosenBy]:
    """The country with this code or name; else the only one whose name begins so, or is one mistake away.

    A mistake is a letter too many, one too few, or two swapped; another letter is not (Iceland is not
    Ireland).
    """
    key = _country_key(typed)
    keys = [(name, country) for country in countries for name in map(_country_key, country.names)]
    for name, country in [*((country.code.casefold(), country) for country in countries), *keys]:
        if name == key:
            return country, ChosenBy.NAME
    begins = len(key) >= PREFIX_LETTERS
    near = {
        country.code: country
        for name, country in keys
        if begins and (name.startswith(key) or _one_mistake_apart(name, key))
    }
    if len(near) == 1:
        return next(iter(near.values())), ChosenBy.NEAR_NAME
    return None, ChosenBy.NAME


def near_countries(typed: str, countries: Sequence[Country]) -> list[Country]:
    """Countries whose names resemble what was typed, the nearest first; three at most."""
    keys = {_country_key(name): country for country in countries for name in country.names}
    found = get_close_matches(_country_key(typed), keys, n=3, cutoff=0.7)
    return list({keys[key].code: keys[key] for key in found}.values())


def _one_mistake_apart(first: str, second: str) -> bool:
    is_other_letter = len(first) == len(second) and sorted(first) != sorted(second)
    return one_edit_apart(first, second) and not is_other_letter


def _country_key(name: str) -> str:
    return name_key(name).removeprefix("the-")


def country_of_language(environ: Mapping[str, str]) -> str | None:
    """The code of the country in the language the system is set to (`de_AT.UTF-8`), if it names one."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    language = next((environ[name] for name in names if environ.get(name)), "")
    found = _LANGUAGE.match(language)
    return found[1] if found else None


class SupportPage(NamedTuple):
    """The answer of `crisis`: whom to turn to, and the same in words."""

    support: Support
    now: datetime
    text: str
