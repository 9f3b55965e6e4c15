"""The questions about an entry, one key each, which is kept from the first answer on."""

from collections.abc import Sequence
from datetime import timedelta

from numbjournal.context import Run
from numbjournal.core.entry import Answer, Draft, Entry
from numbjournal.core.log_line import Phrase, bare, read_phrase, read_tags
from numbjournal.core.status import WELCOME_BACK
from numbjournal.effects import told
from numbjournal.errors import Damaged, Misuse, NotFound, Refused, Stopped
from numbjournal.services.entries import is_back, tell, with_phrase
from numbjournal.services.unsaved_entries import kept_for_later
from numbjournal.store.tags import most_used

OFFERED_TAGS = 6
FIRST_OFFER = ("flat", "empty", "disconnected-self", "lost-interest", "fatigue", "tension")
"""What the tags question offers while there is nothing of one's own to offer."""

OFFER_FROM = timedelta(days=90)
"""Most used means: in this time."""

KINDS_ASKED = ("manifestation", "body", "effect", "strategy", "own")
"""What the tags question shows to who asks for all words: nobody is asked for a cause, or for distress."""


def ask_for_entry(run: Run, draft: Draft) -> None:
    """Ask for an entry: save after the first answer, and amend with each later one.

    Raises Misuse where nobody is there to answer, Stopped.
    """
    if not run.can_ask:
        raise Misuse("Say how much you could feel, e.g. numbjournal log 2 flat")
    # A journal that cannot be opened is said before anything is asked.
    _ = run.vocabulary
    if is_back(run):
        run.prompts.say(WELCOME_BACK)
    questions = _Questions(run)
    try:
        questions.ask(draft)
    except (Stopped, KeyboardInterrupt):
        if questions.entry is None:
            raise Stopped("") from None
        questions.tell()
        told()
        run.may_ask_more = False
        raise Stopped("") from None
    if questions.entry is None:
        run.prompts.say("Nothing is saved this time.")
    questions.tell()


