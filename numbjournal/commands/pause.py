"""`pause`: let the reminders rest for a while."""

from typing import Annotated

import typer

from numbjournal.context import Run
from numbjournal.core.reminder import Pause, PauseBegun, PauseOver
from numbjournal.options.command import WordsCommand, command_app
from numbjournal.services import reminding

app = command_app()

OFF = "off"


def complete_untils(incomplete: str) -> list[str]:
    """A few common spans for the shell."""
    return [word for word in ("7d", "14d", "4w", "tomorrow", "monday", OFF) if word.startswith(incomplete)]


@app.command(cls=WordsCommand)
def pause(
    context: typer.Context,
    until: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[UNTIL]",
            help="14d, 2 weeks, next monday, 6 December, a date; off ends it.",
            autocompletion=complete_untils,
        ),
    ] = None,
) -> None:
    """Let reminders rest until a day; without words it shows until when.

    Only reminders rest. You can log all the while, and days without an entry are days without an entry.
    """
    run = Run.of(context)
    if not until:
        run.show(Pause(reminding.paused_until(run)))
        return
    # Writing settings loads tomlkit, and showing a pause is for everyday.
    from numbjournal.services import pausing

    if [word.casefold() for word in until] == [OFF]:
        pausing.end_pause(run)
        run.show(PauseOver())
    else:
        run.show(PauseBegun(pausing.pause(run, " ".join(until)), has_reminder=bool(reminding.reminders())))
