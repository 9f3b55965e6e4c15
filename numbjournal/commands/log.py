"""`log`: keep an entry first, talk afterwards."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.entry import Draft
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
    with_details,
)
from numbjournal.services.entries import log_words

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
    if not unsaved and (words or draft.says_something or note is not None or edit):
        log_words(run, words or (), draft, note=note, edit=edit)
        return
    # Neither is for everyday, and both load what an entry with words does not need.
    from numbjournal.services import questions, unsaved_entries

    if unsaved:
        unsaved_entries.save_unsaved(run)
    else:
        questions.ask_for_entry(run, draft)
