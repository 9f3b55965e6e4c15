"""Where to turn: what is said when a crisis word was used, or something close to it, or when it is asked for.

It is answered at once, before anything else, and whatever else goes wrong: a slip in the settings or a failed
command never keeps it back. Free text is not searched for words, because a miss would look like reassurance.
"""

import tomllib
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime

from numbjournal.core.entry import Entry
from numbjournal.core.helpline import Helpline, open_first
from numbjournal.core.phrase import Phrase, crisis_in
from numbjournal.core.tag import CRISIS_TAGS, Vocabulary
from numbjournal.data import emergency_number, helplines, lines_from
from numbjournal.errors import NumbjournalError
from numbjournal.screen.plain import where_to_turn
from numbjournal.settings import Settings

OWN_LINES = "helplines.toml"
"""A person's own lines, beside the settings."""


class WhereToTurn:
    """The person's country, contacts and lines, put into the words for an occasion."""

    def __init__(self, settings: Settings, now: Callable[[], datetime] = datetime.now) -> None:
        self._settings = settings
        self._now = now
        self._shown = False

    @property
    def country(self) -> str | None:
        """The country that is set, if one is."""
        # A settings file that cannot be read leaves what is known without it.
        with suppress(NumbjournalError):
            country: str | None = self._settings.get("country")
            return country
        return None

    @property
    def emergency(self) -> str | None:
        """The emergency number of the country that is set, if one is known."""
        return self.emergency_of(self.country)

    @staticmethod
    def emergency_of(country: str | None) -> str | None:
        """The emergency number of a country, if one is known."""
        return emergency_number(country) if country else None

    @property
    def contacts(self) -> list[str]:
        """The person's own people."""
        with suppress(NumbjournalError):
            contacts: list[str] = self._settings.get("contacts")
            return contacts
        return []

    def lines(self, country: str | None = None) -> list[Helpline]:
        """Lines of a country (or all), a person's own first, and those that answer now before others."""
        found = [line for line in (*self._own_lines(), *helplines()) if country in (None, line.country)]
        return open_first(found, self._now()) if country else found

    def text(self, occasion: str = "asked") -> str:
        """Who to turn to, on an occasion (`screen.plain.OPENINGS`)."""
        self._shown = self._shown or occasion != "asked"
        lines = self.lines(self.country) if self.country else []
        return where_to_turn(occasion, emergency=self.emergency, contacts=self.contacts, lines=lines)

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
        crisis = crisis_in([word.partition(":")[0] for word in words], vocabulary())
        return self.text("failed") if crisis else ""

    def _own_lines(self) -> list[Helpline]:
        path = self._settings.path.with_name(OWN_LINES)
        try:
            return lines_from(tomllib.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return []
        except (OSError, ValueError) as error:
            reason = f": {error}" if type(error) is ValueError else ""
            self._settings.slips[OWN_LINES] = (
                f"Your file {path} cannot be used{reason}. The shipped lines are shown."
            )
            return []
