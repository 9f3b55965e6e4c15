"""`import`: what an export or another program holds, brought in."""  # noqa: N999  (the verb that is typed)

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.options.command import command_app
from numbjournal.services.importing import ImportOptions, import_file
from numbjournal.services.journal_place import say_where_the_journal_is

app = command_app()


@app.command("import")
def import_(
    context: typer.Context,
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="What `export` wrote as JSON or JSON Lines, or another program."),
    ],
    form: Annotated[
        str, typer.Option("--format", metavar="NAME", help="If the file does not say it itself.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come in.")] = False,
    mapping: Annotated[
        str, typer.Option("--map", metavar="FILE", help="Numbers for moods and tags for words, as TOML.")
    ] = "",
    scale: Annotated[
        str, typer.Option("--scale", metavar="LOW-HIGH", help="How far the other scale of moods goes: 1-5.")
    ] = "",
    feel_from: Annotated[
        str, typer.Option("--feel-from", metavar="COLUMN", help="Says how much could be felt, 0 to 10.")
    ] = "",
    date: Annotated[str, typer.Option("--date", metavar="COLUMN", help="Of any table: the day.")] = "",
    mood: Annotated[str, typer.Option("--mood", metavar="COLUMN", help="How pleasant, 0 to 10.")] = "",
    feel: Annotated[str, typer.Option("--feel", metavar="COLUMN", help="How much, 0 to 10.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="COLUMN", help="Words about it.")] = "",
) -> None:
    """Bring in what is not there yet, in one step of undo; what is there stays as it is.

    Of what `export` wrote, all of it comes in or nothing. Of a file of another program (Daylio, Bearable, How
    We Feel, Apple's State of Mind, jrnl, feels, Day One, Pixels, or any table) all comes in that can be
    read, and the rest is named. How pleasant it says it was is mood, never feel. An entry that was erased for
    good does not come back.
    """
    run = Run.of(context)
    columns = {"date": date, "mood": mood, "feel": feel, "note": note}
    named = {kind: name for kind, name in columns.items() if name}
    run.show(import_file(run, file, ImportOptions(form, mapping, scale, feel_from, named), dry_run=dry_run))
    say_where_the_journal_is(run)
