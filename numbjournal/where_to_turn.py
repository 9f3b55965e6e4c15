"""Where to turn: what stands on the screen when a crisis word was used, or something close to it.

It is answered at once, before anything else, and whatever else goes wrong: a slip in the settings or a failed
command never keeps it back. Free text is not searched for words, because a miss would look like reassurance.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress

from numbjournal.core.entry import Entry
from numbjournal.core.phrase import Phrase, crisis_in
from numbjournal.core.tag import CRISIS_TAGS, Vocabulary
from numbjournal.data import emergency_number
from numbjournal.errors import NumbjournalError
from numbjournal.screen.plain import where_to_turn
from numbjournal.settings import Settings


class WhereToTurn:
    """The person's country and contacts, put into the words for an occasion."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._shown = False

    @property
    def emergency(self) -> str | None:
        """The emergency number of the country that is set, if one is known."""
        # A settings file that cannot be read leaves what is known without it.
        with suppress(NumbjournalError):
            country = self._settings.get("country")
            return emergency_number(country) if country else None
        return None

    def text(self, occasion: str = "asked") -> str:
        """Who to turn to, on an occasion (`screen.plain.OPENINGS`)."""
        self._shown = self._shown or occasion != "asked"
        contacts: list[str] = []
        with suppress(NumbjournalError):
            contacts = self._settings.get("contacts")
        return where_to_turn(occasion, emergency=self.emergency, contacts=contacts)

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
