"""What commands share on the command line: options, an entry's words, filters, how an app is set up."""

from typing import Annotated, Any

import typer

from numbjournal.context import Run
from numbjournal.core.entry import Draft, Interfered, scale_number
from numbjournal.core.when import clock_time
from numbjournal.errors import Misuse
from numbjournal.options.completion import complete_entry_numbers
from numbjournal.services.days import read_day

NumberArgument = Annotated[
    str, typer.Argument(metavar="NUMBER", help="The entry's number.", autocompletion=complete_entry_numbers)
]

# What an entry says beside its words. On `edit`, an empty value ("") takes something back.

OnOption = Annotated[
    str | None, typer.Option("--on", metavar="WHEN", help="The day: yesterday, -3, monday, 2026-11-22 ...")
]
AtOption = Annotated[str | None, typer.Option("--at", metavar="HH:MM", help="The time of day it is about.")]
MoodOption = Annotated[
    str | None, typer.Option("--mood", metavar="0-10", help="How pleasant, apart from how much.")
]
InterferedOption = Annotated[
    str | None,
    typer.Option("--interfered", metavar="none|little|lot|couldnt", help="How much it got in the way."),
]
ByChoiceOption = Annotated[
    bool | None, typer.Option("--by-choice/--no-by-choice", help="You stepped back on purpose.")
]
GotThroughOption = Annotated[
    str | None, typer.Option("--got-through", metavar="TEXT", help="A moment that did get through.")
]
PrivateOption = Annotated[
    bool | None, typer.Option("--private/--no-private", help="Keep it out of every export.")
]
ForSessionOption = Annotated[
    bool | None, typer.Option("--for-session/--no-for-session", help="Bring it to your next session.")
]
NoteOption = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help="A note; - reads it from standard input.")
]
EditOption = Annotated[bool, typer.Option("--edit", help="Write the note in your editor.")]


def with_details(
    draft: Draft,
    run: Run,
    *,
    on: str | None,
    at: str | None,
    mood: str | None,
    interfered: str | None,
    by_choice: bool | None,
    got_through: str | None,
    private: bool | None,
    for_session: bool | None,
) -> Draft:
    """The draft with the options that were given; None leaves a field, and an empty text clears it.

    Raises Misuse.
    """
    changes: dict[str, Any] = {
        "day": read_day(run, on) if on is not None else None,
        "by_choice": by_choice,
        "private": private,
        "for_session": for_session,
        "got_through": got_through,
    }
    changes = {name: value for name, value in changes.items() if value is not None}
    if at is not None:
        changes["time"] = clock_time(at) if at else None
    if mood is not None:
        changes["mood"] = scale_number(mood, "Mood", "numbjournal log 2 --mood 5") if mood else None
    if interfered is not None:
        changes["interfered"] = _interfered(interfered) if interfered else None
    return draft._replace(**changes)


def _interfered(text: str) -> Interfered:
    try:
        return Interfered(text.casefold())
    except ValueError:
        raise Misuse(
            "How much it got in the way is none, little, lot or couldnt.",
            "numbjournal log 2 --interfered lot",
        ) from None


YesOption = Annotated[bool, typer.Option("--yes", help="Do not ask.")]
StepsOption = Annotated[str, typer.Option("--steps", metavar="N", help="How many steps.")]


def step_count(text: str) -> int:
    """A typed number of steps.

    Raises Misuse.
    """
    return whole_number(text, "A number of steps is a whole number from 1.", "numbjournal undo --steps 2")


def entry_number(text: str) -> int:
    """A typed entry number.

    Raises Misuse.
    """
    return whole_number(text, "An entry is named by its number.", "numbjournal list")


def whole_number(text: str, otherwise: str, hint: str) -> int:
    """1 up to what the journal can hold, in ASCII digits."""
    if text.isascii() and text.isdigit() and len(text) < 19 and int(text) > 0:
        return int(text)
    raise Misuse(otherwise, hint)