class _Questions:
    """The questions about one entry, which is kept from the first answer on."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.entry: Entry | None = None
        self.phrase = Phrase()

    def ask(self, draft: Draft) -> None:
        prompts = self.run.prompts
        draft = self._ask_feel(draft)
        self._keep(draft)
        if self._is_over(draft):
            prompts.end()
            return
        if self.entry:
            prompts.say(_kept(draft))
        if not self.phrase.matches:
            draft = self._ask_tags(draft)
        if self._is_over(draft):
            prompts.end()
            return
        if self._may_have_been_in_the_way(draft):
            draft = draft._replace(interfered=prompts.interfered())
            self._keep(draft)
        note = prompts.note()
        self._keep(draft._replace(note="\n".join(part for part in (draft.note, note) if part)))

    def _is_over(self, draft: Draft) -> bool:
        """Whether nothing more is asked: tired is the whole entry, and a crisis word has its answer first."""
        return draft.answer is Answer.TIRED or self.phrase.crisis is not None

    def tell(self) -> None:
        if self.entry:
            tell(self.run, self.entry, self.phrase)

    def _keep(self, draft: Draft) -> None:
        if not draft.says_something:
            return
        number = self.entry.number if self.entry else None
        try:
            journal = self.run.journal_or_new
            if self.entry is None:
                self.entry = journal.log(draft, self.phrase.new_tags)
            else:
                self.entry = journal.amend(self.entry, draft, self.phrase.new_tags)
        except (Refused, Damaged, NotFound) as error:
            raise kept_for_later(self.run, error, draft, self.phrase, number) from None

    def _ask_feel(self, draft: Draft) -> Draft:
        """The first answer: a key, or a line of words as on the command line."""
        prompts = self.run.prompts
        day = "today" if draft.day == self.run.today else f"on {self.run.output.named_day(draft.day)}"
        while True:
            said = prompts.feel(day)
            if not isinstance(said, str):
                answer, feel = said
                return draft._replace(answer=answer, feel=feel)
            try:
                self.phrase = read_phrase(said.split(), self.run.vocabulary)
                return with_phrase(draft, self.phrase)
            except Misuse as error:
                prompts.say(error.message)

    def _ask_tags(self, draft: Draft) -> Draft:
        """Words are taken until they can all be read; those that could be are kept meanwhile."""
        prompts = self.run.prompts
        offered, known = self._offered(), self._known()
        choices = [self.run.vocabulary.tags[tag].shown for tag in offered]
        kept: list[str] = []
        while True:
            typed = prompts.tags(choices, known)
            if draft.feel == 1 and typed[:1] == ["0"]:
                # A 10 whose 0 came too late to be one key with the 1; no word has the number 0.
                draft, typed = draft._replace(feel=10), typed[1:]
                self._keep(draft)
                prompts.say(_kept(draft))
            words = [_offered_word(bare(word), offered) for word in typed]
            mistakes = {
                at: mistake
                for at, word in enumerate(words, start=1)
                if (mistake := self._mistake(word, offered))
            }
            kept += [word for at, word in enumerate(words, start=1) if at not in mistakes]
            if not mistakes:
                break
            # Where it stands and not what it is: what was typed does not come back in an error.
            said = [
                f"Word {at}: {mistake}" if len(words) > 1 else mistake for at, mistake in mistakes.items()
            ]
            prompts.say(" ".join([*said, *([f"Kept: {', '.join(kept)}."] if kept else [])]))
        self.phrase = read_tags(kept, self.run.vocabulary)
        draft = draft._replace(tags=self.phrase.taggings)
        self._keep(draft)
        return draft

    def _mistake(self, word: str, offered: Sequence[str]) -> str:
        """Why a word can be no tag; empty for one that can."""
        try:
            read_tags([word], self.run.vocabulary)
        except Misuse as error:
            return f"The numbers go from 1 to {len(offered)}." if word[0].isdigit() else error.message
        return ""

    def _known(self) -> tuple[str, ...]:
        """Every word there is to choose from, by kind."""
        tags = [tag for tag in self.run.vocabulary.tags.values() if not tag.retired]
        return tuple(tag.shown for kind in KINDS_ASKED for tag in tags if tag.kind == kind)

    def _offered(self) -> tuple[str, ...]:
        own: tuple[str, ...] = ()
        if self.run.has_journal:
            since = self.run.today - OFFER_FROM
            used = most_used(self.run.journal, since, 2 * OFFERED_TAGS)
            # A misspelt crisis word may be somebody's own tag; nobody is offered it as a choice.
            own = tuple(tag for tag in used if not self.run.vocabulary.crisis(tag))
        tags = self.run.vocabulary.tags
        rest = [tag for tag in FIRST_OFFER if tag in tags and not tags[tag].retired]
        offered = [tag for tag in dict.fromkeys((*own, *rest)) if tag in tags]
        return tuple(offered[:OFFERED_TAGS])

    def _may_have_been_in_the_way(self, draft: Draft) -> bool:
        tags = self.run.vocabulary.tags
        has_effect = any(tags[tagging.tag].kind == "effect" for tagging in draft.tags if tagging.tag in tags)
        return draft.is_flat or draft.answer is Answer.UNSURE or has_effect


def _kept(draft: Draft) -> str:
    """What was kept of the first answer, and how a 1 that was to be a 10 becomes one."""
    if draft.feel is None:
        return "Saved."
    return f"Saved: {draft.feel} of 10." + (" For 10, type 0 now." if draft.feel == 1 else "")


def _offered_word(word: str, offered: Sequence[str]) -> str:
    """A number stands for the offered tag, with `:1` to `:4` behind it for strength."""
    number, colon, strength = word.partition(":")
    if number.isascii() and number.isdigit() and 1 <= int(number) <= len(offered):
        return f"{offered[int(number) - 1]}{colon}{strength}"
    return word
