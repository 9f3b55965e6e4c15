"""`edit`: change an entry, by options or in the editor."""

from collections.abc import Callable
from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.entry import Answer, Draft, retagged, scale_number
from numbjournal.core.log_line import Phrase, read_tags
from numbjournal.errors import Misuse, Refused, TooLong
from numbjournal.options.command import command_app
from numbjournal.options.completion import complete_tags
from numbjournal.options.filters import known_tag
from numbjournal.options.options import (
    AtOption,
    ByChoiceOption,
    EditOption,
    ForSessionOption,
    GotThroughOption,
    InterferedOption,
    MoodOption,
    NoteOption,
    NumberArgument,
    OnOption,
    PrivateOption,
    entry_number,
    kept_for_later,
    note_from_input,
    with_details,
)

Revision = Callable[[Draft], Draft]

app = command_app()


@app.command()
def edit(
    context: typer.Context,
    number: NumberArgument,
    feel: Annotated[
        str | None, typer.Option("--feel", metavar="0-10|unsure|tired|none", help="How much you could feel.")
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option(
            "--add", metavar="TAG[:1-4]", help="Add a tag (repeatable).", autocompletion=complete_tags
        ),
    ] = None,
    drop: Annotated[
        list[str] | None,
        typer.Option(
            "--drop", metavar="TAG", help="Take a tag off (repeatable).", autocompletion=complete_tags
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
) -> None:
    """Change an entry. Without options it opens in your editor; "" takes a value back."""
    run = Run.of(context)
    chosen = entry_number(number)
    given = (feel, add, drop, on, at, mood, interfered, by_choice, got_through, private, for_session, note)
    if all(value is None for value in given) and not edit:
        _edit_form(run, chosen)
        return
    phrase = read_tags(add or (), run.vocabulary)
    dropped = [known_tag(run, word.partition(":")[0]) for word in drop or ()]

    def revise(draft: Draft) -> Draft:
        draft = with_details(
            draft,
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
        if feel is not None:
            answer, value = _answer(feel)
            draft = draft._replace(answer=answer, feel=value)
        return draft._replace(
            tags=retagged(draft.tags, phrase.taggings, dropped),
            note=draft.note if note is None else note,
        )

    # Try it before a note is read or written, so that a slip in an option costs nothing.
    unchanged = run.journal.show(chosen).draft
    revise(unchanged)
    if note == "-":
        note = note_from_input()
    if edit:
        with run.editor.written(unchanged.note if note is None else note) as note:
            _change(run, chosen, revise, phrase)
    else:
        try:
            _change(run, chosen, revise, phrase)
        except TooLong as error:
            raise kept_for_later(run, error, revise(unchanged), phrase, chosen) from None


def _edit_form(run: Run, number: int) -> None:
    """The whole entry in the editor; what does not fit keeps the text that was written."""
    if not run.can_ask:
        raise Misuse(f"Say what to change, e.g. numbjournal edit {number} --feel 3 --add fatigue")
    entry = run.journal.show(number)
    form, read = run.entry_form(entry)
    with run.editor.written(form, ".toml") as written:
        draft, phrase = read(written)
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
    help_text = run.help_for(after, phrase) if after != before else ""
    run.voice.edited(before, after, run.vocabulary.plus(phrase.new_tags), help_text)
    run.voice.understood(phrase)
    if (after.draft.day, after.draft.time) != (before.draft.day, before.draft.time):
        run.remark_on_the_clock(after.draft)


def _answer(text: str) -> tuple[Answer, int | None]:
    word = text.casefold()
    if word in (Answer.UNSURE, Answer.TIRED, Answer.NONE):
        return Answer(word), None
    return Answer.RATED, scale_number(text, "How much you could feel", "numbjournal edit --help")
