"""`log`: keep an entry first, talk afterwards."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.entry import Answer, Draft, Entry, check_length, merge_taggings
from numbjournal.core.log_line import Phrase, bare, read_phrase, read_tags
from numbjournal.core.query import Query
from numbjournal.core.status import WELCOME_BACK, has_been_away
from numbjournal.core.tag import Vocabulary, name_key
from numbjournal.effects import told
from numbjournal.errors import Damaged, Misuse, NotFound, NumbjournalError, Refused, Stopped
from numbjournal.options.command import WordsCommand, command_app
from numbjournal.options.completion import complete_tags
from numbjournal.options.options import (
    AtOption,
    ByChoiceOption,
    EditOption,
    ForSessionOption,
    GotThroughOption,
    InterferedOption,
    MoodOption,
    NoteOption,
    OnOption,
    PrivateOption,
    kept_for_later,
    note_from_input,
    with_details,
)

SAME_WITHIN = timedelta(days=7)
"""`log same` looks this far back for a day to repeat."""

OFFERED_TAGS = 6
FIRST_OFFER = ("flat", "empty", "disconnected-self", "lost-interest", "fatigue", "tension")
"""What the tags question offers while there is nothing of one's own to offer."""

OFFER_FROM = timedelta(days=90)
"""Most used means: in this time."""

KINDS_REPEATED = frozenset({"manifestation", "body"})

KINDS_ASKED = ("manifestation", "body", "effect", "strategy", "own")
"""What the tags question shows to who asks for all words: nobody is asked for a cause, or for distress."""

app = command_app()


@app.command(cls=WordsCommand)
def log(
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help="0 to 10, or unsure, tired, same, skip; then tags and a note. Without words, it asks.",
            autocompletion=complete_tags,
        ),
    ] = None,
    on: OnOption = None,
    at: AtOption = None,
    mood: MoodOption = None,
    interfered: InterferedOption = None,
    by_choice: ByChoiceOption = None,
    got_through: GotThroughOption = None,
    private: PrivateOption = None,
    for_session: ForSessionOption = None,
    note: NoteOption = None,
    edit: EditOption = False,
    unsaved: Annotated[bool, typer.Option("--unsaved", help="Save what could not be saved before.")] = False,
) -> None:
    """Keep an entry: how much you could feel (0 nothing, 10 fully), tags, a note.

    \b
    numbjournal log 2 flat headache:3     a number, tags, a strength from 1 to 4
    numbjournal log unsure                can't tell
    numbjournal log 3 "a grey day"        a note, in quotes
    """
    run = Run.of(context)
    draft = with_details(
        Draft(day=run.today),
        run,
        on=on,
        at=at,
        mood=mood,
        interfered=interfered,
        by_choice=by_choice,
        got_through=got_through,
        private=private,
        for_session=for_session,
    )
    if unsaved:
        _save_what_waits(run)
        return
    asks = not words and not draft.says_something and note is None and not edit
    if asks and not run.can_ask:
        raise Misuse("Say how much you could feel, e.g. numbjournal log 2 flat")
    if asks:
        # A journal that cannot be opened is said before anything is asked.
        _ = run.vocabulary
        if _is_back(run):
            run.prompts.say(WELCOME_BACK)
        _ask(run, draft)
        return
    # Read the words before a journal is made or a note is read, so that a slip costs nothing.
    vocabulary, trouble = _vocabulary(run)
    phrase = read_phrase(words or (), vocabulary)
    draft = _with_phrase(draft, phrase)
    if trouble and (edit or phrase.same):
        raise trouble
    if phrase.same:
        draft = _as_last_time(run, draft)
    unread: Refused | None = None
    if note == "-":
        try:
            note = note_from_input()
        except Refused as error:
            # The rest is kept, and then it is said.
            unread, note = error, None
            if not draft.says_something:
                raise
    draft = draft._replace(note="\n".join(part for part in (draft.note, note) if part))
    if trouble:
        raise kept_for_later(run, trouble, _worth_keeping(draft), phrase)
    is_back = _is_back(run)
    if edit:
        journal = run.journal_or_new
        with run.editor.written(draft.note) as text:
            entry = journal.log(_worth_keeping(draft._replace(note=text)), phrase.new_tags)
    else:
        entry = _log(run, _worth_keeping(draft), phrase)
    _tell(run, entry, phrase)
    if is_back and run.may_ask_more and not run.json:
        run.voice.remark(WELCOME_BACK)
    if unread:
        raise Refused(unread.message, f"numbjournal edit {entry.number} --edit")


def _is_back(run: Run) -> bool:
    """Whether the last entry was long ago; what is saved now does not count."""
    if not run.has_journal:
        return False
    # A day ahead, after a flight to the west, is no time away.
    span = run.journal.first_and_last_day()
    return has_been_away(span[1] if span else None, run.today)


def _vocabulary(run: Run) -> tuple[Vocabulary, NumbjournalError | None]:
    """The journal's words, or the shipped ones and why the journal cannot be used.

    Raises Damaged where another file was named: nothing is read or kept beside that.
    """
    try:
        return run.vocabulary, None
    except (Refused, Damaged, NotFound) as error:
        if isinstance(error, Damaged):
            run.check_place(run.journal_path)
        return run.shipped_vocabulary, error


