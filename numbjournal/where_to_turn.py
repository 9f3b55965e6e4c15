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

    def text(self, crisis: str | None = None, *, nearly: bool = False) -> str:
        """Who to turn to; `crisis` is the tag it is about, `nearly` if a word was only close to it."""
        self._shown = True
        contacts: list[str] = []
        with suppress(NumbjournalError):
            contacts = self._settings.get("contacts")
        return where_to_turn(crisis, nearly=nearly, emergency=self.emergency, contacts=contacts)

    def for_entry(self, entry: Entry, phrase: Phrase) -> str:
        """For an entry that was just saved or changed; empty where there is no occasion."""
        tagged = [tagging.tag for tagging in entry.draft.tags if tagging.tag in CRISIS_TAGS]
        if tagged:
            return self.text(tagged[0])
        return self.text(phrase.crisis, nearly=True) if phrase.crisis else ""

    def for_failed(self, words: Sequence[str], vocabulary: Callable[[], Vocabulary]) -> str:
        """For the words of a command that failed; empty where there is no occasion, or it was shown."""
        if self._shown:
            return ""
        crisis = crisis_in([word.partition(":")[0] for word in words], vocabulary())
        return self.text(crisis, nearly=True) if crisis else ""
