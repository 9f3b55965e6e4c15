"""Changing an entry: by options, or as a form in the editor."""

from collections.abc import Callable

from numbjournal.context import Run
from numbjournal.core.entry import Draft
from numbjournal.core.entry_answers import EntryChanged
from numbjournal.core.log_line import Phrase
from numbjournal.errors import Misuse, Refused, TooLong
from numbjournal.output.entry_form import entry_form, read_form
from numbjournal.services.entries import help_for, note_from_input, remark_on_the_clock, show_with_help
from numbjournal.services.unsaved_entries import kept_for_later

Revision = Callable[[Draft], Draft]


def change_entry(
    run: Run, number: int, revise: Revision, phrase: Phrase, *, note: str | None, edit: bool
) -> None:
    """Change an entry, and its note: None leaves it, "-" reads it from standard input, `edit` writes it in
    the editor.

    Raises NotFound, Misuse, and why the change could not be saved where it is kept for later.
    """
    unchanged = run.journal.show(number).draft
    # Try it before a note is read or written, so that a mistake in an option costs nothing.
    revise(unchanged)
    if note == "-":
        note = note_from_input()
    if edit:
        with run.editor.written(unchanged.note if note is None else note) as text:
            _change(run, number, lambda draft: revise(draft)._replace(note=text), phrase)
        return

    def revise_all(draft: Draft) -> Draft:
        return revise(draft) if note is None else revise(draft)._replace(note=note)

    try:
        _change(run, number, revise_all, phrase)
    except TooLong as error:
        raise kept_for_later(run, error, revise_all(unchanged), phrase, number) from None


def edit_as_form(run: Run, number: int) -> None:
    """Change the whole entry in the editor; what cannot be read keeps the text that was written.

    Raises NotFound, Misuse.
    """
    if not run.can_ask:
        raise Misuse(f"Say what to change, e.g. numbjournal edit {number} --feel 3 --add fatigue")
    entry = run.journal.show(number)
    with run.editor.written(entry_form(entry), ".toml") as written:
        draft, phrase = read_form(written, entry, run.vocabulary)
        _change(run, number, lambda _: draft, phrase)


def _change(run: Run, number: int, revise: Revision, phrase: Phrase) -> None:
    unchanged = run.journal.show(number).draft
    try:
        before, after = run.journal.edit(number, revise, phrase.new_tags)
    except TooLong:
        # In an editor, the draft is kept already.
        raise
    except Refused as error:
        raise kept_for_later(run, error, revise(unchanged), phrase, number) from None
    help_text = help_for(run, after, phrase) if after != before else ""
    show_with_help(run, EntryChanged(before, after, run.vocabulary.plus(phrase.new_tags), help_text))
    run.output.understood(phrase)
    if (after.draft.day, after.draft.time) != (before.draft.day, before.draft.time):
        remark_on_the_clock(run, after.draft)
