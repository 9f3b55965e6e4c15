"""The sentences about where to turn; the same ones wherever they stand, and never drawn or coloured."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from numbjournal.core.helpline import ALWAYS, ChosenBy, Country, Helpline, Support, is_stale, open_first
from numbjournal.core.text import one_line
from numbjournal.core.when import MONTH_NAMES

OPENINGS = {
    "suicidal-thoughts": "You noted thoughts of suicide. You don't have to be alone with them.",
    "self-harm": "You noted self-harm. You don't have to be alone with it.",
    "nearly": "If this is about suicide or self-harm: you don't have to be alone with it.",
    "failed": "You don't have to be alone with this, also while the journal could not take it.",
    "asked": "People to talk to.",
}
DANGERS = {
    "suicidal-thoughts": "If you might act on them or aren't safe now, {}",
    "nearly": "If you might hurt yourself or aren't safe now, {}",
    "asked": "If you aren't safe now, {}",
}
"""What is said first, and what in danger, by occasion: a crisis tag, a word close to one, a command that
failed, or somebody asked."""

EMERGENCY_ELSEWHERE = "  112 in the European Union, 911 in the US and Canada, 999 in the UK"
"""Shown as long as no country is known."""

DIRECTORY = "findahelpline.com"
ALL = "numbjournal crisis --all"


def where_to_turn(occasion: str, support: Support, now: datetime, *, whole: bool = False) -> str:
    """Who to turn to now: the emergency number, one's own people, lines, the page with more; in that order.

    `occasion` is the crisis tag that was used, or one of the other keys of `OPENINGS`. `whole` adds to each
    line its page and the day it was checked.
    """
    here = support.here
    emergency = here.emergency if here else None
    number = f"call {emergency}." if emergency else f"call your emergency number:\n{EMERGENCY_ELSEWHERE}."
    lines = [OPENINGS[occasion], DANGERS.get(occasion, DANGERS["nearly"]).format(number)]
    lines += _why_this_country(support)
    if support.contacts:
        lines.append("Your own contacts:")
        lines += [f"  {one_line(contact)}" for contact in support.contacts]
    if here and here.lines:
        lines.append(f"To talk to someone now, in {one_line(here.name)}:")
        lines += _lines(here.lines, now, whole=whole)
    for country in support.elsewhere:
        number = f" (emergency: {country.emergency})" if country.emergency else ""
        known = "" if country.lines else " no line is known here."
        lines.append(f"{_capital(one_line(country.name))}{number}:{known}")
        lines += _lines(country.lines, now, whole=whole)
    lines.append(
        f"More lines, by country: {DIRECTORY}"
        if (here and here.lines) or support.elsewhere
        else f"To talk to someone now: {DIRECTORY} lists lines by country."
    )
    lines.append("If nobody answers, try again, or the next one.")
    lines += _about_the_list(support, now.date(), whole=whole)
    return "\n".join(lines)


def _why_this_country(support: Support) -> list[str]:
    if not support.here:
        names = " or ".join(one_line(country.name) for country in support.near)
        return [f"Did you mean {names}?"] if names else []
    others = "." if support.elsewhere else f". Others: {ALL}"
    if support.chosen_by is ChosenBy.LANGUAGE:
        return [f"Showing {support.here.name} (from your system's language){others}"]
    if support.chosen_by is ChosenBy.NEAR_NAME:
        return [f"Showing {support.here.name}, the nearest name to what you typed{others}"]
    return []


def _about_the_list(support: Support, today: date, *, whole: bool) -> list[str]:
    old = ", more than a year ago; some may have changed" if is_stale(support.checked, today) else ""
    lines = [f"The numbers were checked on {_day(support.checked)}{old}."]
    if support.elsewhere:
        return lines
    here, chosen_by = support.here, support.chosen_by
    if support.was_named and not (here and here.lines):
        where = f"in {one_line(here.name)}" if here else "for that country"
        lines.append(f"No line {where} is known here; all that are: {ALL}")
    elif whole and chosen_by in (ChosenBy.NAME, ChosenBy.SETTING):
        lines.append(f"Other countries: {ALL}")
    if chosen_by is ChosenBy.NOTHING:
        lines.append(f"Your country's lines now: numbjournal crisis, and its name. All of them: {ALL}")
        lines.append("To have them here next time: numbjournal config set country, and its name.")
    elif whole and chosen_by is ChosenBy.LANGUAGE and here:
        lines.append(f"To settle on a country: numbjournal config set country {here.code}")
    return lines


def _lines(lines: Sequence[Helpline], now: datetime, *, whole: bool) -> list[str]:
    found = []
    for line in open_first(lines, now.time()):
        found.append(f"  {_line(line, now)}")
        about = [line.url, f"checked {_day(line.checked)}" if line.checked else ""]
        if whole and any(about):
            found.append(f"    {', '.join(one_line(part) for part in about if part)}")
    return found


def _line(line: Helpline, now: datetime) -> str:
    """`Samaritans: call 116 123 (24/7; English)`."""
    ways = [f"call {_either(line.call)}"] if line.call else []
    ways += [line.text] if line.text else []
    state = {True: ", open now", False: ", closed now", None: ""}[line.is_open(now.time())]
    hours = line.hours if line.hours == ALWAYS else f"{line.hours}{state}"
    about = "; ".join(part for part in (hours, ", ".join(line.languages)) if part)
    return one_line(f"{line.name}: {', or '.join(ways)} ({about})")


def _either(numbers: Sequence[str]) -> str:
    return " or ".join((", ".join(numbers[:-1]), numbers[-1]) if len(numbers) > 1 else numbers)


def _capital(name: str) -> str:
    return f"{name[0].upper()}{name[1:]}"


def _day(day: date) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def support_data(support: Support, now: datetime) -> dict[str, Any]:
    """The same for `--json`: the shown country first, lines as they are ordered there, dates in ISO 8601."""
    shown = ([support.here] if support.here else []) + list(support.elsewhere)
    return {
        "chosen_by": support.chosen_by,
        "contacts": list(support.contacts),
        "countries": [_country_data(country, now) for country in shown],
        "directory": f"https://{DIRECTORY}",
        "checked": support.checked.isoformat(),
        "is_stale": is_stale(support.checked, now.date()),
    }


def _country_data(country: Country, now: datetime) -> dict[str, Any]:
    return {
        "country": country.code,
        "name": country.name,
        "emergency": country.emergency,
        "lines": [
            {
                **line._asdict(),
                "checked": line.checked.isoformat() if line.checked else None,
                "open_now": line.is_open(now.time()),
            }
            for line in open_first(country.lines, now.time())
        ],
    }
