"""Emergency numbers, countries and helplines; apart, so that keeping an entry loads none of it."""

from datetime import date

from numbjournal.core.helpline import Country, Helpline, read_helpline
from numbjournal.data import read_table


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
