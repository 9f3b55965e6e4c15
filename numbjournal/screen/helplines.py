"""The page of `numbjournal crisis`: the emergency number, one's own people, lines, a page with more."""

from collections.abc import Mapping, Sequence
from datetime import date

from numbjournal.core.helpline import OLD_AFTER, Helpline, oldest_check
from numbjournal.core.when import full_date
from numbjournal.screen.envelope import JsonScreen
from numbjournal.screen.plain import PlainScreen, helpline_words, where_to_turn
from numbjournal.screen.text import one_line

ALL = "numbjournal crisis --all"


class CrisisPage:
    """Said on `out`; `names` are countries by code, `contacts` the person's own people."""

    def __init__(
        self, out: PlainScreen, names: Mapping[str, str], contacts: Sequence[str], today: date
    ) -> None:
        self._out = out
        self._names = names
        self._contacts = contacts
        self._today = today

    def named(self, typed: str) -> str:
        """The code of a country that was typed as a code or as its name; what is not known stays as typed."""
        key = typed.strip().casefold()
        codes = {name.casefold(): code for code, name in self._names.items()}
        return codes.get(key, typed.strip().upper() if len(key) == 2 else typed.strip())

    def one(
        self, country: str | None, emergency: str | None, lines: Sequence[Helpline], *, is_guess: bool
    ) -> None:
        """Who to turn to in one country, or where none is known."""
        name = one_line(self._names.get(country or "", country or ""))
        text = where_to_turn("asked", emergency=emergency, contacts=self._contacts, lines=lines)
        notes = [f"Others: {ALL}"]
        if country and is_guess:
            notes = [f"Showing {name} (from your system's language). Others: {ALL}"]
        elif country and not lines:
            notes = [f"No line is known here for {name}. Those of other countries: {ALL}"]
        self._say("\n".join([text, *notes, *self._checked(lines)]), country, emergency, lines)

    def everywhere(self, lines: Sequence[Helpline], emergencies: Mapping[str, str]) -> None:
        """Every number and line, by country."""
        said = [where_to_turn("asked", emergency=None, contacts=self._contacts)]
        for code in dict.fromkeys((*emergencies, *(line.country for line in lines))):
            number = f": if you aren't safe now, {emergencies[code]}" if code in emergencies else ""
            said.append(f"\n{self._names.get(code, code)} ({code}){number}")
            said += [f"  {helpline_words(line)}" for line in lines if line.country == code]
        self._say("\n".join([*said, "", *self._checked(lines)]), None, None, lines)

    def _checked(self, lines: Sequence[Helpline]) -> list[str]:
        day = oldest_check(lines)
        if not day:
            return []
        said = f"Compared with published lists on {full_date(day)}; nobody rang to test them."
        old = " That is more than a year ago; a number may have changed."
        return [said + (old if self._today - day > OLD_AFTER else "")]

    def _say(self, text: str, country: str | None, emergency: str | None, lines: Sequence[Helpline]) -> None:
        if not isinstance(self._out, JsonScreen):
            self._out.result(text)
            return
        records = [
            {**line._asdict(), "checked": line.checked.isoformat() if line.checked else None}
            for line in lines
        ]
        data = {
            "country": country,
            "emergency": emergency,
            "contacts": list(self._contacts),
            "lines": records,
        }
        self._out.data("crisis", data, text)
