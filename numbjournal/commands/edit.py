"""`edit`: change an entry, by options or in the editor."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.entry import Answer, Draft, retagged, scale_number
from numbjournal.core.log_line import read_tags
from numbjournal.options.command import command_app
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
    NumberArgument,
    OnOption,
    PrivateOption,
    entry_number,
    with_details,
)
from numbjournal.services.editing import change_entry, edit_as_form
from numbjournal.services.tags import known_tag

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
        edit_as_form(run, chosen)
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
        return draft._replace(tags=retagged(draft.tags, phrase.taggings, dropped))

    change_entry(run, chosen, revise, phrase, note=note, edit=edit)


def _answer(text: str) -> tuple[Answer, int | None]:
    word = text.casefold()
    if word in (Answer.UNSURE, Answer.TIRED, Answer.NONE):
        return Answer(word), None
    return Answer.RATED, scale_number(text, "How much you could feel", "numbjournal edit --help")
