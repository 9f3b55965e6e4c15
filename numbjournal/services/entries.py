"""Keeping an entry: save first, talk afterwards."""

import errno
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta

from numbjournal.context import Run
from numbjournal.core.entry import Draft, Entry, check_length, merge_taggings
from numbjournal.core.entry_answers import EntryChanged, EntrySaved
from numbjournal.core.log_line import Phrase, read_phrase
from numbjournal.core.query import Query
from numbjournal.core.status import WELCOME_BACK, has_been_away
from numbjournal.core.tag import CRISIS_TAGS, Vocabulary
from numbjournal.core.text import LONGEST_READ, LONGEST_TEXT, MEGABYTE
from numbjournal.core.when import full_date, times_shown
from numbjournal.errors import Damaged, Misuse, NotFound, NumbjournalError, Refused, TooLong
from numbjournal.output.encoding import decoded
from numbjournal.services.journal_place import check_place, say_where_the_journal_is

SAME_WITHIN = timedelta(days=7)
"""`log same` looks this far back for a day to repeat."""

KINDS_REPEATED = frozenset({"manifestation", "body"})


def log_words(run: Run, words: Sequence[str], draft: Draft, *, note: str | None, edit: bool) -> None:
    """Save an entry of typed words, with the details in `draft`; a note of "-" is read from standard input.

    Raises Misuse for words that cannot be read, and why the entry could not be saved where it is kept for
    later.
    """
    # Read the words before a journal is made or a note is read, so that a mistake costs nothing.
    vocabulary, trouble = _vocabulary(run)
    phrase = read_phrase(words, vocabulary)
    draft = with_phrase(draft, phrase)
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
    was_away = not trouble and is_back(run)
    if edit:
        journal = run.journal_or_new
        with run.editor.written(draft.note) as text:
            entry = journal.log(_worth_keeping(draft._replace(note=text)), phrase.new_tags)
    else:
        entry = _save(run, _worth_keeping(draft), phrase, trouble)
    tell(run, entry, phrase)
    if was_away and run.may_ask_more and not run.json:
        run.output.remark(WELCOME_BACK)
    if unread:
        raise Refused(unread.message, f"numbjournal edit {entry.number} --edit")


def note_from_input() -> str:
    """All of standard input as a note, without the line end that closes it.

    Raises Refused where it cannot be read; TooLong for more than could ever be held, so that input without an
    end comes to one.
    """
    try:
        if sys.stdin is None:
            raise OSError(errno.EBADF, "it is closed")
        data = sys.stdin.buffer.read(LONGEST_READ + 1)
    except OSError as error:
        raise Refused(f"The note could not be read from standard input: {error.strerror}.") from error
    if len(data) > LONGEST_READ:
        raise TooLong(
            f"Standard input has more than {LONGEST_READ // MEGABYTE} MB, and an entry holds at most"
            f" {LONGEST_TEXT // MEGABYTE} MB of text.",
            "numbjournal log --note - < PART",
        )
    text = decoded(data)
    return text.removesuffix("\n").removesuffix("\r")


def is_back(run: Run) -> bool:
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
            check_place(run, run.journal_path)
        return run.shipped_vocabulary, error


def _save(run: Run, draft: Draft, phrase: Phrase, trouble: NumbjournalError | None) -> Entry:
    """Save; what the journal does not take is kept for later."""
    try:
        if trouble:
            raise trouble
        # Before a journal is made for it.
        check_length(draft)
        return run.journal_or_new.log(draft, phrase.new_tags)
    except (Refused, Damaged, NotFound) as error:
        from numbjournal.services.unsaved_entries import kept_for_later

        raise kept_for_later(run, error, draft, phrase) from None


def with_phrase(draft: Draft, phrase: Phrase) -> Draft:
    """The draft with what was typed."""
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
    run.output.remark(f"As on {run.output.named_day(last.day)}.")
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


def tell(run: Run, entry: Entry, phrase: Phrase) -> None:
    """Say what was saved, where to turn if there is occasion, and what is not plain to see."""
    help_text = help_for(run, entry, phrase)
    show_with_help(run, EntrySaved(entry, run.vocabulary.plus(phrase.new_tags), help_text))
    run.may_ask_more = not help_text
    run.output.understood(phrase)
    remark_on_the_clock(run, entry.draft)
    say_where_the_journal_is(run)


def show_with_help(run: Run, answer: EntrySaved | EntryChanged) -> None:
    """Show an answer; with `--json`, where to turn is said to a person's eyes as well."""
    if answer.help and run.json:
        run.output.remark(answer.help)
    run.show(answer)


def help_for(run: Run, entry: Entry, phrase: Phrase) -> str:
    """Where to turn, for an entry that was just saved or changed; empty where there is no occasion."""
    if phrase.crisis or any(tagging.tag in CRISIS_TAGS for tagging in entry.draft.tags):
        return run.where_to_turn.for_entry(entry, phrase)
    return ""


def remark_on_the_clock(run: Run, draft: Draft) -> None:
    """Say that the time of day an entry is about did not come, or came twice, as the clocks changed."""
    if draft.time is None:
        return
    times = times_shown(draft.day, draft.time, datetime.astimezone)
    if times != 1:
        day = full_date(draft.day, run.today)
        came, went = ("did not come", "forward") if times == 0 else ("came twice", "back")
        run.output.remark(
            f"{draft.time} {came} on {day} here: the clocks went {went}. It is kept as you typed it."
        )