def _log(run: Run, draft: Draft, phrase: Phrase) -> Entry:
    """Save; what the journal does not take is kept for later."""
    try:
        # Before a journal is made for it.
        check_length(draft)
        return run.journal_or_new.log(draft, phrase.new_tags)
    except (Refused, Damaged, NotFound) as error:
        raise kept_for_later(run, error, draft, phrase) from None


def _save_what_waits(run: Run) -> None:
    waiting = run.keeping.unsaved()
    if not waiting:
        run.voice.result("There is nothing that waits to be saved.")
    for unsaved in waiting:
        # A word that was new then may be a tag of the journal's own.
        phrase = read_tags(unsaved.words, run.vocabulary)
        known = dict(zip((name_key(word) for word in unsaved.words), phrase.matches, strict=True))
        tags = merge_taggings(
            tagging._replace(tag=known[tagging.tag].tag.id) if tagging.tag in known else tagging
            for tagging in unsaved.draft.tags
        )
        draft = unsaved.draft._replace(tags=tags)

        def as_kept(_: Draft, draft: Draft = draft) -> Draft:
            return draft

        if unsaved.number is None:
            entry = run.journal_or_new.log(draft, phrase.new_tags, unsaved.at)
        else:
            _, entry = run.journal.edit(unsaved.number, as_kept, phrase.new_tags)
        run.keeping.saved_at_last(unsaved)
        del run.vocabulary
        _tell(run, entry, phrase)


def _with_phrase(draft: Draft, phrase: Phrase) -> Draft:
    return draft._replace(answer=phrase.answer, feel=phrase.feel, tags=phrase.taggings, note=phrase.note)


def _worth_keeping(draft: Draft) -> Draft:
    if not draft.says_something:
        raise Misuse("There is nothing to save yet; add a tag or a note.", "numbjournal log skip flat")
    return draft


def _as_last_time(run: Run, draft: Draft) -> Draft:
    """The answer, feel, mood, manifestations and physical signs of the last logged day."""
    recent = run.journal.list(Query(first=draft.day - SAME_WITHIN, last=draft.day, limit=1))
    if not recent:
        raise NotFound("There is no entry in the seven days before to repeat.", "numbjournal log 2 flat")
    last = recent[0].draft
    run.voice.remark(f"As on {run.voice.named_day(last.day)}.")
    tags = run.vocabulary.tags
    # A misspelt crisis word may be somebody's own tag of such a kind; it is never said again by itself.
    repeated = [
        tagging
        for tagging in last.tags
        if tags[tagging.tag].kind in KINDS_REPEATED
        and not any(map(run.vocabulary.crisis, tags[tagging.tag].names))
    ]
    return draft._replace(
        answer=last.answer,
        feel=last.feel,
        mood=last.mood if draft.mood is None else draft.mood,
        tags=merge_taggings((*repeated, *draft.tags)),
    )


def _tell(run: Run, entry: Entry, phrase: Phrase) -> None:
    help_text = run.help_for(entry, phrase)
    run.voice.saved(entry, run.vocabulary.plus(phrase.new_tags), help_text)
    run.may_ask_more = not help_text
    run.voice.understood(phrase)
    run.remark_on_the_clock(entry.draft)
    run.say_where_the_journal_is()


# One key a question


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


def _ask(run: Run, draft: Draft) -> None:
    """Save after the first answer, and amend with each later one."""
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
            _tell(self.run, self.entry, self.phrase)

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
        day = "today" if draft.day == self.run.today else f"on {self.run.voice.named_day(draft.day)}"
        while True:
            said = prompts.feel(day)
            if not isinstance(said, str):
                answer, feel = said
                return draft._replace(answer=answer, feel=feel)
            try:
                self.phrase = read_phrase(said.split(), self.run.vocabulary)
                return _with_phrase(draft, self.phrase)
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
            slips = {
                at: slip for at, word in enumerate(words, start=1) if (slip := self._slip(word, offered))
            }
            kept += [word for at, word in enumerate(words, start=1) if at not in slips]
            if not slips:
                break
            # Where it stands and not what it is: what was typed does not come back in an error.
            said = [f"Word {at}: {slip}" if len(words) > 1 else slip for at, slip in slips.items()]
            prompts.say(" ".join([*said, *([f"Kept: {', '.join(kept)}."] if kept else [])]))
        self.phrase = read_tags(kept, self.run.vocabulary)
        draft = draft._replace(tags=self.phrase.taggings)
        self._keep(draft)
        return draft

    def _slip(self, word: str, offered: Sequence[str]) -> str:
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
        most_used: tuple[str, ...] = ()
        if self.run.has_journal:
            since = self.run.today - OFFER_FROM
            used = self.run.journal.most_used(since, 2 * OFFERED_TAGS)
            # A misspelt crisis word may be somebody's own tag; nobody is offered it as a choice.
            most_used = tuple(tag for tag in used if not self.run.vocabulary.crisis(tag))
        tags = self.run.vocabulary.tags
        rest = [tag for tag in FIRST_OFFER if tag in tags and not tags[tag].retired]
        offered = [tag for tag in dict.fromkeys((*most_used, *rest)) if tag in tags]
        return tuple(offered[:OFFERED_TAGS])

    def _may_have_been_in_the_way(self, draft: Draft) -> bool:
        tags = self.run.vocabulary.tags
        has_effect = any(tags[tagging.tag].kind == "effect" for tagging in draft.tags if tagging.tag in tags)
        return draft.is_flat or draft.answer is Answer.UNSURE or has_effect
