"""What commands share on the command line: options, an entry's words, filters, how an app is set up."""

import errno
import sys
from typing import Annotated, Any

import typer

from numbjournal.context import Run
from numbjournal.core.entry import Draft, Interfered, check_length, scale_number
from numbjournal.core.log_line import Phrase
from numbjournal.core.text import LONGEST_READ, LONGEST_TEXT, MEGABYTE
from numbjournal.core.when import clock_time
from numbjournal.errors import Misuse, NumbjournalError, Refused, TooLong
from numbjournal.options.completion import complete_entry_numbers
from numbjournal.output.encoding import decoded
from numbjournal.output.unsaved import kept_nowhere

# Completion. Nothing is asked or printed there; a journal that cannot be read offers no words.


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
        "day": run.day(on) if on is not None else None,
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


def kept_for_later(
    run: Run, error: NumbjournalError, draft: Draft, phrase: Phrase, number: int | None = None
) -> NumbjournalError:
    """The error that kept an entry, or a change of entry `number`, from being saved; it waits elsewhere.

    Beside an encrypted journal it does not: that would be a plain file.
    """
    if number is None:
        try:
            check_length(draft)
        except TooLong as too_long:
            error = too_long
    if isinstance(error, TooLong):
        # Waiting would not help; the text alone is kept, to be shortened.
        return run.keeping.too_long(error, draft)
    if not run.keeping.may_keep_unsaved:
        said = kept_nowhere(run.words, sys.stderr)
        # A command that is repeated stands alone on its line, at the end.
        return (
            type(error)(f"{error} {said}")
            if "\n" in said
            else type(error)(f"{error.message} {said}", error.hint)
        )
    kept = run.keeping.keep_unsaved(draft, phrase, number)
    if kept is None:
        return type(error)(f"{error.message} It could not be kept elsewhere either.", error.hint)
    until = "" if run.keeping.is_lasting(kept) else " until this computer restarts"
    # On a line of its own behind a command, which would otherwise run on into the sentence.
    between = "\n" if error.hint else " "
    return type(error)(
        f"{error}{between}What you wrote is kept{until}; to save it once this is mended:"
        " numbjournal log --unsaved"
    )


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


# Which entries: the filters of `list`, and of every command that looks through entries.
