"""Where to turn: what stands on the screen when a crisis word was used, or something close to it.

It is answered at once, before anything else, and whatever else goes wrong: neither a mistake in the settings
nor a failed command keeps it back. Free text is not searched for words, because a miss would look like
reassurance.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from functools import cached_property

from numbjournal.core.entry import Entry
from numbjournal.core.helpline import (
    ChosenBy,
    Country,
    Helpline,
    Support,
    country_of_language,
    find_country,
    near_countries,
)
from numbjournal.core.log_line import Phrase, crisis_in
from numbjournal.core.tag import CRISIS_TAGS, Vocabulary
from numbjournal.data.support import emergency_checked, known_countries, shipped_helplines
from numbjournal.errors import Misuse, NumbjournalError, Refused
from numbjournal.settings import Settings
from numbjournal.settings.helplines import own_helplines
from numbjournal.wording.support import where_to_turn

ASKING = "crisis"
"""The command that asks for this; a mistake on its way keeps nothing back."""


class WhereToTurn:
    """The person's country, contacts and lines, put into the words for an occasion.

    `warnings` are sentences about a list of the person's own that could not be used.
    """

    def __init__(self, settings: Settings, clock: Callable[[], datetime], environ: Mapping[str, str]) -> None:
        self.warnings: list[str] = []
        self._settings = settings
        self._clock = clock
        self._environ = environ
        self._shown = ""

    @property
    def knows_set_country(self) -> bool:
        """Whether there is an emergency number or a line for the country in the settings."""
        found, by = self._chosen("")
        return found is not None and by is ChosenBy.SETTING

    def support(self, typed: str = "", *, everything: bool = False) -> Support:
        """Who there is to turn to in a typed country; else in the one that is set, or that the system's
        language names. With `everything`, in all other countries too."""
        here, chosen_by = self._chosen(typed)
        elsewhere = tuple(country for country in self.countries if country != here) if everything else ()
        shown = [line for country in (here, *elsewhere) if country for line in country.lines]
        dates = [emergency_checked(), *(line.checked for line in shown if line.checked)]
        near = near_countries(typed, self.countries) if typed and here is None else []
        return Support(here, chosen_by, min(dates), self._contacts, elsewhere, tuple(near))

    @cached_property
    def countries(self) -> tuple[Country, ...]:
        """Every country with a number or a line, by name; the person's own lines before the shipped ones."""
        known = {country.code: country for country in known_countries()}
        for line in (*self._own_lines, *shipped_helplines()):
            country = known.get(line.country, Country(line.country, (line.country,)))
            known[line.country] = country._replace(lines=(*country.lines, line))
        return tuple(sorted(known.values(), key=lambda country: country.name.removeprefix("the ")))

    def code_of(self, typed: str) -> str:
        """The two letters of a country that was typed by its name; other two letters stay.

        Raises Misuse, with the names that are near.
        """
        found, _ = find_country(typed, self.countries)
        if found:
            return found.code
        if len(typed.strip()) == len("DE"):
            return typed.strip()
        names = [country.name for country in near_countries(typed, self.countries)]
        question = f" Did you mean {' or '.join(names)}?" if names else ""
        raise Misuse(f"No country of that name is known here.{question}", "numbjournal crisis --all")

    def text(self, occasion: str = "asked") -> str:
        """Who to turn to, on an occasion (`screen.helplines.OPENINGS`)."""
        text = where_to_turn(occasion, self.support(), self._clock())
        self._shown = self._shown if occasion == "asked" else text
        return text

    def page(self, support: Support) -> str:
        """Everything known about who to turn to, in words."""
        return where_to_turn("asked", support, self._clock(), whole=True)

    def for_entry(self, entry: Entry, phrase: Phrase) -> str:
        """For an entry that was just saved or changed; empty where there is no occasion."""
        tagged = [tagging.tag for tagging in entry.draft.tags if tagging.tag in CRISIS_TAGS]
        if tagged:
            return self.text(tagged[0])
        return self.for_near(phrase.crisis) if phrase.crisis else ""

    def for_near(self, crisis: str) -> str:
        """For a word that was only close to a crisis tag."""
        return f"Did you mean {crisis}? {self.text('nearly')}"

    def for_failed(self, words: Sequence[str], vocabulary: Callable[[], Vocabulary]) -> str:
        """For the words of a command that failed; empty where there is no occasion, or it was shown."""
        if self._shown:
            return ""
        if ASKING in words:
            return self.text("asked")
        crisis = crisis_in([word.partition(":")[0] for word in words], vocabulary())
        return self.text("failed") if crisis else ""

    def for_unheard(self, words: Sequence[str], vocabulary: Callable[[], Vocabulary]) -> str:
        """The same once more, or as for a command that failed, where the output did not arrive."""
        return self._shown or self.for_failed(words, vocabulary)

    def _chosen(self, typed: str) -> tuple[Country | None, ChosenBy]:
        if typed:
            return find_country(typed, self.countries)
        # A settings file that cannot be read leaves what is known without it.
        with suppress(NumbjournalError):
            if country := self._settings.get("country"):
                return find_country(country, self.countries)[0], ChosenBy.SETTING
        code = country_of_language(self._environ)
        here = next((country for country in self.countries if country.code == code), None)
        return here, ChosenBy.LANGUAGE if here else ChosenBy.NOTHING

    @property
    def _contacts(self) -> tuple[str, ...]:
        with suppress(NumbjournalError):
            return tuple(self._settings.get("contacts"))
        return ()

    @property
    def _own_lines(self) -> list[Helpline]:
        try:
            return own_helplines(self._settings.path)
        except Refused as warning:
            self.warnings.append(str(warning))
            return []
